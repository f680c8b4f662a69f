"""When all whose acceptance a duty awaits had accepted, and the period that a duty has by it."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge.standing.test_acceptance import instrument, record
from truceline.ground.times import TimeRange
from truceline.judge.standing import accepted_by, in_force, period_of
from truceline.judge.verdicts.periods import share_within
from truceline.model.agreement import Agreement, Duty, Instrument
from truceline.model.terms import Gap, Period

ACTS = (
    "acceptance",
    "conditional_acceptance",
    "mirror_pledge",
    "proposal",
    "rejection",
    "condition",
    "withdrawal",
    "suspension",
    "extension",
)


def april(day: int, hour: int = 0) -> datetime:
    """Return an hour of a day of April."""
    return datetime(2025, 4, day, hour, tzinfo=UTC)


def at(moment: datetime) -> TimeRange:
    """Return a moment that is known exactly."""
    return TimeRange(earliest=moment, latest=moment)


def hours(found: TimeRange | None) -> tuple[float, float] | None:
    """Return a range's ends in hours from the first of April on."""
    if found is None:
        return None
    first, last = ((e - april(1)).total_seconds() / 3600 for e in (found.earliest, found.latest))
    return round(first, 6), round(last, 6)


def on_day(made: Instrument) -> Instrument:
    """Return an act of which only the day is on record."""
    return dataclasses.replace(made, at_precision="day")


def utc(*acts: Instrument) -> Agreement:
    """Return an agreement with these acts on record, by the clock of UTC."""
    return dataclasses.replace(record(*acts), zone="UTC")


@given(
    st.lists(
        st.tuples(st.sampled_from(ACTS), st.sampled_from("AB"), st.integers(1, 20)), max_size=12
    ),
    st.sampled_from(["A", "B", "AB"]),
)
def test_it_is_in_force_whenever_all_had_accepted_and_never_else(
    listed: list[tuple[str, str, int]], awaited: str
) -> None:
    """At any hour the stretches say what the record of acts up to that hour says."""
    acts = [
        dataclasses.replace(
            instrument(act, by, day, ("B" if by == "A" else "A",)), id=f"act-{number}"
        )
        for number, (act, by, day) in enumerate(listed)
    ]
    agreement = utc(*acts)
    held = in_force(agreement, tuple(awaited))
    for day in range(1, 22):
        moment = april(day, 12)
        met = accepted_by(agreement, moment) >= set(awaited)
        inside = [
            e for e in held if e.start.latest <= moment and (not e.end or moment < e.end.earliest)
        ]
        assert len(inside) == met


@pytest.mark.parametrize(
    ("acts", "stretches"),
    [
        ([instrument("acceptance", "A", 1)], []),
        # In force once the later of the two has accepted, of whom the hour is not on record.
        (
            [instrument("acceptance", "A", 1), on_day(instrument("acceptance", "B", 3))],
            [((48, 72), None)],
        ),
        # Concurrent: neither is bound before the other has promised too; one who leaves frees both.
        (
            [
                instrument("conditional_acceptance", "A", 1, ("B",)),
                instrument("mirror_pledge", "B", 2, ("A",)),
                instrument("withdrawal", "B", 4),
            ],
            [((24, 24), (72, 72))],
        ),
        # Who refuses before the other has promised takes the offer back.
        (
            [
                instrument("conditional_acceptance", "A", 1, ("B",)),
                instrument("rejection", "A", 2),
                instrument("acceptance", "B", 3),
            ],
            [],
        ),
        # A refusal once it is in force, such as to prolong it, takes nothing back.
        (
            [
                instrument("conditional_acceptance", "A", 1, ("B",)),
                instrument("acceptance", "B", 2),
                instrument("rejection", "A", 3),
            ],
            [((24, 24), None)],
        ),
        # Left on the day of acceptance, after it: the acceptance in the first two thirds.
        (
            [
                instrument("acceptance", "A", 1),
                on_day(instrument("acceptance", "B", 2)),
                on_day(instrument("withdrawal", "B", 2)),
            ],
            [((24, 40), (32, 48))],
        ),
    ],
)
def test_from_when_until_when_all_had_accepted(
    acts: list[Instrument], stretches: list[tuple[tuple[float, float], object]]
) -> None:
    """Times are hours from the first of April; known to the day: anywhere in it, in its order."""
    agreement = utc(*(dataclasses.replace(e, id=f"act-{n}") for n, e in enumerate(acts)))
    found = in_force(agreement, ("A", "B"))
    assert [(hours(each.start), hours(each.end)) for each in found] == stretches


def test_an_act_whose_hour_is_unknown_comes_after_the_one_above_it() -> None:
    """Accepted at 14:00 and left that day: it was left after 14:00, whatever the clock."""
    accepted = dataclasses.replace(instrument("acceptance", "A", 2), at=april(2, 14))
    (held,) = in_force(utc(accepted, on_day(instrument("withdrawal", "A", 2))), ("A",))
    assert (hours(held.start), hours(held.end)) == ((38, 38), (38, 48))


def test_gaps_that_overlap_are_taken_out_once() -> None:
    """Suspended from the 4th to the 8th, left from the 7th to the 9th: one gap to the 9th."""
    acts = [instrument("acceptance", "A", 1), instrument("withdrawal", "A", 7)]
    acts[1] = dataclasses.replace(acts[1], at=april(7, 12))
    acts.append(instrument("acceptance", "A", 9))
    within = Period(start=at(april(2)), gaps=(Gap(start=at(april(4)), end=at(april(8))),))
    found = period_of(utc(*acts), Duty(party="A", within=within, acceptance_by=("A",)))
    assert found is not None
    assert found.gaps == (Gap(start=at(april(4)), end=at(april(9))),)
    # Noon of the 3rd to noon of the 11th, of which five days of eight lie in the gap.
    start, end = (np.array([april(day, 12).timestamp()]) for day in (3, 11))
    assert share_within(found, start, end)[0] == pytest.approx(3 / 8)


def test_what_lasts_from_acceptance_on_lasts_within_its_own_times() -> None:
    """Nine days from each acceptance on, none after the window nor before it."""
    acts = [instrument("acceptance", "A", 1), instrument("withdrawal", "A", 5)]
    acts.append(dataclasses.replace(instrument("acceptance", "A", 7), id="again"))
    duty = Duty(
        party="A",
        within=Period(start=at(april(3)), end=at(april(14))),
        starts="accepted",
        acceptance_by=("A",),
        lasts_s=timedelta(days=9).total_seconds(),
    )
    found = period_of(utc(*acts), duty)
    assert found is not None
    assert (found.start, found.end) == (at(april(3)), at(april(14)))
    assert found.gaps == (Gap(start=at(april(5)), end=at(april(7))),)
    shorter = period_of(utc(*acts), dataclasses.replace(duty, lasts_s=86_400.0 * 3))
    assert shorter is not None
    assert (shorter.start, shorter.end) == (at(april(3)), at(april(10)))
