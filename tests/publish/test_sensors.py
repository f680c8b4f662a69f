"""A count is laid on the truce with its exact window, its neighbours and its owner."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from tests.publish.samples import END, START, count, document, sample, statement
from truceline.model.detection import Detection
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Window
from truceline.publish import build_report
from truceline.publish.sensor_rows import Sensors


def sensors(*detections: Detection) -> Sensors:
    """Return the section for these counts alone."""
    return build_report(sample(detections=detections)).sensors


def test_the_window_that_covers_the_truce_most_is_shown() -> None:
    """Of 33 days the one with 20.5 of the truce's 30 hours is chosen, with both its edges."""
    row = build_report(sample()).sensors.channels[0]
    said = " ".join(each.text for each in row.sentences)
    assert row.quantity == "23"
    assert [bar.quantity for bar in row.bars if bar.chosen] == ["23"]
    assert "2 April 2030, 00:30 UTC and 3 April 2030, 00:30 UTC" in said
    assert "covers 20 h 30 min" in said
    assert "misses the truce's first 9 h 30 min" in said
    assert "runs 3 h 30 min past the truce's end" in said


def test_the_median_is_of_fourteen_windows_on_either_side() -> None:
    """Of 16 days on either side 14 are compared: 86 to 99 and 101 to 114 have the median 100."""
    row = build_report(sample()).sensors.channels[0]
    assert len(row.bars) == 29
    assert "14 before, 14 after" in row.sentences[1].text
    assert "a median of 100, from 86 to 114; 28 of them are higher" in row.sentences[1].text
    assert "1 of them also touch the truce" in row.sentences[1].text


def test_a_side_that_has_fewer_windows_is_said_to() -> None:
    """Where the record begins late, the number of windows before it is the number there is."""
    row = sensors(*(count(day, 100 if day else 23) for day in range(-2, 17))).channels[0]
    assert "(2 before, 14 after)" in row.sentences[1].text


def test_windows_of_other_lengths_are_not_compared() -> None:
    """A snapshot an hour after another is no day and takes no part in the median."""
    short = count(1, 900)
    assert short.window.start is not None
    hour = Window(start=short.window.start, end=short.window.start + timedelta(hours=1))
    row = sensors(count(-1, 10), count(0, 5), dataclasses.replace(short, window=hour)).channels[0]
    assert "The 1 window beside it has 10." in row.sentences[1].text


def test_every_feed_has_an_owner() -> None:
    """The section says whose feed it is, and says so too where nobody has described it."""
    row = build_report(sample()).sensors.channels[0]
    assert row.allegiance == "Alarms: this feed belongs to one side, Bedland."
    other = tuple(dataclasses.replace(count(day, 1), source="new") for day in range(-2, 3))
    assert "has not been described" in sensors(*other).channels[0].allegiance


def test_two_channels_stand_apart() -> None:
    """Counts of two channels of one source are never mixed."""
    both = [count(day, n, channel) for day in (-1, 0, 1) for channel, n in (("a", 1), ("b", 7))]
    rows = sensors(*both).channels
    assert sorted((row.channel, row.quantity) for row in rows) == [("a", "1"), ("b", "7")]


def test_no_report_is_no_zero() -> None:
    """Scattered counts are listed as claimed, and each stretch without one is a named gap."""
    found = build_report(sample()).sensors.claimed[0]
    assert [row.text for row in found.rows] == ["launched: 4 drones"]
    assert len(found.gaps) == 1
    assert found.gaps[0].text.endswith("(27 h); that is not a zero.")


@pytest.mark.parametrize(
    ("parts", "gaps"),
    [([(0, 30)], 0), ([(0, 10), (20, 30)], 1), ([(5, 6)], 2), ([(-5, 40)], 0), ([(31, 32)], 1)],
)
def test_gaps_are_what_no_report_covers(parts: list[tuple[int, int]], gaps: int) -> None:
    """Hours of the truce covered by no report are gaps, no more and no fewer."""
    found = tuple(
        Detection(
            id=f"dt-{i}",
            document="doc-alarm",
            source="ministry",
            channel="launched",
            window=Window(start=START + timedelta(hours=a), end=START + timedelta(hours=b)),
            quantity=Bounds(0, 0),
            unit="drones",
        )
        for i, (a, b) in enumerate(parts)
    )
    assert timedelta(hours=30) == END - START
    assert len(sensors(*found).claimed[0].gaps) == gaps


def test_a_window_without_an_end_is_left_out() -> None:
    """A count whose window nobody stated is laid on nothing."""
    open_end = dataclasses.replace(count(0, 5), window=Window(start=START, end=None))
    found = sensors(open_end)
    assert (found.channels, found.claimed) == ((), ())


def row(name: str, quantity: float, unit: str, **values: object) -> Statement:
    """Return one row of a table that a side keeps of what it counted."""
    window = Window(start=START - timedelta(hours=9), end=START)
    given = {"weapon": "Type 9", "speaker": "Air force", "quantity": Bounds(quantity, quantity)}
    given |= {"unit": unit, "window": window, "kind": "tally"} | values
    return statement(name, "doc-table", "x", **given)


def test_rows_of_a_sides_own_table_are_counts_and_no_totals() -> None:
    """A side's table of launches stands with the sensors, named as its feed, gaps and all."""
    plain = sample()
    table = document("doc-table", "x", source="ministry", media_type="text/csv-row")
    account = dataclasses.replace(plain.tally_accounts[0], id="ta-row", members=("st-r1",))
    report = build_report(
        sample(
            detections=(),
            documents={**plain.documents, "doc-table": table},
            statements=(*plain.statements, row("st-r2", 3, "shot"), row("st-r1", 5, "launched")),
            tally_accounts=(*plain.tally_accounts, account),
        )
    )
    found = report.sensors.claimed[0]
    assert found.allegiance == "Ministry: this feed belongs to one side, Alland."
    assert [each.text for each in found.rows] == ["Air force: Type 9: 5 launched, 3 shot"]
    assert found.rows[0].cites == ("st-r1", "st-r2")
    assert found.gaps[0].text.startswith("Ministry: no report covers")
    assert "ta-row" not in {each.id for each in report.tallies}


def test_an_outlets_row_stays_a_claimed_total() -> None:
    """A table row of an outlet that belongs to no side is a claim like any other."""
    plain = sample()
    table = document("doc-table", "x", source="gazette", media_type="text/csv-row")
    report = build_report(
        sample(
            detections=(),
            documents={**plain.documents, "doc-table": table},
            statements=(*plain.statements, row("st-r1", 5, "launched")),
        )
    )
    assert report.sensors.claimed == ()
