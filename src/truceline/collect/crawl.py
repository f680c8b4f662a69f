"""The connector for web archives (WARC): each page that was fetched is evidence of its own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from truceline.collect.archive import with_budgets
from truceline.collect.items import Context, Item, quarantined
from truceline.collect.limits import (
    CRAWL_RECORD_LIMIT,
    DEPTH_LIMIT,
    EVIDENCE_LIMIT,
    GIVEN_LIMITS,
    KEPT_LIMIT,
)
from truceline.collect.streams import Bytes
from truceline.ground.errors import EvidenceError, InputError, TimeError
from truceline.ground.printable import printable
from truceline.ground.times import parse_instant
from truceline.model.evidence import Custody

Reader = Callable[[Bytes, Context], Iterator[Item]]

# What of a crawl is read; a mail or a feed inside one would be there by mistake.
_PAGES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
_PIECE = 65_536
_PACKED = b"\x1f\x8b"
_FINE = "200"
_AGAIN = "Get the file again from whoever made the crawl."


@dataclass(slots=True)
class _Watched:
    """A file that must reach the next record within so many bytes: no header without end."""

    stream: Bytes
    left: int

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes; raises EvidenceError."""
        data = self.stream.read(_PIECE if size < 0 else min(size, _PIECE))
        self.left -= len(data)
        if self.left < 0:
            raise EvidenceError("A record of the crawl has no end.", mend=_AGAIN)
        return data

    def rest(self) -> None:
        """Begin to count anew."""
        self.left = CRAWL_RECORD_LIMIT


@dataclass(slots=True)
class _Headed:
    """A file whose first bytes were looked at already."""

    head: bytes
    stream: Bytes

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes."""
        if self.head:
            data, self.head = self.head[:size], self.head[size:]
            return data
        return self.stream.read(size)

    def readline(self, size: int, /) -> bytes:
        """Return up to `size` bytes of a line; nothing here asks for one."""
        return self.read(size)


def read_crawl(stream: Bytes, context: Context, read: Reader) -> Iterator[Item]:
    """Yield the items of every page fetched with success; a bad record costs only itself.

    read: what reads one page by its media type. Pictures, scripts, requests and errors of servers
    are passed over. The address and the time of fetching are kept as the
    archive's own word. Raises EvidenceError for what is no web archive or breaks off.
    """
    if context.depth >= DEPTH_LIMIT:
        raise EvidenceError(
            f"A web archive inside {context.depth} archives.", mend="Unpack it and give the file."
        )
    head = stream.read(_PIECE)
    if head.startswith(_PACKED):
        raise EvidenceError("A packed web archive.", mend="Let its name end in .warc.gz.")
    watched = _Watched(_Headed(head, stream), CRAWL_RECORD_LIMIT)
    around = with_budgets(context)
    taken = 0
    for record in _records(watched):
        watched.rest()
        if not _is_page(record):
            _pass_over(record, watched)
            continue
        taken += 1
        yield from _page(record, taken, around, read)
    if not taken:
        raise EvidenceError("The web archive holds no page that is read here.", mend=_AGAIN)


def _records(watched: _Watched) -> Iterator[Any]:
    """Yield the records of a web archive; raises EvidenceError where it breaks off."""
    try:
        yield from ArchiveIterator(watched)
    except EvidenceError:
        raise
    except Exception as error:  # the package raises far beyond its own tree on hostile bytes
        raise EvidenceError(
            f"The web archive is damaged or breaks off: {type(error).__name__}.", mend=_AGAIN
        ) from error


def _is_page(record: Any) -> bool:  # noqa: ANN401 - the package is untyped
    if record.rec_type != "response" or record.http_headers is None:
        return False
    return record.http_headers.get_statuscode() == _FINE and _media_type(record) in _PAGES


def _media_type(record: Any) -> str:  # noqa: ANN401 - the package is untyped
    given = record.http_headers.get_header("Content-Type") or ""
    return str(given).partition(";")[0].strip().lower()


def _pass_over(record: Any, watched: _Watched) -> None:  # noqa: ANN401 - the package is untyped
    while record.raw_stream.read(_PIECE):
        watched.rest()


def _page(record: Any, number: int, context: Context, read: Reader) -> Iterator[Item]:  # noqa: ANN401
    """Yield the items of one fetched page."""
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    name = printable(address[: GIVEN_LIMITS["url"]]) or f"record {number}"
    locator = f"{context.locator}!{name}"
    raw = b""
    try:
        if context.members:
            context.members.spend(1, locator)
        raw = _body(record)
        if context.unfolding:
            context.unfolding.spend(len(raw), locator)
        inside = context.inside(name, size=len(raw), original=lambda limit: raw[:limit])
        fetched = _fetched(record, name, context.now)
        yield from read(
            io.BytesIO(raw),
            replace(
                inside,
                custody=(*fetched, *inside.custody),
                media_type=_media_type(record),
                url=name if address else None,
            ),
        )
    except InputError as error:
        yield quarantined(error, locator=locator, kept=raw[:KEPT_LIMIT], size=len(raw))


def _body(record: Any) -> bytes:  # noqa: ANN401 - the package is untyped
    """Return the body of a response, unpacked; raises EvidenceError."""
    stream = record.content_stream()
    pieces, size = [], 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > EVIDENCE_LIMIT:
            raise EvidenceError(
                f"A page of over {EVIDENCE_LIMIT:,} bytes.", mend="Save what matters of it."
            )
        pieces.append(piece)
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise EvidenceError("The record is truncated: its page breaks off.", mend=_AGAIN)
    return b"".join(pieces)


def _fetched(record: Any, address: str, now: datetime) -> tuple[Custody, ...]:  # noqa: ANN401
    """Return the first step of custody: fetched when and where the archive says, if it can be."""
    try:
        at = parse_instant(str(record.rec_headers.get_header("WARC-Date") or ""))
    except TimeError:
        return ()
    if at > now:
        return ()
    return (Custody(at=at, act="captured", locator=address, note="by the web archive's own word"),)
