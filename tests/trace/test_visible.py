"""What a reader sees keeps its place in the input text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.trace.build import document
from truceline.trace.visible import visible_text

PAGE = "<html><style>p {color: red}</style><script>var ruin = 1;</script><p>Shells <b>fell</b>."


def test_words_stay_where_they_were() -> None:
    """Scripts, styles and tags become blanks of the same length."""
    page = document("a", PAGE, media_type="text/html")
    seen = visible_text(page)
    assert len(seen) == len(PAGE)
    assert seen.split() == ["Shells", "fell", "."]
    assert seen.index("fell") == PAGE.index("fell")


def test_typed_rows_have_no_words() -> None:
    """Two rows of a table share its form, which is no sign of copying."""
    row = document("a", "TC1,2935,count", media_type="text/csv-row", fields='{"as":"tally"}')
    assert visible_text(row) == ""


def test_a_row_of_text_shows_its_text_only() -> None:
    """A headline in a row is compared, the columns around it are not."""
    fields = '{"as":"text","text":"Explosions in Izium"}'
    text = "2025-04-19,7,Explosions in Izium,other"
    row = document("a", text, media_type="text/csv-row", fields=fields)
    seen = visible_text(row)
    assert seen.strip() == "Explosions in Izium"
    assert text.startswith(seen.strip(), len(seen) - len(seen.lstrip()))


@given(st.text(alphabet="<>!-script/ style\nабв", max_size=300))
def test_broken_markup_keeps_its_length(text: str) -> None:
    """Whatever is cut off or nested, no code point moves."""
    assert len(visible_text(document("a", text, media_type="text/html"))) == len(text)
