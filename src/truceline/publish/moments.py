"""Times as a reader wants them: in a named zone, with their precision and their length."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from truceline.ground.times import TimeRange, day_range, zone_of
from truceline.model.values import Window
from truceline.publish.phrases import Phrases

SECONDS_PER_MINUTE = 60


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

    A whole civil day prints as the day, an empty range as its instant, None as not known.
    """
    if when is None:
        return phrases.say("times.unknown")
    place = when.zone or zone
    if when.seconds == 0:
        return instant(when.earliest, place, phrases)
    local = when.earliest.astimezone(zone_of(place))
    day = day_range(local.date(), place)
    if (day.earliest, day.latest) == (when.earliest, when.latest):
        return phrases.say(
            "times.whole_day", day=_day(local, phrases), zone=zone_name(place, phrases)
        )
    return _between(when.earliest, when.latest, place, phrases)


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


def _day(local: datetime, phrases: Phrases) -> str:
    month = phrases.lines("times.months")[local.month - 1]
    return phrases.say("times.day", day=local.day, month=month, year=local.year)


def seconds_between(a: datetime, b: datetime) -> float:
    """Return b - a in seconds, negative if b comes first."""
    return (b - a) / timedelta(seconds=1)
