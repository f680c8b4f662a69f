"""The page holds hostile text as text, asks for nothing outside, and the JSON is canonical."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publish.samples import sample
from truceline.publish import build_report, render_html, render_json

HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</style><style>*{display:none}</style>",
    "</title></svg><svg onload=alert(1)>",
    "{{ 7 * 7 }} {% raw %} {0} {x.__class__}",
    "\u202eright to left\u2066",
    "nul\x00 half \ud800",
    "]]> <!-- -->",
    "я" * 30_000,
)
ANY_TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=40))
VOID = {"meta", "br"}


class Page(HTMLParser):
    """Notes every element, attribute and text, and whether elements close in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that opens."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without content."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Require that the element which closes is the one opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.said.append(data)


def parsed(page: str) -> Page:
    """Return a page that closed all it opened."""
    found = Page()
    found.feed(page)
    found.close()
    assert found.open == []
    return found


def poisoned(value: Any, text: str) -> Any:  # noqa: ANN401 - any field of a record is meant
    """Return a record with a text put into every free text field, ids and choices kept."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(poisoned(each, text) for each in value)
    if isinstance(value, dict):
        return {key: poisoned(each, text) for key, each in value.items()}
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    free = {
        *("name", "title", "summary", "text", "quote", "speaker", "about", "url", "reason"),
        *("what", "mend", "note", "why", "condition", "proposition", "publisher", "locator"),
        *("claimant", "unit", "channel", "citation", "article", "act", "stance", "media_type"),
    }
    changed = {}
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        plain = isinstance(held, str) and field.name in free
        changed[field.name] = text if plain else poisoned(held, text)
    return dataclasses.replace(value, **changed)


@settings(max_examples=25, deadline=None)
@given(ANY_TEXT)
def test_text_from_outside_stays_text(text: str) -> None:
    """With any text in every free field, the page has the same elements as a harmless one."""
    plain = poisoned(sample(), "harmless")
    hostile = poisoned(sample(), text)
    page = parsed(render_html(build_report(hostile)))
    known = parsed(render_html(build_report(plain)))
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in known.elements} | {"a"}
    for tag, attributes in page.elements:
        assert tag not in {"script", "img", "iframe", "object", "form", "base", "link"}
        assert not any(key.startswith("on") or key == "style" for key in attributes)
        href = attributes.get("href") or "#"
        assert href.startswith(("#", "http://", "https://"))


@pytest.mark.parametrize("text", HOSTILE)
def test_json_holds_any_text(text: str) -> None:
    """With any text in every free field, the JSON can be read back and is canonical."""
    written = render_json(build_report(poisoned(sample(), text)))
    assert written.endswith(b"\n")
    assert rfc8785.dumps(json.loads(written)) + b"\n" == written


def test_a_quotation_can_be_read_back() -> None:
    """The words of a hostile quotation stand on the page as they were."""
    given_case = poisoned(sample(), HOSTILE[0])
    page = parsed(render_html(build_report(given_case)))
    assert any(HOSTILE[0] in text for text in page.said)


def test_the_page_asks_for_nothing() -> None:
    """No script, no picture, no style or frame from elsewhere; only links that one may follow."""
    page = parsed(render_html(build_report(sample())))
    for tag, attributes in page.elements:
        assert not {"src", "srcset", "data", "action", "background"} & set(attributes), tag
        if tag not in {"a"}:
            assert "href" not in attributes


def test_the_policy_allows_the_one_style_and_nothing_else() -> None:
    """The page's Content-Security-Policy names the hash of exactly its own style."""
    html = render_html(build_report(sample()))
    style = re.search(r"<style>(.*?)</style>", html, flags=re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(
        attributes["content"]
        for tag, attributes in parsed(html).elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in policy


def test_links_outside_give_nothing_away() -> None:
    """Links to sources carry rel="noopener noreferrer nofollow"; dangerous ones are no links."""
    html = render_html(build_report(sample()))
    outside = [
        attributes
        for tag, attributes in parsed(html).elements
        if tag == "a" and (attributes.get("href") or "").startswith("http")
    ]
    assert outside
    assert all("noopener" in (each["rel"] or "") for each in outside)
    hostile = poisoned(sample(), "javascript:alert(1)")
    assert 'href="javascript' not in render_html(build_report(hostile))


def test_every_inner_link_has_its_place() -> None:
    """Each #anchor that the page links to is on the page, once."""
    page = parsed(render_html(build_report(sample())))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = {
        (attributes.get("href") or "")[1:]
        for tag, attributes in page.elements
        if tag == "a" and (attributes.get("href") or "").startswith("#")
    }
    assert inner <= set(ids)


def test_the_watermark_is_on_the_page_and_in_the_json() -> None:
    """Both forms carry the mark and the banner."""
    report = build_report(sample())
    page = parsed(render_html(report))
    body = next(attributes for tag, attributes in page.elements if tag == "body")
    assert body["data-mark"] == report.header.watermark == "UNREVIEWED"
    assert any("no person has signed" in text for text in page.said)
    assert json.loads(render_json(report))["header"]["watermark"] == "UNREVIEWED"
