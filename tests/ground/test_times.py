"""Times: zones in winter and summer, half-open ranges, days of 23 to 25 hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.errors import TimeError
from truceline.ground.times import (
    TimeRange,
    day_range,
    parse_instant,
    parse_range,
    rfc3339,
    zone_of,
)

CENTURY = timedelta(days=36_525)
INSTANTS = st.timedeltas(-CENTURY, CENTURY).map(
    lambda away: datetime(2000, 1, 1, tzinfo=UTC) + away
)
LENGTHS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400))


@st.composite
def ranges(draw: st.DrawFn) -> TimeRange:
    """Return a time range of up to 400 days."""
    earliest = draw(INSTANTS)
    return TimeRange(earliest=earliest, latest=earliest + draw(LENGTHS))


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2025-04-19 18:00", "Europe/Moscow", "2025-04-19T15:00:00Z"),
        ("2025-01-19 18:00", "Europe/Moscow", "2025-01-19T15:00:00Z"),
        ("2025-04-20T00:00", "Europe/Kyiv", "2025-04-19T21:00:00Z"),
        ("2025-01-20T00:00", "Europe/Kyiv", "2025-01-19T22:00:00Z"),
        ("2025-04-19T18:00+03:00", "Europe/Kyiv", "2025-04-19T15:00:00Z"),
        ("2025-04-19T18:00:00Z", "Europe/Kyiv", "2025-04-19T18:00:00Z"),
    ],
)
def test_zones_in_winter_and_summer(text: str, zone: str, expected: str) -> None:
    """Moscow is three hours ahead all year, Kyiv two in winter and three in summer."""
    assert rfc3339(parse_instant(text, zone)) == expected


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2025, 3, 30), "Europe/Kyiv", 23),
        (date(2025, 10, 26), "Europe/Kyiv", 25),
        (date(2025, 4, 20), "Europe/Kyiv", 24),
        (date(2025, 3, 30), "Europe/Moscow", 24),
        (date(2025, 10, 26), "UTC", 24),
    ],
)
def test_days_have_23_to_25_hours(day: date, zone: str, hours: int) -> None:
    """A civil day is as long as the zone's clocks make it."""
    assert day_range(day, zone).seconds == hours * 3600
    assert parse_range(day.isoformat(), zone) == day_range(day, zone)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(["Europe/Kyiv", "Asia/Gaza"]))
def test_days_join_without_gap(day: date, zone: str) -> None:
    """Every day ends at the instant at which the next begins."""
    assert day_range(day, zone).latest == day_range(day + timedelta(days=1), zone).earliest


@given(INSTANTS)
def test_instants_survive_printing(instant: datetime) -> None:
    """What rfc3339 prints, parse_instant reads back."""
    assert parse_instant(rfc3339(instant)) == instant


@given(ranges(), ranges())
def test_overlap_is_symmetric_and_bounded(a: TimeRange, b: TimeRange) -> None:
    """Two ranges share the same seconds either way round, and no more than the shorter has."""
    assert a.overlap_seconds(b) == b.overlap_seconds(a) <= min(a.seconds, b.seconds)


@given(ranges(), LENGTHS)
def test_share_inside_adds_up(whole: TimeRange, cut: timedelta) -> None:
    """The shares of a range before and after a cut add up to one, as ranges are half-open."""
    middle = min(whole.earliest + cut, whole.latest)
    before = TimeRange(earliest=whole.earliest - timedelta(days=1), latest=middle)
    after = TimeRange(earliest=middle, latest=whole.latest + timedelta(days=1))
    total = whole.share_inside(before) + whole.share_inside(after)
    assert total == pytest.approx(1.0)


def test_an_instant_belongs_to_one_of_two_touching_ranges() -> None:
    """The instant at which two ranges touch lies in the later one only."""
    noon = datetime(2025, 4, 20, 12, tzinfo=UTC)
    morning = TimeRange(earliest=noon - timedelta(hours=1), latest=noon)
    afternoon = TimeRange(earliest=noon, latest=noon + timedelta(hours=1))
    instant = TimeRange(earliest=noon, latest=noon)
    assert instant.share_inside(morning) == 0.0
    assert instant.share_inside(afternoon) == 1.0
    assert morning.overlap_seconds(afternoon) == 0.0


@pytest.mark.parametrize(
    "text",
    ["20225-04-19", "2025-13-01", "2025-02-30", "yesterday", "", "2025-04-19T25:00Z", "0001-01-01"],
)
def test_what_is_no_time_is_refused_with_a_mend(text: str) -> None:
    """Impossible dates and years outside the record raise an error that says how to mend it."""
    with pytest.raises(TimeError) as caught:
        parse_range(text)
    assert caught.value.mend


def test_ranges_refuse_what_cannot_be() -> None:
    """A range without a zone, or that ends before it begins, is refused."""
    now = datetime(2025, 4, 20, tzinfo=UTC)
    with pytest.raises(TimeError):
        TimeRange(earliest=now.replace(tzinfo=None), latest=now)
    with pytest.raises(TimeError):
        TimeRange(earliest=now, latest=now - timedelta(seconds=1))
    with pytest.raises(TimeError):
        zone_of("Europe/Nowhere")


@pytest.mark.parametrize(
    "text", ["9" * 5000 + "-01-01", "9" * 5000 + "-01-01T00:00Z", "٢٠٢٥-٠٤-١٩", "x" * 100_000]
)
def test_hostile_times_are_refused_in_a_short_sentence(text: str) -> None:
    """Thousands of digits, digits of other scripts and long texts are no times, and no crash."""
    with pytest.raises(TimeError) as error:
        parse_range(text)
    assert len(error.value.sentence()) < 300
