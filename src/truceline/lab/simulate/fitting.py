"""Figures of the simulator's ground fitted to headlines, labelled clusters, alarms and lines."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
from numpy.typing import NDArray

from truceline.lab.baselines import ACTS
from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.headlines import ZONE
from truceline.lab.simulate.depths import depths
from truceline.lab.simulate.laws import law_of_ranks, spread_and_memory, zeta_exponent

Figures = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]

NO_KIND = frozenset({"attack_unspecified", "mixed", "explosion", "abduction", ""})
MOST_RANKS = 300  # places after which most have had one report: rounding, no law
_DIGITS = 4


def fitted(data: Path) -> Figures:
    """Return the section `fitted` of fronts.yaml, each figure with the n that it rests on.

    data: a folder with gold/, viina/, places/, alerts_ua/ and control/.
    """
    clusters = _clusters(data / "gold")
    table = feed_of(data / "viina")
    return {
        "acts": _acts(clusters),
        "places": _places(table),
        "homonyms": _homonyms(data / "places" / "viina_places.csv"),
        "front_hours": _front_hours(table),
        "rear_hours": _rear_hours(data / "alerts_ua" / "official_2022_2024.csv.gz"),
        "days": _days(table),
        "harm": _harm(clusters),
        "depths": depths(table, data),
        "telling": _telling(clusters, table),
    }


def _shares(counts: Mapping[str, int]) -> Figures:
    total = sum(counts.values())
    shares = {key: round(value / total, _DIGITS) for key, value in counts.items()}
    return {"n": total, **shares}


def _clusters(folder: Path) -> list[Rows]:
    """Return the labelled rows of each incident, each file apart."""
    found: list[Rows] = []
    for name in GOLD_SETS:
        rows = map(json.loads, (folder / f"{name}.jsonl").read_text("utf-8").splitlines())
        members: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in rows:
            for incident in (row.get("cluster_a") or "").split("+") if row["kind"] else ():
                if row["kind"] == "incident" and incident:
                    members[incident].append(row)
        found += members.values()
    return found


def feed_of(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return the feed as a table `feed` (moment, day, lat, lon, place, act, headline, printed)."""
    base = duckdb.connect()
    base.execute("create table codes (rank integer, code varchar, act varchar)")
    rows = [(rank, code, act) for rank, (code, act) in enumerate(ACTS.items())]
    base.executemany("insert into codes values (?, ?, ?)", rows)
    base.execute(
        """create table feed as
        select datetime as moment, datetime::date as day, lat, lon, place_name as place, headline,
            datetime::time != '00:00:00' as printed,
            coalesce((select arg_min(codes.act, codes.rank) from codes
                where list_contains(labels, codes.code)), '') as act
        from (select *, string_split(coalesce(event_type, ''), '|') as labels
              from read_csv(?, header = true, columns = {'datetime': 'timestamp', 'lon': 'double',
                'lat': 'double', 'place_name': 'varchar', 'event_type': 'varchar',
                'headline': 'varchar'}))""",
        [str(folder / "viina_*.csv.gz")],
    )
    return base


def _acts(clusters: Sequence[Rows]) -> Figures:
    """Count the commonest stated act of each incident, those without a kind left out."""
    counts: Counter[str] = Counter()
    for rows in clusters:
        stated = Counter(row["act"] for row in rows if (row.get("act") or "") not in NO_KIND)
        if stated:
            counts[min(stated, key=lambda act: (-stated[act], act))] += 1
    return _shares(dict(sorted(counts.items(), key=lambda each: (-each[1], each[0]))))


def _places(feed: duckdb.DuckDBPyConnection) -> Figures:
    """Fit log count = c - exponent * log(rank + shift) over the places most reported."""
    counts = feed.execute(
        """select count(distinct headline) from feed where act != '' and lat is not null
        group by place, lat, lon order by 1 desc limit ?""",
        [MOST_RANKS],
    ).fetchnumpy()["count(DISTINCT headline)"]
    exponent, shift = law_of_ranks(np.asarray(counts, dtype=np.int64))
    return {"n": len(counts), "exponent": round(exponent, 2), "shift": round(shift, 1)}


def _homonyms(path: Path) -> Figures:
    names = duckdb.execute(
        "select count(*) from read_csv(?) group by name", [str(path)]
    ).fetchnumpy()["count_star()"]
    total = int(names.sum())
    return {"n": total, "share": round(float(names[names > 1].sum()) / total, _DIGITS)}


def _front_hours(feed: duckdb.DuckDBPyConnection) -> Figures:
    """Return the hours, in UTC, at which reports of acts print that they came out."""
    moments = feed.execute("select moment from feed where printed and act != ''").fetchall()
    zone = ZoneInfo(ZONE)
    offsets = Counter(at.hour - _offset(zone, at) for (at,) in moments)
    return _hours({hour % 24: 0 for hour in range(24)} | _folded(offsets))


def _offset(zone: ZoneInfo, at: datetime) -> int:
    found = at.replace(tzinfo=zone).utcoffset()
    return round(found.total_seconds() / 3600) if found else 0


def _folded(counts: Mapping[int, int]) -> dict[int, int]:
    found: Counter[int] = Counter()
    for hour, count in counts.items():
        found[hour % 24] += count
    return dict(found)


def _rear_hours(path: Path) -> Figures:
    """Return the hours, in UTC, at which alarms begin."""
    rows = duckdb.execute(
        "select started_at[12:13]::int, count(*) from read_csv(?, all_varchar = true) group by 1",
        [str(path)],
    ).fetchall()
    return _hours(dict(rows))


def _hours(counts: Mapping[int, int]) -> Figures:
    total = sum(counts.values())
    shares = [round(counts.get(hour, 0) / total, _DIGITS) for hour in range(24)]
    return {"n": total, "shares": shares}


def _days(feed: duckdb.DuckDBPyConnection) -> Figures:
    """Return how a day's count varies about its season's mean beyond chance, and remembers."""
    rows = feed.execute(
        """select year(day), count(distinct headline) from feed where act != ''
        group by day, year(day) order by day"""
    ).fetchall()
    years = sorted({year for year, _ in rows})
    series = [np.array([n for year, n in rows if year == one]) for one in years]
    spread, memory = spread_and_memory(series)
    return {"n": len(rows), "spread": round(spread, 3), "memory": round(memory, 3)}


def _harm(clusters: Sequence[Rows]) -> Figures:
    """Return shares of incidents with harm, and the zeta exponents of its numbers."""
    killed, injured = (_most(clusters, key) for key in ("killed", "injured"))
    return {
        "n": len(clusters),
        "killed": round(float(np.mean(killed > 0)), _DIGITS),
        "injured": round(float(np.mean(injured > 0)), _DIGITS),
        "both": round(float(np.mean((killed > 0) & (injured > 0))), _DIGITS),
        "killed_exponent": round(zeta_exponent(killed[killed > 0]), 2),
        "injured_exponent": round(zeta_exponent(injured[injured > 0]), 2),
    }


def _most(clusters: Sequence[Rows], key: str) -> NDArray[np.int64]:
    """Return the highest number stated of each incident as at least so many, 0 for none."""
    return np.array(
        [max((int(row[key][0]) for row in rows if row.get(key)), default=0) for rows in clusters]
    )


def _telling(clusters: Sequence[Rows], feed: duckdb.DuckDBPyConnection) -> Figures:
    sizes = np.array([len(each) for each in clusters])
    vague = [all((row.get("act") or "") in NO_KIND for row in rows) for rows in clusters]
    timeless = [not any(row.get("event_time") for row in rows) for rows in clusters]
    total, different = feed.execute(
        "select count(*), count(distinct (headline, place, lat, lon)) from feed"
    ).fetchall()[0]
    return {
        "n": len(clusters),
        "reports": round(float(sizes.mean()), 2),
        "single": round(float(np.mean(sizes == 1)), _DIGITS),
        "repeats": round(1 - different / total, _DIGITS),
        "no_act": round(float(np.mean(vague)), _DIGITS),
        "no_time": round(float(np.mean(timeless)), _DIGITS),
    }
