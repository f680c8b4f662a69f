"""Spells of continuous fighting: what the rule makes one, what stays apart, in any order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.records import NORTHTOWN, fused, hours, incidents, links, partition, report, tables
from truceline.fuse.decisions import Bonds
from truceline.fuse.merging.fusing import fused_of
from truceline.fuse.reported import reports_of
from truceline.fuse.settings import Settings
from truceline.model.statement import Statement

# In the same cell of the grid as Northtown, some 9 km off: no likelihood takes them for one place.
NEARBY = replace(NORTHTOWN, name="Nearby", lat=49.96, lon=30.11)
BEYOND = replace(NORTHTOWN, name="Beyond", lat=50.4, lon=30.0)
BOTH = {frozenset({"st-a", "st-b"})}
APART = {frozenset({"st-a"}), frozenset({"st-b"})}


def fight(name: str, start: float = 0.0, **fields: Any) -> Statement:  # noqa: ANN401 - any field of a statement
    """Return a report of a ground fight some hours after noon, in words of its own."""
    said: dict[str, Any] = {
        "act": "clash",
        "time": hours(start, 1),
        "quote": f"{name * 9} {name * 7}",
    }
    return report(name, **{**said, **fields})


def told(*reports: Statement) -> set[frozenset[str]]:
    """Return what the reports become."""
    return partition(fused(tables(reports)))


def test_fights_of_one_sector_are_one_incident_and_the_link_says_by_which_rule() -> None:
    """Two fights some km and an hour apart are one; the table of links names the rule alone."""
    delta = fused(tables([fight("a"), fight("b", 3, places=(NEARBY,))]))
    assert partition(delta) == BOTH
    (link,) = [each for each in links(delta) if each.linked]
    assert [name for name, _ in link.parts] == ["spell"]
    assert len(incidents(delta)) == 1


def test_strikes_are_counted_one_by_one() -> None:
    """The same two reports of shelling stay two."""
    other = fight("b", 3, places=(NEARBY,), act="shelling")
    assert told(fight("a", act="shelling"), other) == APART


def test_a_pause_another_day_or_another_sector_ends_a_spell() -> None:
    """Nine hours without a fight, the next day, and a town in another cell are each apart."""
    for other in (
        fight("b", -9, places=(NEARBY,)),
        fight("b", 24, places=(NEARBY,)),
        fight("b", 3, places=(BEYOND,)),
    ):
        assert told(fight("a"), other) == APART


def test_a_fight_in_between_closes_the_pause() -> None:
    """What two alone would not be, three are: each follows the one before in time."""
    ends = (fight("a", -9), fight("b", 0, places=(NEARBY,)))
    assert told(*ends) == APART
    assert len(told(*ends, fight("c", -4.5, places=(NEARBY,)))) == 1


def test_a_region_or_the_past_is_no_part_of_a_spell() -> None:
    """Fighting somewhere in a region, or long ago, is not that of a sector on a day."""
    region = replace(NEARBY, radius_m=60_000.0)
    assert told(fight("a"), fight("b", 3, places=(region,))) == APART
    assert told(fight("a"), fight("b", 3, places=(NEARBY,), background=True)) == APART


def test_what_a_person_or_a_statement_holds_apart_stays_apart() -> None:
    """A review tells two fights apart; so does a sentence that names both towns."""
    fights = [fight("a"), fight("b", 3, places=(NEARBY,))]
    batch = tables(fights)
    reports, rules = reports_of(batch), Settings.load()
    assert len(set(fused_of(reports, Bonds(), rules).home.tolist())) == 1
    bonds = Bonds(different=frozenset({(0, 1)}))
    assert len(set(fused_of(reports, bonds, rules).home.tolist())) == 2
    second = replace(NEARBY, mention=1)
    assert len(incidents(fused(tables([fight("a", places=(NORTHTOWN, second))])))) == 2


def _fights(seed: Iterable[tuple[int, int, int]]) -> list[Statement]:
    return [
        fight(
            f"{i}{'qwertyuiop'[i]}",
            start,
            places=(replace(NORTHTOWN, name=f"{i}", lat=49.9 + 0.05 * up, lon=30 + 0.07 * east),),
        )
        for i, (start, up, east) in enumerate(seed)
    ]


_SOMEWHERE = st.tuples(st.integers(-12, 12), st.integers(0, 6), st.integers(0, 6))


@settings(deadline=None, max_examples=25)
@given(st.lists(_SOMEWHERE, min_size=2, max_size=8), st.randoms())
def test_spells_are_the_same_in_any_order(seed: list[tuple[int, int, int]], random: Random) -> None:
    """Whatever the order of arrival, the same reports make the same spells."""
    fights = _fights(seed)
    shuffled = list(fights)
    random.shuffle(shuffled)
    assert told(*shuffled) == told(*fights)


@settings(deadline=None, max_examples=25)
@given(st.lists(_SOMEWHERE, min_size=2, max_size=8))
def test_no_chain_runs_along_a_front(seed: list[tuple[int, int, int]]) -> None:
    """However dense the fights, what the rule links lies no farther apart than a cell is wide."""
    fights = _fights([(start % 3, up, east) for start, up, east in seed])
    width = Settings.load().spells["sector_km"]
    places = {each.id: each.places[0] for each in fights}
    for link in links(fused(tables(fights))):
        if link.parts[0][0] == "spell":
            assert abs(places[link.a].lat - places[link.b].lat) * 111.2 <= width
