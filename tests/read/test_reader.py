"""What the reader promises for any document: spans that fit, stable ids, no side favoured."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.geography.gazetteer import Gazetteer
from truceline.ground.times import TimeRange, parse_range
from truceline.model.evidence import Document
from truceline.model.source import Source
from truceline.model.statement import Statement
from truceline.read import Reader
from truceline.vocabulary.files import DATA

TRUCE = TimeRange(
    earliest=datetime(2025, 4, 19, 15, tzinfo=UTC), latest=datetime(2025, 4, 20, 21, tzinfo=UTC)
)
GAZETTEER = Gazetteer.load()
READER = Reader.load(gazetteer=GAZETTEER, anchors={"truce": TRUCE})


def document(text: str, *, day: str | None = "2025-04-21", source: str = "feed") -> Document:
    """Return a plain-text document published on a day in Kyiv."""
    return Document(
        id="d",
        evidence="sha256:" + "0" * 64,
        source=source,
        media_type="text/plain",
        text=text,
        published=parse_range(day, "Europe/Kyiv") if day else None,
    )


def read(text: str, kind: str = "", *, day: str | None = "2025-04-21") -> list[Statement]:
    """Return the statements of a text, of one kind if named."""
    found = READER.read(document(text, day=day)).statements
    return [s for s in found if kind in ("", s.kind)]


PIECES = st.sampled_from(
    [
        "Росіяни", "російські дрони", "Украина", "Russian forces", "атакували", "обстріляли",
        "attacked", "hit", "Харків", "Kherson", "Білгород", "5", "понад 20", "2,935 times",
        "загинули", "killed", "за добу", "overnight", "20 квітня", "ceasefire", "violated",
        "not", "якщо", "said", "–", ":", ",", ".", "\n", "“", "”", "proposal", "resume aid",
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=12), max_size=30).map(" ".join))
@settings(max_examples=120, deadline=None)
def test_every_quote_is_the_text_at_its_span(text: str) -> None:
    """Whatever is written, reading raises nothing, quotes fit and ids are unique and stable."""
    first = READER.read(document(text)).statements
    assert first == READER.read(document(text)).statements
    assert len({s.id for s in first}) == len(first)
    for each in first:
        assert each.quote == text[each.span.start : each.span.end]
        assert each.document == "d"


@pytest.mark.parametrize(
    "piece", ["drone attack killed 5 people, ", "російський обстріл по ", "((((", "“«", "a" * 50]
)
def test_hostile_repetition_costs_little(piece: str) -> None:
    """A long text without sentence ends, made of cues, is read in seconds of one processor."""
    started = time.thread_time()
    READER.read(document(piece * (30_000 // len(piece))))
    assert time.thread_time() - started < 8


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("Russian forces shelled Kherson.", "Ukrainian forces shelled Kherson."),
        ("A Russian drone hit a house in Kursk.", "A Ukrainian drone hit a house in Kursk."),
        ("Російська армія обстріляла Херсон.", "Українська армія обстріляла Херсон."),
        ("Росія атакувала Бєлгород дронами.", "Україна атакувала Бєлгород дронами."),
        ("Российские войска обстреляли Донецк.", "Украинские войска обстреляли Донецк."),
        ("Росія відхилила перемир'я.", "Україна відхилила перемир'я."),
        ("Russia rejected the ceasefire.", "Ukraine rejected the ceasefire."),
        ("Russia violated the truce 40 times.", "Ukraine violated the truce 40 times."),
    ],
)
def test_naming_the_other_side_changes_only_the_side(mine: str, theirs: str) -> None:
    """The same words about either party give the same statements about either party."""
    other = {"RUS": "UKR", "UKR": "RUS"}
    left, right = read(mine), read(theirs)
    assert left
    assert [(s.kind, s.act, other.get(s.perpetrator), s.stance) for s in left] == [
        (s.kind, s.act, s.perpetrator, s.stance) for s in right
    ]


def test_swapping_the_vocabulary_swaps_the_parties(tmp_path: Path) -> None:
    """Party ids decide nothing: a vocabulary with the two ids exchanged exchanges them alone."""
    folder = tmp_path / "vocabulary"
    shutil.copytree(DATA / "vocabulary", folder)
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        text = text.replace("RUS", "\0").replace("UKR", "RUS").replace("\0", "UKR")
        path.write_text(text, encoding="utf-8")
    swapped = Reader.load(folder, gazetteer=GAZETTEER, anchors={"truce": TRUCE})
    text = (
        "Росіяни вдарили по Харкову «Іскандером». Зеленський заявив, що ворог 40 разів "
        "порушив перемир'я. Україна запропонувала перемир'я."
    )
    other = {"RUS": "UKR", "UKR": "RUS"}
    left, right = READER.read(document(text)), swapped.read(document(text))
    assert {s.perpetrator for s in left.statements} == {"RUS", "UKR"}
    assert right.statements == tuple(
        replace(s, perpetrator=other[s.perpetrator], authority=other.get(s.authority or ""))
        for s in left.statements
    )


@pytest.mark.parametrize(("side", "foe"), [("UKR", "RUS"), ("RUS", "UKR")])
def test_the_enemy_is_whose_feed_it_is(side: str, foe: str) -> None:
    """The enemy is the opponent of the feed's side, in either direction."""
    sources = {"feed": Source(id="feed", name="Feed", kind="party", allegiance=side)}
    reader = replace(READER, sources=sources)
    found = reader.read(document("Противник обстрелял Горловку.")).statements
    assert [s.perpetrator for s in found] == [foe]


def test_an_unknown_feed_in_a_shared_language_accuses_nobody() -> None:
    """In a language of both sides, the enemy of an unknown feed stays unknown."""
    assert [s.perpetrator for s in read("Противник обстрелял Горловку.")] == ["unknown"]


def test_old_events_are_background() -> None:
    """An event more than thirty days before publication is marked as background."""
    found = read("On 3 January 2025 Russian missiles hit Kharkiv.", "incident_report")
    assert [s.background for s in found] == [True]
    found = read("On 20 April 2025 Russian missiles hit Kharkiv.", "incident_report")
    assert [s.background for s in found] == [False]
