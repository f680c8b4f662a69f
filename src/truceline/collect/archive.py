"""The connector for zip archives: members are read where they lie, within limits."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath

from truceline.collect.items import Context, Item, quarantined
from truceline.collect.limits import (
    ARCHIVE_LIMIT,
    DEPTH_LIMIT,
    EVIDENCE_LIMIT,
    KEPT_LIMIT,
    MEMBER_NAME_LIMIT,
    MEMBERS_LIMIT,
    PACKED_LIMIT,
    RATIO_FREE,
    RATIO_LIMIT,
)
from truceline.collect.streams import BoundedReader, Budget, Bytes, read_whole
from truceline.ground.errors import EvidenceError, InputError
from truceline.ground.printable import printable

Reader = Callable[[Bytes, Context], Iterator[Item]]

_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others take memory as a member asks
_ENTRY = b"PK\x01\x02"  # begins every entry of an archive's own list of members
_LOCAL_HEADER = 30  # bytes before the name in a member's own header
_ASK = "Ask whoever made the archive what it is; unpack it yourself if you trust it."


@dataclass(frozen=True, slots=True)
class _Opened:
    """An archive held whole, and the members that reach into the next one (a zip bomb's way)."""

    archive: zipfile.ZipFile
    held: io.BytesIO
    overlapping: frozenset[int]

    def packed_size(self, member: zipfile.ZipInfo) -> int:
        """Return a member's size as packed; what the archive says can be a lie."""
        return min(member.compress_size, self.held.getbuffer().nbytes)

    def packed(self, member: zipfile.ZipInfo, limit: int) -> bytes:
        """Return a member's bytes as they lie packed in the archive, up to a limit."""
        view = self.held.getbuffer()
        start = min(member.header_offset, view.nbytes)
        header = bytes(view[start : start + _LOCAL_HEADER])
        names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        begin = start + _LOCAL_HEADER + names
        size = min(limit, max(0, self.packed_size(member)), EVIDENCE_LIMIT)
        return bytes(view[begin : begin + size])


def read_archive(stream: Bytes, context: Context, read: Reader) -> Iterator[Item]:
    """Yield the items of every member; a bad member costs only itself.

    read: what reads one member by its name. What may come out of an archive counts for those
    inside it as well. Raises EvidenceError for what is no archive or is one too many inside
    others.
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
    opened = _opened(whole.raw)
    files = [each for each in opened.archive.infolist() if not each.filename.endswith("/")]
    around = with_budgets(context)
    if around.members:
        around.members.spend(len(files), context.locator)
    for member in sorted(files, key=lambda each: (each.filename, each.header_offset)):
        yield from _member(opened, member, around, read)


def _opened(raw: bytes) -> _Opened:
    """Return an archive ready to be read; raises EvidenceError."""
    listed = raw.count(_ENTRY)
    if listed > 2 * MEMBERS_LIMIT:  # archives inside, stored as they are, hold entries as well
        raise EvidenceError(
            f"An archive that lists up to {listed:,} files; {MEMBERS_LIMIT:,} are read at most.",
            mend="Split it.",
        )
    held = io.BytesIO(raw)
    try:
        archive = zipfile.ZipFile(held)
    except Exception as error:  # the package raises far beyond its own tree on hostile bytes
        raise EvidenceError(
            f"The archive cannot be opened: {error}.", mend="Get or pack it again."
        ) from error
    placed = sorted((each.header_offset, each.compress_size) for each in archive.infolist())
    placed.append((archive.start_dir, 0))
    overlapping = {
        start
        for (start, size), (following, _) in pairwise(placed)
        if start + _LOCAL_HEADER + size > following
    }
    return _Opened(archive, held, frozenset(overlapping))


def with_budgets(context: Context) -> Context:
    """Return the context with what may come out of the outermost archive (or mail, or crawl)."""
    if context.unfolding and context.members:
        return context
    what = f"The archive unfolds to over {ARCHIVE_LIMIT:,} bytes (a zip bomb)."
    many = f"An archive of over {MEMBERS_LIMIT:,} files, those of archives inside it included."
    return replace(
        context,
        unfolding=Budget(ARCHIVE_LIMIT, what, _ASK),
        members=Budget(MEMBERS_LIMIT, many, "Split it."),
    )


def _member(
    opened: _Opened, member: zipfile.ZipInfo, context: Context, read: Reader
) -> Iterator[Item]:
    def original(limit: int) -> bytes:
        return opened.packed(member, limit)

    size = opened.packed_size(member)
    name = printable(member.filename[:MEMBER_NAME_LIMIT])
    inside = context.inside(name, size=size, original=original)
    try:
        _check_member(member)
        if member.header_offset in opened.overlapping:
            raise EvidenceError("The member overlaps with another (a zip bomb).", mend=_ASK)
        yield from read(_unpacked(opened, member, inside), inside)
    except InputError as error:
        yield quarantined(error, locator=inside.locator, kept=original(KEPT_LIMIT), size=size)


def _unpacked(opened: _Opened, member: zipfile.ZipInfo, inside: Context) -> Bytes:
    """Return a member to be read, counted against all that bounds it; raises EvidenceError."""
    what = f"The member unfolds to over {RATIO_LIMIT} times its size (a zip bomb)."
    ratio = Budget(max(RATIO_FREE, RATIO_LIMIT * inside.size), what, _ASK)
    if inside.unfolding:
        inside.unfolding.spend(0, inside.locator)
    try:
        stream = opened.archive.open(member)
    except Exception as error:  # the package raises far beyond its own tree on hostile bytes
        raise EvidenceError(
            f"The member cannot be read: {error}.", mend="Get or pack the archive again."
        ) from error
    budgets = (ratio, inside.unfolding) if inside.unfolding else (ratio,)
    return BoundedReader(stream, inside.locator, budgets)


def _check_member(member: zipfile.ZipInfo) -> None:
    """Raise EvidenceError for members that have no business in an archive of evidence."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and ":" in path.parts[0]):
        raise EvidenceError("The member's name points outside of the archive.", mend=_ASK)
    if not path.name or len(member.filename) > MEMBER_NAME_LIMIT:
        raise EvidenceError("The member has no name, or one without end.", mend=_ASK)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise EvidenceError("The member is a link, not a file.", mend="Pack the file itself.")
    if member.flag_bits & _ENCRYPTED:
        raise EvidenceError("The member is encrypted.", mend="Unpack it and give the file.")
    if member.compress_type not in _METHODS:
        raise EvidenceError(
            f"The member is packed by method {member.compress_type}, which is not read here.",
            mend="Pack it as usual (deflate), or give the file.",
        )
