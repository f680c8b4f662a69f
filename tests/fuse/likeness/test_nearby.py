"""Pairs that lie near each other: the same as by comparing all with all."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.fuse.likeness.made import PLACE, TIME, Spot, Stretch, places, times
from truceline.fuse.likeness.nearby import (
    Worth,
    codes_of,
    distinct,
    keyed_pairs,
    near_pairs,
    pairs_of,
)
from truceline.fuse.likeness.places import Places, place_part
from truceline.fuse.likeness.times import Times, heights, time_part

LEAST_CELL_KM = 12.0
ROWS = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.integers(-20, 20),
        st.sampled_from([0.5, 3.0, 3.0, 11.5, 25.0, 60.0, 90.0]),
        st.integers(0, 60),
        st.sampled_from([3, 3, 24, 60]),
        st.sampled_from([-14.0, -13.0, -10.0]),
    ),
    max_size=25,
)
Row = tuple[int, int, float, int, int, float]


def spots_of(rows: list[Row]) -> list[Spot]:
    """Return places some kilometres apart, on both sides of the date line."""
    return [(60 + 0.05 * up, (180 + 0.05 * along) % 360 - 180, r, 1.0) for up, along, r, *_ in rows]


def worth_of(where: Places, when: Times, rate: np.ndarray, room: float) -> Worth:
    """Return the test of pairs by place, time and background."""
    return Worth(
        place=lambda a, b: place_part(where, a, b, np.ones(len(a)), PLACE),
        time=lambda a, b: time_part(when, a, b, TIME),
        rate=rate,
        high=heights(when) + TIME["wrong"] / TIME["hours"],
        room=room,
    )


def apart_km(one: Spot, two: Spot) -> float:
    """Return the distance of two places on a plane."""
    turn = (one[1] - two[1] + 180) % 360 - 180
    east = turn * np.cos(np.radians((one[0] + two[0]) / 2))
    return float(np.hypot(one[0] - two[0], east) * 111.195)


@given(ROWS, st.floats(-6, 4))
def test_near_pairs_are_those_of_all_with_all(rows: list[Row], room: float) -> None:
    """None is missed within reach of the larger circle while times overlap; none is made up."""
    spots = spots_of(rows)
    stretches: list[Stretch] = [(start, start + length, 1.0) for *_, start, length, _ in rows]
    where, when = places(*[[s] for s in spots]), times(*[[s] for s in stretches])
    rate, number = np.array([row[-1] for row in rows]), len(rows)
    usable = np.ones(number, dtype=np.bool_)
    found = near_pairs(where, when, usable, worth_of(where, when, rate, room)).tolist()
    codes, needed = set(), set()
    for i, j in combinations(range(number), 2):
        a, b = np.array([i]), np.array([j])
        score = place_part(where, a, b, np.ones(1), PLACE) + time_part(when, a, b, TIME)
        if score[0] - (rate[i] + rate[j]) / 2 <= room:
            continue
        codes.add(i * number + j)
        reach = max(LEAST_CELL_KM, spots[i][2], spots[j][2])
        overlap = min(stretches[i][1], stretches[j][1]) >= max(stretches[i][0], stretches[j][0])
        if overlap and apart_km(spots[i], spots[j]) < 0.99 * reach:
            needed.add(i * number + j)
    assert needed <= set(found) <= codes
    assert found == sorted(set(found))


@given(ROWS)
def test_who_is_not_usable_is_brought_together_with_nobody(rows: list[Row]) -> None:
    """Nor is a row without a place or a time."""
    where = places(*[[spot] if i % 3 else [] for i, spot in enumerate(spots_of(rows))])
    when = times(*[[(0, 24, 1.0)] if i % 2 else [] for i in range(len(rows))])
    usable = np.arange(len(rows)) % 5 > 0
    worth = worth_of(where, when, np.full(len(rows), -30.0), -50.0)
    pairs = pairs_of(near_pairs(where, when, usable, worth), len(rows))
    assert all(i % 2 and i % 3 and i % 5 for i in pairs.ravel())


def test_a_homonym_brings_together_by_its_second_candidate() -> None:
    """Two names that mean one town by their less likely meanings are found."""
    one, two, shared = (50.0, 30.0, 3.0, 0.6), (40.0, 60.0, 3.0, 0.6), (45.0, 40.0, 3.0, 0.4)
    where, when = places([one, shared], [two, shared]), times([(0, 2, 1.0)], [(0, 2, 1.0)])
    worth = worth_of(where, when, np.full(2, -13.0), 0.0)
    assert near_pairs(where, when, np.ones(2, dtype=np.bool_), worth).tolist() == [1]


@given(st.lists(st.integers(-2, 4), max_size=30), st.integers(1, 8))
def test_keyed_pairs_share_a_key_and_each_has_but_so_many(keys: list[int], most: int) -> None:
    """With room for all, they are all pairs of equal keys; a negative key is nobody's."""
    array = np.array(keys, dtype=np.int64)

    def pairs(limit: int) -> list[tuple[int, int]]:
        blocks = list(keyed_pairs(array, limit))
        return [(int(i), int(j)) for block in blocks for i, j in block]

    every = {(i, j) for i, j in combinations(range(len(keys)), 2) if keys[i] == keys[j] >= 0}
    assert set(pairs(len(keys) + 1)) == every
    few = pairs(most)
    assert set(few) <= every
    assert len(few) == len(set(few))
    firsts = [i for i, _ in few]
    assert all(firsts.count(i) <= most for i in firsts)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_codes_name_pairs_whichever_stands_first(drawn: list[tuple[int, int]]) -> None:
    """From pairs to codes and back, each pair once and ascending."""
    pairs = np.array(drawn, dtype=np.int64).reshape(-1, 2)
    back = pairs_of(distinct(codes_of(pairs, 10)), 10)
    assert [tuple(each) for each in back.tolist()] == sorted({(min(p), max(p)) for p in drawn})
    assert (codes_of(pairs, 10) == codes_of(pairs[:, ::-1], 10)).all()
