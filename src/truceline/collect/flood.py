"""A file of nothing but bad items does not become a million files in quarantine."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.collect.items import Context, Item, Quarantined, quarantined
from truceline.collect.limits import BAD_ITEMS_LIMIT, KEPT_LIMIT
from truceline.ground.errors import EvidenceError


def gathered(items: Iterator[Item], context: Context) -> Iterator[Item]:
    """Yield a file's items; what is bad beyond the limit is kept together, one after another.

    The last item then says how many there were; as many of their bytes are kept as of any item.
    """
    bad = 0
    kept = bytearray()
    first = ""
    for item in items:
        if not isinstance(item, Quarantined):
            yield item
            continue
        bad += 1
        if bad <= BAD_ITEMS_LIMIT:
            yield item
            continue
        first = first or item.rejected.locator
        if len(kept) < KEPT_LIMIT:
            kept += item.kept + b"\n"
    if bad > BAD_ITEMS_LIMIT:
        error = EvidenceError(
            f"{bad - BAD_ITEMS_LIMIT:,} further items of this file cannot be used, "
            f"from {first} on.",
            mend="Mend the first of them (each has its own entry), and run again.",
        )
        yield quarantined(error, locator=context.locator, kept=bytes(kept[:KEPT_LIMIT]))
