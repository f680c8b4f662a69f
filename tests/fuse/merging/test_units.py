"""Units: what one origin says of one place is one utterance, however often it is repeated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given

from tests.fuse.merging.made import copies
from tests.fuse.records import NORTHTOWN, SOUTHTOWN, hours, origin, report, tables
from tests.fuse.reported.batches import batches
from truceline.fuse.merging.units import Units, units_of
from truceline.fuse.reported import Reports, reports_of
from truceline.model.arrow import column
from truceline.model.stage import Tables
from truceline.model.statement import Statement


def units(said: list[Statement], members: list[str] | None = None) -> tuple[Reports, Units]:
    """Return the units of statements of which those named share one origin."""
    names = [each.id.removeprefix("st-") for each in said] if members is None else members
    reports = reports_of(tables(said, [origin("x", names)]))
    return reports, units_of(reports, np.zeros(len(reports.row), dtype=np.bool_), 24.0)


def test_a_flood_of_copies_is_one_unit() -> None:
    """A thousand documents that repeat one utterance weigh as one."""
    _, found = units(copies(report("a"), 1000))
    assert len(found.lead) == 1
    assert (found.of == 0).all()


def test_reports_of_their_own_origins_stay_apart() -> None:
    """However alike they are: only a shared origin makes a copy."""
    _, found = units(copies(report("a"), 5), members=[])
    assert found.lead.tolist() == found.of.tolist() == [0, 1, 2, 3, 4]


def test_what_one_document_says_twice_stays_two() -> None:
    """It tells of something else, though a copy elsewhere of the first is a copy."""
    once, other = report("a", document="one"), report("b", document="two")
    _, found = units([once, report("c", document="one"), other])
    assert len(found.lead) == 2
    assert sorted(np.bincount(found.of).tolist()) == [1, 2]


def test_other_places_and_the_past_are_other_utterances() -> None:
    """One origin may tell of two towns, and of a past event in the same town."""
    a = report("a")
    said = [
        a,
        report("b", places=(SOUTHTOWN,)),
        report("c", background=True),
        report("d", places=()),
    ]
    assert len(units(said)[1].lead) == 4
    near = replace(NORTHTOWN, lat=NORTHTOWN.lat + 1e-6)
    assert len(units([a, report("b", places=(near,))])[1].lead) == 1


def test_the_first_that_states_a_time_leads() -> None:
    """Of copies without a time, the first to be published."""
    said = [report("a", time=None), report("b", time=hours(0, 1)), report("c", time=None)]
    reports, found = units(said)
    names = column(reports.said, "id").to_pylist()
    assert [names[reports.row[i]] for i in found.lead] == ["st-b"]


def test_denials_and_what_a_person_keeps_apart_are_alone() -> None:
    """Neither becomes part of an utterance of others."""
    said = [*copies(report("a"), 3), report("d", kind="denial", denies="event")]
    reports = reports_of(tables(said, [origin("x", [s.id.removeprefix("st-") for s in said])]))
    kept = np.arange(4) == 1
    found = units_of(reports, kept, 24.0)
    assert sorted(np.bincount(found.of).tolist()) == [1, 1, 2]
    assert (found.of == found.of[1]).sum() == 1
    assert (found.of == found.of[3]).sum() == 1


@given(batches())
def test_units_partition_reports_and_leads_are_their_members(batch: Tables) -> None:
    """Each report has one unit; members share origin, history and, of one document, nobody."""
    reports = reports_of(batch)
    found = units_of(reports, np.zeros(len(reports.row), dtype=np.bool_), 24.0)
    number = len(reports.row)
    assert (found.of[found.lead] == np.arange(len(found.lead))).all()
    assert (np.diff(found.lead) > 0).all()
    assert sorted(set(found.of.tolist())) == list(range(len(found.lead)))
    lead = found.lead[found.of]
    assert (reports.origin[lead] == reports.origin).all()
    assert (reports.background[lead] == reports.background).all()
    documents = list(zip(found.of.tolist(), reports.document.tolist(), strict=True))
    assert len(set(documents)) == number
