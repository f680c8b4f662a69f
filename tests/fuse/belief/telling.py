"""Hand-made accounts and sensors' looks for the tests of belief."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from truceline.fuse.belief import NOBODY, SAYS, Accounts, Watch, load_kinds

KINDS = load_kinds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of accounts about one incident."""

    kind: str
    origin: int
    side: int = NOBODY
    voice: int = NOBODY
    independent: float = 1.0
    denies: int = SAYS
    said: float = float("nan")
    incident: int = 0


def told(rows: Iterable[Row]) -> Accounts:
    """Return rows as columns."""
    every = list(rows)

    def whole(name: str) -> np.ndarray:
        return np.array([getattr(each, name) for each in every], dtype=np.int64)

    def real(name: str) -> np.ndarray:
        return np.array([getattr(each, name) for each in every], dtype=np.float64)

    return Accounts(
        incident=whole("incident"),
        origin=whole("origin"),
        side=whole("side"),
        voice=whole("voice"),
        kind=np.array([KINDS.number(each.kind) for each in every], dtype=np.int64),
        independent=real("independent"),
        denies=whole("denies"),
        said=real("said"),
    )


def look(
    *, hit: bool, detection: float, false_hit: float = 0.01, side: int = NOBODY, incident: int = 0
) -> Watch:
    """Return one look of one sensor."""
    return Watch(
        incident=np.array([incident]),
        side=np.array([side]),
        hit=np.array([hit]),
        detection=np.array([detection]),
        false_hit=np.array([false_hit]),
        sensor=np.array([0]),
    )
