"""The scoreboard of attributions: spans count once, one for one, and figures beat the baseline."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.boards import scored
from truceline.ground.errors import InputError
from truceline.lab.polnear import hits, score
from truceline.lab.standoff import load_marked
from truceline.model.values import Span

TEXT = "The mayor said nobody was hurt."
MARKS = "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 21;22 30\tnobody was hurt\n"


def _folder(path: Path, marks: str) -> Path:
    (path / "text").mkdir()
    (path / "attributions").mkdir()
    (path / "text" / "one.txt").write_text(TEXT, encoding="utf-8")
    (path / "attributions" / "one_a1.ann").write_text(marks, encoding="utf-8")
    return path


def test_marks_are_read_and_pieces_joined(tmp_path: Path) -> None:
    """Spans of each kind; a mark in two pieces runs from the first to the last."""
    (article,) = load_marked(_folder(tmp_path, MARKS + "E1\tAttribution:T2 Source:T1\n"))
    (marks,) = article.marks
    assert (marks.sources, marks.cues) == ((Span(0, 9),), (Span(10, 14),))
    assert marks.contents == (Span(15, 30),)


@pytest.mark.parametrize("marks", ["T1 Source\n", "T1\tSource x 9\tThe\n"])
def test_a_broken_line_is_named(tmp_path: Path, marks: str) -> None:
    """A line of another shape ends in an error that names the file."""
    with pytest.raises(InputError) as caught:
        load_marked(_folder(tmp_path, marks))
    assert "one_a1.ann" in caught.value.where


def test_missing_articles_are_named(tmp_path: Path) -> None:
    """An empty folder is an error, not a figure."""
    with pytest.raises(InputError):
        load_marked(tmp_path)


def test_one_span_pairs_with_one() -> None:
    """Two answers that overlap one mark count once; equal is stricter than near."""
    gold, said = [Span(0, 10)], [Span(0, 9), Span(1, 10)]
    assert hits(gold, said, 0.5) == 1
    assert hits(gold, said, 1.0) == 0
    assert hits([Span(0, 10), Span(20, 30)], [Span(0, 10), Span(20, 24)], 0.5) == 1


def test_a_surplus_answer_costs_precision(tmp_path: Path) -> None:
    """The source found is right; with one more mark than answers, recall is one half."""
    marks = MARKS + "T9\tSource 15 21\tnobody\n"
    rows = {row.name: row.figure for row in score(load_marked(_folder(tmp_path, marks)))}
    assert rows["source span precision"] == 1.0
    assert rows["source span recall"] == 0.5
    assert rows["contents found, overlap 0.5"] == 1.0


@pytest.mark.shared
def test_sources_beat_the_nearest_name_on_real_articles(shared_data: Path) -> None:
    """Equal source spans at 0.70 and more, far above the baseline, also where no error was seen."""
    rows = {row.name: row for row in scored("polnear", shared_data)}
    whole, unseen = rows["source span F1"], rows["source span F1, articles whose errors were not"]
    assert whole.figure >= 0.70
    assert whole.baseline_figure is not None
    assert whole.low > whole.baseline_figure + 0.3
    assert unseen.figure >= 0.68
