"""Fetched answers become items: a page, the entries of a feed, a document."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from truceline.collect.connectors import read_file
from truceline.collect.flood import gathered
from truceline.collect.items import Context, Item, Quarantined, quarantined
from truceline.collect.web.fetching import Answer, Fetcher
from truceline.collect.web.visits import Visits
from truceline.ground.errors import InputError
from truceline.ground.printable import printable, shortened

_SNIFFED = 1024
_FEEDS = (b"<rss", b"<feed", b"<rdf:RDF")
_LONGEST_LOCATOR = 500
_VAGUE = ("", "application/octet-stream", "text/plain", "text/html", "text/xml", "application/xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebInput:
    """One address to fetch, with what the user knows about it.

    source, language: for items that name none themselves.
    """

    url: str
    source: str | None = None
    language: str | None = None


def fetch_pages(
    inputs: Sequence[WebInput], *, now: datetime, fetcher: Fetcher, visits: Visits
) -> Iterator[Item]:
    """Yield what addresses hold; what has not changed since its last visit yields nothing.

    An address that cannot be fetched is quarantined by itself, without bytes. visits: gains each
    address whose answer was taken in whole; save it once the items are kept. Links in what was
    fetched are not followed.
    """
    for given in inputs:
        try:
            answer = fetcher.fetch(given.url, visits.known.get(given.url))
        except InputError as error:
            yield quarantined(error, locator=_shown(given.url), kept=b"")
            continue
        if answer.body is None:
            continue
        whole = True
        for item in _items(given, answer, answer.body, now):
            whole = whole and not isinstance(item, Quarantined)
            yield item
        if whole:
            visits.remember(given.url, answer.visit)


def _items(given: WebInput, answer: Answer, body: bytes, now: datetime) -> Iterator[Item]:
    where = _shown(given.url)
    found = _shown(answer.visit.final)
    context = Context(
        locator=where,
        name=where,
        size=len(body),
        now=now,
        original=lambda limit: body[:limit],
        source=given.source,
        language=given.language,
        media_type=_kind(answer.media_type, body),
        url=found,
        note=f"fetched from {found}",
    )
    yield from gathered(read_file(io.BytesIO(body), context), context)


def _kind(declared: str, body: bytes) -> str:
    """Return what an answer is: as declared, but by its first bytes where servers often mislead."""
    head = body[:_SNIFFED].lstrip()
    if declared in _VAGUE:
        if any(mark in head for mark in _FEEDS) and not head.lower().startswith(b"<!doctype html"):
            return "application/rss+xml"
        if head.startswith(b"%PDF-"):
            return "application/pdf"
    return declared or "text/html"


def _shown(address: str) -> str:
    return shortened(printable(address), _LONGEST_LOCATOR)
