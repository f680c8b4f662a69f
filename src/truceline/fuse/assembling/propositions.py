"""The proposition of each incident: an act, at a place, at a time, in one sentence."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from truceline.fuse.assembling.texts import numbers_in_words, worded
from truceline.fuse.reported import Reports
from truceline.fuse.settings import Settings
from truceline.model.arrow import Column, Integers, compute, given, of_rows, part

_SECOND = 1_000_000  # microseconds


def propositions_of(
    reports: Reports, best: Integers, time: Column, act: Integers, settings: Settings
) -> Column:
    """Return the sentences; best: the point of each place, -1 unknown; act: codes, -1 for none."""
    words = settings.proposition
    names = [words["acts"].get(each, words["acts"][""]) for each in (*reports.acts, "")]
    return worded(
        words["whole"],
        len(best),
        act=of_rows(pa.array(names, pa.string()), np.where(act < 0, len(names) - 1, act)),
        place=_where(reports, best, settings),
        time=_when(time, settings),
    )


def _where(reports: Reports, best: Integers, settings: Settings) -> Column:
    words, number = settings.proposition, len(best)
    placed = np.flatnonzero(best >= 0)
    point = best[placed]
    name = of_rows(reports.name, point)
    kilometres = numbers_in_words(reports.radius_m[point] / 1000, "g")
    found = worded(words["place"], len(point), name=name, km=kilometres)
    nameless = np.flatnonzero(~given(name))
    bare = point[nameless]
    where = worded(
        words["coordinates"],
        len(bare),
        lat=numbers_in_words(reports.lat[bare]),
        lon=numbers_in_words(reports.lon[bare]),
        km=of_rows(kilometres, nameless),
    )
    row = np.full(number, 0)
    row[placed] = 1 + np.arange(len(placed))
    row[placed[nameless]] = 1 + len(placed) + np.arange(len(bare))
    return of_rows(pa.concat_arrays([pa.array([words["unplaced"]]), found, where]), row)


def _when(time: Column, settings: Settings) -> Column:
    words, number = settings.proposition, len(time)
    start, end = (_written(part(time, name)) for name in ("earliest", "latest"))
    instant = compute.equal(part(time, "earliest"), part(time, "latest"))
    known = compute.if_else(
        instant,
        worded(words["instant"], number, start=start),
        worded(words["between"], number, start=start, end=end),
    )
    return compute.fill_null(known, words["untimed"])


def _written(instants: Column) -> Column:
    """Return instants as RFC 3339 in UTC, with microseconds where there are any."""
    plain = compute.cast(instants, pa.timestamp("us"))
    fine = compute.cast(plain, pa.string())
    coarse = compute.cast(compute.cast(plain, pa.timestamp("s"), safe=False), pa.string())
    ticks = compute.cast(plain, pa.int64())
    seconds = compute.multiply(compute.divide(ticks, _SECOND), _SECOND)
    chosen = compute.if_else(compute.equal(ticks, seconds), coarse, fine)
    stamp = compute.replace_substring(chosen, " ", "T")
    return compute.binary_join_element_wise(stamp, "Z", "")
