"""Fusing as a whole: what becomes one incident, whatever the order of arrival."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.records import (
    NORTHTOWN,
    PROVINCE,
    SOUTHTOWN,
    fused,
    groups,
    hours,
    incidents,
    killed,
    links,
    origin,
    partition,
    report,
    review,
    tables,
)
from truceline.model.statement import Statement
from truceline.model.values import Place


def test_nothing_gives_nothing() -> None:
    """An empty batch gives empty tables and withdraws nothing."""
    delta = fused(tables([]))
    assert incidents(delta) == []
    assert delta.withdraw == {}


def test_same_place_time_and_act_is_one_incident_with_its_score_table() -> None:
    """Two reports that agree merge, and the link's parts sum to its score."""
    delta = fused(tables([report("a"), report("b")]))
    assert partition(delta) == {frozenset({"st-a", "st-b"})}
    (link,) = links(delta)
    assert link.linked
    assert abs(sum(value for _, value in link.parts) - link.score) < 1e-5
    assert {"prior", "place", "time", "act"} <= {name for name, _ in link.parts}


def test_other_place_time_or_act_keeps_reports_apart() -> None:
    """A town far away, the next day or an unlike act is another incident."""
    others = [
        report("b", places=(SOUTHTOWN,)),
        report("b", time=hours(30, 2)),
        report("b", act="abduction", quote="something else entirely"),
    ]
    for other in others:
        assert len(incidents(fused(tables([report("a", quote="first"), other])))) == 2


def test_the_past_never_merges_with_the_present() -> None:
    """A background mention of the same town and day stays an incident of its own."""
    same = {"killed": killed(7), "quote": "one and the same words of a report"}
    delta = fused(tables([report("a", **same), report("b", **same, background=True)]))
    assert len(incidents(delta)) == 2


def test_unplaced_reports_merge_on_strong_evidence_only() -> None:
    """Without a place, the same act and hour do not bind; the same rare words and toll do."""
    weak = [report("a", places=()), report("b", places=(), quote="other terms altogether")]
    assert len(incidents(fused(tables(weak)))) == 2
    quote = "the boiler house on Harbour Lane burned down with its archive"
    strong = [report(n, places=(), quote=quote, killed=killed(4)) for n in "ab"]
    assert len(incidents(fused(tables(strong)))) == 1


def test_a_shared_province_alone_settles_nothing() -> None:
    """Two reports from somewhere in one region may be one incident or two, and that is said."""
    reports = [report(n, places=(PROVINCE,), quote=f"{n}{n}{n}", time=hours(0, 24)) for n in "ab"]
    (group,) = groups(fused(tables(reports)))
    assert (group.low, group.high) == (1, 2)


def test_a_chain_of_neighbours_does_not_swallow_the_front() -> None:
    """Villages in a row, each near the next, do not become one incident end to end."""
    row = [
        Place(name=f"V{i}", lat=50.0, lon=30.0 + 0.03 * i, radius_m=2500.0, level="settlement")
        for i in range(20)
    ]
    reports = [report(f"{i:02}", places=(place,), quote=f"v{i}") for i, place in enumerate(row)]
    sizes = [len(each) for each in partition(fused(tables(reports)))]
    assert max(sizes) < 8


def test_two_events_of_one_sentence_share_an_origin_and_stay_two() -> None:
    """A shared origin binds copies in other documents, not two events told in one breath."""
    a = report("a", document="doc", places=(NORTHTOWN,))
    b = report("b", document="doc", places=(SOUTHTOWN,))
    assert len(incidents(fused(tables([a, b], [origin("x", "ab")])))) == 2


def test_what_cannot_be_told_apart_is_an_unresolved_group() -> None:
    """At some distance between two villages it is one incident or two, and the group says so."""
    found = []
    for gap in (0.2, 0.21, 0.22, 0.23, 0.24):
        near = Place(name="Near", lat=50.0, lon=30.0 + gap / 2, radius_m=3000.0, level="settlement")
        delta = fused(tables([report("a", quote="x"), report("b", places=(near,), quote="y")]))
        found += [(len(incidents(delta)), group) for group in groups(delta)]
    assert found
    assert all((group.low, group.high) == (1, 2) for _, group in found)
    assert all(len(group.incidents) == number for number, group in found)


PLACES = [NORTHTOWN, SOUTHTOWN, PROVINCE]
REPORTS = st.lists(
    st.fixed_dictionaries(
        {
            "places": st.sampled_from([(), *[(p,) for p in PLACES]]),
            "time": st.sampled_from([None, hours(0, 1), hours(1, 1), hours(5, 20), hours(30, 1)]),
            "act": st.sampled_from(["shelling", "explosion", "drone_strike", ""]),
            "killed": st.sampled_from([None, killed(2), killed(3, None)]),
            "perpetrator": st.sampled_from(["", "AAA", "BBB"]),
            "perpetrator_stated": st.booleans(),
            "quote": st.sampled_from(
                ["red", "red barn", "blue barn burned", "blue barn burned now"]
            ),
            "background": st.booleans(),
        }
    ),
    max_size=9,
)


def built(rows: list[dict[str, Any]]) -> list[Statement]:
    """Return the statements of drawn rows."""
    return [report(f"{i}", **row) for i, row in enumerate(rows)]


@settings(max_examples=40, deadline=None)
@given(REPORTS, st.integers(0, 1000))
def test_order_of_arrival_changes_nothing(rows: list[dict[str, Any]], seed: int) -> None:
    """Shuffled reports give the same incidents, links and groups, byte for byte."""
    statements = built(rows)
    shuffled = random.Random(seed).sample(statements, len(statements))  # noqa: S311 - a test
    one, two = fused(tables(statements)), fused(tables(shuffled))
    for name in ("incident", "link", "group", "alias"):
        assert one.put[name].equals(two.put[name])


@settings(max_examples=40, deadline=None)
@given(REPORTS)
def test_every_report_is_in_exactly_one_incident(rows: list[dict[str, Any]]) -> None:
    """Incidents partition the reports; none is lost and none is counted twice."""
    statements = built(rows)
    delta = fused(tables(statements))
    members = [m.statement for each in incidents(delta) for m in each.members]
    assert sorted(members) == sorted(each.id for each in statements)
    assert all(0 <= m.p <= 1 for each in incidents(delta) for m in each.members)


@settings(max_examples=40, deadline=None)
@given(REPORTS)
def test_swapping_the_parties_swaps_them_and_changes_nothing_else(
    rows: list[dict[str, Any]],
) -> None:
    """The same reports with both sides exchanged give the mirrored incidents."""
    turn = {"AAA": "BBB", "BBB": "AAA", "": ""}
    swapped = [{**row, "perpetrator": turn[row["perpetrator"]]} for row in rows]
    one, two = incidents(fused(tables(built(rows)))), incidents(fused(tables(built(swapped))))
    assert [each.id for each in one] == [each.id for each in two]
    assert [each.status for each in one] == [each.status for each in two]
    mirrored = [{turn[k]: v for k, v in each.attribution.items()} for each in two]
    assert [each.attribution for each in one] == mirrored
    assert [list(each.attribution) for each in one] == [list(each) for each in mirrored]


def test_people_bind_and_part() -> None:
    """A review that says "same" joins what scores poorly, "different" parts what scores well."""
    apart = [report("a"), report("b", places=(SOUTHTOWN,))]
    assert len(incidents(fused(tables(apart)))) == 2
    joined = fused(tables(apart), reviews=[review("r1", "st-a st-b", "same")])
    assert len(incidents(joined)) == 1
    alike = tables([report("a"), report("b")])
    parted = fused(alike, reviews=[review("r1", "st-a st-b", "different")])
    assert len(incidents(parted)) == 2
    again = [review("r1", "st-a st-b", "different"), review("r2", "st-b st-a", "retract", hour=1)]
    assert len(incidents(fused(alike, reviews=again))) == 1
