"""The file beside a case that remembers what its traced documents can be found again by."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from truceline.ground.files import read_file
from truceline.record.blobs import write_durably
from truceline.trace.memory import Memory
from truceline.trace.remembered import from_bytes, to_bytes
from truceline.trace.settings import Thresholds

FILE = "traced.zip"  # in the case folder; whoever deletes it loses nothing but time
_MOST_BYTES = 1 << 30  # the file of five million documents has fewer


def recall(folder: Path, version: str, limits: Thresholds, traced: set[str]) -> Memory:
    """Return what a case's file remembers of the traced documents; nothing if it is of no use.

    That is if it is missing, damaged, of another version, or holds documents that are not among
    the traced ones. What it lacks is to be kept again; the order makes no difference.
    """
    with suppress(OSError, ValueError):
        kept = from_bytes(read_file(folder / FILE, _MOST_BYTES, follow=False), version)
        if kept is not None and traced.issuperset(kept.ids):
            return Memory.restored(limits, kept)
    return Memory(limits)


def remember(folder: Path, version: str, memory: Memory) -> None:
    """Write a memory into a case's file; a disk that refuses it costs only the time to mend."""
    with suppress(OSError):
        write_durably(folder / FILE, to_bytes(memory.remembered(), version))


def forget(folder: Path) -> None:
    """Remove a case's file; one that cannot be removed is overwritten or passed over later."""
    with suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)
