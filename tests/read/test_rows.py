"""Table rows with typed fields: tallies, positions, detections."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from truceline.ground.errors import EvidenceError
from truceline.model.detection import Detection
from truceline.model.evidence import Document
from truceline.model.source import Source
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Window
from truceline.read.rows import read_row

WINDOW = {"start": "2025-04-19T21:00:00Z", "end": None}


def row(fields: dict[str, Any], **known: Any) -> Document:  # noqa: ANN401 - any field
    """Return a row of a table with typed fields."""
    return Document(
        id="d",
        evidence="sha256:00",
        source="s",
        media_type="text/csv-row",
        text="a,b,c",
        fields=json.dumps(fields),
        **known,
    )


def test_a_tally_keeps_bounds_window_and_claimant() -> None:
    """An open bound and an unsaid end of the window stay open; the row is the span."""
    fields = {"as": "tally", "claimant": "Zelensky (citing Syrskyi)", "perpetrator": "RUS"}
    fields |= {"quantity": [951, None], "unit": "drones", "window": WINDOW, "relays": ["R"]}
    (found,) = read_row(row(fields, language="en"), {})
    assert isinstance(found, Statement)
    assert (found.kind, found.quote, found.span) == ("tally", "a,b,c", (0, 5))
    assert found.quantity == Bounds(951, None)
    assert found.window == Window(start=datetime(2025, 4, 19, 21, tzinfo=UTC), end=None)
    assert (found.authority, found.perpetrator, found.perpetrator_stated) == ("UKR", "RUS", True)
    assert found.relays == ("R",)


def test_a_position_binds_only_whom_the_claimant_binds() -> None:
    """The stance of someone outside the register has no authority behind it."""
    for claimant, authority in (("Kremlin", "RUS"), ("An observer", None)):
        fields = {"as": "position", "claimant": claimant, "stance": "proposes"}
        (found,) = read_row(row(fields), {})
        assert isinstance(found, Statement)
        assert (found.kind, found.stance, found.authority) == ("position", "proposes", authority)


def test_two_readings_of_one_row_have_two_ids() -> None:
    """A row that says two things of a kind gives two records, each with its own id."""
    one = {"as": "tally", "quantity": [5, 5], "unit": "launched"}
    two = {"as": "tally", "quantity": [3, 3], "unit": "destroyed"}
    found = read_row(row({**one, "also": [two]}), {})
    assert len({each.id for each in found}) == 2


def test_a_detection_is_of_the_source() -> None:
    """A sensor's row becomes a detection of its source with channel, quantity and window."""
    fields = {"as": "detection", "channel": "c", "quantity": [23, 23], "window": WINDOW}
    (found,) = read_row(row(fields), {})
    assert isinstance(found, Detection)
    assert (found.source, found.channel, found.quantity) == ("s", "c", Bounds(23, 23))


def test_no_quantity_is_no_detection_and_text_is_left_to_the_reader() -> None:
    """An unknown count is not a zero; a row of text says nothing here."""
    assert read_row(row({"as": "detection", "window": WINDOW}), {}) == ()
    assert read_row(row({"as": "text", "text": "Вибухи"}), {}) == ()


def test_the_only_language_of_a_source_is_the_rows() -> None:
    """A row without a language takes its source's if that has just one."""
    sources = {"s": Source(id="s", name="S", languages=("uk",))}
    (found,) = read_row(row({"as": "tally", "quantity": [1, 1]}), sources)
    assert isinstance(found, Statement) and found.lang == "uk"


@pytest.mark.parametrize(
    "fields",
    [
        {"as": "tally", "quantity": [1]},
        {"as": "tally", "quantity": "1"},
        {"as": "tally", "window": {"start": "20225-01-01T00:00Z"}},
        {"as": "tally", "window": "x"},
        {"as": "tally", "also": [1]},
    ],
)
def test_fields_that_do_not_fit_are_refused(fields: dict[str, Any]) -> None:
    """Fields of another shape raise an error with a mend instead of a crash."""
    with pytest.raises(EvidenceError):
        read_row(row(fields), {})
