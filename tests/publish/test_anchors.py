"""Ids become safe anchors; only harmless addresses become links."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.publish.anchors import anchor, web_address

ANY_TEXT = st.text(st.characters())


@given(ANY_TEXT)
def test_every_anchor_is_plain(name: str) -> None:
    """Whatever an id holds, its anchor is letters, digits, hyphens and underscores."""
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", anchor(name))


@given(ANY_TEXT, ANY_TEXT)
def test_different_ids_have_different_anchors(a: str, b: str) -> None:
    """Two ids share an anchor only if they are one id."""
    assert (anchor(a) == anchor(b)) == (a == b)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org/x",
        "https:///nohost",
        "https://a b",
        "https://a/\n",
        'https://a/"onmouseover=',
        "https://a/\u202ex",
        "https://[broken",
        "ftp://example.org/",
        "",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_unsafe_addresses_are_no_links(url: str) -> None:
    """Schemes that run or address that mislead never become links."""
    assert web_address(url) == ""


def test_web_addresses_are_links() -> None:
    """An ordinary address passes unchanged, other alphabets included."""
    for url in ("https://example.org/a?b=c#d", "http://пример.рф/новости"):
        assert web_address(url) == url
