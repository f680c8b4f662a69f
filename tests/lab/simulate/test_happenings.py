"""What happens on simulated days: any day alone, parties swapped, fitted figures found again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from truceline.lab.simulate.acts import AT_THE_LINE, front_shares, known_acts, place_of
from truceline.lab.simulate.following import first_shares
from truceline.lab.simulate.fronts import front_of
from truceline.lab.simulate.happenings import Process, happenings, level
from truceline.lab.simulate.laws import fall_off, spread_and_memory, zeta_exponent
from truceline.lab.simulate.truth import FRONTS, HAPPENED

DAYS = 120


@cache
def process(name: str, seed: int = 1) -> Process:
    """Return a front's process, made once."""
    return Process.of(front_of(name), seed)


@cache
def many(name: str) -> pa.Table:
    """Return many days of a front in one table."""
    return pa.concat_tables([happenings(process(name), day) for day in range(DAYS)])


def column(table: pa.Table, name: str) -> NDArray[Any]:
    """Return a column as a numpy array."""
    return np.array(table[name].to_pylist())


def as_bytes(table: pa.Table) -> bytes:
    """Return a table's bytes as Arrow writes them."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as out:
        out.write_table(table.combine_chunks())
    return bytes(sink.getvalue())


@pytest.mark.parametrize("name", FRONTS)
def test_a_seed_and_a_day_make_one_table_to_the_byte(name: str) -> None:
    """Made again, in another process of the same seed, a day is the same; another seed's is not."""
    front = front_of(name)
    first = happenings(Process.of(front, 5), 3)
    assert first.schema == HAPPENED
    assert as_bytes(first) == as_bytes(happenings(Process.of(front, 5), 3))
    assert as_bytes(first) != as_bytes(happenings(Process.of(front, 6), 3))


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(FRONTS), st.integers(-30, 3000))
def test_any_day_alone_is_that_day_of_a_stream(name: str, day: int) -> None:
    """No day needs another: what came before it in a run does not change it."""
    stream = [happenings(process(name), each) for each in range(day - 2, day + 1)]
    assert as_bytes(stream[-1]) == as_bytes(happenings(Process.of(front_of(name), 1), day))
    start = column(stream[-1], "start")
    begin = front_of(name).second(day)
    assert np.all((start >= begin) & (start < begin + 86400))
    assert np.all(np.diff(start) >= 0)


@pytest.mark.parametrize("name", FRONTS)
def test_swapped_parties_swap_and_nothing_else_changes(name: str) -> None:
    """With the parties named the other way round, who acts and who holds swaps, no more."""
    front = front_of(name)
    one, two = front.parties
    swap = {one: two, two: one, "": ""}
    ours = happenings(process(name), 4)
    theirs = happenings(Process.of(replace(front, parties=(two, one)), 1), 4)
    for each in HAPPENED.names:
        expected = ours[each].to_pylist()
        if each in ("by", "ground"):
            expected = [swap[party] for party in expected]
        assert theirs[each].to_pylist() == expected


@pytest.mark.parametrize("name", FRONTS)
def test_the_mean_number_a_day_is_the_stated_one(name: str) -> None:
    """Against the days' own levels, the count is the front's rate within 5 % (quiet: 10 %)."""
    front = front_of(name)
    expected = sum(level(front, 1, day) for day in range(DAYS)) * (
        front.front_a_day + front.rear_a_day
    )
    assert many(name).num_rows == pytest.approx(expected, rel=0.1 if name == "quiet" else 0.05)


def test_levels_spread_and_remember_as_fitted() -> None:
    """The spread of days and their likeness to the day before come back from 1,500 days."""
    front = front_of("busy")
    levels = np.array([level(front, 2, day) for day in range(1500)])
    counts = np.random.default_rng(0).poisson(levels * 300)
    spread, memory = spread_and_memory([counts])
    assert spread == pytest.approx(front.fitted.days["spread"], abs=0.06)
    assert memory == pytest.approx(front.fitted.days["memory"], abs=0.08)
    assert levels.mean() == pytest.approx(1, abs=0.1)


def test_acts_have_the_fitted_shares_with_all_that_they_set_off() -> None:
    """Fights and returns do not shift the shares: each act's is within 2 points along the front."""
    front = front_of("busy")
    counts = Counter(many("busy")["act"].to_pylist())
    total = sum(counts.values())
    rear = front.rear_a_day / (front.front_a_day + front.rear_a_day)
    for act, share in zip(known_acts(front), front_shares(front), strict=True):
        mixed = (1 - rear) * share + rear * front.pace.rear_acts.get(act, 0.0)
        assert counts[act] / total == pytest.approx(mixed, abs=0.02), act


@pytest.mark.parametrize("fights", [True, False])
def test_no_act_is_needed_less_than_never(fights: bool) -> None:
    """The stated follow-ups leave a positive share of each stated act to the first generation."""
    front = front_of("busy")
    shares = first_shares(front, fights=fights)
    stated = front_shares(front) if fights else None
    assert shares.sum() == pytest.approx(1)
    assert stated is None or np.all(shares[stated > 0] > 0)


def test_places_thin_out_from_the_line_as_fitted() -> None:
    """The fitted fall-off comes back, within a quarter, from the places of 30 theatres."""
    front, rng = front_of("mixed"), np.random.default_rng(3)
    acts, most = known_acts(front), front.pace.rear_from_km
    for act in ("clash", "shelling", "air_strike"):
        kind, far = np.full(1000, acts.index(act)), []
        for seed in range(30):
            made = process("mixed", seed)
            holder = rng.integers(0, 2, len(kind))
            depth = made.theatre.depth[place_of(made.near, kind, holder, rng)]
            far.append(depth[depth < most])
        found = fall_off(np.concatenate(far), most)
        assert found == pytest.approx(front.fitted.depths[act], rel=0.25), act


def test_hours_are_fitted_ones() -> None:
    """Acts without a forerunner come by the stated hours; a third of the day differs enough."""
    hours = column(many("busy"), "start") % 86400 // 3600
    shares = np.bincount(hours.astype(int), minlength=24) / len(hours)
    stated = np.array(front_of("busy").fitted.front_hours)
    assert np.corrcoef(shares, stated)[0, 1] > 0.8
    assert shares.min() > 0.02


def test_harm_has_many_zeros_and_a_heavy_tail_as_fitted() -> None:
    """Shares with harm and the exponents of its numbers come back."""
    law = front_of("busy").fitted.harm
    killed, injured = column(many("busy"), "killed"), column(many("busy"), "injured")
    assert np.mean(killed > 0) == pytest.approx(law["killed"], abs=0.02)
    assert np.mean(injured > 0) == pytest.approx(law["injured"], abs=0.02)
    assert np.mean((killed > 0) & (injured > 0)) == pytest.approx(law["both"], abs=0.02)
    assert zeta_exponent(killed[killed > 0]) == pytest.approx(law["killed_exponent"], abs=0.15)
    assert zeta_exponent(injured[injured > 0]) == pytest.approx(law["injured_exponent"], abs=0.15)
    assert killed.max() <= front_of("busy").pace.most_harm


def test_spells_are_fights_without_a_long_pause() -> None:
    """Every spell has two acts or more, one place or its neighbour, and no pause over the limit."""
    table, pause = many("busy"), front_of("busy").pace.pause_hours * 3600
    spells: dict[str, list[float]] = {}
    for spell, start in zip(table["spell"].to_pylist(), table["start"].to_pylist(), strict=True):
        if spell:
            spells.setdefault(spell, []).append(start)
    first, last = front_of("busy").second(0), front_of("busy").second(DAYS)
    inner = [
        sorted(each)
        for each in spells.values()
        if first + 2 * 86400 < min(each) and max(each) < last - 2 * 86400
    ]
    assert min(map(len, inner)) >= 2
    assert max(np.diff(each).max() for each in inner) <= pause
    assert any(int(each[0] // 86400) != int(each[-1] // 86400) for each in inner)  # over midnight


@pytest.mark.parametrize("name", ["busy", "mixed"])
def test_a_town_is_struck_several_times_in_a_day_by_separate_strikes(name: str) -> None:
    """On most days some place sees one act from one side twice or more, in different spells."""
    table = many(name)
    keys = zip(
        (column(table, "start") // 86400).tolist(),
        *(table[each].to_pylist() for each in ("place", "act", "by", "spell")),
        strict=True,
    )
    alone = Counter(key[:-1] for key in keys if key[1] and not key[-1])
    assert len({key[0] for key, count in alone.items() if count > 1}) > DAYS / 2


def test_strikes_fall_on_the_other_side_and_fights_at_the_line() -> None:
    """Who shells holds other ground than what is hit, but for strays near the line."""
    made, table = process("busy"), many("busy")
    act, by, ground = (column(table, each) for each in ("act", "by", "ground"))
    shells = act == "shelling"
    assert np.mean(by[shells] != ground[shells]) > 0.85
    assert np.all(by[np.isin(act, ["mine", "explosion"])] == "")
    x, y = made.theatre.kilometres(column(table, "lat"), column(table, "lon"))
    depth = made.theatre.line.nearest(x, y)[0]
    assert np.quantile(depth[np.isin(act, list(AT_THE_LINE))], 0.95) < 6
    assert np.all(column(table, "end") >= column(table, "start"))


def test_the_rear_is_struck_in_waves() -> None:
    """Behind the front of "mixed" some ten acts a day fall, several within one hour."""
    made, table = process("mixed"), many("mixed")
    x, y = made.theatre.kilometres(column(table, "lat"), column(table, "lon"))
    far = made.theatre.line.nearest(x, y)[0] > made.theatre.front.pace.rear_from_km + 15
    expected = sum(level(made.theatre.front, 1, day) for day in range(DAYS)) * 10
    assert far.sum() == pytest.approx(expected, rel=0.35)
    gaps = np.diff(column(table, "start")[far])
    assert np.median(gaps) < 0.5 * gaps.mean()  # evenly random ones: 0.69
