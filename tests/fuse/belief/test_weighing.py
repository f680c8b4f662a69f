"""P(occurred) moves as the formula says: by independent voices, bounded by who could invent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuse.belief.telling import KINDS, Row, look, told
from truceline.fuse.belief import (
    DENIES_ELSE,
    DENIES_EVENT,
    NOBODY,
    SAYS,
    Belief,
    Watch,
    belief_of,
    load_weights,
)
from truceline.fuse.belief.columns import NAMES

WEIGHTS = load_weights()
SAYING = [name for name in KINDS.names if name != "feed"]
ROWS = st.lists(
    st.builds(
        Row,
        kind=st.sampled_from(SAYING),
        origin=st.integers(0, 6),
        side=st.integers(NOBODY, 1),
        voice=st.integers(NOBODY, 2),
        independent=st.floats(0, 1),
        denies=st.sampled_from([SAYS, SAYS, SAYS, DENIES_EVENT, DENIES_ELSE]),
        said=st.one_of(st.just(float("nan")), st.floats(0, 10)),
        incident=st.integers(0, 2),
    ),
    max_size=14,
)


def p(*rows: Row, watch: Watch | None = None) -> float:
    """Return P(occurred) of the one incident that rows tell of."""
    return float(belief_of(told(rows), 1, watch).p[0])


def same(one: Belief, other: Belief) -> bool:
    """Tell whether two beliefs are equal to the last bit."""
    return one.logit.tobytes() == other.logit.tobytes()


def test_one_voice_is_the_formula_worked_by_hand() -> None:
    """The logit is that of pi plus log 1/(phi + (1 - phi)/r), r = 1 - q + q a/b."""
    ratio = 1 - 0.5 + 0.5 * np.exp(WEIGHTS.says[KINDS.number("witness")])
    phi = WEIGHTS.phi[KINDS.concerts.index("observers")]
    found = belief_of(told([Row(kind="witness", origin=1, independent=0.5)]), 1)
    wanted = WEIGHTS.prior + np.log(1 / (phi + (1 - phi) / ratio))
    assert found.logit[0] == pytest.approx(wanted, abs=1e-12)


@given(ROWS)
def test_each_score_table_sums_to_its_logit(rows: list[Row]) -> None:
    """Nothing moves P that does not stand in the table."""
    found = belief_of(told(rows), 3)
    sums = np.zeros(3)
    np.add.at(sums, found.parts.incident, found.parts.value)
    assert sums == pytest.approx(found.logit, abs=1e-9)
    assert found.p == pytest.approx(1 / (1 + np.exp(-found.logit)), abs=1e-12)


@given(ROWS, st.randoms())
def test_the_order_of_rows_changes_no_bit(rows: list[Row], dice: object) -> None:
    """Evidence may arrive in any order."""
    shuffled = list(rows)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert same(belief_of(told(rows), 3), belief_of(told(shuffled), 3))


@given(ROWS)
def test_swapping_the_parties_changes_no_bit(rows: list[Row]) -> None:
    """Which of the two sides says a thing is no part of how sure it is."""
    swapped = [replace(each, side={0: 1, 1: 0}.get(each.side, NOBODY)) for each in rows]
    one, other = belief_of(told(rows), 3), belief_of(told(swapped), 3)
    assert same(one, other)
    assert sorted(one.parts.value) == sorted(other.parts.value)


@given(ROWS, st.integers(0, 13), st.integers(1, 50))
def test_copies_of_one_origin_add_nothing(rows: list[Row], which: int, copies: int) -> None:
    """A thousand outlets with one origin are one voice."""
    if not rows:
        return
    copied = rows + [rows[which % len(rows)]] * copies
    assert same(belief_of(told(rows), 3), belief_of(told(copied), 3))


@given(ROWS, st.sampled_from(SAYING), st.integers(NOBODY, 1), st.floats(0, 1))
def test_more_support_never_lowers_p(
    rows: list[Row], kind: str, side: int, independent: float
) -> None:
    """Whoever else says so, and however doubtful they are, P does not fall."""
    more = [*rows, Row(kind=kind, origin=99, side=side, independent=independent)]
    before, after = belief_of(told(rows), 3), belief_of(told(more), 3)
    assert (after.logit >= before.logit - 1e-12).all()


@pytest.mark.parametrize("kind", SAYING)
def test_a_flood_of_one_side_is_bounded(kind: str) -> None:
    """Of a thousand origins that tracing took for independent, a side gains at most 1/phi."""
    side = NOBODY if KINDS.concerts[KINDS.concert[KINDS.number(kind)]] == "hearsay" else 0
    flood = belief_of(told(Row(kind=kind, origin=i, side=side) for i in range(1000)), 1)
    bound = -np.log(WEIGHTS.phi[KINDS.concert[KINDS.number(kind)]])
    assert flood.logit[0] <= WEIGHTS.prior + bound + 1e-9


def test_three_independent_accounts_pass_likely() -> None:
    """A monitor, an official of one side and the admission of the other: more than "likely"."""
    three = p(
        Row(kind="monitor", origin=1),
        Row(kind="accusation", origin=2, side=0),
        Row(kind="admission", origin=3, side=1),
    )
    assert three > 0.8


def test_a_chain_of_command_is_one_voice() -> None:
    """Ministry, staff and spokesman of one chain count once, at the heaviest of them."""
    row = Row(kind="accusation", origin=1, side=0, voice=7)
    chain = [row, replace(row, origin=2, independent=0.5), replace(row, origin=3, kind="partisan")]
    assert p(*chain) == p(row)
    assert p(row, replace(row, origin=2, voice=8)) > p(row)


def test_denials_weigh_by_who_denies_what() -> None:
    """The accused side's denial moves less than a neutral one; of the author only: nothing."""
    report = Row(kind="accusation", origin=1, side=0)
    base = p(report)
    accused = p(report, Row(kind="admission", origin=2, side=1, denies=DENIES_EVENT))
    neutral = p(report, Row(kind="monitor", origin=2, denies=DENIES_EVENT))
    author = p(report, Row(kind="admission", origin=2, side=1, denies=DENIES_ELSE))
    assert neutral < accused <= base
    assert author == base


def test_a_side_denies_once() -> None:
    """Ten denials of one side are one."""
    report = Row(kind="accusation", origin=1, side=0)
    denials = [Row(kind="admission", origin=9 + i, side=1, denies=DENIES_EVENT) for i in range(10)]
    assert p(report, *denials) == p(report, denials[0])


def test_who_takes_a_report_back_no_longer_supports_it() -> None:
    """A later denial by the same voice voids what it said; an earlier one does not."""
    said = Row(kind="party", origin=1, side=0, voice=3, said=5.0)
    back = Row(kind="party", origin=2, side=0, voice=3, denies=DENIES_EVENT, said=8.0)
    names = belief_of(told([said, back]), 1).parts
    used = [NAMES[each] for each in names.name]
    assert "told" not in used and "denied" in used
    before = belief_of(told([said, replace(back, said=1.0)]), 1).parts
    assert "told" in [NAMES[each] for each in before.name]


@given(ROWS, st.booleans(), st.integers(NOBODY, 1))
def test_a_sensor_without_coverage_changes_nothing(rows: list[Row], hit: bool, side: int) -> None:
    """Who could not have seen it says nothing by not seeing it."""
    blind = look(hit=hit, detection=0.0, side=side)
    one, other = belief_of(told(rows), 3), belief_of(told(rows), 3, blind)
    assert same(one, other)


def test_hits_raise_and_misses_lower_by_what_coverage_allows() -> None:
    """A miss under full coverage lowers more than under half; a rarer false hit raises more."""
    report = Row(kind="accusation", origin=1, side=0)
    assert p(report, watch=look(hit=False, detection=0.9)) < p(
        report, watch=look(hit=False, detection=0.4)
    )
    assert p(report) < p(report, watch=look(hit=True, detection=0.5, false_hit=0.3))
    assert p(report, watch=look(hit=True, detection=0.5, false_hit=0.3)) < p(
        report, watch=look(hit=True, detection=0.5, false_hit=0.05)
    )


def test_a_sides_own_sensor_cannot_take_it_past_its_bound() -> None:
    """Alarms are a side's feed: with its officials they are one group that could invent."""
    flood = [Row(kind="accusation", origin=i, side=0) for i in range(200)]
    with_feed = p(*flood, watch=look(hit=True, detection=0.99, false_hit=0.01, side=0))
    assert with_feed == pytest.approx(p(*flood), abs=1e-9)
    assert p(flood[0], watch=look(hit=True, detection=0.9, side=0)) > p(flood[0])


def test_an_incident_without_any_row_keeps_the_prior() -> None:
    """Nothing said and nothing seen leaves P(occurred | alleged)."""
    assert p() == pytest.approx(1 / (1 + np.exp(-WEIGHTS.prior)))
