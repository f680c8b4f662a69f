"""What an incident says: place, time, tolls, attribution, origins and status."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fuse.records import (
    NOON,
    NORTHTOWN,
    PROVINCE,
    fused,
    hours,
    incidents,
    killed,
    origin,
    report,
    tables,
)
from truceline.fuse import step
from truceline.ground.times import TimeRange
from truceline.model.incident import Harm, Incident
from truceline.model.origin import Origin
from truceline.model.stage import Params
from truceline.model.statement import Statement
from truceline.model.values import Amount

WORDS = "the school at the mill pond lost its roof"
DAY_ONE = TimeRange(earliest=NOON, latest=NOON + timedelta(days=1))
DAY_TWO = TimeRange(earliest=NOON + timedelta(days=1), latest=NOON + timedelta(days=2))


def only(
    reports: list[Statement],
    origins: list[Origin] | None = None,
    published: dict[str, TimeRange] | None = None,
) -> Incident:
    """Return the one incident that the reports make; their words are the same."""
    same = [replace(each, quote=WORDS) for each in reports]
    (found,) = [
        each for each in incidents(fused(tables(same, origins or (), published))) if each.members
    ]
    return found


def test_the_finest_place_that_all_allow_is_the_best() -> None:
    """A village and its region give the village, and no alternative."""
    found = only([report("a"), report("b", places=(PROVINCE,))])
    assert (found.place.name, found.place.radius_m) == ("Northtown", 3000.0)
    assert found.place.alternatives == ()


def test_homonyms_stay_alternatives_with_their_weights() -> None:
    """One name with two candidates keeps both, the likelier first, summing to at most 1."""
    other = replace(NORTHTOWN, lat=46.0, p=0.3)
    found = only([report("a", places=(replace(NORTHTOWN, p=0.6), other))])
    assert [each.p for each in found.place.alternatives] == [0.6, 0.3]
    assert found.place.lat == NORTHTOWN.lat
    assert found.disagreements == ()


def test_another_report_settles_a_homonym() -> None:
    """A second origin that knows the region outweighs the likelier homonym."""
    far = replace(NORTHTOWN, lat=46.0, p=0.6)
    first = report("a", places=(far, replace(NORTHTOWN, p=0.4)))
    found = only([first, report("b")], [origin("x", "a"), origin("y", "b")])
    assert found.place.lat == NORTHTOWN.lat


def test_times_are_narrowed_to_what_all_allow() -> None:
    """A day and an hour in it give the hour; nothing is made up where no words give a time."""
    found = only([report("a", time=hours(0, 12)), report("b", time=hours(2, 1))])
    assert found.time == hours(2, 1)
    assert only([report("a", time=None)], published={"a": DAY_ONE}).time is None


def test_a_later_toll_replaces_an_earlier_one() -> None:
    """Two dead on the first day and three on the second make three, without disagreement."""
    reports = [report("a", killed=killed(2)), report("b", killed=killed(3))]
    found = only(reports, published={"a": DAY_ONE, "b": DAY_TWO})
    assert found.killed == Harm(low=3, best=3, high=3)
    assert found.disagreements == ()


def test_a_toll_that_shrinks_is_said() -> None:
    """Five dead on the first day and three on the second: three, and the change is noted."""
    reports = [report("a", killed=killed(5)), report("b", killed=killed(3))]
    found = only(reports, published={"a": DAY_ONE, "b": DAY_TWO})
    assert found.killed == Harm(low=3, best=3, high=3)
    assert any("5" in each for each in found.disagreements)


def test_tolls_of_one_day_that_clash_are_all_kept() -> None:
    """Where nothing tells which is later, low and high hold both and none is best."""
    reports = [report("a", killed=killed(2)), report("b", killed=killed(4))]
    found = only(reports, published={"a": DAY_ONE, "b": DAY_ONE})
    assert found.killed == Harm(low=2, best=None, high=4)
    assert any("none is called right" in each for each in found.disagreements)


def test_open_bounds_stay_open() -> None:
    """At least two dead is no best number and has no upper end."""
    assert only([report("a", killed=killed(2, None))]).killed == Harm(low=2, best=None, high=None)


def test_stated_zero_is_not_unknown() -> None:
    """Nobody hurt is a stated zero; silence is unknown."""
    found = only([report("a", injured=killed(0))])
    assert found.injured == Harm(low=0, best=0, high=0)
    assert found.killed is None


def test_counts_of_one_unit_are_narrowed() -> None:
    """Nine explosions and at least five explosions are nine."""
    nine = Amount(min=9, max=9, unit="explosions")
    five = Amount(min=5, max=None, unit="explosions")
    assert only([report("a", count=five), report("b", count=nine)]).count == nine


ACCUSED = {"perpetrator": "BBB", "perpetrator_stated": True}


@pytest.mark.parametrize(
    ("sides", "status"),
    [
        (["AAA"], "reported"),
        (["AAA", "AAA"], "reported"),
        ([None, None], "reported"),
        (["AAA", "BBB"], "corroborated"),
        (["AAA", None], "corroborated"),
    ],
)
def test_status_counts_independent_sides(sides: list[str | None], status: str) -> None:
    """One side, however many origins, is reported; a second independent side corroborates."""
    names = "abcdef"[: len(sides)]
    origins = [
        origin(n, n, side, speaker=f"speaker {n}") for n, side in zip(names, sides, strict=True)
    ]
    assert only([report(n) for n in names], origins).status == status


def test_an_outlet_that_names_nobody_corroborates_no_party() -> None:
    """A paper without a named source may be repeating the party: still only reported."""
    origins = [origin("x", "a", "AAA", speaker="staff"), origin("y", "b", None)]
    assert only([report("a"), report("b")], origins).status == "reported"


def test_who_is_called_by_a_local_office_alone_corroborates_no_party() -> None:
    """A mayor of unknown side may be of the party that tells the same; a name is a voice."""
    for speaker, status in (("Mayor of Alpha", "reported"), ("Ann Bee", "corroborated")):
        origins = [
            origin("x", "a", "AAA", speaker="staff"),
            origin("y", "b", None, speaker=speaker),
        ]
        assert only([report("a"), report("b")], origins).status == status


def test_which_offices_are_local_is_told_by_the_settings() -> None:
    """Other titles given with the run are used in place of those that ship."""
    batch = tables(
        [report("a", quote=WORDS), report("b", quote=WORDS)],
        [
            origin("x", "a", "AAA", speaker="staff"),
            origin("y", "b", None, speaker="Warden of Alpha"),
        ],
    )
    params = Params(stage="fuse", values={"local_offices": ["warden"]})
    found = (fused(batch), step(batch, {}, {}, params))
    assert [each.status for delta in found for each in incidents(delta)] == [
        "corroborated",
        "reported",
    ]


def test_a_flood_of_copies_adds_nothing() -> None:
    """Thirty copies of one origin count once, in status and in attribution."""
    names = [f"c{i}" for i in range(30)]
    flood = [report(n, **ACCUSED) for n in names]
    found = only(flood, [origin("x", names, "AAA", speaker="staff")])
    alone = only([report("c0", **ACCUSED)], [origin("x", ["c0"], "AAA", speaker="staff")])
    assert [len(each.origins) for each in found.origins] == [1]
    assert found.attribution == alone.attribution == {"BBB": 0.5}
    assert found.status == alone.status == "reported"


def test_an_accusation_leaves_half_unknown_and_an_admission_little() -> None:
    """The accused side's own word weighs more than its opponent's."""
    accused = only([report("a", **ACCUSED)], [origin("x", "a", "AAA")])
    admitted = only([report("a", **ACCUSED)], [origin("x", "a", "BBB")])
    assert accused.attribution == {"BBB": 0.5}
    assert admitted.attribution == {"BBB": 0.9}
    assert accused.attribution_stated == ("st-a",)


def test_sides_that_accuse_each_other_make_it_disputed() -> None:
    """Mirrored accusations weigh the same, leave the rest unknown and are said."""
    reports = [
        report("a", **ACCUSED),
        report("b", perpetrator="AAA", perpetrator_stated=True),
    ]
    found = only(reports, [origin("x", "a", "AAA"), origin("y", "b", "BBB")])
    assert found.status == "disputed"
    assert found.attribution == {"BBB": 0.3333, "AAA": 0.3333}


def test_a_denial_disputes_and_is_no_member() -> None:
    """Who denies the event is quoted as denying it; the incident keeps its one report."""
    denial = report("d", kind="denial", denies="event", act="", speaker="the mayor", lang="en")
    found = only([report("a"), denial])
    assert found.status == "disputed"
    assert [m.statement for m in found.members] == ["st-a"]
    assert any("the mayor denies" in each for each in found.disagreements)


def test_a_machine_verifies_nothing_and_gives_no_word_of_likelihood() -> None:
    """Whatever the evidence, status stops at corroborated and P is said to be uncalibrated."""
    reports = [report(n) for n in "abc"]
    origins = [
        origin("x", "a", "AAA", direct=True),
        origin("y", "b", "BBB", direct=True),
        origin("z", "c", None, direct=True, speaker="patrol"),
    ]
    found = only(reports, origins)
    assert found.status == "corroborated"
    assert (found.p_basis, found.likelihood) == ("not_shown", "")


def test_the_proposition_names_act_place_radius_and_time() -> None:
    """The sentence that the status is about can stand alone."""
    assert only([report("a")]).proposition == (
        "A shelling at Northtown (within 3 km) "
        "between 2030-05-01T12:00:00Z and 2030-05-01T14:00:00Z"
    )
