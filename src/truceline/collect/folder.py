"""Walks inputs in a fixed order and hands every file to its connector."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from truceline.collect.connectors import read_file
from truceline.collect.flood import gathered
from truceline.collect.items import CollectInput, Context, Item, quarantined
from truceline.ground.errors import EvidenceError
from truceline.ground.files import leads_outside, open_file
from truceline.ground.printable import printable


def collect(inputs: Sequence[CollectInput], *, now: datetime) -> Iterator[Item]:
    """Yield the evidence in files and folders, and what of them had to be quarantined.

    The order is that of the inputs; in a folder, of the sorted paths; in a file, of its lines.
    now: when it is captured (it enters custody only). Raises nothing for a bad item.
    """
    for given in inputs:
        if given.within is not None and leads_outside(given.path, given.within):
            problem = EvidenceError(
                "The input leads outside of the case's folder.",
                mend="Put the file itself into the case's folder, or allow it when you run.",
            )
            yield quarantined(problem, locator=_shown(given.path.name), kept=b"")
        elif _is_folder(given.path):
            yield from _folder(given, now)
        else:
            yield from _file(given.path, _shown(given.path.name), given, now, named=True)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # it may not be looked at; opening it says why
        return False


def _folder(given: CollectInput, now: datetime) -> Iterator[Item]:
    """Yield the items of every file below a folder, and a problem for each folder left unread."""
    unread: list[OSError] = []
    top = given.path.resolve().name
    for path in _files_below(given.path, unread):
        locator = _shown(top, *path.relative_to(given.path).parts)
        yield from _file(path, locator, given, now)
    for error in unread:
        place = Path(str(error.filename or given.path))
        below = place.relative_to(given.path) if place.is_relative_to(given.path) else Path()
        yield quarantined(_closed(error, "folder"), locator=_shown(top, *below.parts), kept=b"")


def _files_below(folder: Path, unread: list[OSError]) -> list[Path]:
    """Return every path below a folder that is no folder, sorted part by part.

    Links are listed but not followed, those to folders as well: a link could lead anywhere, or
    in a circle. unread: gains an error for each folder that cannot be listed.
    """
    found = []
    for root, folders, names in os.walk(folder, followlinks=False, onerror=unread.append):
        found += [Path(root, name) for name in names]
        found += [path for name in folders if (path := Path(root, name)).is_symlink()]
    return sorted(found, key=lambda path: [os.fsencode(part) for part in path.parts])


def _shown(*parts: str) -> str:
    """Return parts of a path as a locator: any file system's names fit in, and none of them acts.

    A name may hold line breaks, escape sequences and bytes that are no text.
    """
    texts = (os.fsencode(part).decode("utf-8", "backslashreplace") for part in parts)
    return "/".join(printable(text) for text in texts)


def _file(
    path: Path, locator: str, given: CollectInput, now: datetime, *, named: bool = False
) -> Iterator[Item]:
    """Yield the items of one file; named: the user named it, so that a link may be followed."""
    try:
        stream = open_file(path, follow=named)
    except OSError as error:
        yield quarantined(_closed(error, "file"), locator=locator, kept=b"")
        return
    with stream:
        before = os.fstat(stream.fileno())
        context = Context(
            locator=locator,
            name=_shown(path.name),
            size=before.st_size,
            now=now,
            original=lambda limit: _head(stream, limit),
            source=given.source,
            mapping=given.mapping,
            language=given.language,
        )
        yield from gathered(read_file(stream, context), context)
        after = os.fstat(stream.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        changed = EvidenceError(
            "The file was changed while it was read: what was taken may mix two states of it.",
            mend="Run again once nobody writes to it.",
        )
        yield quarantined(changed, locator=locator, kept=b"")


def _closed(error: OSError, kind: str) -> EvidenceError:
    return EvidenceError(
        f"The {kind} cannot be opened: {error.strerror or error}.",
        mend=f"Check that the {kind} itself is there and may be read.",
    )


def _head(stream: BinaryIO, limit: int) -> bytes:
    """Return the first bytes of an open file, none if they cannot be read any more."""
    try:
        place = stream.tell()
        stream.seek(0)
        data = stream.read(limit)
        stream.seek(place)
    except OSError:
        return b""
    return data
