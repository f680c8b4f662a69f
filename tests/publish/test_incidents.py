"""Incidents say what the evidence says, count origins by side, and keep every doubt."""

from __future__ import annotations

from tests.publish.samples import incident, sample
from truceline.ground.times import TimeRange
from truceline.model.incident import OriginCount
from truceline.publish import Report, build_report
from truceline.publish.event_rows import IncidentRow


def row(report: Report, name: str) -> IncidentRow:
    """Return one incident of a report."""
    return next(r for block in report.incidents for r in block.incidents if r.id == name)


def test_an_incident_with_everything() -> None:
    """Place with its uncertainty, time, open counts, harm, attribution and group are all there."""
    found = row(build_report(sample()), "in-1")
    assert found.heading == "Shelling: Vesele"
    assert found.when == "1 April 2030, 20:00 to 21:00 Kyiv time"
    assert found.where == "Vesele (settlement; 90 % within 3 km)"
    assert (found.count, found.killed, found.injured) == (
        "at least 20 shells",
        "2 (at least 2)",
        "not stated",
    )
    assert [each.text for each in found.attribution] == [
        "Alland: 60 %, as the reports name it",
        "unknown: 40 %",
    ]
    assert found.attribution[0].cites == ("st-1",)
    assert found.group == "part of an unresolved group of 3 to 7 incidents"
    assert len(found.alternatives) == 2


def test_an_incident_that_nobody_placed_or_dated() -> None:
    """What is unknown is said to be unknown; unplaced incidents come last."""
    report = build_report(sample())
    found = row(report, "in-2")
    assert (found.when, found.where) == ("time not known", "place not known")
    assert found.attribution[0].text == "No report names who did it."
    assert report.incidents[-1].place == "place not known"


def test_origins_are_counted_by_side_in_the_agreements_order() -> None:
    """Sides follow the agreement, nobody's side comes last, and copies add nothing."""
    counts = (
        OriginCount(side=None, origins=("or-3",)),
        OriginCount(side="BBB", origins=("or-1",)),
        OriginCount(side="AAA", origins=("or-2",)),
    )
    report = build_report(sample(incidents=(incident("in-1", ("st-1",), origins=counts),)))
    assert [each.text for each in row(report, "in-1").origins] == [
        "Alland: 1 independent origin (The ministry)",
        "Bedland: 1 independent origin (Gazette)",
        "No party: 1 independent origin ()",
    ]


def test_places_with_most_incidents_come_first_and_each_is_in_time_order() -> None:
    """Blocks go by number, rows within them by time, whatever order the records had."""
    base = incident("in-1", ())
    assert base.time is not None
    later = TimeRange(earliest=base.time.latest, latest=base.time.latest)
    records = (incident("in-9", (), time=later), base, incident("in-0", (), time=None))
    block = build_report(sample(incidents=records)).incidents[0]
    assert block.total == "3 reported incidents"
    assert [each.id for each in block.incidents] == ["in-1", "in-9", "in-0"]


def test_an_unresolved_group_is_a_result() -> None:
    """A group is reported as a range, with the reason and the reports behind it."""
    line = build_report(sample()).groups[0]
    assert line.text == "Between 3 and 7 incidents (Vesele). Times overlap."
    assert line.cites == ("st-1",)
