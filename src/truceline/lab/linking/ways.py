"""Names every simple or known way of linking that ours is compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from truceline.lab.linking.days import one_a_day, place_and_date
from truceline.lab.linking.fixed import around, chained
from truceline.lab.linking.matched import matched
from truceline.lab.linking.probabilistic import installed, linked
from truceline.model.arrow import Integers
from truceline.model.stage import Tables

CHAIN, SPLINK = "25 km and 6 h, chained", "Splink"
WAYS: Mapping[str, Callable[[Tables], Integers]] = {
    "place, act and day": one_a_day,
    "place and date": place_and_date,
    CHAIN: chained,
    "25 km and 6 h, greedy": around,
    "MELTT-style": matched,
    SPLINK: linked,
}


def labels_by(way: str, tables: Tables) -> Integers | None:
    """Return a way's labels of statements; None where it is not installed, so that a row says so.

    Raises KeyError for an unknown way.
    """
    return None if way == SPLINK and not installed() else WAYS[way](tables)
