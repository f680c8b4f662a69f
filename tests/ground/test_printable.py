"""Printing: nothing that came from outside can act on a person's terminal or forge a line."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.canonical import json_line
from truceline.ground.errors import InputError
from truceline.ground.printable import LONGEST, printable, shortened

ANY = st.text(alphabet=st.characters(codec=None))


def acts(text: str) -> bool:
    """Tell whether a text holds a control, a line end, a turn of direction or half a character."""
    turning = set(range(0x202A, 0x202F)) | set(range(0x2066, 0x206A)) | {0x2028, 0x2029}
    return any(
        ord(each) < 0x20 or 0x7F <= ord(each) < 0xA0 or 0xD800 <= ord(each) < 0xE000
        or ord(each) in turning
        for each in text
    )  # fmt: skip


@given(ANY)
def test_no_text_acts_once_it_is_printable(text: str) -> None:
    """Whatever the text, its printable form holds no control and can be encoded."""
    assert not acts(printable(text))
    printable(text).encode("utf-8")


def test_what_was_there_can_still_be_read_off() -> None:
    """Controls are written out, letters of any script stay as they are."""
    assert printable("a\x1b[2J\nб\u202eв\x9b") == "a\\x1b[2J\\nб\\u202eв\\x9b"
    assert shortened("x" * 5000) == "x" * (LONGEST - 1) + "…"


def test_an_error_that_quotes_hostile_words_is_one_harmless_line() -> None:
    """Place, problem and mend of an error hold no escape sequence and no forged second line."""
    error = InputError("“\x1b]0;x\x07” " + "y" * 9000, where="a\nerror: b.txt", mend="\u202eno")
    assert not acts(error.sentence())
    assert not acts(error.what + error.where + error.mend)
    assert len(error.sentence()) < 1200


@given(st.dictionaries(ANY, ANY, max_size=3))
def test_a_json_line_means_the_same_and_is_safe_to_print(value: dict[str, str]) -> None:
    """Escaping changes no value, and the line holds nothing that acts."""
    line = json_line(value)
    assert json.loads(line) == json.loads(json.dumps(value))
    assert not acts(line)
