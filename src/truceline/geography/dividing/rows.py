"""Shares of a table's rows, each a place on a day: days that share a version share the work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truceline.geography.dividing.divided import Divided, Version
from truceline.geography.dividing.shares import Shares
from truceline.ground.geometry import Floats

Days = NDArray[np.datetime64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Uncertain places as columns: degrees and 90 % radius in metres, n each; NaN: not known."""

    lat: Floats
    lon: Floats
    radius_m: Floats


def shares_by_day(
    divided: Divided, zone: str, places: Places, rows: Integers, days: Days
) -> Shares:
    """Return for rows (m) the shares of a zone on their day.

    rows: which place each row is about; days: numpy days, NaT where the day is not known, civil
    days in the agreement's zone. Raises PlaceError as Divided.extent does.
    """
    place_of, alike = _alike(places)
    asked = alike[rows]
    version_of, versions = _versions(divided, zone, days)
    inside, unknown = np.zeros(len(rows)), np.zeros(len(rows))
    order = np.argsort(version_of, kind="stable")
    ends = np.searchsorted(version_of[order], np.arange(len(versions) + 1))
    for number, version in enumerate(versions):
        group = order[ends[number] : ends[number + 1]]
        which, back = np.unique(asked[group], return_inverse=True)
        one = place_of[which]
        found = divided.prepared(zone, version).shares(
            places.lat[one], places.lon[one], places.radius_m[one]
        )
        inside[group], unknown[group] = found.inside[back], found.unknown[back]
    return Shares(inside=inside, unknown=unknown)


def _alike(places: Places) -> tuple[Integers, Integers]:
    """Return a place for each different one, and for each place which of those it is."""
    columns = (places.radius_m, places.lon, places.lat)
    order = np.lexsort(columns)
    new = np.ones(len(order), dtype=np.bool_)
    if len(order):
        new[1:] = False
        for column in columns:
            new[1:] |= column[order][1:] != column[order][:-1]
    alike = np.empty(len(order), dtype=np.int64)
    alike[order] = np.cumsum(new) - 1
    return order[new], alike


def _versions(divided: Divided, zone: str, days: Days) -> tuple[Integers, list[Version]]:
    """Return for each row the number of its version, and the versions in the order met."""
    different, back = np.unique(days.astype("datetime64[D]"), return_inverse=True)
    numbers: dict[Version, int] = {}
    found = np.empty(len(different), dtype=np.int64)
    for place, each in enumerate(different.tolist()):
        day = each if isinstance(each, date) else None
        version = divided.version(zone, day)
        found[place] = numbers.setdefault(version, len(numbers))
    return found[back], list(numbers)
