"""SVG is built from hostile text without ever breaking."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from truceline.publish.svg import element, safe, visible, words

ANY_TEXT = st.text(st.characters())


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_stays_text(content: str, value: str) -> None:
    """Whatever content and attribute hold, the element parses to one without children."""
    # S314: the XML was made by the function under test, no entity can be declared in it.
    found = ET.fromstring(words(content, title=value))  # noqa: S314
    assert list(found) == []
    assert set(found.attrib) == {"unicode-bidi", "title"}


def test_unsafe_characters_are_replaced() -> None:
    """Controls and characters that turn the direction become visible replacements."""
    assert visible("a\x00b\u202ec\ud800d\n") == "a\ufffdb\ufffdc\ufffdd\n"
    assert safe("<&'\">") == "&lt;&amp;&#39;&#34;&gt;"


def test_numbers_are_short() -> None:
    """Pixels print with one decimal, so that pictures are small and stable."""
    assert element("circle", r=1 / 3, cx=2.0, class_="a") == '<circle r="0.3" cx="2" class="a"/>'
