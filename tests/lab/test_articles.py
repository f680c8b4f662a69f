"""The scoreboard of articles: one statement found answers one label, and surplus ones cost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lab.boards import scored
from truceline.ground.errors import InputError
from truceline.lab.articles import Found, by_keywords, match
from truceline.lab.labelled_articles import Told, load_labelled, published_of
from truceline.model.values import Span, overlap
from truceline.read import Reader

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 30)).map(lambda p: Span(p[0], p[0] + p[1]))


def told(span: Span, kind: str = "tally") -> Told:
    """Return a label that says nothing but its span and kind."""
    return Told(
        span=span,
        kind=kind,
        act="",
        perpetrator="",
        speaker="",
        relays=(),
        background=False,
        date="",
        killed=None,
        injured=None,
    )


@given(SPANS, SPANS)
def test_overlap_is_the_share_of_joint_letters(a: Span, b: Span) -> None:
    """The share equals counting the letters one by one where the spans touch, and is mutual."""
    one, other = set(range(*a)), set(range(*b))
    counted = len(one & other) / len(one | other) if one & other else 0.0
    assert overlap(a, b) == pytest.approx(counted)
    assert overlap(a, b) == overlap(b, a)


def test_matching_is_one_to_one_and_by_kind() -> None:
    """Two finds on one label match once; a find of another kind, or too wide, never does."""
    labels = [told(Span(0, 10)), told(Span(20, 30))]
    found = [
        Found(Span(0, 9), "tally"),
        Found(Span(1, 10), "tally"),
        Found(Span(20, 30), "posture"),
        Found(Span(0, 100), "tally"),
    ]
    assert match(labels, found) == ((0, 0),)


def test_matching_takes_the_most_pairs_not_the_best_first() -> None:
    """A find that fits two labels goes to the one that no other find fits."""
    labels = [told(Span(0, 10)), told(Span(8, 18))]
    found = [Found(Span(2, 14), "tally"), Found(Span(0, 10), "tally")]
    assert set(match(labels, found)) == {(0, 1), (1, 0)}


def test_the_baseline_takes_every_sentence_with_a_word() -> None:
    """Keywords find an attack in each of two sentences, also where none is reported."""
    text = "Drones attacked the port of Anwick. A heart attack killed the actor. It rained."
    kinds = [each.kind for each in by_keywords(text, Reader.load().lexicon)]
    assert kinds.count("incident_report") == 1
    assert by_keywords("It rained in Anwick.", Reader.load().lexicon) == ()


def test_publication_times_of_feeds_are_read() -> None:
    """Both forms that feeds use give the instant; what is neither gives none."""
    mail = published_of("Wed, 21 May 2025 15:00:35 +0330")
    plain = published_of("2025-05-21T11:30:35Z")
    assert mail is not None
    assert plain is not None
    assert mail.earliest == plain.earliest
    assert published_of("yesterday") is None


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Without the labels the error names the file that is wanted."""
    with pytest.raises(InputError, match=r"articles_en\.jsonl"):
        load_labelled(tmp_path)


@pytest.mark.shared
def test_reading_beats_the_keywords_on_real_articles(shared_data: Path) -> None:
    """Statements of all kinds and incident reports are found better than by keywords."""
    rows = {row.name: row for row in scored("articles", shared_data)}
    for name in (
        "statement precision",
        "incident report precision",
        "background balanced accuracy",
    ):
        row = rows[name]
        assert row.baseline_figure is not None
        assert row.figure > row.baseline_figure
