"""Ids follow the greatest overlap, and retired ids lead on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.fuse.records import SOUTHTOWN, fused, incidents, report, tables
from truceline.fuse.identity import name_clusters
from truceline.ground.canonical import make_id

MEMBERS = [f"st-{i}" for i in range(10)]


@st.composite
def partitions(draw: st.DrawFn) -> list[list[str]]:
    """Return a partition of some of the members."""
    chosen = draw(st.lists(st.sampled_from(MEMBERS), unique=True))
    homes: dict[int, list[str]] = {}
    for member in chosen:
        homes.setdefault(draw(st.integers(0, 3)), []).append(member)
    return list(homes.values())


@given(st.sets(st.text(max_size=8), min_size=1, max_size=4))
def test_a_new_id_is_that_of_canonical_json(members: set[str]) -> None:
    """Whatever a member is called, the quick way of naming gives the id that `make_id` gives."""
    first = name_clusters([list(members)], {}).ids[0]
    assert first == make_id("in", {"members": sorted(members)})
    second = name_clusters([list(members)], {}, {first: "in-heir"}).ids[0]
    assert second == make_id("in", {"members": sorted(members), "turn": 1})


def test_an_unchanged_cluster_keeps_its_id() -> None:
    """Naming the same partition again gives the same ids and no alias."""
    first = name_clusters([["st-1", "st-2"], ["st-3"]], {})
    earlier = dict(zip(first.ids, [["st-1", "st-2"], ["st-3"]], strict=True))
    again = name_clusters([["st-3"], ["st-1", "st-2"]], earlier)
    assert again.ids == first.ids[::-1]
    assert (again.aliases, again.gone) == ({}, ())


def test_a_split_keeps_the_id_with_the_larger_half() -> None:
    """Three of four members carry the id on; the fourth gets a new one."""
    naming = name_clusters([["st-4"], ["st-1", "st-2", "st-3"]], {"in-old": MEMBERS[1:5]})
    assert naming.ids[1] == "in-old"
    assert naming.ids[0] != "in-old"


def test_a_merge_leads_the_retired_id_to_its_heir() -> None:
    """Two incidents become one: the larger keeps its id, the other's leads to it."""
    naming = name_clusters(
        [["st-1", "st-2", "st-3"]], {"in-a": ["st-1", "st-2"], "in-b": ["st-3"]}, {"in-0": "in-b"}
    )
    assert naming.ids == ("in-a",)
    assert naming.aliases == {"in-0": "in-a", "in-b": "in-a"}
    assert naming.gone == ("in-b",)


@given(partitions(), partitions())
def test_ids_are_unique_and_old_ids_lead_somewhere(
    before: list[list[str]], after: list[list[str]]
) -> None:
    """No id is given twice, and every alias ends at an incident that stands."""
    first = name_clusters(before, {})
    earlier = dict(zip(first.ids, before, strict=True))
    second = name_clusters(after, earlier)
    assert len(set(second.ids)) == len(after)
    assert set(second.aliases.values()) <= set(second.ids)
    kept = {m for each in after for m in each}
    for old, members in earlier.items():
        if kept & set(members):
            assert old in second.ids or old in second.aliases


@given(partitions(), partitions())
def test_order_of_clusters_does_not_change_their_ids(
    before: list[list[str]], after: list[list[str]]
) -> None:
    """The same clusters in another order get the same ids."""
    earlier = dict(zip(name_clusters(before, {}).ids, before, strict=True))
    turned = after[::-1]
    one, two = name_clusters(after, earlier), name_clusters(turned, earlier)
    assert one.ids == two.ids[::-1]
    assert one.aliases == two.aliases


def test_the_stage_withdraws_what_no_longer_stands() -> None:
    """A report that joins two incidents retires one of them and says where it went."""
    apart = fused(tables([report("a"), report("b", places=(SOUTHTOWN,))]))
    earlier = {"incident": apart.put["incident"], "alias": apart.put["alias"]}
    both = fused(tables([report("a"), report("b")]), earlier)
    (left,) = incidents(both)
    old = {each.id for each in incidents(apart)}
    assert left.id in old
    assert both.withdraw == {"incident": tuple(old - {left.id})}
    assert both.put["alias"].to_pylist() == [{"id": (old - {left.id}).pop(), "incident": left.id}]
