"""What is said, a line for each statement: one NumPy record with numbers for words."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.vocabulary.files import shipped_yaml

KINDS = ("incident_report", "denial", "tally")
DENIES = ("", "event", "author", "target", "count")
EDGES = ("", "verbatim", "translation", "rewrite", "quotation", "shared_statement", "aggregation")
CHANGES = ("", "number", "window", "zone", "speaker", "place", "translation")
TARGETS = ("", "civilian", "energy", "military")
MODES = ("nowhere", "settlement", "point", "region")
NOT_NAMED, UNKNOWN = -2, -1  # in `by`: no perpetrator applies; somebody, but not known who
UNSPECIFIED = "attack_unspecified"

# One event of a day. x, y: km in the theatre; start, end: seconds; by, ground: 0, 1 or -1.
EVENT = np.dtype(
    [
        ("occurred", "?"),
        ("act", "i2"),
        ("x", "f8"),
        ("y", "f8"),
        ("start", "f8"),
        ("end", "f8"),
        ("by", "i1"),
        ("ground", "i1"),
        ("town", "i4"),
        ("killed", "i4"),
        ("injured", "i4"),
    ]
)
# One statement. incident: number of its event, -1 for a tally; origin: number of its first
# utterance; parent: number of the line copied from, -1; mode: of its place; town: the settlement
# meant; namesake: how clearly the text says which of several of one name (log odds); x, y, radius:
# km, of a point; numbers and times are [least, most], NaN unknown, inf open; speaker: number of
# the outlet whose words they are, -1; implied: the words do not name `by` themselves.
LINE = np.dtype(
    [
        ("incident", "i4"),
        ("origin", "i4"),
        ("parent", "i4"),
        ("edge", "i1"),
        ("outlet", "i4"),
        ("published", "f8"),
        ("kind", "i1"),
        ("denies", "i1"),
        ("act", "i2"),
        ("by", "i1"),
        ("target", "i1"),
        ("killed", "f8", (2,)),
        ("injured", "f8", (2,)),
        ("time", "f8", (2,)),
        ("mode", "i1"),
        ("town", "i4"),
        ("namesake", "f8"),
        ("x", "f8"),
        ("y", "f8"),
        ("radius", "f8"),
        ("quantity", "f8", (2,)),
        ("speaker", "i4"),
        ("side", "i1"),
        ("direct", "?"),
        ("distorted", "i1"),
        ("document", "i8"),
        ("implied", "?"),
        ("followup", "?"),
    ]
)
Events = NDArray[Any]
Lines = NDArray[Any]
# What a copy takes from the text that it copies.
CONTENT = (
    "incident",
    "kind",
    "denies",
    "act",
    "by",
    "target",
    "killed",
    "injured",
    "time",
    "mode",
    "town",
    "namesake",
    "x",
    "y",
    "radius",
    "quantity",
    "speaker",
    "side",
    "direct",
)


def acts() -> tuple[str, ...]:
    """Return the acts of the vocabulary; a line names one by its number here."""
    return tuple(shipped_yaml("vocabulary", "act_groups.yaml")["acts"])


def lines(number: int) -> Lines:
    """Return so many lines that say nothing yet."""
    found = np.zeros(number, dtype=LINE)
    for name in ("incident", "parent", "speaker", "side", "by", "town", "document"):
        found[name] = -1
    for name in ("killed", "injured", "time", "quantity"):
        found[name] = np.nan
    return found
