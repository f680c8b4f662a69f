"""Who reports: a source, its kind, its allegiance and how directly it knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SourceKind = Literal[
    "wire",
    "outlet",
    "official",
    "party",
    "monitor",
    "civil_society",
    "social",
    "sensor",
    "unknown",
]
Directness = Literal["saw", "told", "repeats", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed of evidence.

    allegiance: the party whose feed it is (sensors and maps included), None if of no party or
    unknown; `kind` "unknown" marks a source that nobody has described yet.
    """

    id: str
    name: str
    kind: SourceKind = "unknown"
    allegiance: str | None = None
    languages: tuple[str, ...] = ()
    reliability: str | None = None
    directness: Directness = "unknown"
    note: str = ""
