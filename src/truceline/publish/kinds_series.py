"""What channels that count and tables that a side keeps say of a kind of act around a truce."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from truceline.publish.counts import Count, is_running, make_counts
from truceline.publish.kinds_counts import HOUR, How, Kind, Strand, Stretches
from truceline.publish.kinds_rates import FEWEST_PIECES, Rate, share_of, spread_of, word_of
from truceline.publish.lookup import Lookup
from truceline.publish.moments import seconds_between
from truceline.vocabulary.files import shipped_entries

INSIDE = 0.8  # a count belongs to a stretch if so much of its window lies in it
MOST_CITES = 6


@dataclass(frozen=True, slots=True)
class Series:
    """The counts of one counter in one unit, in the order of time."""

    how: How
    source: str
    who: str
    unit: str
    counts: list[Count] = field(default_factory=list)

    def strand(self, stretches: Stretches) -> Strand | None:
        """Return what the series says, None if no count of it lies in any of the stretches.

        A stretch of which half is not counted says nothing: a missing row is not a zero.
        """
        inside = [
            [each for each in self.counts if each.shared(within) >= INSIDE * max(each.seconds, 1.0)]
            for within in stretches.all
        ]
        if not any(inside):
            return None
        before, during, after = (
            Rate(
                count=sum(each.quantity.min for each in found),
                covered=sum(seconds for _, seconds in nights(found)) / HOUR,
                hours=within.seconds / HOUR,
            )
            for found, within in zip(inside, stretches.all, strict=True)
        )
        pieces = [*nights(inside[0]), *nights(inside[2])]
        share = None
        if during.enough and len(pieces) >= FEWEST_PIECES:
            share = share_of(during, (before, after), spread_of(pieces))
        told = inside[1] or [*inside[0][-1:], *inside[2][:1]]
        return Strand(
            how=self.how,
            word=word_of(during.count, (share,), 1.0 if during.count >= 1 else 0.0),
            rates=(before, during, after),
            shares=(share,),
            source=self.source,
            who=self.who,
            unit=self.unit,
            cites=tuple(each.id for each in told[:MOST_CITES]),
        )


def nights(counts: Sequence[Count]) -> list[tuple[float, float]]:
    """Return quantity and seconds of windows; those that overlap, as of several models, are one."""
    found: list[tuple[float, float]] = []
    reached = None
    for each in sorted(counts, key=lambda count: (count.start, count.end)):
        if reached is not None and each.start < reached:
            quantity, seconds = found[-1]
            more = max(0.0, seconds_between(reached, each.end))
            found[-1] = (quantity + each.quantity.min, seconds + more)
            reached = max(reached, each.end)
        else:
            found.append((each.quantity.min, each.seconds))
            reached = each.end
    return found


def channels_of(look: Lookup) -> list[Series]:
    """Return the channels that count what comes through the air without a break."""
    units = shipped_entries("vocabulary", "kinds.yaml")["alarms"]
    found: dict[tuple[str, str, str], Series] = {}
    for each in make_counts(look):
        if each.channel and each.unit in units:
            key = (each.source, each.channel, each.unit)
            found.setdefault(key, Series("channel", *key)).counts.append(each)
    return [each for each in found.values() if is_running(each.counts)]


def tables_of(kind: Kind, look: Lookup) -> Iterator[Series]:
    """Yield the tables of launches of weapons of a kind, by who counts."""
    units = shipped_entries("vocabulary", "kinds.yaml")["launched"]
    found: dict[tuple[str, str, str], Series] = {}
    for each in make_counts(look):
        if not each.channel and each.unit in units and kind.fires(each.of):
            key = (each.source, each.who, each.unit)
            found.setdefault(key, Series("table", *key)).counts.append(each)
    yield from found.values()
