"""Measuring and fitting of telling: what is put into accounts is found again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from truceline.ground.times import TimeRange
from truceline.lab.headlines import Gold
from truceline.lab.simulate.accounts import Account, Known, Spot, account, labelled
from truceline.lab.simulate.acts_fitting import acts_told, news
from truceline.lab.simulate.families import common
from truceline.lab.simulate.measured import interval, share, tallied
from truceline.lab.simulate.saying import saying
from truceline.lab.simulate.telling_table import hourless
from truceline.lab.simulate.told_fitting import follow, given
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Place, Span

ZONE = "UTC"
HERE = Spot(46.0, -36.0)


def report(number: int = 0, **fields: object) -> Statement:
    """Return a report of an invented place with other fields as given."""
    place = Place(name="Xo", lat=46.0, lon=-36.0, radius_m=1000.0, level="settlement")
    values = {"act": "shelling", "places": (place,), **fields}
    return Statement(
        id=f"s{number}",
        document=f"d{number}",
        span=Span(0, 1),
        kind="incident_report",
        **values,  # type: ignore[arg-type]  # fields of a test
    )


def told(incident: str, act: str, truth: str = "shelling", **fields: object) -> Account:
    """Return an account of an incident of the first of March."""
    known = Known(name=incident, act=truth, day=date(2031, 3, 1), spot=HERE)
    return account(known, report(act=act, **fields), date(2031, 3, 1), zone=ZONE)


def figure(accounts: Sequence[Account], name: str) -> float:
    """Return a figure of accounts."""
    return share(tallied(accounts, {"shelling": ["missile_strike"]})[name])[0]


def test_an_account_says_how_far_it_misses_what_is_known() -> None:
    """Hours outside of the day, days until publication, kilometres from the place."""
    begin = datetime(2031, 3, 2, 3, tzinfo=UTC)
    time = TimeRange(earliest=begin, latest=begin.replace(hour=9))
    known = Known(name="i", act="shelling", day=date(2031, 3, 1), spot=Spot(46.5, -36.0))
    found = account(known, report(time=time), date(2031, 3, 4), zone=ZONE)
    assert (found.hours, found.off_h, found.lag_d) == (6.0, 3.0, 3)
    assert found.away_km == pytest.approx(55.6, abs=0.2)


def test_pairs_are_sorted_by_how_their_acts_go_together() -> None:
    """Of four texts of one incident each pair counts once, by its relation."""
    accounts = [told("i", act) for act in ("shelling", "shelling", "missile_strike", "explosion")]
    names = ("the same", "kindred", "one open", "both open", "unlike")
    found = [figure(accounts, f"acts of two: {name}") for name in names]
    assert found == pytest.approx([1 / 6, 2 / 6, 3 / 6, 0, 0])


def test_an_incident_weighs_by_its_ties_and_repeats_by_nothing() -> None:
    """Three texts count two ties, two texts one; what is repeated word for word counts nothing."""
    accounts = [told("i", "shelling") for _ in range(3)] + [told("j", a) for a in ("", "clash")]
    assert figure(accounts, "acts of two: the same") == pytest.approx(2 / 3)
    known = Known(name="j", act="", day=None, spot=None)
    again = account(known, report(act="clash"), date(2031, 3, 1), zone=ZONE, repeat=True)
    assert figure([*accounts, again], "acts of two: the same") == pytest.approx(2 / 3)


def test_numbers_differ_only_where_both_are_stated() -> None:
    """[2, open] agrees with 3 and not with 1; silence is no difference."""
    stated = [Bounds(2, None), Bounds(3, 3), Bounds(1, 1), None]
    accounts = [told("i", "shelling", killed=each) for each in stated]
    assert figure(accounts, "killed of two: differ, if both stated") == pytest.approx(2 / 3)
    assert figure(accounts, "killed of two: both, if one is stated") == pytest.approx(3 / 6)


def test_intervals_hold_the_figure_and_need_two_incidents() -> None:
    """The bootstrap over incidents is around the figure; one incident has none."""
    counts = {f"i{n}": (float(n % 3 == 0), 1.0) for n in range(60)}
    low, high = interval(counts)
    assert low < share(counts)[0] < high
    assert np.isnan(interval({"i": (1.0, 1.0)})[0])


def test_following_and_stating_are_found_again() -> None:
    """Pairs made with known shares give these shares back."""
    rng = np.random.default_rng(2)
    common_draw, own, follows = rng.random((1, 50_000)), *rng.random((2, 2, 50_000))
    says = np.where(follows < 0.6, common_draw, own) < 0.3
    assert follow(says.mean(), (says[0] & says[1]).mean()) == pytest.approx(0.6, abs=0.03)
    states = rng.random((2, 50_000)) < 0.4
    both, either = (states[0] & states[1]).mean(), (states[0] | states[1]).mean()
    assert given(both / either) == pytest.approx(0.4, abs=0.02)


def test_how_acts_are_told_is_found_again_where_some_kinds_are_unknown() -> None:
    """Texts made by stated shares give them back, though every third incident's kind is hidden."""
    rng, rows = np.random.default_rng(3), {"shelling": (0.7, 0.3, 0.0), "clash": (0.0, 0.2, 0.8)}
    words, accounts = ("shelling", "attack_unspecified", "clash"), []
    for number in range(600):
        truth = ("shelling", "clash")[number % 2]
        for _ in range(4):
            act = str(rng.choice(words, p=rows[truth]))
            accounts.append(told(f"i{number}", act, truth if number % 3 else ""))
    found = acts_told(accounts, {"shelling": 0.5, "clash": 0.5}, 0.5)["told"]
    assert found["shelling"]["shelling"] == pytest.approx(0.7, abs=0.03)
    assert found["clash"]["attack_unspecified"] == pytest.approx(0.2, abs=0.03)


def test_what_is_told_more_is_news() -> None:
    """An act with twice as many texts an incident as another has the higher figure."""
    accounts = [told(f"i{n}", "clash", "clash") for n in range(40)]
    accounts += [told(f"j{n}", "shelling") for n in range(40) for _ in range(3)]
    found = news(accounts, {"shelling": 0.5, "clash": 0.5})
    assert found["shelling"] > 0.3 > -0.3 > found["clash"]


def gold(number: int, clusters: set[str], headline: str) -> Gold:
    """Return a labelled row."""
    return Gold(
        id=f"d{number}",
        date="2031-03-02",
        headline=headline,
        incident=True,
        acts=frozenset(),
        act="shelling",
        perpetrator=None,
        places=(("Xo", 46.0, -36.0),),
        killed=None,
        injured=None,
        contested=frozenset(),
        clusters=frozenset(clusters),
        day="2031-03-01",
    )


def test_rows_on_two_incidents_and_unread_rows_are_left_out() -> None:
    """Only what can be laid beside another account of the same incident stays."""
    given_rows = [
        gold(0, {"I1"}, "one"),
        gold(1, {"I1"}, "one"),
        gold(2, {"I1", "I2"}, "both"),
        gold(3, {"I1"}, "unread"),
    ]
    found = labelled("set", given_rows, {f"d{n}": [report(n)] for n in range(3)})
    assert [(each.incident, each.lag_d, each.repeat) for each in found] == [
        ("set I1", 1, False),
        ("set I1", 1, True),
    ]


def test_what_ships_is_made_of_shares() -> None:
    """Shares lie between 0 and 1, and those of an act's words sum to one."""
    laws = saying()
    for section in (laws.time, laws.place, laws.side, laws.target, laws.harm, laws.followup):
        assert all(0 <= value <= 1 for name, value in section.items() if name != "n")
    for act, words in laws.act.told.items():
        assert sum(words.values()) == pytest.approx(1, abs=0.01), act
    assert set(common().kindred) == set(laws.act.told)


@pytest.mark.shared
def test_the_share_without_hours_is_that_of_the_feed(shared_data: Path) -> None:
    """telling.yaml holds what the feed gives, to the digit."""
    assert hourless(shared_data) == saying().source
