"""From reports to clusters: copies, people's decisions, several places, denials."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.merging.made import copies, drawn, front, fused_from
from tests.fuse.records import (
    NORTHTOWN,
    SOUTHTOWN,
    fused,
    hours,
    incidents,
    origin,
    report,
    tables,
)
from truceline.fuse.decisions import Bonds
from truceline.fuse.reported import Reports
from truceline.model.arrow import column
from truceline.model.statement import Statement


def named(reports: Reports, home: np.ndarray) -> set[frozenset[str]]:
    """Return the clusters as sets of statements, copies being named by what they copy."""
    names = column(reports.said, "id").to_pylist()
    found: dict[int, set[str]] = {}
    for at, cluster in enumerate(home.tolist()):
        found.setdefault(cluster, set()).add(names[reports.row[at]][:6])
    return {frozenset(each) for each in found.values()}


def flooded(said: list[Statement], number: int) -> list[Statement]:
    """Return the statements with so many copies of the first in other documents."""
    return [*said, *copies(said[0], number)]


def clusters(said: list[Statement]) -> set[frozenset[str]]:
    """Return the clusters of statements of which all copies of one share its origin."""
    members = [each.id.removeprefix("st-") for each in said if each.id.startswith(said[0].id)]
    reports, found = fused_from(tables(said, [origin("x", members)]))
    return named(reports, found.home)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 15), st.integers(1, 60))
def test_a_flood_of_copies_changes_nothing_for_others(seed: int, number: int, many: int) -> None:
    """With or without the copies, the same reports are together."""
    said = front(drawn(seed), number)
    assert clusters(flooded(said, many)) == clusters(said)


def test_copies_make_no_place_narrower_and_no_time_shorter() -> None:
    """A hundred copies of one utterance are as uncertain as the utterance."""
    said = [report("a"), report("b", time=hours(0, 5))]
    one, many = (
        incidents(fused(tables(each, [origin("x", [s.id[3:] for s in each if "a" in s.id])])))
        for each in (said, flooded(said, 100))
    )
    assert [each.place for each in one] == [each.place for each in many]
    assert [each.time for each in one] == [each.time for each in many]
    assert [each.act for each in one] == [each.act for each in many]


def test_what_a_copy_says_is_together_with_what_it_copies() -> None:
    """A unit lies in one cluster, and that it belongs there is as sure as that of the first."""
    said = flooded([report("a"), report("b", time=hours(0, 20))], 5)
    reports, found = fused_from(
        tables(said, [origin("x", [s.id[3:] for s in said if "a" in s.id])])
    )
    assert len(set(found.units.of.tolist())) == 2
    for unit in set(found.units.of.tolist()):
        assert len(set(found.home[found.units.of == unit].tolist())) == 1
        assert len(set(found.link[found.units.of == unit].tolist())) == 1
    assert len(found.home) == len(reports.row) == 7


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.integers(2, 12), st.data())
def test_people_bind_and_part(seed: int, number: int, data: st.DataObject) -> None:
    """Pairs that a person held apart are never together, pairs called the same always are."""
    rows = st.integers(0, number - 1)
    i, j, k = data.draw(st.lists(rows, min_size=3, max_size=3))
    apart = {(min(i, j), max(i, j))} if i != j else set()
    same = () if {i, k} in ({i, j}, {i}) else ((i, k),)
    bonds = Bonds(same=same, different=frozenset(apart))
    _, found = fused_from(tables(front(drawn(seed), number)), bonds)
    assert all(found.home[a] != found.home[b] for a, b in apart)
    assert all(found.home[a] == found.home[b] for a, b in same)


def test_a_copy_that_a_person_holds_apart_is_apart() -> None:
    """Though it shares the origin, the place and the hour."""
    said = [report("a"), report("b"), report("c")]
    bonds = Bonds(different=frozenset({(0, 1), (0, 2)}))
    _, found = fused_from(tables(said, [origin("x", "abc")]), bonds)
    assert found.home.tolist() == [0, 1, 1]


@pytest.mark.parametrize("gap", [0.06, 0.1, 0.5])
def test_places_that_one_statement_names_apart_stay_apart(gap: float) -> None:
    """However near, and though another report lies between them."""
    west, east = (
        replace(NORTHTOWN, lon=30.0 + shift, radius_m=1000.0, name=name, mention=at)
        for at, (name, shift) in enumerate({"Westford": -gap, "Eastford": gap}.items())
    )
    between = replace(NORTHTOWN, radius_m=9000.0)
    said = [report("a", places=(west, east)), report("b", places=(between,))]
    reports, found = fused_from(tables(said))
    parts = np.flatnonzero(reports.parts > 1)
    assert len(parts) == 2
    assert found.home[parts[0]] != found.home[parts[1]]


def test_places_told_apart_stay_apart_though_a_copy_leads_one_of_them() -> None:
    """Another document repeats one of two places; that joins the two no more than before."""
    west = replace(NORTHTOWN, radius_m=1000.0, name="Westford")
    east = replace(west, lon=30.06, name="Eastford", mention=1)
    both = report("a", places=(west, east), time=None, quote="x")
    again = report("b", places=(west,), time=None, quote="x")
    reports, found = fused_from(tables([both, again], [origin("x", "ab")]))
    assert len(found.units.lead) == 2
    parts = np.flatnonzero(reports.parts > 1)
    assert found.units.of[parts[0]] != found.units.of[parts[1]]
    assert found.home[parts[0]] != found.home[parts[1]]


def test_a_denial_bears_on_the_cluster_that_it_fits_best() -> None:
    """And is in none; what fits nothing bears on nothing."""
    told = [report("a"), report("b", places=(SOUTHTOWN,))]
    near = report("d", kind="denial", denies="event", places=(SOUTHTOWN,))
    far = replace(near, id="st-e", document="doc-e", quote="elsewhere", time=hours(900, 1))
    reports, found = fused_from(tables([*told, near, far]))
    names = [column(reports.said, "id").to_pylist()[row] for row in reports.row]
    assert len(found.home) == 2
    bears = dict(zip(names[2:], found.denied.tolist(), strict=True))
    assert bears == {"st-d": found.home[names.index("st-b")], "st-e": -1}


def test_clusters_are_numbered_in_the_order_of_their_first_reports() -> None:
    """Whichever unit leads them."""
    _, found = fused_from(tables(front(drawn(7), 30)))
    firsts = np.unique(found.home, return_index=True)
    assert firsts[0].tolist() == list(range(len(firsts[0])))
    assert (np.diff(firsts[1]) > 0).all()
