"""Times as a reader wants them: in a named zone, with their precision and their length."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from truceline.ground.times import EARLIEST_YEAR, LATEST, TimeRange, day_range, zone_of
from truceline.model.terms import Period
from truceline.model.values import Window
from truceline.publish.phrases import Phrases

SECONDS_PER_MINUTE = 60
SECONDS_PER_DAY = 86_400
EVER = datetime(EARLIEST_YEAR, 1, 1, tzinfo=UTC)  # stands for "no beginning was fixed"


def zone_name(zone: str, phrases: Phrases) -> str:
    """Return a zone as readers call it, as in "Kyiv time" for Europe/Kyiv."""
    if zone == "UTC":
        return zone
    return phrases.say("times.zone", city=zone.rsplit("/", 1)[-1].replace("_", " "))


def clock(moment: datetime, zone: str, phrases: Phrases) -> str:
    """Return an instant as day and clock in a zone, without the zone's name."""
    local = moment.astimezone(zone_of(zone))
    shape = "times.clock_seconds" if local.second else "times.clock"
    return phrases.say(shape, day=_day(local, phrases), clock=local)


def instant(moment: datetime, zone: str, phrases: Phrases) -> str:
    """Return an instant with the zone's name: "20 April 2025, 00:00 Kyiv time"."""
    named = zone_name(zone, phrases)
    return phrases.say("times.instant", moment=clock(moment, zone, phrases), zone=named)


def utc_text(moment: datetime) -> str:
    """Return an instant in UTC to the minute, or to the second where it has seconds."""
    plain = moment.astimezone(UTC)
    return plain.strftime("%Y-%m-%d %H:%M:%SZ" if plain.second else "%Y-%m-%d %H:%MZ")


def duration(seconds: float, phrases: Phrases) -> str:
    """Return a length of time: "30 h", "3 h 27 min", "5 min", "12 s"."""
    if 0 < seconds < SECONDS_PER_MINUTE:
        return phrases.say("times.seconds", s=round(seconds))
    hours, minutes = divmod(round(seconds / SECONDS_PER_MINUTE), SECONDS_PER_MINUTE)
    if minutes and hours:
        return phrases.say("times.hours_minutes", h=hours, m=minutes)
    return (
        phrases.say("times.minutes", m=minutes) if minutes else phrases.say("times.hours", h=hours)
    )


def range_text(when: TimeRange | None, zone: str, phrases: Phrases) -> str:
    """Return a range in the zone in which it was understood, else in `zone`.

    A whole civil day prints as the day, an empty range as its instant, None as not known; an end
    that was never fixed is said to be none.
    """
    if when is None:
        return phrases.say("times.unknown")
    place = when.zone or zone
    if when.latest >= LATEST or when.earliest <= EVER:
        return _open_range(when, place, phrases)
    if when.seconds == 0:
        return instant(when.earliest, place, phrases)
    local = when.earliest.astimezone(zone_of(place))
    day = day_range(local.date(), place)
    if (day.earliest, day.latest) == (when.earliest, when.latest):
        return phrases.say(
            "times.whole_day", day=_day(local, phrases), zone=zone_name(place, phrases)
        )
    return _between(when.earliest, when.latest, place, phrases)


def _open_range(when: TimeRange, zone: str, phrases: Phrases) -> str:
    if when.latest < LATEST:
        return phrases.say("times.ever_until", end=instant(when.latest, zone, phrases))
    if when.earliest <= EVER:
        return phrases.say("times.always")
    return phrases.say("times.open_from", start=instant(when.earliest, zone, phrases))


def period_text(period: Period, zone: str, phrases: Phrases) -> str:
    """Return a period with the doubt of its ends: "from some moment of 18 March to ..."."""
    gaps = [
        phrases.say(
            "times.from_until",
            start=moment_text(gap.start, zone, phrases),
            end=moment_text(gap.end, zone, phrases),
        )
        for gap in period.gaps
    ]
    told = _ends_text(period, zone, phrases)
    return phrases.say("times.gaps", period=told, gaps="; ".join(gaps)) if gaps else told


def _ends_text(period: Period, zone: str, phrases: Phrases) -> str:
    ends = [each for each in (period.start, period.end) if each is not None]
    if period.end is None or period.start.earliest <= EVER or not any(e.seconds for e in ends):
        outer = period.outer
        if period.start.seconds and period.end is None:
            start = moment_text(period.start, zone, phrases)
            told = phrases.say("times.open_from", start=start)
            return phrases.say("times.in_zone", period=told, zone=zone_name(zone, phrases))
        return range_text(
            TimeRange(earliest=outer.earliest, latest=outer.latest, zone=zone), zone, phrases
        )
    told = phrases.say(
        "times.from_until",
        start=moment_text(period.start, zone, phrases),
        end=moment_text(period.end, zone, phrases),
    )
    if not all(each.seconds for each in ends):
        return told  # the exact end names the zone
    return phrases.say("times.in_zone", period=told, zone=zone_name(zone, phrases))


def moment_text(when: TimeRange, zone: str, phrases: Phrases) -> str:
    """Return a moment that lies somewhere in a range: an instant, or a moment of a day."""
    place = when.zone or zone
    if not when.seconds:
        return instant(when.earliest, place, phrases)
    local = when.earliest.astimezone(zone_of(place))
    day = day_range(local.date(), place)
    if (day.earliest, day.latest) == (when.earliest, when.latest):
        return phrases.say("times.some_moment", day=_day(local, phrases))
    return phrases.say(
        "times.some_between",
        start=clock(when.earliest, place, phrases),
        end=instant(when.latest, place, phrases),
    )


def day_text(moment: datetime, zone: str, phrases: Phrases) -> str:
    """Return the civil day of an instant in a zone: "18 March 2025"."""
    return _day(moment.astimezone(zone_of(zone)), phrases)


def calendar_day(day: date, phrases: Phrases) -> str:
    """Return a civil day: "18 March 2025"."""
    return _day(day, phrases)


def length_text(seconds: float, phrases: Phrases) -> str:
    """Return a length of time in whole days where it is that, else as a duration."""
    days, rest = divmod(seconds, SECONDS_PER_DAY)
    if days and not rest:
        return phrases.say("times.days", n=int(days))
    return duration(seconds, phrases)


def window_text(window: Window, zone: str, phrases: Phrases) -> str:
    """Return a total's window in a zone, saying which end nobody stated."""
    if window.start and window.end:
        return _between(window.start, window.end, zone, phrases)
    if window.start:
        return phrases.say("times.since", start=instant(window.start, zone, phrases))
    if window.end:
        return phrases.say("times.until", end=instant(window.end, zone, phrases))
    return phrases.say("times.no_window")


def _between(start: datetime, end: datetime, zone: str, phrases: Phrases) -> str:
    place = zone_of(zone)
    first, last = start.astimezone(place), end.astimezone(place)
    same_day = first.date() == last.date() and not (first.second or last.second)
    return phrases.say(
        "times.between",
        start=clock(start, zone, phrases),
        end=phrases.say("times.only_clock", clock=last) if same_day else clock(end, zone, phrases),
        zone=zone_name(zone, phrases),
    )


def _day(local: date, phrases: Phrases) -> str:
    month = phrases.lines("times.months")[local.month - 1]
    return phrases.say("times.day", day=local.day, month=month, year=local.year)


def seconds_between(a: datetime, b: datetime) -> float:
    """Return b - a in seconds, negative if b comes first."""
    return (b - a) / timedelta(seconds=1)
