"""Untold times come from the first report, told ones from nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from truceline.ground.times import TimeRange
from truceline.model.incident import Incident, IncidentPlace
from truceline.vocabulary.untold_times import likely_time, untold

NOON = datetime(2025, 4, 20, 12, tzinfo=UTC)


def _between(start: int, end: int) -> TimeRange:
    """Return a range between two hours after noon."""
    hour = timedelta(hours=1)
    return TimeRange(earliest=NOON + start * hour, latest=NOON + end * hour)


def _incident(time: TimeRange | None, reported: TimeRange | None) -> Incident:
    return Incident(
        id="in-1",
        proposition="an act",
        act="shelling",
        members=(),
        origins=(),
        place=IncidentPlace(lat=None, lon=None, radius_m=None),
        time=time,
        status="reported",
        reported=reported,
    )


def test_what_reports_tell_stands_whatever_the_day_of_the_report() -> None:
    """A told time is sure and is not moved by when it was reported."""
    told, late = _between(0, 1), _between(9, 9)
    assert likely_time(_incident(told, late)) == (told, 1.0)


def test_an_untold_time_lies_before_the_first_report() -> None:
    """It lies in the lag before the report or, of a day, in that day, and not surely."""
    day = _between(0, 24)
    found = likely_time(_incident(None, day))
    assert found is not None
    assert found[0].latest == day.latest
    assert (day.earliest - found[0].earliest).total_seconds() == untold().lag_s
    assert 0.9 < found[1] < 1


def test_what_nobody_told_or_dated_has_no_time() -> None:
    """Without a date of any report nothing is put in."""
    assert likely_time(_incident(None, None)) is None
