"""What belief is computed from, as columns: who says or denies what, and what sensors saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from truceline.model.incident import BeliefPart

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

SAYS, DENIES_EVENT, DENIES_ELSE = 0, 1, 2
NOBODY = -1  # of no party; no chain of command
NAMES: tuple[BeliefPart, ...] = get_args(BeliefPart)
PRIOR, TOLD, DENIED, SEEN, NOT_SEEN = range(len(NAMES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Who says or denies what: one row for each origin (or each statement) of an incident.

    All columns have one length. incident: 0 to n - 1; origin: any code; side: code of the party
    whose voice it is, NOBODY for none; voice: code of the chain of command, NOBODY for an origin
    that is its own; kind: index into the kinds of voice; independent: P(no copy of another), 0
    to 1; denies: SAYS, DENIES_EVENT, or DENIES_ELSE (the author, target or count); said: when,
    seconds since 1970, NaN if unknown. Codes carry no meaning beyond being equal or not.
    """

    incident: Integers
    origin: Integers
    side: Integers
    voice: Integers
    kind: Integers
    independent: Floats
    denies: Integers
    said: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Looks of sensors at incidents: one row for each sensor that could have seen one.

    incident: 0 to n - 1; side: whose feed it is, NOBODY for none; hit: it reported something
    that fits; detection: coverage times P(seen | occurred and covered), 0 where it could not
    have seen it; false_hit: P(a hit that fits | did not occur); sensor: code of source and channel.
    """

    incident: Integers
    side: Integers
    hit: Truths
    detection: Floats
    false_hit: Floats
    sensor: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Score tables: rows of terms in log odds; those of one incident sum to its logit.

    name: index into NAMES; side: code of the party whose words they are, NOBODY for none; by:
    number of the concert of no party, of the kind of denial or of the sensor, NOBODY for none;
    voices, origins: how many stand behind the term.
    """

    incident: Integers
    name: Integers
    side: Integers
    by: Integers
    voices: Integers
    origins: Integers
    value: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """P(occurred) of n incidents as log odds and as probabilities, with their score tables."""

    logit: Floats
    p: Floats
    parts: Parts


def no_watch() -> Watch:
    """Return the looks of no sensor at all."""
    none = np.empty(0, dtype=np.int64)
    return Watch(
        incident=none,
        side=none,
        hit=np.empty(0, dtype=np.bool_),
        detection=np.empty(0),
        false_hit=np.empty(0),
        sensor=none,
    )
