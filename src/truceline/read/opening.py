"""Opens raw bytes as a document: decodes, finds title and language, guesses no date."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal

from truceline.ground.errors import EvidenceError, TimeError
from truceline.ground.times import TimeRange, parse_instant, parse_range
from truceline.language.encoding import decoded
from truceline.language.identify import language_of
from truceline.model.evidence import Document, Evidence
from truceline.read.moments.times import dateline
from truceline.read.page.clean import working_copy
from truceline.read.page.markup import read_page
from truceline.vocabulary.files import shipped_entries

Naming = Literal["evidence", "given"]

_TELLING = shipped_entries("vocabulary", "languages.yaml")["telling"]
_READ_LANGUAGES = frozenset(_TELLING) | {"en"}
_TELLING_SAMPLE = 4_000
# Files whose words were taken out when they were captured; they stand in the evidence's fields.
_WORDS_IN_FIELDS = frozenset(
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "message/rfc822",
    }
)
_MOST_LOST = 0.01
# Clocks on Earth run from 12 h behind UTC to 14 h ahead of it.
_BEHIND, _AHEAD = timedelta(hours=12), timedelta(hours=14)


def open_document(evidence: Evidence, raw: bytes, *, naming: Naming) -> Document:
    """Return the document that evidence holds.

    naming: "given" uses the id that the input gave (where there is one), "evidence" the hash.
    Date and language come from the evidence, else from what the item itself declares (fields of
    a JSON item, meta tags of a page, a line at the head of the text that is only a date); they
    are never guessed. A declared language that the letters refute is corrected.
    Raises EvidenceError if the bytes hold no text or are not what the media type says.
    """
    document = Document(
        id=(evidence.given_id if naming == "given" else None) or evidence.id,
        evidence=evidence.id,
        source=evidence.source,
        media_type=evidence.media_type,
        text="",
        published=evidence.published,
        language=evidence.language,
        title=evidence.title,
        url=evidence.url,
        fields=evidence.fields,
    )
    document = _with_text(document, raw, evidence.locator)
    if document.media_type == "text/html":
        document = _with_head(document)
    return _with_language_and_date(document)


def _with_text(document: Document, raw: bytes, where: str) -> Document:
    """Fill in the input text: what an item, a row or a file gave as its words, else the bytes."""
    if document.media_type == "application/json":
        return _json_item(document, raw, where)
    if document.media_type in _WORDS_IN_FIELDS:
        return _taken_out(document, where)
    text = decode(raw, where=where, page=document.media_type == "text/html")
    if document.media_type == "text/csv-row":
        fields = json.loads(document.fields)
        if fields.get("as") == "text" and isinstance(fields.get("text"), str):
            return replace(document, text=fields["text"], media_type="text/plain")
    return replace(document, text=text)


def _taken_out(document: Document, where: str) -> Document:
    """Return the document of a mail, PDF or Word file by the words that were found in it."""
    try:
        fields: Any = json.loads(document.fields)
    except (ValueError, RecursionError):
        fields = {}
    given = fields if isinstance(fields, dict) else {}
    for kind, key, media_type in (("page", "html", "text/html"), ("text", "text", "text/plain")):
        if given.get("as") == kind and isinstance(given.get(key), str):
            return replace(document, text=given[key], media_type=media_type, fields="{}")
    raise EvidenceError(
        "The words of the file were not kept beside it.",
        where=where,
        mend="Collect the file again with this version of Truceline.",
    )


def decode(raw: bytes, *, where: str, page: bool = False) -> str:
    """Return bytes as text.

    Raises EvidenceError for bytes that are no text or lose more than 1 % of their letters.
    """
    text = decoded(raw, page=page)
    if text is not None and "\0" not in text and text.count("\ufffd") <= _MOST_LOST * len(text):
        return text
    raise EvidenceError(
        "The bytes are no text in any known encoding.",
        where=where,
        mend="Save the file again as UTF-8 text.",
    )


def _json_item(document: Document, raw: bytes, where: str) -> Document:
    try:
        item: Any = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise EvidenceError(
            f"The line is not JSON: {error}.", where=where, mend="Correct or remove the line."
        ) from error
    given = item if isinstance(item, dict) else {}
    kind = next((k for k in ("text", "html") if given.get(k) is not None), None)
    if kind is None or not isinstance(item[kind], str):
        raise EvidenceError(
            "The item has neither a text nor an html that is a string.",
            where=where,
            mend='Give each line a "text" or "html".',
        )
    return replace(
        document,
        text=item[kind],
        media_type="text/html" if kind == "html" else "text/plain",
        title=document.title or _string(item, "title"),
        url=document.url or _string(item, "url"),
        language=document.language or _string(item, "lang"),
        published=document.published or _declared_date(_string(item, "published")),
    )


def _string(item: dict[str, Any], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) and value else None


def _with_head(document: Document) -> Document:
    """Take from a page's head what the evidence does not say already."""
    page = read_page(document.text)
    language = (page.language or "").lower().partition("-")[0] or None
    return replace(
        document,
        title=document.title or page.title,
        published=document.published or _declared_date(page.published),
        language=document.language or language,
    )


def _declared_date(declared: str | None) -> TimeRange | None:
    """Return when an item says that it appeared: a day, an instant, or unknown.

    A time without a zone is a range that holds for every zone on Earth.
    """
    if not declared:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", declared):
            return parse_range(declared)
        moment = parse_instant(declared)
    except TimeError:
        return None
    if re.search(r"(?:Z|[+-]\d{2}:?\d{2})$", declared):
        return TimeRange.instant(moment)
    return TimeRange(earliest=moment - _AHEAD, latest=moment + _BEHIND)


def _with_language_and_date(document: Document) -> Document:
    if document.media_type == "text/csv-row":
        return document
    words = working_copy(document).text
    language = _checked_language(document.language, words[:_TELLING_SAMPLE])
    published = document.published
    if published is None:
        published = dateline(words, language or "und", zone="UTC")
    return replace(document, language=language, published=published)


def _checked_language(declared: str | None, text: str) -> str | None:
    """Return the declared language unless the letters refute it, else the one they show."""
    found = language_of(text)
    if declared is None:
        return None if found == "und" else found
    code = declared.lower().replace("_", "-").partition("-")[0]
    if found in ("und", code) or code not in _READ_LANGUAGES:
        return code
    if code == "en" or found == "en":
        return found
    letters = set(text.casefold())
    own, other = (letters & set(_TELLING[each]["letters"]) for each in (code, found))
    return found if other and not own else code
