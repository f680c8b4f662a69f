"""The connector for feeds (RSS, Atom): each entry is an item with its address and its date."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser
from defusedxml.common import DefusedXmlException
from lxml import etree

from truceline.collect.capture import Said, capture, checked
from truceline.collect.decoding import check_text
from truceline.collect.extracted import shortened_title, whole_file
from truceline.collect.feed_size import cut, cut_tree
from truceline.collect.items import Context, Item, quarantined
from truceline.collect.limits import FEED_ENTRIES_LIMIT, FEED_LIMIT, GIVEN_LIMITS
from truceline.collect.moments import mail_date
from truceline.collect.streams import Bytes
from truceline.ground.canonical import canonical_bytes
from truceline.ground.errors import EvidenceError, InputError
from truceline.ground.times import rfc3339

_AGAIN = "Fetch the feed again; if it stays so, tell whoever runs it."
_TAGS = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def read_feed(stream: Bytes, context: Context) -> Iterator[Item]:
    """Yield the entries of a feed; an entry that says nothing is quarantined by itself.

    An entry's evidence is a JSON item made of what it says, so that it stays the same while the
    feed around it changes. Its addresses are kept and never fetched. Raises EvidenceError for what
    is no feed.
    """
    raw = whole_file(stream)
    if len(raw) > FEED_LIMIT:
        raise EvidenceError(f"A feed of {len(raw):,} bytes.", mend="Split it.")
    raw, more = _well_formed(raw)
    found = feedparser.parse(
        io.BytesIO(raw),  # bytes alone it would take for a file's name or an address
        resolve_relative_uris=False,
        sanitize_html=False,  # pages are read here without running anything
    )
    if not found.get("version"):
        raise EvidenceError("The file is XML, but no feed.", mend="Give an RSS or Atom feed.")
    language = shortened_title(found.feed.get("language"))
    for number, entry in enumerate(found.entries, start=1):
        locator = f"{context.locator}#{number}"
        try:
            yield _entry(entry, locator, context, language)
        except InputError as error:
            kept = str(dict(entry)).encode("utf-8", "replace")
            yield quarantined(error, locator=locator, kept=kept)
    if more:
        raise EvidenceError(
            f"A feed of over {FEED_ENTRIES_LIMIT:,} entries, or of too many parts; its first "
            f"{len(found.entries):,} were read.",
            mend="Split it, and give the rest as a file of its own.",
        )


def _well_formed(raw: bytes) -> tuple[bytes, bool]:
    """Return XML that holds together, up to the limits, and whether there was more.

    Entities of its own are refused: a small file can unfold to all memory, or read other files.
    Raises EvidenceError.
    """
    try:
        return cut(raw)
    except DefusedXmlException as error:
        raise EvidenceError(
            "The feed declares entities of its own (a bomb, or a way to other files).",
            mend="Do not use it.",
        ) from error
    except (etree.ParseError, SyntaxError, ValueError, LookupError):
        parser = etree.XMLParser(
            recover=True, resolve_entities=False, no_network=True, huge_tree=False
        )
        try:
            tree = etree.fromstring(raw, parser)
        except (etree.ParseError, ValueError, LookupError):
            tree = None
        if tree is None:
            raise EvidenceError("The file is no feed.", mend=_AGAIN) from None
        return cut_tree(tree)


def _entry(entry: Any, locator: str, context: Context, language: str | None) -> Item:  # noqa: ANN401
    """Return the evidence that an entry is; raises EvidenceError for one that says nothing."""
    words, page = _words(entry)
    address = entry.get("link") or ""
    said = Said(
        given_id=str(entry.get("id") or address or locator)[: GIVEN_LIMITS["given_id"]],
        url=address if _ADDRESS.match(address) else None,
        title=shortened_title(_plain(entry.get("title", ""))),
        language=shortened_title(entry.get("language")) or language,
        published=mail_date(str(entry.get("published") or entry.get("updated") or "")),
    )
    checked(said)
    check_text(words, where="")
    item: dict[str, Any] = {
        "id": said.given_id,
        "html" if page else "text": words,
        "lang": said.language,
        "published": None,
        "title": said.title,
        "url": said.url,
    }
    if said.published and said.published.earliest == said.published.latest:
        item["published"] = rfc3339(said.published.earliest)
    raw = canonical_bytes({key: value for key, value in item.items() if value})
    return capture(raw, media_type="application/json", locator=locator, context=context, said=said)


def _words(entry: Any) -> tuple[str, bool]:  # noqa: ANN401 - the package is untyped
    """Return an entry's headline and words, and whether they are HTML; raises EvidenceError."""
    contents = [each.get("value") or "" for each in entry.get("content", [])]
    body = max([*contents, entry.get("summary") or ""], key=len).strip()
    title = " ".join(_plain(entry.get("title", "")).split())
    if not body and not title:
        raise EvidenceError("An entry without words.", mend=_AGAIN)
    page = bool(_TAGS.search(body))
    if title and not _plain(body).strip().startswith(title):
        body = f"<h1>{html.escape(title)}</h1>\n{body}" if page else f"{title}\n\n{body}".strip()
    return body, page


def _plain(text: str) -> str:
    """Return a line without tags and with its entities as letters."""
    return html.unescape(re.sub(r"<[^<>]{0,1000}>", "", text)) if _TAGS.search(text) else text
