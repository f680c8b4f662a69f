"""Invented sentences: a bad line is named, and each piece is labelled by what overlaps it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.lab.training.small import ROWS, row, rows, written
from truceline.ground.errors import InputError
from truceline.lab.training.recording import reading_all
from truceline.lab.training.written import BETWEEN, Piece, Sentence, load_written, pieces_of
from truceline.model.evidence import Document
from truceline.model.values import Span
from truceline.read import Reader
from truceline.read.model.told import KINDS

GOOD = row("a", "A shell hit a barn near Sumy.", "incident_report", "")


def test_sentences_come_in_order_with_spans_of_their_text(tmp_path: Path) -> None:
    """The quote is at its span; a stance that is not given is none."""
    found = load_written(written(tmp_path))
    assert len(found) == len(ROWS)
    told = {each.text: each for each in found}
    for text, kind, stance in ROWS:
        expected = ((Span(0, len(text) - 1), kind, stance),) if kind else ()
        assert told[text].told == expected


def bad(**changes: Any) -> str:  # noqa: ANN401 - any JSON
    """Return a line with something changed."""
    return json.dumps({**GOOD, **changes})


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "",
        "[]",
        "null",
        '"text"',
        bad(statements=None),
        bad(statements=[{"kind": "threat"}]),
        bad(statements=[{"quote": "A shell"}]),
        bad(statements=[{"kind": "threat", "quote": "no words of the text"}]),
        bad(statements=[{"kind": "threat", "quote": 5}]),
        bad(text=None, statements=[{"kind": "threat", "quote": "A shell"}]),
        bad(statements=[{"kind": "threat", "quote": ""}]),
        json.dumps({"article": "a", "text": "A shell."}),
        json.dumps({"text": "A shell.", "statements": []}),
    ],
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    """The file is refused with the line to mend, whatever is wrong with it."""
    path = tmp_path / "sentences.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n{line}\n{json.dumps(GOOD)}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_written(path)
    assert "sentences.jsonl line 2" in str(caught.value)


def test_pieces_are_labelled_by_what_overlaps_them(tmp_path: Path) -> None:
    """The whole sentence states its label, with its stance; a plain sentence states nothing."""
    sentences = load_written(written(tmp_path))
    found = pieces_of(sentences, KINDS)
    stated = {(kind, each.stance) for each in found for kind in KINDS if each.told[kind]}
    assert stated == {(kind, stance) for _, kind, stance in ROWS if kind}
    assert any(not any(each.told.values()) for each in found)
    assert {each.article for each in found} == {"a0", "a1"}


def one(text: str, *told: tuple[str, str]) -> list[Piece]:
    """Return the pieces of one sentence with quotes of some kinds."""
    spans = tuple((Span(text.index(q), text.index(q) + len(q)), kind, "") for q, kind in told)
    return pieces_of([Sentence(article="a", text=text, told=spans)], KINDS)


def test_a_clause_has_its_own_label_and_no_other() -> None:
    """Of two things in one sentence each belongs to its piece; what is too near is not called."""
    first, second = "A shell hit a barn near Sumy", "the army will leave the valley"
    found = one(f"{first}, and {second}.", (first, "incident_report"), (second, "undertaking"))
    told = [(each.told["incident_report"], each.told["undertaking"]) for each in found]
    assert (True, False) in told
    assert (False, True) in told


def test_a_label_that_half_fits_is_left_out() -> None:
    """A quote of under a half of a piece says neither yes nor no of it."""
    text = "A shell hit a barn near Sumy while people there were at work in the fields."
    (whole, *_) = one(text, ("A shell hit a barn near Sumy", "incident_report"))
    assert whole.told["incident_report"] is None
    assert whole.told["threat"] is False
    assert whole.stance == ""


def test_equal_sentences_are_equal_pieces() -> None:
    """Nothing of an earlier reading is left in a later one, and neighbours do not move labels."""
    text = "A shell hit a barn near Sumy on Monday."
    lone = one(text, (text, "incident_report"))
    again = one(text, (text, "incident_report"))
    assert [p.places.tolist() for p in lone] == [p.places.tolist() for p in again]
    sentences = [
        Sentence(article="a", text="The market was busy.", told=()),
        Sentence(article="a", text=text, told=((Span(0, len(text)), "incident_report", ""),)),
    ]
    behind = [each for each in pieces_of(sentences, KINDS) if each.told["incident_report"]]
    assert [p.places.tolist() for p in behind] == [p.places.tolist() for p in lone]


def test_a_reader_that_reads_all_passes_nothing_over() -> None:
    """Sentences without a word of war are learned from too."""
    text = BETWEEN.join(["The bakers were busy.", "The ferry runs twice a day."])
    document = Document(
        id="d", evidence="e", source="s", media_type="text/plain", text=text, language="en"
    )
    reader = Reader.load()
    assert reader.read(document).passed_over
    assert not reading_all(reader).read(document).passed_over


def test_the_small_set_is_what_it_says() -> None:
    """Every kind is in it, and every quote is in its text."""
    assert {kind for _, kind, _ in ROWS if kind} == set(KINDS)
    assert all(s["quote"] in each["text"] for each in rows() for s in each["statements"])
