"""A row that was put out once and holds no longer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A row that does not hold any more, by what it is known by.

    table: its type, as "incident" or "link"; key: its id; of a link `a|b`, of a weighing
    `incident|part|side|by`, with None for no side; heir: the incident to which a withdrawn one's
    id leads on, None if there is none.
    """

    table: str
    key: str
    heir: str | None = None
