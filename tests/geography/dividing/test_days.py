"""Which version of a line holds on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.geography.dividing.towns import DAY
from truceline.geography.dividing.days import STALE_DAYS, in_force
from truceline.model.zones import Line, LineFiles, Missing

FILES = LineFiles(pattern="l_{day}.json", first=DAY, last=DAY + timedelta(400))


def day(number: int) -> date:
    """Return a day so many after the first."""
    return DAY + timedelta(number)


def standing(missing: Missing, on: int, held: list[int], *, files: bool = False) -> list[int]:
    """Return the versions in force as numbers of days."""
    line = Line(id="l", title="L", closed=True, missing=missing, files=FILES if files else None)
    found = in_force(line, [day(each) for each in held], day(on))
    return [(each - DAY).days for each in found]


@pytest.mark.parametrize(
    ("missing", "on", "expected"),
    [
        ("previous", 0, [0]),
        ("previous", 1, [0]),
        ("previous", 3, [0]),
        ("nearest", 1, [0]),
        ("nearest", 2, [0]),
        ("nearest", 3, [4]),
        ("between", 2, [0, 4]),
        ("between", 4, [4]),
        ("unknown", 2, []),
        ("unknown", 4, [4]),
        ("previous", -1, []),
        ("nearest", -STALE_DAYS, [0]),
        ("nearest", -STALE_DAYS - 1, []),
        ("between", 5, []),
    ],
)
def test_days_without_a_version_follow_the_rule(
    missing: Missing, on: int, expected: list[int]
) -> None:
    """Each rule in a gap, on a version's own day, and before the first and after the last."""
    assert standing(missing, on, [0, 4]) == expected


def test_a_version_of_the_agreement_stands_until_the_next() -> None:
    """A line that was agreed does not go stale."""
    assert standing("previous", 3_000, [0, 4]) == [4]


@pytest.mark.parametrize("missing", ["previous", "nearest"])
def test_a_line_drawn_daily_goes_stale_after_its_last_version(missing: Missing) -> None:
    """Of a series of files nothing is known a week after the last; in a gap the rule holds."""
    assert standing(missing, 4 + STALE_DAYS, [0, 4], files=True) == [4]
    assert standing(missing, 5 + STALE_DAYS, [0, 4], files=True) == []
    assert standing(missing, 24, [0, 60], files=True) == [0]


def test_a_line_in_a_single_file_stands_like_a_written_one() -> None:
    """An agreed line that is given as a file does not go stale, and needs no day."""
    files = LineFiles(pattern="l_{day}.json", first=DAY, last=DAY)
    line = Line(id="l", title="L", closed=True, missing="nearest", files=files)
    assert in_force(line, [DAY], day(900)) == in_force(line, [DAY], None) == (DAY,)


def test_a_day_that_is_not_known_has_only_a_line_that_never_moved() -> None:
    """Without a day, one written version holds; of several nobody knows which."""
    line = Line(id="l", title="L", closed=True)
    assert in_force(line, [DAY], None) == (DAY,)
    assert in_force(line, [DAY, day(1)], None) == ()
