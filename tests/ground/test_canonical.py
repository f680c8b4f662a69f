"""Canonical JSON: RFC 8785 forms, and ids that depend on the value alone."""

from __future__ import annotations

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.canonical import canonical_bytes, digest, json_line, make_id, sha256_hex

_SAFE = 2**53 - 1
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-_SAFE, _SAFE)
    # A whole float from 2^53 on is printed as an integer that JSON readers may not hold exactly.
    | st.floats(-_SAFE, _SAFE, allow_nan=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_canonical_form_survives_a_round_trip(value: object) -> None:
    """Parsing the canonical form and writing it again gives the same bytes."""
    once = canonical_bytes(value)
    assert canonical_bytes(json.loads(once)) == once


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.integers(0, 9), max_size=6))
def test_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    """A mapping and its reverse have one digest."""
    assert digest(value) == digest(dict(reversed(value.items())))


def test_published_example() -> None:
    """The example of RFC 8785, section 3.2.2, comes out as printed there."""
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "literals": [None, True, False],
    }
    expected = b'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}'
    assert canonical_bytes(value) == expected


def test_what_json_cannot_hold_is_refused() -> None:
    """NaN and integers beyond 2^53 have no canonical form."""
    for value in (float("nan"), 2**60):
        with pytest.raises(rfc8785.CanonicalizationError):
            canonical_bytes(value)


def test_ids_are_short_and_stable() -> None:
    """An id is the prefix and 16 digits of the digest; another value has another id."""
    made = make_id("st", {"a": 1})
    assert made == "st-" + sha256_hex(b'{"a":1}')[:16]
    assert made != make_id("st", {"a": 2})


@given(JSON)
def test_json_line_is_one_line(value: object) -> None:
    """A value's line holds no line break and reads back as the value."""
    line = json_line(value)
    assert "\n" not in line and "\r" not in line
    assert json.loads(line) == value
