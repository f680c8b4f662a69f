"""The scoreboard of fresh labels: spans lie over the text that was labelled, or are refused."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.lab.boards import scored
from truceline.ground.canonical import sha256_hex
from truceline.ground.errors import InputError, VocabularyError
from truceline.lab.board import BOARDS, FRESH, MEASURING
from truceline.lab.fresh import SECOND, load_fresh
from truceline.lab.labelled_articles import KINDS, TEXTS, load_labelled
from truceline.model.values import Bounds
from truceline.vocabulary.files import load_yaml

TEXT = "Shells hit the mill at Anwick. Two were hurt. The mayor denies it."
LABELS = """
articles:
  - id: F01
    link: "https://news.example/1"
    text: "{text}"
    statements:
      - {{span: [0, 29], kind: incident_report, act: shelling, injured: [2, null]}}
      - {{span: [{start}, 65], kind: denial, speaker: "mayor", background: true, sure: 1}}
"""


def written(folder: Path, text: str = TEXT, start: int = 46, kept: bool = True) -> Path:
    """Write labels and a data folder that holds the article, and return the labels' path."""
    item = {
        "link": "https://news.example/1",
        "source": "example",
        "published": "Wed, 21 May 2025 10:00:00 GMT",
        "text": text,
    }
    (folder / TEXTS).parent.mkdir()
    with gzip.open(folder / TEXTS, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(item) + "\n" if kept else "")
    labels = folder / "labels.yaml"
    given = LABELS.format(text=sha256_hex(TEXT.encode())[:16], start=start)
    labels.write_text(given, encoding="utf-8")
    return labels


def test_labels_are_laid_over_their_article(tmp_path: Path) -> None:
    """Spans, fields and what is left out come as the labels say; a denial is denied."""
    (article,) = load_fresh(tmp_path, written(tmp_path))
    first, second = article.told
    assert article.document.text[slice(*first.span)] == "Shells hit the mill at Anwick"
    assert (first.act, first.injured, first.killed) == ("shelling", Bounds(2, None), None)
    assert (first.background, first.speaker, first.modality) == (False, "", "asserted")
    assert (second.background, second.speaker, second.modality) == (True, "mayor", "denied")
    assert article.document.published is not None


def test_another_version_of_the_text_is_refused(tmp_path: Path) -> None:
    """Spans never point into words that nobody labelled: one letter more is another text."""
    with pytest.raises(InputError, match="not the one that was labelled"):
        load_fresh(tmp_path, written(tmp_path, text=f" {TEXT}"))


@pytest.mark.parametrize("start", [-1, 65, 70])
def test_spans_outside_the_text_or_empty_are_refused(tmp_path: Path, start: int) -> None:
    """A span must begin in its article, before its own end."""
    with pytest.raises(InputError, match="no statement of its article"):
        load_fresh(tmp_path, written(tmp_path, start=start))


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    """No folder, an article that the folder lacks, broken labels: an error that helps, each."""
    with pytest.raises(InputError, match="--data"):
        load_fresh(tmp_path / "absent")
    with pytest.raises(InputError, match=r"news\.example/1"):
        load_fresh(tmp_path, written(tmp_path, kept=False))
    broken = tmp_path / "broken.yaml"
    broken.write_text("articles: [", encoding="utf-8")
    with pytest.raises(VocabularyError):
        load_fresh(tmp_path, broken)


def test_the_shipped_labels_hold_every_kind_and_no_text() -> None:
    """Articles are named once each, statements stand in order, and nothing quotes an article."""
    rows = load_yaml(FRESH)["articles"]
    assert len({row["link"] for row in rows}) == len(rows) >= 16
    told = [each for row in rows for each in row["statements"]]
    assert len(told) >= 120
    assert set(Counter(each["kind"] for each in told)) == set(KINDS)
    for row in rows:
        spans = [each["span"] for each in row["statements"]]
        assert spans == sorted(spans)
    allowed = {"span", "kind", "perpetrator", "stated", "speaker", "relays", "act", "stance"}
    allowed |= {"background", "date", "killed", "injured", "modality", "sure"}
    assert not {key for each in told for key in each} - allowed


def test_the_second_coder_had_the_same_articles_and_no_copy_of_the_labels() -> None:
    """Same texts, statements of their own: some spans are equal, many are not."""
    first, second = (load_yaml(path)["articles"] for path in (FRESH, SECOND))
    assert [(row["link"], row["text"]) for row in first] == [
        (row["link"], row["text"]) for row in second
    ]
    spans = [
        {(row["id"], *each["span"], each["kind"]) for row in rows for each in row["statements"]}
        for rows in (first, second)
    ]
    assert spans[0] & spans[1] and spans[0] - spans[1] and spans[1] - spans[0]


def test_the_board_was_used_for_measuring_only() -> None:
    """No verb was developed on these labels, and the list says so."""
    assert BOARDS["fresh"].use("read") == MEASURING


@pytest.mark.shared
def test_no_article_is_one_of_the_labelled_ones(shared_data: Path) -> None:
    """What reading was developed on is not in the set, by its text."""
    known = {each.document.text for each in load_labelled(shared_data)}
    assert not known & {each.document.text for each in load_fresh(shared_data)}


@pytest.mark.shared
def test_reading_beats_the_keywords_on_unseen_articles(shared_data: Path) -> None:
    """Rows are named after the set, and incident reports are found better than by keywords."""
    rows = {row.name: row for row in scored("fresh", shared_data)}
    assert {row.set for row in rows.values()} == {"fresh"}
    assert rows["statement F1"].n == sum(len(each.told) for each in load_fresh(shared_data))
    coders = rows["second coder, statement F1"]
    assert coders.figure > 0.7  # labels on which two agree so far can tell readers apart
    assert coders.baseline_figure == rows["statement F1"].figure
    for name in ("statement F1", "incident report F1"):
        row = rows[name]
        assert row.baseline_figure is not None
        assert row.figure > row.baseline_figure
