"""Tables under mappings: what a row says, and what a broken one costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.collect.test_collect import gathered
from truceline.collect import mapping as mappings
from truceline.collect.cells import fields_of
from truceline.ground.errors import TableError
from truceline.model.evidence import Captured

CLAIM_COLUMNS = mappings.load("truce_claims").required
CLAIM = {
    "claim_id": "C1",
    "report_url": "https://example.org/1",
    "publisher": "Some Daily, Ltd.",
    "publish_date": "2025-04-21",
    "lang": "en",
    "claimant": "A ministry",
    "relayed_via": "A wire (verbatim)",
    "accused": "RU",
    "claim_type": "fpv_drone",
    "quantity": "950",
    "unit": "count (over)",
    "window_start": "2025-04-19T21:00Z",
    "window_end": "2025-04-20T21:00Z",
}


def fields(item: Captured) -> dict[str, Any]:
    """Return the typed fields of a table's row."""
    found: dict[str, Any] = json.loads(item.evidence.fields)
    return found


def said(mapping: str, **changed: str) -> dict[str, Any]:
    """Return what a claim says with some cells changed."""
    found: dict[str, Any] = json.loads(fields_of(mappings.load(mapping), {**CLAIM, **changed}))
    return found


def claims_file(folder: Path, *rows: dict[str, str]) -> Path:
    """Write claims as a table and return its path."""
    columns = list(dict.fromkeys([*CLAIM_COLUMNS, *(name for row in rows for name in row)]))
    lines = [columns, *([f'"{row.get(name, "")}"' for name in columns] for row in rows)]
    path = folder / "claims.csv"
    path.write_text("\n".join(",".join(line) for line in lines) + "\n", encoding="utf-8")
    return path


def test_every_ready_mapping_loads() -> None:
    """The mappings that ship fit their own schema and read no column that they forbid."""
    assert mappings.ready() == [
        "acled",
        "alarm_intervals",
        "alarm_messages",
        "fire_days",
        "firms",
        "incidents",
        "launches",
        "truce_claims",
        "ucdp_ged",
        "viina",
    ]
    for name in mappings.ready():
        mapping = mappings.load(name)
        assert mapping.purpose
        assert not mappings.columns_read(mapping) & set(mapping.never_read)


def test_a_claim_becomes_a_tally_with_window_and_open_bounds(tmp_path: Path) -> None:
    """A claim of "950 (over)" is at least 951, in its window, by its publisher."""
    captured, rejected = gathered(claims_file(tmp_path, CLAIM), mapping="truce_claims")
    assert not rejected
    evidence = captured[0].evidence
    assert evidence.source == "some-daily-ltd"
    assert [evidence.given_id, evidence.media_type, evidence.language] == [
        "C1",
        "text/csv-row",
        "en",
    ]
    assert fields(captured[0]) == {
        "as": "tally",
        "quantity": [951, None],
        "unit": "FPV drone strikes",
        "act": "drone_strike",
        "about": "fpv_drone",
        "claimant": "A ministry",
        "perpetrator": "RUS",
        "relays": ["A wire"],
        "window": {"start": "2025-04-19T21:00:00Z", "end": "2025-04-20T21:00:00Z"},
    }


def test_the_window_as_reported_goes_before_the_origins() -> None:
    """An outlet's own window counts where the table gives it, end by end."""
    found = said("truce_claims", reported_start="2025-04-19T15:00Z", reported_end="")
    assert found["window"] == {"start": "2025-04-19T15:00:00Z", "end": "2025-04-20T21:00:00Z"}


def test_answers_in_a_table_change_nothing_that_is_read() -> None:
    """Columns that hold the answers may be there or not: the fields are the same."""
    assert said("truce_claims", origin_id="O1", distortion_flag="x") == said("truce_claims")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"claim_type": "no_air_alerts", "quantity": ""}, [0, 0]),
        ({"unit": "consumers cut off (nearly)", "quantity": "4000"}, [3500, 4000]),
        ({"quantity": ">1300", "unit": "count"}, [1301, None]),
    ],
)
def test_quantities_as_claims_write_them(
    changed: dict[str, str], expected: list[int | None]
) -> None:
    """A stated zero is zero, "nearly" stays below, ">" opens the bounds."""
    assert said("truce_claims", **changed)["quantity"] == expected


def test_an_empty_quantity_is_unknown_and_never_zero() -> None:
    """A claim without a number says nothing that could be counted."""
    assert said("truce_claims", quantity="") == {"as": "text", "text": ""}


def test_positions_are_no_tallies() -> None:
    """A pledge carries its stance and no quantity."""
    found = said("truce_claims", claim_type="position_mirror_pledge", quantity="", accused="")
    assert [found["as"], found["stance"]] == ["position", "accepts_conditionally"]
    assert "quantity" not in found


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"publish_date": "20225-04-21"}, "20225"),
        ({"quantity": "many"}, "not a number"),
        ({"window_end": "2025-04-01T21:00Z"}, "before it begins"),
        ({"window_start": "soon"}, "not a time"),
    ],
)
def test_a_bad_row_costs_only_itself(tmp_path: Path, changed: dict[str, str], word: str) -> None:
    """One row with a bad cell is quarantined with its line; the rows around it come in."""
    rows = [{**CLAIM, **more} for more in ({}, {"claim_id": "C2", **changed}, {"claim_id": "C3"})]
    captured, rejected = gathered(claims_file(tmp_path, *rows), mapping="truce_claims")
    assert [each.evidence.given_id for each in captured] == ["C1", "C3"]
    assert word in rejected[0].rejected.what
    assert rejected[0].rejected.locator == "claims.csv:3"


def test_wrong_columns_are_one_error_that_names_them(tmp_path: Path) -> None:
    """A table of another kind is one quarantined file: what is missing and what was found."""
    (tmp_path / "t.csv").write_text("when,what\n1,2\n3,4\n", encoding="utf-8")
    captured, rejected = gathered(tmp_path / "t.csv", mapping="viina")
    assert not captured
    assert len(rejected) == 1
    assert "lacks the columns datetime, headline" in rejected[0].rejected.what
    assert "when, what" in rejected[0].rejected.what


def test_a_table_without_a_mapping_finds_the_one_that_fits(tmp_path: Path) -> None:
    """Columns that fit exactly one ready mapping need no name."""
    captured, rejected = gathered(claims_file(tmp_path, CLAIM))
    assert [len(captured), len(rejected)] == [1, 0]


def test_an_unclosed_quotation_mark_costs_its_own_line(tmp_path: Path) -> None:
    """Lines after a stray quotation mark are read; cells of several lines stay whole."""
    lines = [
        "datetime,headline",
        '2025-04-20 00:00:00,"open',
        *(f"2025-04-20 0{hour}:00:00,Shelling {hour}" for hour in range(1, 9)),
        '2025-04-20 09:00:00,"two\nlines"',
        "2025-04-20 10:00:00,too,many",
    ]
    (tmp_path / "v.csv").write_text("\n".join(lines), encoding="utf-8")
    captured, rejected = gathered(tmp_path / "v.csv", mapping="viina")
    assert [each.rejected.locator for each in rejected] == ["v.csv:2", "v.csv:13"]
    assert len(captured) == 9
    assert fields(captured[-1])["text"] == "two\nlines"
    assert captured[-1].raw == b'2025-04-20 09:00:00,"two\nlines"'


def test_hostile_cells_are_refused(tmp_path: Path) -> None:
    """NULs, mojibake, wrong bytes and a cell beyond the csv limit each cost one row."""
    rows = [
        b"2025-04-20 01:00:00,good",
        b"2025-04-20 02:00:00,nul \x00",
        b"2025-04-20 03:00:00," + "Обстріл міста".encode().decode("cp1251").encode(),
        b"2025-04-20 04:00:00,\xff\xfe",
        b"2025-04-20 05:00:00," + b"x" * 200_000,
        b"2025-04-20 06:00:00," + b"x" * 2_000_000,
        b"2025-04-20 07:00:00,also good",
    ]
    (tmp_path / "v.csv").write_bytes(b"datetime,headline\n" + b"\n".join(rows))
    captured, rejected = gathered(tmp_path / "v.csv", mapping="viina")
    assert [fields(each)["text"] for each in captured] == ["good", "also good"]
    assert [each.rejected.locator for each in rejected] == [f"v.csv:{n}" for n in range(3, 8)]


def test_headlines_repeated_for_each_place_are_one_item(tmp_path: Path) -> None:
    """Rows alike in headline and time are one item; midnight means that the time is unknown."""
    (tmp_path / "v.csv").write_text(
        "datetime,place_name,headline\n"
        "2025-04-20 00:00:00,A,Shelling\n"
        "2025-04-20 14:30:00,B,Other\n"
        "2025-04-20 00:00:00,C,Shelling\n",
        encoding="utf-8",
    )
    captured, _ = gathered(tmp_path / "v.csv", mapping="viina")
    assert [each.evidence.locator for each in captured] == ["v.csv:2,4", "v.csv:3"]
    assert captured[0].raw == b"2025-04-20 00:00:00,A,Shelling\n2025-04-20 00:00:00,C,Shelling"
    day, moment = (each.evidence.published for each in captured)
    assert day is not None
    assert day.seconds == 86_400
    assert day.earliest.isoformat() == "2025-04-19T21:00:00+00:00"
    assert moment is not None
    assert moment.earliest == moment.latest
    assert fields(captured[0]) == {"as": "text", "text": "Shelling"}


def test_snapshots_give_the_messages_between_them(tmp_path: Path) -> None:
    """Two channels' differences with the exact window; a snapshot that runs backwards is alone."""
    (tmp_path / "m.csv").write_text(
        "snapshot_utc,official_last_msg_id,volunteer_last_msg_id\n"
        "2025-04-20T00:28:29+00:00,100,200\n"
        "2025-04-19T00:00:00+00:00,101,201\n"
        "2025-04-21T00:27:58+00:00,123,\n"
        "2025-04-22T00:27:58+00:00,120,300\n"
        "2025-04-23T00:27:58+00:00,130,310\n",
        encoding="utf-8",
    )
    captured, rejected = gathered(tmp_path / "m.csv", mapping="alarm_messages")
    assert fields(captured[0]) == {
        "as": "detection",
        "channel": "official",
        "unit": "messages",
        "quantity": [23, 23],
        "window": {"start": "2025-04-20T00:28:29Z", "end": "2025-04-21T00:27:58Z"},
    }
    assert fields(captured[1])["also"][0]["quantity"] == [10, 10]
    assert "not later" in rejected[0].rejected.what
    assert "only grows" in rejected[1].rejected.what


def test_a_party_swap_in_a_table_swaps_the_fields_and_nothing_else() -> None:
    """Accusing the other side changes the accused and nothing else."""
    one, other = said("truce_claims", accused="RU"), said("truce_claims", accused="UA")
    assert {**one, "perpetrator": ""} == {**other, "perpetrator": ""}
    assert one["perpetrator"] != other["perpetrator"]


def test_json_lines_under_a_mapping_are_rows(tmp_path: Path) -> None:
    """A row as JSON reads like the same row as CSV; null is an empty cell."""
    row = {"datetime": "2025-04-20 00:00:00", "headline": "Shelling", "lon": None, "lat": 4.5}
    (tmp_path / "v.jsonl").write_text(json.dumps(row) + '\n{"a": 1}\n', encoding="utf-8")
    captured, rejected = gathered(tmp_path / "v.jsonl", mapping="viina")
    assert fields(captured[0]) == {"as": "text", "text": "Shelling"}
    assert "lacks the columns" in rejected[0].rejected.what


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("purpose: x\n", "does not fit"),
        ("purpose: [", "not YAML"),
        (
            "purpose: x\nrequired: [a]\nnever_read: [a]\nitem: {given_id: {columns: [a]}}\n"
            "readings: []\n",
            "never read",
        ),
    ],
)
def test_a_broken_mapping_is_named(tmp_path: Path, content: str, word: str) -> None:
    """A mapping that does not fit, is no YAML or reads what it forbids is a TableError."""
    path = tmp_path / "m.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=word):
        mappings.load(str(path))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "mapping", "items"),
    [
        ("truces/claims.csv", "truce_claims", 118),
        ("viina/viina_202504.csv.gz", "viina", 3350),
        ("alerts_ua/channel_message_ids_daily.csv", "alarm_messages", 578),
        ("launches_ua/launches.csv.gz", "launches", 3247),
    ],
)
def test_real_tables_come_in_without_loss(
    shared_data: Path, file: str, mapping: str, items: int
) -> None:
    """Every row of the real tables is evidence; none is quarantined."""
    captured, rejected = gathered(shared_data / file, mapping=mapping)
    assert [len(captured), len(rejected)] == [items, 0]
    assert len({each.evidence.id for each in captured}) == items


@pytest.mark.shared
def test_the_alarm_messages_of_the_truce_day(shared_data: Path) -> None:
    """23 official and 71 volunteer messages between the two snapshots about the truce's end."""
    captured, _ = gathered(
        shared_data / "alerts_ua" / "channel_message_ids_daily.csv", mapping="alarm_messages"
    )
    day = next(
        said
        for said in map(fields, captured)
        if said["window"] == {"start": "2025-04-20T00:28:29Z", "end": "2025-04-21T00:27:58Z"}
    )
    assert [day["quantity"], day["also"][0]["quantity"]] == [[23, 23], [71, 71]]


@pytest.mark.shared
def test_an_unknown_launch_count_is_left_out(shared_data: Path) -> None:
    """Rows whose launches are empty tell of what was destroyed only."""
    captured, _ = gathered(shared_data / "launches_ua" / "launches.csv.gz", mapping="launches")
    units = [said["unit"] for said in map(fields, captured)]
    assert units.count("destroyed") == 3
