"""Tables of coded events and of sensors: positions, precision, estimates, minutes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.collect.test_collect import gathered
from tests.collect.test_tables import fields
from truceline.collect.mapping import load
from truceline.model.evidence import Captured
from truceline.model.statement import Statement
from truceline.read import open_document
from truceline.read.rows import read_row

UCDP = {
    "id": "7", "type_of_violence": "3", "where_prec": "2", "where_coordinates": "Dovhe",
    "latitude": "48.1", "longitude": "37.7", "date_prec": "2", "date_start": "2016-05-03",
    "date_end": "2016-05-05", "best": "3", "high": "5", "low": "2", "country": "Ukraine",
    "source_office": "Agency One;Agency Two;Agency One",
}  # fmt: skip
ACLED = {
    "event_id_cnty": "X1", "event_date": "20 April 2025", "time_precision": "1",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Russia (2000-)", "location": "Dovhe", "latitude": "48.1",
    "longitude": "37.7", "geo_precision": "1", "source": "Agency One; Agency Two",
    "notes": "Shells fell on a farm.", "fatalities": "0", "country": "Ukraine",
    "civilian_targeting": "Civilian targeting",
}  # fmt: skip
FIRE = {
    "latitude": "47.62075", "longitude": "35.71787", "acq_date": "2023-02-24", "acq_time": "35",
    "satellite": "N", "instrument": "VIIRS", "confidence": "n", "frp": "7.75",
}  # fmt: skip


def taken(folder: Path, row: dict[str, str], **changed: str) -> tuple[list[Captured], list[str]]:
    """Return what a table of one row gives, and why rows were quarantined."""
    values = {**row, **changed}
    lines = [",".join(values), ",".join(f'"{each}"' for each in values.values())]
    path = folder / "t.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    captured, rejected = gathered(path)
    return captured, [each.rejected.what for each in rejected]


def said(folder: Path, row: dict[str, str], **changed: str) -> dict[str, Any]:
    """Return the fields of a row that fits; its mapping is found by its columns."""
    captured, rejected = taken(folder, row, **changed)
    assert not rejected
    return fields(captured[0])


def test_an_event_of_ucdp_keeps_its_estimates_and_precision(tmp_path: Path) -> None:
    """Low, best and high, the radius of the code, days in the country's zone, each agency once."""
    found = said(tmp_path, UCDP)
    assert (found["killed"], found["killed_best"]) == ([2, 5], 3)
    assert found["places"] == [
        {"name": "Dovhe", "level": "sector", "lat": 48.1, "lon": 37.7, "radius_m": 25_000.0}
    ]
    assert found["time"] == {
        "earliest": "2016-05-02T21:00:00Z",
        "latest": "2016-05-05T21:00:00Z",
        "zone": "Europe/Kyiv",
    }
    assert found["relays"] == ["Agency One", "Agency Two"]
    assert (found["act"], found["target_class"]) == ("attack_unspecified", "civilian")
    assert "perpetrator" not in found


def test_a_country_of_many_zones_leaves_the_day_open(tmp_path: Path) -> None:
    """Where the zone is not known the day is that of every zone on Earth."""
    when = said(tmp_path, UCDP, country="Elsewhere")["time"]
    assert (when["earliest"], when["latest"], when["zone"]) == (
        "2016-05-02T10:00:00Z",
        "2016-05-06T12:00:00Z",
        None,
    )


@pytest.mark.parametrize(("code", "radius"), [("1", 3e3), ("3", 3e4), ("4", 1e5), ("9", None)])
def test_a_code_of_precision_becomes_a_radius(
    tmp_path: Path, code: str, radius: float | None
) -> None:
    """A coarser code has a larger radius; one that nobody knows has none."""
    assert said(tmp_path, UCDP, where_prec=code)["places"][0]["radius_m"] == radius


def test_an_event_of_acled_names_its_attacker_only_where_one_attacks(tmp_path: Path) -> None:
    """Of shelling the first actor is the attacker, of a battle nobody; 0 deaths are unknown."""
    attack = said(tmp_path, ACLED)
    assert (attack["perpetrator"], attack["act"]) == ("RUS", "shelling")
    assert attack["time"]["earliest"] == "2025-04-19T21:00:00Z"
    assert attack["target_class"] == "civilian"
    assert "killed" not in attack
    assert said(tmp_path, ACLED, fatalities="4")["killed"] == [4, 4]
    battle = said(tmp_path, ACLED, event_type="Battles", sub_event_type="Armed clash")
    assert battle["act"] == "clash"
    assert "perpetrator" not in battle


def test_the_other_side_swaps_the_attacker_and_nothing_else(tmp_path: Path) -> None:
    """Each force of one side has its like on the other."""
    one = said(tmp_path, ACLED)
    other = said(tmp_path, ACLED, actor1="Military Forces of Ukraine (2019-)")
    assert {one["perpetrator"], other["perpetrator"]} == {"RUS", "UKR"}
    assert {**one, "perpetrator": ""} == {**other, "perpetrator": ""}
    names = load("acled").readings[1].values["perpetrator"][0].map
    sides: dict[str, set[str]] = {}
    for name, party in names.items():
        sides.setdefault(party, set()).add(name.split(" of ")[0] + name.rpartition(" of ")[2][-9:])
    assert len({len(each) for each in sides.values()}) == 1


def test_an_imprecise_day_is_a_range(tmp_path: Path) -> None:
    """A day "of that month" reaches half a month to both sides."""
    when = said(tmp_path, ACLED, time_precision="3")["time"]
    assert (when["earliest"][:10], when["latest"][:10]) == ("2025-04-04", "2025-05-05")


def test_a_protest_is_read_by_its_notes(tmp_path: Path) -> None:
    """What is no armed act is text for the reader, not an incident."""
    found = said(tmp_path, ACLED, event_type="Protests", sub_event_type="Peaceful protest")
    assert found == {"as": "text", "text": "Shells fell on a farm."}


def test_a_fire_is_a_detection_of_a_minute(tmp_path: Path) -> None:
    """Place with the pixel's radius, minute in UTC, confidence and power kept as they stand."""
    found = said(tmp_path, FIRE)
    assert found["as"] == "detection"
    assert found["window"] == {"start": "2023-02-24T00:35:00Z", "end": "2023-02-24T00:36:00Z"}
    assert found["places"][0]["radius_m"] == 500.0
    assert (found["confidence"], found["power"]) == ("n", "7.75")


@pytest.mark.parametrize(
    ("row", "changed", "says"),
    [
        (UCDP, {"low": "9"}, "more than"),
        (UCDP, {"latitude": "148.1"}, "no position"),
        (UCDP, {"longitude": ""}, "no position"),
        (UCDP, {"latitude": "4e1"}, "no position"),
        (UCDP, {"latitude": "NaN"}, "no position"),
        (UCDP, {"date_end": "2016-05-01"}, "before it begins"),
        (UCDP, {"best": "many"}, "not a number"),
        (ACLED, {"event_date": "31 April 2025"}, "not a day"),
        (ACLED, {"event_date": "20 Brumaire 2025"}, "not a time"),
        (FIRE, {"acq_time": "2460"}, "no minute"),
        (FIRE, {"acq_time": "noon"}, "no minute"),
        (FIRE, {"acq_date": ""}, "without a day"),
    ],
)
def test_a_bad_event_costs_only_its_row(
    tmp_path: Path, row: dict[str, str], changed: dict[str, str], says: str
) -> None:
    """Bounds, positions, days and minutes that are none are named."""
    captured, rejected = taken(tmp_path, row, **changed)
    assert not captured
    assert len(rejected) == 1
    assert says in rejected[0]


def test_a_coded_event_is_read_as_an_incident(tmp_path: Path) -> None:
    """The statement carries act, harm, place with radius and time of the row."""
    captured, _ = taken(tmp_path, UCDP)
    document = open_document(captured[0].evidence, captured[0].raw, naming="evidence")
    (report,) = read_row(document, {})
    assert isinstance(report, Statement)
    assert (report.kind, report.act, report.perpetrator) == (
        "incident_report",
        "attack_unspecified",
        "unknown",
    )
    assert report.killed == (2, 5)
    assert report.places[0].radius_m == 25_000
    assert report.time is not None
    assert report.time.seconds == 3 * 86_400


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "items", "bad"),
    [
        ("ucdp_ua/ged_2014_2017.csv.gz", 2387, Counter({"more than": 5})),
        ("fires_ua/firms_nrt_2023.csv.gz", 42415, Counter()),
    ],
)
def test_real_tables_of_events_come_in(
    shared_data: Path, file: str, items: int, bad: Counter[str]
) -> None:
    """Each row is evidence but those whose low estimate is above their high one."""
    captured, rejected = gathered(shared_data / file)
    assert len(captured) == items
    assert Counter("more than" for each in rejected if "more than" in each.rejected.what) == bad
    assert len(rejected) == sum(bad.values())
