"""Cuts a data folder to the days of a truce: tables as a case would collect them."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from truceline.collect import CollectInput
from truceline.ground.spreadsheets import write_csv
from truceline.ground.times import TimeRange, zone_of
from truceline.lab.baselines import feed_rows, months_of

KYIV = "Europe/Kyiv"  # the zone of the tables' own clocks, where they have one
CLAIMS, ALARMS = "truces/claims.csv", "alerts_ua/channel_message_ids_daily.csv"
LAUNCHES, HEADLINES = "launches_ua/launches.csv.gz", "viina"
ANSWERS = ("origin_id", "distortion_flag")  # what a replay must not see

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What of a data folder belongs to a replay.

    days: from the first to the last day of headlines, launches and alarms; claims: the truce's
    name in the table of claims.
    """

    days: TimeRange
    claims: str

    def write(self, data: Path, into: Path) -> list[CollectInput]:
        """Write the tables into a folder and return how to collect them."""
        tables: list[tuple[str, str | None, Iterable[Row]]] = [
            ("viina", None, self._headlines(data / HEADLINES)),
            ("truce_claims", None, self._claims(data / CLAIMS)),
            ("alarm_messages", "alarm-messages", self._within(data / ALARMS, "snapshot_utc")),
            ("launches", "claimed-launches", self._within(data / LAUNCHES, "time_start")),
        ]
        found = []
        for mapping, source, rows in tables:
            path = into / f"{mapping}.csv"
            if _write(path, rows):
                found.append(CollectInput(path=path, source=source, mapping=mapping))
        return found

    def _headlines(self, folder: Path) -> Iterator[Row]:
        first, last = (_local(each) for each in (self.days.earliest, self.days.latest))
        days = _months(first, last)
        for row in feed_rows(folder, days):
            if first <= row["datetime"] < last:
                yield row

    def _claims(self, path: Path) -> Iterator[Row]:
        for row in _rows(path):
            if row["truce"] == self.claims:
                yield {key: value for key, value in row.items() if key not in ANSWERS}

    def _within(self, path: Path, key: str) -> Iterator[Row]:
        for row in _rows(path):
            if row[key] and self._holds(row[key]):
                yield row

    def _holds(self, text: str) -> bool:
        """Tell whether a time lies on one of the days; not all tables write hours alike."""
        first, last = (_local(each)[:10] for each in (self.days.earliest, self.days.latest))
        return first <= text[:10] <= last


def _local(moment: datetime) -> str:
    return moment.astimezone(zone_of(KYIV)).strftime("%Y-%m-%d %H:%M:%S")


def _months(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:7])
    days = []
    while f"{year:04}-{month:02}" <= last[:7]:
        days.append(f"{year:04}-{month:02}-01")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004 - months
    return months_of(days)


def _rows(path: Path) -> Iterator[Row]:
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(text, newline=""))


def _write(path: Path, rows: Iterable[Mapping[str, str]]) -> int:
    """Write rows as a table, as many as there are; no file where there is none."""
    taken = list(rows)
    if taken:
        header = list(taken[0])
        write_csv(path, header, ([row[name] for name in header] for row in taken))
    return len(taken)
