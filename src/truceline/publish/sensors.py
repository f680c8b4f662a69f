"""Section: what counting channels showed during the truce, whose they are, and what they miss."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from truceline.ground.times import TimeRange
from truceline.model.detection import Detection
from truceline.publish.figures import bounds_text, number
from truceline.publish.lookup import Lookup
from truceline.publish.moments import duration, instant, seconds_between
from truceline.publish.sensor_rows import Bar, ChannelRow, ClaimedCounts, ClaimRow, Sensors
from truceline.publish.sentences import Sentence

NEIGHBOURS = 14  # windows on either side: two weeks of daily counts hold every day of the week
TOUCH_SECONDS = 60.0  # two counts follow each other if no more than this lies between them
TOUCHING_SHARE = 0.8  # a channel counts without a break if this share of its windows touch
FEWEST = 3  # windows below which nobody can tell a running channel from scattered reports
LIKE_LENGTH = 1.5  # windows are compared whose lengths differ by no more than this factor
NEAR_SECONDS = 86400.0  # scattered counts are listed up to a day before and after the truce


@dataclass(frozen=True, slots=True)
class Count:
    """A detection whose window has both ends."""

    detection: Detection
    start: datetime
    end: datetime

    @property
    def seconds(self) -> float:
        """Return the window's length."""
        return seconds_between(self.start, self.end)

    def shared(self, window: TimeRange) -> float:
        """Return how many seconds of the window this count covers."""
        return max(
            0.0, seconds_between(max(self.start, window.earliest), min(self.end, window.latest))
        )


Series = dict[tuple[str, str, str], list[Count]]


def make_sensors(look: Lookup) -> Sensors:
    """Return the section on sensors; without a fixed window there is nothing to lay them on."""
    window = look.given.agreement.window
    if not look.given.detections:
        return Sensors(channels=(), claimed=(), notes=(look.say("sensors.none"),))
    if window is None:
        return Sensors(channels=(), claimed=(), notes=(look.say("sensors.no_window"),))
    series = _series(look)
    running = {key: counts for key, counts in series.items() if _is_running(counts)}
    rest: dict[str, list[Count]] = {}
    for key, counts in series.items():
        if key not in running:
            rest.setdefault(key[0], []).extend(counts)
    channels = (_channel(counts, window, look) for counts in running.values())
    claimed = (_claimed(source, counts, window, look) for source, counts in rest.items())
    return Sensors(
        channels=tuple(each for each in channels if each is not None),
        claimed=tuple(each for each in claimed if each is not None),
        notes=look.phrases.lines("sensors.notes"),
    )


def _series(look: Lookup) -> Series:
    """Return counts by source, channel and unit, in the order of time and of the evidence."""
    found = [
        Count(each, each.window.start, each.window.end)
        for each in look.given.detections
        if each.window.start and each.window.end and each.window.start <= each.window.end
    ]
    found.sort(
        key=lambda each: (
            each.start,
            each.end,
            look.document_key(each.detection.document),
            each.detection.channel,
            each.detection.unit,
        )
    )
    series: Series = {}
    for each in found:
        key = (each.detection.source, each.detection.channel, each.detection.unit)
        series.setdefault(key, []).append(each)
    return series


def _is_running(counts: list[Count]) -> bool:
    """Tell whether a channel counts without a break: its windows follow each other."""
    if len(counts) < FEWEST:
        return False
    pairs = pairwise(counts)
    touching = sum(abs(seconds_between(a.end, b.start)) <= TOUCH_SECONDS for a, b in pairs)
    return touching >= TOUCHING_SHARE * (len(counts) - 1)


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
    detection = count.detection
    return ChannelRow(
        channel=look.phrases.word("channels", detection.channel),
        source=look.source_name(detection.source),
        allegiance=whose(detection.source, look),
        quantity=bounds_text(detection.quantity, look.phrases),
        unit=look.phrases.word("units", detection.unit),
        sentences=(
            _counted(count, look),
            _baseline(count, near, window, look),
            Sentence(text=_coverage(count, window, look)),
            Sentence(text=whose(detection.source, look)),
        ),
        bars=tuple(_bar(each, each is count, look) for each in near),
    )


def whose(source: str, look: Lookup) -> str:
    """Return the sentence that says whose feed a source is."""
    known = look.given.sources.get(source)
    if known is None or not known.allegiance:
        return look.say("sensors.nobodys", source=look.source_name(source))
    return look.say(
        "sensors.whose", source=look.source_name(source), side=look.party(known.allegiance)
    )


def _counted(count: Count, look: Lookup) -> Sentence:
    detection = count.detection
    return Sentence(
        text=look.say(
            "sensors.counted",
            quantity=bounds_text(detection.quantity, look.phrases),
            unit=look.phrases.word("units", detection.unit),
            channel=look.phrases.word("channels", detection.channel),
            start=instant(count.start, "UTC", look.phrases),
            end=instant(count.end, "UTC", look.phrases),
            length=duration(count.seconds, look.phrases),
        ),
        cites=(detection.id,),
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
    values = [each.detection.quantity.min for each in alike]
    own = count.detection.quantity.min
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
    return Sentence(text=text, cites=(alike[0].detection.id, alike[-1].detection.id))


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
        quantity=bounds_text(count.detection.quantity, look.phrases),
        value=count.detection.quantity.min,
        chosen=chosen,
        cites=(count.detection.id,),
    )


def _claimed(
    source: str, counts: list[Count], window: TimeRange, look: Lookup
) -> ClaimedCounts | None:
    near = [
        each
        for each in counts
        if seconds_between(each.end, window.earliest) <= NEAR_SECONDS
        and seconds_between(window.latest, each.start) <= NEAR_SECONDS
    ]
    if not near:
        return None
    near.sort(key=lambda each: (each.start, each.end))
    return ClaimedCounts(
        source=look.source_name(source),
        allegiance=whose(source, look),
        rows=tuple(_claim(each, look) for each in near),
        gaps=_gaps(near, window, look),
    )


def _claim(count: Count, look: Lookup) -> ClaimRow:
    detection = count.detection
    text = look.say(
        "sensors.claim",
        quantity=bounds_text(detection.quantity, look.phrases),
        unit=look.phrases.word("units", detection.unit),
        channel=look.phrases.word("channels", detection.channel),
    )
    return ClaimRow(window=look.window(detection.window), text=text, cites=(detection.id,))


def _gaps(counts: list[Count], window: TimeRange, look: Lookup) -> tuple[Sentence, ...]:
    """Return a sentence for each stretch of the truce for which there is no report."""
    gaps: list[tuple[datetime, datetime]] = []
    reached = window.earliest
    for each in counts:
        if each.start > reached:
            gaps.append((reached, min(each.start, window.latest)))
        reached = max(reached, each.end)
        if reached >= window.latest:
            break
    if reached < window.latest:
        gaps.append((reached, window.latest))
    zone = look.given.zone
    return tuple(
        Sentence(
            text=look.say(
                "sensors.gap",
                start=instant(start, zone, look.phrases),
                end=instant(end, zone, look.phrases),
                length=duration(seconds_between(start, end), look.phrases),
            )
        )
        for start, end in gaps
        if end > start
    )
