"""Which kind of voice a statement is follows from its origin, its source and whom it accuses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest

from tests.fuse.records import document, hours, killed, origin, report
from truceline.fuse.belief import (
    DENIES_EVENT,
    NOBODY,
    SAYS,
    Told,
    belief_of,
    load_kinds,
    told_of,
)
from truceline.model.columns import to_table
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.source import Source
from truceline.model.statement import Statement

SOURCES = (
    Source(id="mission", name="Mission", kind="monitor"),
    Source(id="aid", name="Aid", kind="civil_society"),
    Source(id="posts", name="Posts", kind="social"),
    Source(id="paper", name="Paper", kind="outlet"),
    Source(id="one-tv", name="One TV", kind="outlet", allegiance="one"),
    Source(id="one-radio", name="One radio", kind="outlet", allegiance="one", directness="saw"),
    Source(id="one-army", name="One army", kind="party", allegiance="one"),
)


RAID = {"perpetrator": "one", "target_class": "military", "killed": killed(3)}


def told(said: Sequence[tuple[Statement, str]], origins: Sequence[Origin] = ()) -> Told:
    """Return the accounts of statements, each by a source, all of incident 0."""
    documents = [
        Document(
            id=each.document, evidence=each.document, source=source, media_type="", text="",
            published=hours(number, 0),
        )
        for number, (each, source) in enumerate(said)
    ]  # fmt: skip
    tables = {
        "statement": to_table(Statement, [each for each, _ in said]),
        "document": to_table(Document, documents),
        "source": to_table(Source, SOURCES),
        "origin": to_table(Origin, origins),
    }
    return told_of(tables, np.zeros(len(said), dtype=np.int64))


def kind(said: Statement, source: str, origins: Sequence[Origin] = ()) -> str:
    """Return the kind of voice of one statement."""
    return load_kinds().names[told([(said, source)], origins).accounts.kind[0]]


@pytest.mark.parametrize(
    ("fields", "source", "wanted"),
    [
        ({}, "mission", "monitor"),
        ({}, "aid", "civil"),
        ({}, "posts", "social"),
        ({}, "paper", "unsourced"),
        ({"speaker": "a baker"}, "paper", "attributed"),
        ({"perpetrator": "two"}, "one-tv", "partisan"),
        ({"perpetrator": "two"}, "one-radio", "onlooker"),
        ({"perpetrator": "two"}, "one-army", "accusation"),
        ({"perpetrator": "unknown"}, "one-army", "party"),
        ({"perpetrator": "one"}, "one-army", "own_act"),
        (RAID, "one-army", "own_act"),
        ({"perpetrator": "one", "killed": killed(3)}, "one-army", "admission"),
        ({"perpetrator": "one", "target_class": "civilian"}, "one-army", "admission"),
        ({"perpetrator": "two", "authority": "one"}, "paper", "accusation"),
    ],
)  # fmt: skip
def test_the_kind_follows_from_who_says_what_of_whom(
    fields: dict[str, object], source: str, wanted: str
) -> None:
    """Sides, offices, sources named and harm admitted each make their own kind."""
    assert kind(report("r", **fields), source) == wanted


def test_the_origin_stands_for_its_copies() -> None:
    """A paper that copies a witness is that witness, once; the first utterance speaks."""
    first, copy = report("first"), report("copy")
    found = told([(copy, "paper"), (first, "posts")], [origin("o", ["first", "copy"], direct=True)])
    assert found.statement.tolist() == [1]
    assert load_kinds().names[found.accounts.kind[0]] == "witness"


def test_officials_of_a_side_are_one_chain_and_its_outlets_are_not() -> None:
    """Those who can bind a party share a voice; others are their own."""
    found = told(
        [
            (report("a"), "one-army"),
            (report("b", authority="one"), "paper"),
            (report("c"), "one-tv"),
        ]
    ).accounts
    assert found.voice[0] == found.voice[1] != NOBODY
    assert found.voice[2] == NOBODY
    assert len(set(found.side.tolist())) == 1


def test_who_denies_an_event_that_it_is_named_for_is_the_accused() -> None:
    """A denial by the side that another report names weighs as that of the accused."""
    found = told(
        [
            (report("a", perpetrator="one"), "paper"),
            (report("d", kind="denial", denies="event"), "one-army"),
        ]
    ).accounts
    denial = int(np.flatnonzero(found.denies == DENIES_EVENT)[0])
    assert load_kinds().names[found.kind[denial]] == "admission"
    assert found.denies[1 - denial] == SAYS


def test_unknown_days_and_sources_are_no_error() -> None:
    """A statement whose document or source nobody knows is an outlet without a name."""
    lost = report("x")
    tables = {
        "statement": to_table(Statement, [lost]),
        "document": to_table(Document, [document(lost, None)]),
        "source": to_table(Source, []),
    }
    found = told_of(tables, np.array([0])).accounts
    assert np.isnan(found.said[0])
    assert load_kinds().names[found.kind[0]] == "unsourced"
    none = told_of(tables, np.array([-1]))
    assert len(none.accounts.incident) == 0


def test_columns_in_several_chunks_are_read_as_one() -> None:
    """Tables put together from days give the same accounts."""
    one, two = to_table(Statement, [report("a")]), to_table(Statement, [report("b")])
    tables = {
        "statement": pa.concat_tables([one, two]),
        "document": to_table(Document, [document(report("a"), None), document(report("b"), None)]),
        "source": to_table(Source, SOURCES),
    }
    assert told_of(tables, np.array([0, 1])).accounts.incident.tolist() == [0, 1]


def test_exchanging_the_parties_in_the_records_changes_no_probability() -> None:
    """What one says of two is as likely as what two says of one, to the last bit."""

    def exchanged(name: str, *, swap: bool) -> str:
        return {"one": "two", "two": "one"}.get(name, name) if swap else name

    logits = []
    for swap in (False, True):
        one, two = (exchanged(name, swap=swap) for name in ("one", "two"))
        said = [
            report("a", perpetrator=two, authority=one),
            report("b", perpetrator=two),
            report("c", perpetrator=two, killed=killed(2), authority=two),
            report("d", kind="denial", denies="event", authority=two, perpetrator=two),
        ]
        found = told([(each, "paper") for each in said], [origin("o", ["b"], one)])
        logits.append(belief_of(found.accounts, 1).logit.tobytes())
    assert logits[0] == logits[1]
