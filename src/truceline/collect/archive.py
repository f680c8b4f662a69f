"""The connector for zip archives: members are read where they lie, within limits."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from truceline.collect.items import Context, Item, quarantined
from truceline.collect.limits import (
    ARCHIVE_LIMIT,
    DEPTH_LIMIT,
    EVIDENCE_LIMIT,
    KEPT_LIMIT,
    MEMBERS_LIMIT,
    PACKED_LIMIT,
    RATIO_FREE,
    RATIO_LIMIT,
)
from truceline.collect.streams import BoundedReader, Budget, Bytes, read_whole
from truceline.ground.errors import EvidenceError, InputError

Reader = Callable[[Bytes, Context], Iterator[Item]]

_ENCRYPTED = 0x1
_LOCAL_HEADER = 30  # bytes before the name in a member's own header
_ASK = "Ask whoever made the archive what it is; unpack it yourself if you trust it."


def read_archive(stream: Bytes, context: Context, read: Reader) -> Iterator[Item]:
    """Yield the items of every member; a bad member costs only itself.

    read: what reads one member by its name. Raises EvidenceError for what is no archive or is
    one too many inside others.
    """
    if context.depth >= DEPTH_LIMIT:
        raise EvidenceError(
            f"An archive inside {context.depth} archives.", mend="Unpack it and give the files."
        )
    whole = read_whole(stream, PACKED_LIMIT)
    if whole.sha256:
        raise EvidenceError(
            f"An archive of {whole.size:,} bytes; {PACKED_LIMIT:,} are read at most.",
            mend="Split it.",
        )
    held = io.BytesIO(whole.raw)
    try:
        opened = zipfile.ZipFile(held)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise EvidenceError(
            f"The archive cannot be opened: {error}.", mend="Get or pack it again."
        ) from error
    budget = Budget(
        ARCHIVE_LIMIT, f"The archive unfolds to over {ARCHIVE_LIMIT:,} bytes (a zip bomb).", _ASK
    )
    with opened:
        members = [each for each in opened.infolist() if not each.is_dir()]
        if len(members) > MEMBERS_LIMIT:
            raise EvidenceError(
                f"An archive of {len(members):,} files; {MEMBERS_LIMIT:,} are read at most.",
                mend="Split it.",
            )
        for member in sorted(members, key=lambda each: (each.filename, each.header_offset)):
            yield from _member(opened, member, held, context, budget, read)


def _member(
    opened: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    held: BinaryIO,
    context: Context,
    budget: Budget,
    read: Reader,
) -> Iterator[Item]:
    def original(limit: int) -> bytes:
        return _packed_bytes(held, member, limit)

    name = member.filename.encode("utf-8", "backslashreplace").decode("utf-8")
    inside = context.inside(name, size=member.compress_size, original=original)
    try:
        _check_member(member)
        budget.spend(0, inside.locator)
        bound = max(RATIO_FREE, RATIO_LIMIT * member.compress_size)
        ratio = Budget(
            bound,
            f"The member unfolds to over {RATIO_LIMIT} times its size (a zip bomb).",
            _ASK,
        )
        with opened.open(member) as stream:
            yield from read(BoundedReader(stream, inside.locator, (ratio, budget)), inside)
    except InputError as error:
        yield quarantined(
            error, locator=inside.locator, kept=original(KEPT_LIMIT), size=member.compress_size
        )
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        damaged = EvidenceError(
            f"The member cannot be read: {error}.", mend="Get or pack the archive again."
        )
        yield quarantined(
            damaged, locator=inside.locator, kept=original(KEPT_LIMIT), size=member.compress_size
        )


def _check_member(member: zipfile.ZipInfo) -> None:
    """Raise EvidenceError for members that have no business in an archive of evidence."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and ":" in path.parts[0]):
        raise EvidenceError("The member's name points outside of the archive.", mend=_ASK)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise EvidenceError("The member is a link, not a file.", mend="Pack the file itself.")
    if member.flag_bits & _ENCRYPTED:
        raise EvidenceError("The member is encrypted.", mend="Unpack it and give the file.")


def _packed_bytes(held: BinaryIO, member: zipfile.ZipInfo, limit: int) -> bytes:
    """Return a member's bytes as they lie packed in the archive, up to a limit."""
    place = held.tell()
    try:
        held.seek(member.header_offset)
        header = held.read(_LOCAL_HEADER)
        names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        held.seek(names, io.SEEK_CUR)
        return held.read(min(limit, max(0, member.compress_size), EVIDENCE_LIMIT))
    except (OSError, ValueError, OverflowError):
        return b""
    finally:
        held.seek(place)
