"""Opening bytes as documents: encodings, what an item declares, what is never guessed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from truceline.ground.errors import EvidenceError
from truceline.ground.times import day_range
from truceline.model.evidence import Document, Evidence
from truceline.read.opening import open_document


def opened(raw: bytes, media_type: str = "text/plain", **known: Any) -> Document:  # noqa: ANN401 - any field
    """Return bytes opened under what is known of them."""
    evidence = Evidence(
        id="sha256:00", source="s", media_type=media_type, locator="f", size=len(raw), **known
    )
    return open_document(evidence, raw, naming="given")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(encoding: str) -> None:
    """UTF-8 with and without its mark and UTF-16 give the same words."""
    assert opened("Обстріл Сум".encode(encoding)).text == "Обстріл Сум"


def test_a_page_in_a_declared_encoding_is_read() -> None:
    """A page says its encoding in a meta tag; its head gives title, language and date."""
    page = (
        '<html lang="uk-UA"><head><meta charset="windows-1251"><title>Обстріл  Сум</title>'
        '<meta property="article:published_time" content="2025-04-20T10:00:00+03:00"></head>'
        "<body><p>У Сумах чути вибухи, повідомляють місцеві мешканці міста.</p></body></html>"
    )
    document = opened(page.encode("windows-1251"), "text/html")
    assert (document.title, document.language) == ("Обстріл Сум", "uk")
    assert document.published is not None
    assert document.published.earliest == datetime(2025, 4, 20, 7, tzinfo=UTC)


def test_binary_is_refused_with_a_reason() -> None:
    """Bytes that are no text raise an error that says where and how to mend it."""
    with pytest.raises(EvidenceError) as caught:
        opened(bytes(range(256)) * 20)
    assert caught.value.where == "f" and caught.value.mend


def test_an_item_gives_its_text_and_what_it_declares() -> None:
    """A JSON item becomes plain text or a page with its own title, date and language."""
    item = {"id": "a", "html": "<p>Hi</p>", "title": "T", "published": "2025-04-20", "lang": "en"}
    document = opened(json.dumps(item).encode(), "application/json", given_id="a")
    assert (document.id, document.media_type, document.text) == ("a", "text/html", "<p>Hi</p>")
    assert (document.title, document.published) == ("T", day_range(date(2025, 4, 20), "UTC"))


@pytest.mark.parametrize("raw", [b"{", b"[]", b'{"text": 1}', b'{"id": "a"}', b"[" * 100_000])
def test_a_broken_item_is_refused(raw: bytes) -> None:
    """Broken JSON, a list, no text or a text that is none raise an error, not a crash."""
    with pytest.raises(EvidenceError):
        opened(raw, "application/json")


def test_the_date_is_declared_or_unknown() -> None:
    """A dateline at the head is used; a date in the text, or no date, leaves it unknown."""
    head = "Wednesday, March 12, 2025\n\nAid is resumed, officials said after the talks."
    assert opened(head.encode()).published == day_range(date(2025, 3, 12), "UTC")
    body = "Aid was resumed on March 12, 2025, officials said after the talks."
    assert opened(body.encode()).published is None
    absurd = {"text": "Aid is resumed.", "published": "20225-01-01"}
    assert opened(json.dumps(absurd).encode(), "application/json").published is None


def test_a_time_without_a_zone_holds_for_every_zone() -> None:
    """A naive time is a range from the easternmost to the westernmost clock."""
    item = {"text": "Aid is resumed.", "published": "2025-04-20T12:00:00"}
    published = opened(json.dumps(item).encode(), "application/json").published
    assert published is not None
    assert published.seconds == 26 * 3600


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        ("en", "Росіяни обстріляли Суми, є поранені", "uk"),
        ("uk", "Shells fell on three villages", "en"),
        ("uk", "Россияне обстреляли Сумы, есть раненые, объявлены выходные", "ru"),
        ("ru", "Взрывы в Сумах", "ru"),
        ("de", "Der Waffenstillstand hielt nicht", "de"),
        (None, "12345", None),
    ],
)
def test_a_wrong_language_is_corrected(
    declared: str | None, text: str, expected: str | None
) -> None:
    """A declared language stands unless the letters refute it."""
    assert opened(text.encode(), language=declared).language == expected


def test_a_row_of_text_is_read_as_text() -> None:
    """A table row that carries a headline gives the headline; other rows give themselves."""
    fields = json.dumps({"as": "text", "text": "Вибухи в Сумах"})
    row = opened(b"a,b", "text/csv-row", fields=fields)
    assert (row.text, row.media_type) == ("Вибухи в Сумах", "text/plain")
    assert opened(b"a,b", "text/csv-row", fields='{"as": "tally"}').text == "a,b"


def test_the_words_of_a_file_are_those_kept_beside_it() -> None:
    """A PDF opens as the text found when it was captured; one without such words is refused."""
    fields = json.dumps({"as": "text", "text": "Shells fell."})
    document = opened(b"%PDF-", "application/pdf", fields=fields)
    assert (document.text, document.media_type) == ("Shells fell.", "text/plain")
    page = opened(b"x", "message/rfc822", fields='{"as": "page", "html": "<p>Shells</p>"}')
    assert page.media_type == "text/html"
    for broken in ("{}", "[]", "{", '{"as": "text", "text": 7}'):
        with pytest.raises(EvidenceError):
            opened(b"%PDF-", "application/pdf", fields=broken)
