"""Labels as incidents: one to one with what was read, and judged as fused incidents are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from truceline.lab.headlines import Gold
from truceline.lab.replays.labelled import (
    OTHER,
    labelled_incidents,
    leaning,
    matched,
    tables_of_labels,
    verdicts_of,
)
from truceline.model.columns import from_table
from truceline.model.finding import Finding
from truceline.model.incident import Incident, IncidentPlace, Member


def gold(name: str, clusters: str, **values: object) -> Gold:
    """Return a labelled headline."""
    given: dict[str, Any] = {
        "date": "2030-04-02",
        "headline": name,
        "incident": True,
        "acts": frozenset(),
        "act": "shelling",
        "perpetrator": "AAA",
        "places": (("Town", 50.0, 30.0),),
        "killed": None,
        "injured": None,
        "contested": frozenset(),
        "clusters": frozenset(clusters.split("+")),
        "target": "",
    } | values
    return Gold(id=name, **given)


def incident(name: str, *members: str) -> Incident:
    """Return an incident that was read, its statements named like their headlines."""
    return Incident(
        id=name,
        proposition=name,
        act="shelling",
        members=tuple(Member(statement=each, p=1.0) for each in members),
        origins=(),
        place=IncidentPlace(lat=None, lon=None, radius_m=None),
        time=None,
        status="reported",
    )


def finding(verdict: str, p: dict[str, float], respondent: str = "AAA") -> Finding:
    """Return a finding on one incident."""
    return Finding(
        id=f"fi-{respondent}",
        incident="in",
        agreement="a",
        clause="c",
        respondent=respondent,
        reading="r",
        verdict=verdict,  # type: ignore[arg-type]  # one of the five
        p=p,
        reason="",
    )


def test_headlines_of_one_incident_are_one() -> None:
    """Labels are gathered by cluster; a headline of two incidents belongs to both."""
    rows = [
        gold("h1", "I1", target="energy", day="2030-04-01"),
        gold("h2", "I1+I2", perpetrator="unknown"),
        gold("h3", "I3", incident=False),
    ]
    one, two = labelled_incidents(rows)
    assert [each.id for each in one.rows] == ["h1", "h2"]
    assert (one.target, two.target) == ("energy", OTHER)
    assert (one.day, two.day) == ("2030-04-01", "2030-04-02")
    assert (one.perpetrator, two.perpetrator) == ("AAA", "")


def test_labels_make_tables_of_incidents() -> None:
    """What judging gets is the day, the side and the target that coders saw."""
    tables = tables_of_labels(labelled_incidents([gold("h1", "I1", target="energy")]))
    (made,) = from_table(Incident, tables["incident"])
    assert made.target_class == "energy"
    assert made.attribution == {"AAA": 1.0}
    assert made.time is not None
    assert made.time.seconds == 86400
    assert tables["statement"].num_rows == tables["document"].num_rows == 1


def test_each_read_incident_answers_for_one_label_only() -> None:
    """One read incident that swallows two labelled ones leaves one of them unread."""
    labelled = labelled_incidents([gold("h1", "I1"), gold("h2", "I2"), gold("h3", "I2")])
    home = {each: each for each in ("h1", "h2", "h3")}
    both = [incident("in", "h1", "h2", "h3")]
    assert [each and each.id for each in matched(labelled, both, home)] == [None, "in"]
    apart = [incident("b", "h2"), incident("a", "h1", "h3")]
    assert [each and each.id for each in matched(labelled, apart, home)] == ["a", "b"]
    assert matched(labelled, [], home) == [None, None]


def test_a_leaning_is_the_likeliest_verdict_that_decides() -> None:
    """A weak breach leans to a breach; what nothing speaks for leans nowhere."""
    weak = finding("undetermined", {"breach": 0.3, "outside": 0.1, "undetermined": 0.6})
    silent = replace(finding("undetermined", {"undetermined": 1.0}), respondent="BBB")
    assert verdicts_of([weak])["in", "r"] == {"AAA": "undetermined"}
    assert verdicts_of(leaning([weak, silent]))["in", "r"] == {
        "AAA": "breach",
        "BBB": "undetermined",
    }
