"""The agreements that ship say what the public record says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from truceline.agreements import check, find, load, names, show
from truceline.ground.errors import UsageError
from truceline.judge.standing import accepted_by
from truceline.model.doors import from_json, to_json


@pytest.mark.parametrize("name", names())
def test_a_shipped_agreement_has_no_problem(name: str) -> None:
    """Every file that ships passes its own check and comes back from JSON unchanged."""
    assert check(find(name)) == []
    agreement = load(name)
    assert agreement.id == name
    assert from_json(to_json(agreement)) == agreement


@pytest.mark.parametrize("name", names())
def test_every_term_is_cited(name: str) -> None:
    """Clauses and instruments name a document; every document is used by something."""
    agreement = load(name)
    terms = [*agreement.clauses, *agreement.instruments, *agreement.readings, *agreement.status]
    assert all(each.citations for each in terms)
    drawn = [*agreement.lines, *agreement.zones, *agreement.ladders, agreement.counting]
    options = [each for choice in agreement.choices for each in choice.options]
    used = {cited for each in (*terms, *drawn, *options) for cited in each.citations}
    assert used == {each.id for each in agreement.citations}


def test_the_easter_truce_lasts_thirty_hours_from_18_moscow_time() -> None:
    """19 April 18:00 to 21 April 00:00 in Moscow is 15:00Z to 21:00Z the day after."""
    window = load("easter-2025").window
    assert window is not None
    assert window.earliest == datetime(2025, 4, 19, 15, tzinfo=UTC)
    assert window.latest == datetime(2025, 4, 20, 21, tzinfo=UTC)
    assert window.seconds == 30 * 3600


def test_the_easter_truce_has_three_readings_of_whom_it_binds() -> None:
    """Declarant alone; declarant and a dependent pledger; each depending on the other."""
    duties = {
        reading.id: [(duty.party, duty.conduct_of) for duty in reading.duties]
        for reading in load("easter-2025").readings
    }
    assert duties == {
        "unilateral": [("RUS", None)],
        "mirror": [("RUS", None), ("UKR", "RUS")],
        "reciprocal": [("RUS", "UKR"), ("UKR", "RUS")],
    }


def test_the_thirty_day_proposal_was_never_accepted_by_all() -> None:
    """Only its proposer has accepted: one condition was never met, one was never lifted."""
    agreement = load("thirty-day-2025")
    assert agreement.standing == "proposed"
    assert agreement.window is None
    assert accepted_by(agreement) == {"USA"}


def test_the_thirty_day_proposal_carries_an_undertaking_without_a_condition() -> None:
    """The mediator's duty waits for nobody's acceptance."""
    (reading,) = load("thirty-day-2025").readings
    waiting = {duty.party: duty.acceptance_by for duty in reading.duties}
    assert waiting == {"RUS": ("RUS", "UKR"), "UKR": ("RUS", "UKR"), "USA": ()}


def test_showing_an_agreement_tells_who_did_what() -> None:
    """The structure for the terminal holds window, acts, readings and sources."""
    sections = {each.title: str(each) for each in show(load("easter-2025"))}
    text = "\n".join(sections.values())
    assert "2025-04-19 18:00 to 2025-04-21 00:00 Europe/Moscow" in text
    assert "2025-04-19 Ukraine: mirror pledge" in sections["Who did what"]
    assert "read via Ukrinform" in sections["Sources"]
    assert sum(title.startswith("Reading") for title in sections) == 3


def test_an_unknown_name_lists_what_there_is() -> None:
    """A name that is neither shipped nor a file is a mistake of usage."""
    with pytest.raises(UsageError, match=r"easter-2025, .*thirty-day-2025"):
        load("christmas-1914")
