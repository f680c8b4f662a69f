"""A data folder is cut to a truce's days, and answers stay out of what is replayed."""

from __future__ import annotations

import csv
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from truceline.ground.times import TimeRange
from truceline.lab.replays.folder import ALARMS, CLAIMS, LAUNCHES, Cut

DAYS = TimeRange(
    earliest=datetime(2025, 3, 30, 21, tzinfo=UTC), latest=datetime(2025, 4, 1, 21, tzinfo=UTC)
)
HEADLINES = '"datetime","lon","lat","place_name","event_type","headline"\n{}'
ROW = '"{} 00:00:00","1","2","Town","x","Shells on {}"\n'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a small folder of data."""
    folder = tmp_path / "data"
    for name in ("viina", "truces", "alerts_ua", "launches_ua"):
        (folder / name).mkdir(parents=True)
    for month, days in (("202503", ("2025-03-29", "2025-03-31")), ("202504", ("2025-04-01",))):
        text = HEADLINES.format("".join(ROW.format(day, day) for day in days))
        path = folder / "viina" / f"viina_{month}.csv.gz"
        path.write_bytes(gzip.compress(text.encode("utf-8-sig")))
    (folder / CLAIMS).write_text(
        "claim_id,truce,quantity,origin_id,distortion_flag\nA,T1,5,O1,x\nB,T2,6,O2,\n", "utf-8"
    )
    (folder / ALARMS).write_text(
        "snapshot_utc,official_last_msg_id\n2025-03-31T00:20:00+00:00,5\n2025-05-01T00:20:00+00:00,9\n"
    )
    launches = "time_start,time_end,launched\n2025-04-01 3:30,2025-04-01 9:00,7\n,,1\n"
    (folder / LAUNCHES).write_bytes(gzip.compress(launches.encode()))
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    """Return a table's rows."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_only_the_days_and_the_truce_are_taken(data: Path, tmp_path: Path) -> None:
    """Rows of other days and of other truces stay out; an hour of one digit is an hour."""
    into = tmp_path / "cut"
    into.mkdir()
    inputs = {each.mapping: each for each in Cut(days=DAYS, claims="T1").write(data, into)}
    assert [each["headline"] for each in rows(inputs["viina"].path)] == [
        "Shells on 2025-03-31",
        "Shells on 2025-04-01",
    ]
    assert [each["claim_id"] for each in rows(inputs["truce_claims"].path)] == ["A"]
    assert len(rows(inputs["alarm_messages"].path)) == 1
    assert len(rows(inputs["launches"].path)) == 1


def test_answers_are_not_written(data: Path, tmp_path: Path) -> None:
    """What claims are scored against does not reach the replay."""
    (into := tmp_path / "cut").mkdir()
    inputs = Cut(days=DAYS, claims="T1").write(data, into)
    claims = next(each.path for each in inputs if each.mapping == "truce_claims")
    assert set(rows(claims)[0]) == {"claim_id", "truce", "quantity"}


def test_a_table_without_rows_is_no_input(data: Path, tmp_path: Path) -> None:
    """A truce that nobody made claims about has no table of claims."""
    (into := tmp_path / "cut").mkdir()
    inputs = Cut(days=DAYS, claims="T9").write(data, into)
    assert "truce_claims" not in {each.mapping for each in inputs}
