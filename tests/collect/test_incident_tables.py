"""A monitor's own spreadsheet of incidents, by the ready mapping: every column, and bad rows."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from benchmarks.files import workbook_of

from tests.collect.test_collect import gathered
from tests.collect.test_tables import fields
from truceline.model.statement import Statement
from truceline.read import open_document
from truceline.read.rows import read_row

ROW = {
    "id": "7", "date": "2025-04-20 06:40", "zone": "Europe/Kyiv", "place": "Bramblewick",
    "lat": "48.1", "lon": "37.7", "act": "Mortar", "killed": "2", "injured": ">3",
    "source": "patrol-east", "text": "Mortar bombs fell on a farm.", "reported": "2025-04-20",
    "language": "en", "relayed_by": "Radio One; Radio Two", "target": "civilian",
}  # fmt: skip


def taken(folder: Path, **changed: str) -> tuple[list[Any], list[str]]:
    """Return what a table of one row gives, and why rows were quarantined."""
    path = folder / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, ROW)
        writer.writeheader()
        writer.writerow({**ROW, **changed})
    captured, rejected = gathered(path)
    return captured, [each.rejected.what for each in rejected]


def test_a_row_becomes_one_incident_report(tmp_path: Path) -> None:
    """Act, minute in its zone, place with radius, open bounds, relays and target are kept."""
    captured, rejected = taken(tmp_path)
    assert not rejected
    assert captured[0].evidence.source == "patrol-east"
    document = open_document(captured[0].evidence, captured[0].raw, naming="evidence")
    (report,) = read_row(document, {})
    assert isinstance(report, Statement)
    assert (report.kind, report.act, report.perpetrator) == (
        "incident_report",
        "shelling",
        "unknown",
    )
    assert (report.killed, report.injured) == ((2, 2), (4, None))
    assert (report.places[0].lat, report.places[0].radius_m) == (48.1, 3000)
    assert report.time is not None
    assert report.time.earliest.isoformat() == "2025-04-20T03:40:00+00:00"
    assert report.relays == ("Radio One", "Radio Two")
    assert report.target_class == "civilian"


def test_a_stated_zero_and_an_empty_cell_differ(tmp_path: Path) -> None:
    """0 killed is a number, an empty cell is unknown; no position is left to the gazetteer."""
    found = fields(taken(tmp_path, killed="0", injured="", lat="", lon="")[0][0])
    assert found["killed"] == [0, 0]
    assert "injured" not in found
    assert found["places"][0]["lat"] is None


def test_an_unknown_act_is_not_guessed_and_none_leaves_the_words(tmp_path: Path) -> None:
    """A word of the monitor's own is an attack of unknown means; no act leaves text to read."""
    assert fields(taken(tmp_path, act="kerfuffle")[0][0])["act"] == "attack_unspecified"
    assert fields(taken(tmp_path, act="")[0][0]) == {
        "as": "text",
        "text": "Mortar bombs fell on a farm.",
    }


def test_the_perpetrator_is_what_the_row_says(tmp_path: Path) -> None:
    """Another party's id changes the perpetrator and nothing else."""
    path = tmp_path / "t.csv"
    said = []
    for party in ("AAA", "BBB"):
        path.write_text(
            f"date,place,act,text,perpetrator\n2025-04-20,Thornby,drone,A drone fell.,{party}\n",
            encoding="utf-8",
        )
        captured, _ = gathered(path)
        said.append(fields(captured[0]))
    assert [each.pop("perpetrator") for each in said] == ["AAA", "BBB"]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("date", "31 April 2025", "not a day"),
        ("date", "yesterday", "not a time"),
        ("zone", "Atlantis/Capital", "zone"),
        ("lat", "148.1", "no position"),
        ("lon", "", "no position"),
        ("killed", "several", "not a number"),
        ("injured", "5-2", "not a number"),
        ("id", "x" * 2_000, "2,000 characters"),
    ],
)
def test_a_bad_row_costs_only_itself(tmp_path: Path, column: str, value: str, says: str) -> None:
    """Days, zones, positions and numbers that are none are named; nothing is taken of the row."""
    captured, rejected = taken(tmp_path, **{column: value})
    assert not captured
    assert [says in each for each in rejected] == [True]


def test_a_workbook_reads_as_the_same_table_does(tmp_path: Path) -> None:
    """The same cells in a sheet give the same fields."""
    (tmp_path / "a.xlsx").write_bytes(workbook_of({"Log": [tuple(ROW), tuple(ROW.values())]}))
    sheet, bad = gathered(tmp_path / "a.xlsx")
    assert not bad
    assert fields(sheet[0]) == fields(taken(tmp_path)[0][0])
