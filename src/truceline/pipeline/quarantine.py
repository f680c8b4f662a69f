"""Which quarantined items still wait to be mended, and which have come in since."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.model.columns import from_table
from truceline.model.evidence import Document, Rejected
from truceline.model.stores import Store
from truceline.pipeline.gather import held
from truceline.publish.lookup import natural_key

_INSIDE = (":", "!")  # what stands between a file's name and the row, line or sheet in it


def unmended(store: Store, documents: Iterable[Document]) -> tuple[Rejected, ...]:
    """Return what is in quarantine and not settled, in the order of files and their lines.

    Quarantine keeps everything for good. An entry is settled if this run did not reject it again
    and its place, or a row or line inside it, gives evidence that can be opened: the file was
    corrected, its mapping was named, or a later version of Truceline can read it.
    """
    opened = {each.evidence for each in documents}
    evidence = [each for each in held(store) if each.id in opened]
    taken = {place for each in evidence for place in _around(each.locator)}
    again = store.refused()
    waiting = [
        each
        for each in from_table(Rejected, store.table("rejected"))
        if each.id in again or each.locator not in taken
    ]
    return tuple(sorted(waiting, key=lambda each: (natural_key(each.locator), each.id)))


def _around(locator: str) -> Iterable[str]:
    """Yield a locator and all that it lies in: "a.xlsx!Sheet:3", "a.xlsx!Sheet", "a.xlsx"."""
    yield locator
    for mark in _INSIDE:
        outer, found, _ = locator.rpartition(mark)
        if found and outer:
            yield outer
    outer, found, _ = locator.partition("!")
    if found and outer:
        yield outer
