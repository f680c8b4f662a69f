"""What the rows of a table are known by where it is something else than an id of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

# The columns that name a row, in the order in which a key spells them.
KEYS: Mapping[str, tuple[str, ...]] = {
    "link": ("a", "b"),
    "weighing": ("incident", "part", "side", "by"),
    "tally_comparison": ("a", "b"),
    "binding": ("agreement", "reading", "party"),
}


def spelt(values: Iterable[object]) -> str:
    """Return the key that some values make, in the order of their table's columns."""
    return "|".join(str(each) for each in values)


def key_of(table: str, row: Mapping[str, Any]) -> str | None:
    """Return what a row is known by: its key columns or its id; None if it has neither."""
    names = KEYS.get(table)
    if names and all(name in row for name in names):
        return spelt(row[name] for name in names)
    found = row.get("id")
    return found if isinstance(found, str) and found else None
