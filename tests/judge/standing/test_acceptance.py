"""Who has accepted by the agreement's own record."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from truceline.agreements import load
from truceline.judge.standing import accepted_by, deciding_acts
from truceline.model.agreement import Agreement, Instrument


def instrument(act: str, by: str, day: int, depends_on: tuple[str, ...] = ()) -> Instrument:
    """Return an act of a party on a day of April."""
    made: dict[str, object] = {"id": f"{act}-{by}-{day}", "act": act, "by": by}
    at = datetime(2025, 4, day, tzinfo=UTC)
    return Instrument(**made, at=at, summary="x", depends_on=depends_on)  # type: ignore[arg-type]


def record(*instruments: Instrument) -> Agreement:
    """Return an agreement with these acts on record."""
    return dataclasses.replace(load("thirty-day-2025"), instruments=instruments)


@pytest.mark.parametrize(
    ("acts", "accepted"),
    [
        ([("acceptance", "A", 1)], {"A"}),
        ([("declaration", "A", 1)], {"A"}),
        ([("proposal", "A", 1)], {"A"}),
        ([("condition", "A", 1)], set()),
        ([("rejection", "A", 1)], set()),
        ([("rejection", "A", 1), ("acceptance", "A", 2)], {"A"}),
        ([("acceptance", "A", 1), ("withdrawal", "A", 2)], set()),
        ([("withdrawal", "A", 1), ("acceptance", "A", 2)], {"A"}),
        # Who has declared and then declines to extend has not taken the declaration back.
        ([("declaration", "A", 1), ("rejection", "A", 2)], {"A"}),
        ([("proposal", "A", 1), ("rejection", "A", 2)], set()),
        ([("conditional_acceptance", "A", 1, ("B",))], set()),
        ([("conditional_acceptance", "A", 1, ("B",)), ("acceptance", "B", 2)], {"A", "B"}),
        (
            [("conditional_acceptance", "A", 1, ("B",)), ("mirror_pledge", "B", 2, ("A",))],
            {"A", "B"},
        ),
        (
            [("conditional_acceptance", "A", 1, ("B",)), ("mirror_pledge", "B", 2, ("C",))],
            set(),
        ),
        # Who suspends what it accepted has not taken its acceptance back; who extends accepts.
        ([("acceptance", "A", 1), ("suspension", "A", 2)], {"A"}),
        ([("suspension", "A", 1)], set()),
        ([("conditional_acceptance", "A", 1, ("B",)), ("extension", "A", 2)], {"A"}),
        ([("withdrawal", "A", 1), ("extension", "A", 2)], {"A"}),
        # A condition that names nobody can be read but not tested: never met, until it falls.
        ([("conditional_acceptance", "A", 1)], set()),
        ([("mirror_pledge", "A", 1), ("acceptance", "B", 2)], {"B"}),
        ([("conditional_acceptance", "A", 1), ("acceptance", "A", 2)], {"A"}),
        # An offer that nobody has met yet can be taken back; once met, it stands.
        (
            [
                ("conditional_acceptance", "A", 1, ("B",)),
                ("rejection", "A", 2),
                ("acceptance", "B", 3),
            ],
            {"B"},
        ),
        (
            [
                ("conditional_acceptance", "A", 1, ("B",)),
                ("acceptance", "B", 2),
                ("rejection", "A", 3),
            ],
            {"A", "B"},
        ),
    ],
)
def test_who_has_accepted(acts: list[tuple[str, str, int]], accepted: set[str]) -> None:
    """Acceptances count in time and with their conditions; exchanges of promises hold."""
    assert accepted_by(record(*(instrument(*each) for each in acts))) == accepted


def test_the_order_in_the_file_decides_within_a_day() -> None:
    """Of two proposals of one day the later in the file is the one that decides."""
    acts = [instrument("proposal", "A", 1), instrument("rejection", "A", 1)]
    assert deciding_acts(record(*acts))["A"].act == "rejection"
    assert deciding_acts(record(*reversed(acts)))["A"].act == "proposal"


def test_of_a_day_the_order_in_the_file_decides_where_an_hour_is_unknown() -> None:
    """Accepted at 14:00, left the same day at an hour that is not on record: it was left."""
    agreement = dataclasses.replace(record(), zone="UTC")
    accepted = dataclasses.replace(
        instrument("acceptance", "A", 1), at=datetime(2025, 4, 1, 14, tzinfo=UTC)
    )
    left = dataclasses.replace(instrument("withdrawal", "A", 1), at_precision="day")
    assert accepted_by(dataclasses.replace(agreement, instruments=(accepted, left))) == set()
    assert accepted_by(dataclasses.replace(agreement, instruments=(left, accepted))) == {"A"}


def test_a_joint_act_is_one_of_all_who_made_it() -> None:
    """A text that two parties sign is the acceptance of both."""
    signed = dataclasses.replace(instrument("acceptance", "A", 1), joint=("A", "B"))
    assert accepted_by(record(signed)) == {"A", "B"}
    assert deciding_acts(record(signed))["B"] is signed


def test_what_was_accepted_by_a_moment() -> None:
    """Acts after the moment are left out, that moment's own are not."""
    acts = record(instrument("acceptance", "A", 2), instrument("withdrawal", "A", 4))
    by_day = [accepted_by(acts, datetime(2025, 4, day, tzinfo=UTC)) for day in (1, 2, 3, 4)]
    assert by_day == [set(), {"A"}, {"A"}, set()]
