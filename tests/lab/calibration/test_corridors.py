"""The real check on corridors: the outcome is no input, and its rate is that of other days."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.fuse.records import report
from truceline.fuse.belief import DENIES_EVENT, SAYS
from truceline.lab.calibration.corridors import (
    FILE,
    accounts_of,
    corridor_rows,
    load_corridors,
    rate_of_others,
)


def test_the_outcome_is_taken_off_the_text_and_open_ones_are_left_out(tmp_path: Path) -> None:
    """A corridor whose outcome nobody knows is no row."""
    file = tmp_path / "corridors.csv"
    file.write_text(
        "date,status_result,text\n"
        "2030-05-01,successful,Status: successful; Buses left Northtown.\n"
        "2030-05-02,disputed,Status: disputed; Buses were stopped.\n"
        "2030-05-03,proposed route,Status: proposed; Buses may leave.\n",
        encoding="utf-8",
    )
    first, second = load_corridors(file)
    assert (first.text, first.worked) == ("Buses left Northtown.", True)
    assert (second.text, second.worked) == ("Buses were stopped.", False)


def test_done_supports_and_refused_or_denied_speaks_against() -> None:
    """A promise is no account of what came of it."""
    said = replace(report("a"), kind="undertaking")
    kinds = [replace(said, stance=each) for each in ("promised", "done", "refused")]
    denial = replace(said, kind="denial", denies="event")
    found = accounts_of([[kinds[0]], [kinds[1]], [kinds[2], denial]])
    assert found.incident.tolist() == [1, 2, 2]
    assert found.denies.tolist() == [SAYS, DENIES_EVENT, DENIES_EVENT]


def test_the_baseline_never_sees_its_own_day() -> None:
    """Each day's rate is counted over all others."""
    rate = rate_of_others(np.array([True, True, False]), np.array([0, 0, 1]))
    assert rate.tolist() == [0.0, 0.0, 1.0]


def test_without_the_data_there_is_no_row(tmp_path: Path) -> None:
    """The board runs where the real data are absent."""
    assert corridor_rows(tmp_path) == []


@pytest.mark.shared
def test_the_real_set_has_the_outcomes_that_its_description_states(shared_data: Path) -> None:
    """66 of known outcome, 56 of them successful; no text still begins with the answer."""
    known = load_corridors(shared_data / FILE)
    assert (len(known), sum(each.worked for each in known)) == (66, 56)
    assert not any(each.text.startswith("Status") for each in known)
