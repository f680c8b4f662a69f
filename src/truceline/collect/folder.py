"""Walks inputs in a fixed order and hands every file to its connector."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from truceline.collect.connectors import read_file
from truceline.collect.items import CollectInput, Context, Item, quarantined
from truceline.collect.limits import KEPT_LIMIT
from truceline.ground.errors import EvidenceError


def collect(inputs: Sequence[CollectInput], *, now: datetime) -> Iterator[Item]:
    """Yield the evidence in files and folders, and what of them had to be quarantined.

    The order is that of the inputs; in a folder, of the sorted paths; in a file, of its lines.
    now: when it is captured (it enters custody only). Raises nothing for a bad item.
    """
    for given in inputs:
        if given.path.is_dir():
            for path in _files_below(given.path):
                place = path.relative_to(given.path)
                yield from _file(path, _shown(given.path.resolve().name, *place.parts), given, now)
        else:
            yield from _file(given.path, _shown(given.path.name), given, now, named=True)


def _files_below(folder: Path) -> list[Path]:
    """Return every path below a folder that is no folder, sorted part by part.

    Links are listed but not followed: a link could lead anywhere, or in a circle.
    """
    found = []
    for root, _, names in os.walk(folder, followlinks=False):
        found += [Path(root, name) for name in names]
    return sorted(found, key=lambda path: [os.fsencode(part) for part in path.parts])


def _shown(*parts: str) -> str:
    """Return parts of a path as a locator that any file system's names fit in."""
    return "/".join(os.fsencode(part).decode("utf-8", "backslashreplace") for part in parts)


def _file(
    path: Path, locator: str, given: CollectInput, now: datetime, *, named: bool = False
) -> Iterator[Item]:
    """Yield the items of one file; named: the user named it, so that a link may be followed."""
    try:
        _check_file(path, named=named)
        with path.open("rb") as stream:
            context = Context(
                locator=locator,
                name=_shown(path.name),
                size=path.stat().st_size,
                now=now,
                original=lambda limit: _head(path, limit),
                source=given.source,
                mapping=given.mapping,
                language=given.language,
            )
            yield from read_file(stream, context)
    except OSError as error:
        problem = EvidenceError(
            f"The file cannot be opened: {error.strerror or error}.",
            mend="Check that it is there and may be read.",
        )
        yield quarantined(problem, locator=locator, kept=b"")
    except EvidenceError as error:
        yield quarantined(error, locator=locator, kept=_head(path, KEPT_LIMIT))


def _check_file(path: Path, *, named: bool) -> None:
    if path.is_symlink() and not named:
        raise EvidenceError("A link, not a file.", mend="Put the file itself into the folder.")
    if path.exists() and not path.is_file():
        raise EvidenceError(
            "Neither a file nor a folder (a device or a pipe).", mend="Save it as a file."
        )


def _head(path: Path, limit: int) -> bytes:
    """Return the first bytes of a file, none of a link, a pipe or what cannot be read."""
    if path.is_symlink() or not path.is_file():
        return b""
    try:
        with path.open("rb") as stream:
            return stream.read(limit)
    except OSError:
        return b""
