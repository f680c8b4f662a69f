"""Section: what counting channels showed during the truce, whose they are, and what they miss."""

from __future__ import annotations

from statistics import median

from truceline.ground.times import LATEST, TimeRange
from truceline.publish.claimed_counts import make_claimed
from truceline.publish.counts import Count, is_running, make_counts, whose
from truceline.publish.figures import bounds_text, number
from truceline.publish.lookup import Lookup
from truceline.publish.moments import duration, instant, seconds_between
from truceline.publish.sensor_rows import Bar, ChannelRow, Sensors
from truceline.publish.sentences import Sentence

NEIGHBOURS = 14  # windows on either side: two weeks of daily counts hold every day of the week
LIKE_LENGTH = 1.5  # windows are compared whose lengths differ by no more than this factor


def make_sensors(look: Lookup) -> Sensors:
    """Return the section on sensors; without a fixed window there is nothing to lay them on."""
    window, notes = _looked_at(look)
    counts = make_counts(look)
    if not counts:
        return Sensors(channels=(), claimed=(), notes=(look.say("sensors.none"),))
    if window is None:
        return Sensors(channels=(), claimed=(), notes=(look.say("sensors.no_window"),))
    series: dict[tuple[str, str, str], list[Count]] = {}
    for each in counts:
        series.setdefault((each.source, each.channel, each.unit), []).append(each)
    running = {key: found for key, found in series.items() if is_running(found)}
    rest: dict[str, list[Count]] = {}
    for each in counts:
        if (each.source, each.channel, each.unit) not in running:
            rest.setdefault(each.source, []).append(each)
    channels = (_channel(found, window, look) for found in running.values())
    claimed = (make_claimed(source, found, window, look) for source, found in rest.items())
    return Sensors(
        channels=tuple(each for each in channels if each is not None),
        claimed=tuple(each for each in claimed if each is not None),
        notes=(*notes, *look.phrases.lines("sensors.notes")),
    )


def _looked_at(look: Lookup) -> tuple[TimeRange | None, tuple[str, ...]]:
    """Return the agreement's window, one without an end cut at the report's cut-off, said so."""
    window, as_of = look.given.agreement.window, look.given.as_of
    if window is None or window.latest < LATEST:
        return window, ()
    if as_of <= window.earliest:
        return None, ()
    cut = TimeRange(earliest=window.earliest, latest=as_of, zone=window.zone)
    return cut, (look.say("sensors.open_end", as_of=look.instant(as_of)),)


def _chosen(counts: list[Count], window: TimeRange) -> int | None:
    """Return the index of the count that covers the truce most, the earlier of equals."""
    best = max(range(len(counts)), key=lambda i: (counts[i].shared(window), -i))
    return best if counts[best].shared(window) > 0 else None


def _channel(counts: list[Count], window: TimeRange, look: Lookup) -> ChannelRow | None:
    chosen = _chosen(counts, window)
    if chosen is None:
        return None
    near = counts[max(0, chosen - NEIGHBOURS) : chosen + NEIGHBOURS + 1]
    count = counts[chosen]
    return ChannelRow(
        channel=look.phrases.word("channels", count.channel),
        source=look.source_name(count.source),
        allegiance=whose(count.source, look),
        quantity=bounds_text(count.quantity, look.phrases),
        unit=look.phrases.word("units", count.unit),
        sentences=(
            _counted(count, look),
            _baseline(count, near, window, look),
            Sentence(text=_coverage(count, window, look)),
            Sentence(text=whose(count.source, look)),
        ),
        bars=tuple(_bar(each, each is count, look) for each in near),
    )


def _counted(count: Count, look: Lookup) -> Sentence:
    return Sentence(
        text=look.say(
            "sensors.counted",
            quantity=bounds_text(count.quantity, look.phrases),
            unit=look.phrases.word("units", count.unit),
            channel=look.phrases.word("channels", count.channel),
            start=instant(count.start, "UTC", look.phrases),
            end=instant(count.end, "UTC", look.phrases),
            length=duration(count.seconds, look.phrases),
        ),
        cites=(count.id,),
    )


def _baseline(count: Count, near: list[Count], window: TimeRange, look: Lookup) -> Sentence:
    """Return how the count compares with its neighbours of like length."""
    alike = [
        each
        for each in near
        if each is not count
        and count.seconds > 0
        and 1 / LIKE_LENGTH <= each.seconds / count.seconds <= LIKE_LENGTH
    ]
    if not alike:
        return Sentence(text=look.say("sensors.no_baseline"))
    values = [each.quantity.min for each in alike]
    own = count.quantity.min
    before = sum(each.start < count.start for each in alike)
    text = look.say(
        "sensors.baseline",
        median=number(median(values), look.phrases),
        low=number(min(values), look.phrases),
        high=number(max(values), look.phrases),
        n=len(values),
        before=before,
        after=len(values) - before,
        higher=sum(value > own for value in values),
        touched=sum(each.shared(window) > 0 for each in alike),
    )
    return Sentence(text=text, cites=(alike[0].id, alike[-1].id))


def _coverage(count: Count, window: TimeRange, look: Lookup) -> str:
    """Return by how much the count's window misses the truce's or runs past it, at either end."""
    parts = [
        look.say(f"sensors.{key}", length=duration(abs(seconds), look.phrases))
        for key, seconds in (
            _edge("start", seconds_between(count.start, window.earliest)),
            _edge("end", seconds_between(window.latest, count.end)),
        )
        if seconds
    ]
    share = duration(count.shared(window), look.phrases)
    whole = duration(window.seconds, look.phrases)
    edges = look.joined(parts) or look.say("sensors.exact")
    return look.say("sensors.coverage", share=share, whole=whole, edges=edges)


def _edge(end: str, past: float) -> tuple[str, float]:
    return f"{'runs_past' if past > 0 else 'misses'}_{end}", past


def _bar(count: Count, chosen: bool, look: Lookup) -> Bar:
    return Bar(
        window=look.say(
            "times.from_to",
            start=instant(count.start, "UTC", look.phrases),
            end=instant(count.end, "UTC", look.phrases),
        ),
        quantity=bounds_text(count.quantity, look.phrases),
        value=count.quantity.min,
        chosen=chosen,
        cites=(count.id,),
    )
