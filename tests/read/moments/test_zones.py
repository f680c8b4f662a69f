"""Whose clock a text reads: speaker, feed, place, case, publication, language."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from truceline.geography.zones import country_zone, same_clock, zone_at, zone_within
from truceline.ground.times import TimeRange, day_range
from truceline.model.evidence import Document
from truceline.model.source import Source
from truceline.model.statement import Statement
from truceline.read import Reader
from truceline.read.moments.times import find_times
from truceline.read.moments.zones import Clock, capital_zone

SOURCES = {
    each: Source(id=each, name=each, kind="party", allegiance=party)
    for each, party in (("north", "RUS"), ("south", "UKR"), ("nobody", None))
}
READER = Reader.load(sources=SOURCES)
WINTER, SUMMER = date(2025, 1, 15), date(2025, 7, 15)


def report(text: str, source: str, day: date, reader: Reader = READER) -> Statement:
    """Return the one incident report of a text that names a day and a clock."""
    document = Document(
        id="d",
        evidence="e",
        source=source,
        media_type="text/plain",
        text=text,
        published=day_range(day, "UTC"),
    )
    found = [s for s in reader.read(document).statements if s.kind == "incident_report"]
    assert len(found) == 1, found
    return found[0]


def hour(statement: Statement) -> int:
    """Return the hour in UTC at which a report begins."""
    assert statement.time is not None
    return statement.time.earliest.hour


@pytest.mark.parametrize(("day", "apart"), [(WINTER, 1), (SUMMER, 0)])
def test_each_side_reads_its_own_clock(day: date, apart: int) -> None:
    """22:30 of either side's feed is an hour apart in winter and the same in summer."""
    text = "A drone struck a house in Kharkiv at 22:30."
    north, south = (hour(report(text, each, day)) for each in ("north", "south"))
    assert (north, south - north) == (19, apart)


def test_the_speaker_outranks_the_feed() -> None:
    """What one side's ministry says in a neutral or foreign feed is by its own clock."""
    said = "The Russian Defence Ministry said a drone struck a house in Kharkiv at 22:30."
    assert hour(report(said, "nobody", WINTER)) == 19
    assert hour(report(said, "south", WINTER)) == 19
    assert hour(report("A drone struck a house in Kharkiv at 22:30.", "nobody", WINTER)) == 20


def test_a_zone_that_is_named_outranks_all() -> None:
    """Whoever speaks, a named zone is meant."""
    text = "A drone struck a house in Kharkiv at 22:30 Moscow time."
    assert {hour(report(text, each, WINTER)) for each in SOURCES} == {19}


def test_elsewhere_the_place_gives_the_clock() -> None:
    """An article about Sudan or Kashmir is by their clocks, whatever the case's."""
    khartoum = report("Rebels shelled Khartoum in Sudan at 22:30.", "nobody", WINTER)
    assert (hour(khartoum), khartoum.time and khartoum.time.zone) == (20, "Africa/Khartoum")
    srinagar = report("Rebels shelled Srinagar in India at 22:30.", "nobody", WINTER)
    assert srinagar.time is not None
    assert srinagar.time.earliest.strftime("%H:%M") == "17:00"


def test_the_order_of_what_tells_the_clock() -> None:
    """Side, then case, then the zone of the publication day, then what is usual, then nothing."""
    kyiv = day_range(WINTER, "Europe/Kyiv")
    sides = {"AAA": "Europe/Moscow"}
    assert Clock(side="AAA", sides=sides, case="Asia/Gaza").zones() == ("Europe/Moscow",)
    assert Clock(case="Asia/Gaza", lang="uk", published=kyiv).zones() == ("Asia/Gaza",)
    assert Clock(lang="ru", published=kyiv).zones() == ("Europe/Kyiv",)
    assert Clock(lang="ru").zones() == ("Europe/Kyiv", "Europe/Moscow")
    assert Clock(lang="en", published=day_range(WINTER, "UTC")).zones() == ()


def test_two_usual_zones_hold_both() -> None:
    """A clock that may be either side's lasts an hour more in winter, and no more in summer."""
    for day, seconds in ((WINTER, 3660), (SUMMER, 60)):
        (found,) = Clock(lang="ru", published=day_range(day, "UTC")).times("в 22:30", "ru")
        assert found.range is not None
        assert found.range.seconds == seconds
    (since,) = Clock(lang="ru", published=day_range(WINTER, "UTC")).times("с 06:00", "ru")
    assert since.since is None  # no longer said exactly


def test_a_clock_of_no_known_zone_may_be_anywhere() -> None:
    """Without any sign of a zone a clock is as wide as the earth, and a day is that of UTC."""
    published = day_range(WINTER, "UTC")
    (clock,) = find_times("at 22:30", "en", published=published, zone=None)
    assert clock.range == TimeRange(
        earliest=datetime(2025, 1, 15, 8, 30, tzinfo=UTC),
        latest=datetime(2025, 1, 16, 10, 31, tzinfo=UTC),
    )
    (day,) = find_times("on Tuesday", "en", published=published, zone=None)
    assert day.range == TimeRange(
        earliest=datetime(2025, 1, 14, tzinfo=UTC), latest=datetime(2025, 1, 15, tzinfo=UTC)
    )
    (named,) = find_times("at 22:30 GMT", "en", published=published, zone=None)
    assert named.range is not None
    assert named.range.seconds == 60
    (since,) = find_times("since 06:00", "en", published=published, zone=None)
    assert since.since is None


def test_an_instant_is_of_the_day_where_the_clocks_are() -> None:
    """The word "today" in a report sent late in the evening of UTC is the next day in Asia."""
    sent = datetime(2025, 1, 15, 20, 0, tzinfo=UTC)
    published = TimeRange(earliest=sent, latest=sent, zone="UTC")
    (found,) = find_times("today", "en", published=published, zone="Asia/Kolkata")
    assert found.range is not None
    assert found.range.earliest == datetime(2025, 1, 15, 18, 30, tzinfo=UTC)


def test_parties_have_the_clock_of_their_country() -> None:
    """Data names the clock of lands with several; others have their towns' only one."""
    assert capital_zone("SDN") == "Africa/Khartoum"
    assert capital_zone("KAZ") is None  # several in GeoNames, and no data says which is meant
    assert capital_zone("no such party") is None
    assert country_zone("PAK") == "Asia/Karachi"


def test_towns_give_places_their_clock() -> None:
    """A place has the zone of its nearest town; wide lands and the open sea have none."""
    noon = datetime(2025, 1, 15, 12, tzinfo=UTC)
    assert zone_at(50.6, 36.6) == "Europe/Moscow"
    assert zone_at(50.0, 36.2) == "Europe/Kyiv"
    assert zone_at(-45.0, -120.0) is None
    assert zone_within(15.5, 30.5, 700_000, noon) == "Africa/Khartoum"
    assert zone_within(61.0, 99.0, 3_000_000, noon) is None
    assert same_clock("Europe/Kyiv", "Europe/Helsinki", noon)
    assert not same_clock("Europe/Kyiv", "Europe/Moscow", noon)
