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
from truceline.fuse.settings import Settings
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


def test_other_place_or_time_keeps_reports_apart() -> None:
    """A town far away or the next day is another incident."""
    for other in (report("b", places=(SOUTHTOWN,)), report("b", time=hours(30, 2))):
        assert len(incidents(fused(tables([report("a", quote="first"), other])))) == 2


def test_an_unlike_act_parts_what_a_whole_day_and_a_vague_place_leave_open() -> None:
    """However vague the place, unlike acts join no sooner than like ones; somewhere only like do.

    Acts are named carelessly: at one hour in one village an unlike word parts nothing.
    """
    counts = []
    for radius_m in range(2000, 120000, 2000):
        spot = Place(name="Area", lat=50.0, lon=30.0, radius_m=float(radius_m), level="district")
        there: dict[str, Any] = {"places": (spot,), "time": hours(0, 24)}
        both = [
            tables([report("a", quote="x", **there), report("b", quote="y", act=act, **there)])
            for act in ("shelling", "abduction")
        ]
        counts.append(tuple(len(incidents(fused(each))) for each in both))
    assert all(like <= unlike for like, unlike in counts)
    assert (1, 2) in counts


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
    """Two reports from somewhere in one region on one day are never one sure incident."""
    reports = [report(n, places=(PROVINCE,), quote=f"{n}{n}{n}", time=hours(0, 24)) for n in "ab"]
    delta = fused(tables(reports))
    found = [(group.low, group.high) for group in groups(delta)]
    assert found == [(1, 2)] or (len(incidents(delta)) == 2 and not found)


def in_a_row(number: int) -> list[Statement]:
    """Return reports of one hour from villages some two kilometres apart, in a straight row."""
    row = [
        Place(name=f"V{i}", lat=50.0, lon=30.0 + 0.03 * i, radius_m=2500.0, level="settlement")
        for i in range(number)
    ]
    return [report(f"{i:02}", places=(place,), quote=f"v{i}") for i, place in enumerate(row)]


def test_a_chain_of_neighbours_does_not_swallow_the_front() -> None:
    """Villages in a row, each near the next: a longer row makes more incidents, not larger ones."""
    sizes = {
        number: [len(each) for each in partition(fused(tables(in_a_row(number))))]
        for number in (40, 80)
    }
    assert max(sizes[80]) <= 1.5 * max(sizes[40])
    assert max(sizes[80]) <= 20  # of 80: some 40 of 170 km
    assert len(sizes[80]) > len(sizes[40])


def test_two_events_of_one_sentence_share_an_origin_and_stay_two() -> None:
    """A shared origin binds copies in other documents, not two events told in one breath."""
    a = report("a", document="doc", places=(NORTHTOWN,))
    b = report("b", document="doc", places=(SOUTHTOWN,))
    assert len(incidents(fused(tables([a, b], [origin("x", "ab")])))) == 2


def test_what_cannot_be_told_apart_is_an_unresolved_group() -> None:
    """At the distance at which two villages cease to be one, a group says: one incident or two."""
    together, apart = 0.0, 1.0
    seen = []
    while apart - together > 1e-3:
        gap = (together + apart) / 2
        near = Place(name="Near", lat=50.0 + gap, lon=30.0, radius_m=3000.0, level="settlement")
        delta = fused(tables([report("a", quote="x"), report("b", places=(near,), quote="y")]))
        number = len(incidents(delta))
        together, apart = (gap, apart) if number == 1 else (together, gap)
        seen.append((number, groups(delta)))
    number, (group,) = seen[-1]
    assert (group.low, group.high) == (1, 2)
    assert all(len(each.incidents) == many for many, found in seen for each in found)


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
    (link,) = links(joined)
    assert {link.a, link.b} == {"st-a", "st-b"}
    assert link.parts == (("review", Settings.load().cluster["review_shown_as"]),)
    alike = tables([report("a"), report("b")])
    parted = fused(alike, reviews=[review("r1", "st-a st-b", "different")])
    assert len(incidents(parted)) == 2
    again = [review("r1", "st-a st-b", "different"), review("r2", "st-b st-a", "retract", hour=1)]
    assert len(incidents(fused(alike, reviews=again))) == 1
