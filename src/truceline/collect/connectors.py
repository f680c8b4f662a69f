"""What reads which file: the connectors with their manifests, and the guard around each of them."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from truceline.collect.items import Context, Item, quarantined
from truceline.collect.json_lines import read_json_lines
from truceline.collect.limits import KEPT_LIMIT, RATIO_FREE, RATIO_LIMIT, STREAM_LIMIT
from truceline.collect.streams import BoundedReader, Budget, Bytes
from truceline.collect.tables import read_csv
from truceline.collect.texts import read_page, read_text
from truceline.ground.errors import EvidenceError, InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """A connector's manifest: which files it reads (by suffix), into what, and how.

    media_types: which deliveries it reads where a server or a mail says what it delivers.
    """

    name: str
    suffixes: tuple[str, ...]
    makes: str
    read: Callable[[Bytes, Context], Iterator[Item]]
    media_types: tuple[str, ...] = ()


def _late(module: str) -> Callable[[Bytes, Context], Iterator[Item]]:
    """Return the `read_MODULE` of a module of this room, imported when a file asks for it.

    The packages behind these formats take two seconds to load, which no run without such a file
    should wait for.
    """

    def read(stream: Bytes, context: Context) -> Iterator[Item]:
        reader = getattr(import_module(f"truceline.collect.{module}"), f"read_{module}")
        yield from reader(stream, context)

    return read


def _opening(module: str) -> Callable[[Bytes, Context], Iterator[Item]]:
    """Return the same for a format that holds further files, which are read as files are here."""

    def read(stream: Bytes, context: Context) -> Iterator[Item]:
        reader = getattr(import_module(f"truceline.collect.{module}"), f"read_{module}")
        yield from reader(stream, context, read_file)

    return read


CONNECTORS = (
    Connector(
        name="text",
        suffixes=(".txt",),
        makes="one item a file",
        read=read_text,
        media_types=("text/plain",),
    ),
    Connector(
        name="page",
        suffixes=(".html", ".htm"),
        makes="one item a file",
        read=read_page,
        media_types=("text/html", "application/xhtml+xml"),
    ),
    Connector(
        name="json-lines", suffixes=(".jsonl",), makes="an item a line", read=read_json_lines
    ),
    Connector(name="table", suffixes=(".csv",), makes="an item a row or group", read=read_csv),
    Connector(
        name="workbook", suffixes=(".xlsx",), makes="an item a row or group", read=_late("workbook")
    ),
    Connector(
        name="mail",
        suffixes=(".eml",),
        makes="an item a mail, and what its attachments make",
        read=_opening("mail"),
        media_types=("message/rfc822",),
    ),
    Connector(
        name="pdf",
        suffixes=(".pdf",),
        makes="one item a file",
        read=_late("pdf"),
        media_types=("application/pdf",),
    ),
    Connector(
        name="word",
        suffixes=(".docx",),
        makes="one item a file",
        read=_late("word"),
        media_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ),
    Connector(
        name="feed",
        suffixes=(".rss", ".atom", ".xml"),
        makes="an item an entry",
        read=_late("feed"),
        media_types=("application/rss+xml", "application/atom+xml", "application/xml", "text/xml"),
    ),
    Connector(name="crawl", suffixes=(".warc",), makes="an item a page", read=_opening("crawl")),
    Connector(
        name="archive", suffixes=(".zip",), makes="what its files make", read=_opening("archive")
    ),
)
BY_SUFFIX = {suffix: each for each in CONNECTORS for suffix in each.suffixes}
BY_MEDIA_TYPE = {kind: each for each in CONNECTORS for kind in each.media_types}
PACKED = ".gz"


def read_file(stream: Bytes, context: Context) -> Iterator[Item]:
    """Yield the items of one file, whatever it is; raises nothing for a file that is bad.

    A file that breaks off half-way yields what came before it and is quarantined as well.
    """
    counted = BoundedReader(
        stream,
        context.locator,
        (Budget(STREAM_LIMIT, f"A file of over {STREAM_LIMIT:,} bytes.", "Split it."),),
    )
    problem: InputError
    try:
        yield from _read(counted, context, context.name.lower())
        return
    except InputError as error:
        problem = error
    except Exception as error:  # the last net: a file that finds a hole costs only itself
        problem = EvidenceError(
            f"The file broke what reads it: {type(error).__name__}.",
            mend="Report this with the file; its bytes are kept.",
        )
    yield quarantined(
        problem, locator=context.locator, kept=context.original(KEPT_LIMIT), size=context.size
    )


def _read(stream: Bytes, context: Context, name: str) -> Iterator[Item]:
    given = BY_MEDIA_TYPE.get(context.media_type or "")
    packed = name.endswith(PACKED) and given is None
    plain = name.removesuffix(PACKED)
    suffix = _suffix(plain)
    connector = given or BY_SUFFIX.get(suffix)
    if connector is None or (packed and suffix == ".zip"):
        raise EvidenceError(
            f"Nothing here reads files that end in “{suffix or plain[:40]}”.",
            mend=f"Convert it to one of: {', '.join(BY_SUFFIX)} (or .gz of these).",
        )
    if not packed:
        yield from connector.read(stream, context)
        return
    unfolded = Budget(
        max(RATIO_FREE, RATIO_LIMIT * context.size),
        f"The file unfolds to over {RATIO_LIMIT} times its size (a bomb).",
        "Ask whoever made the file what it is; unpack it yourself if you trust it.",
    )
    file: Any = stream  # gzip calls nothing but read(size); its type asks for a whole file
    opened = gzip.GzipFile(fileobj=file, mode="rb")
    unpacked = BoundedReader(opened, context.locator, (unfolded,))
    yield from connector.read(unpacked, replace(context, name=context.name[: -len(PACKED)]))


def _suffix(name: str) -> str:
    return f".{name.rpartition('.')[2]}" if "." in name else ""
