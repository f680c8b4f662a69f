"""Reading in: columns say what plain Python says, in an order that arrival does not change."""

from __future__ import annotations

import dataclasses
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.records import NOON, NORTHTOWN, SOUTHTOWN, killed, origin, report, tables
from tests.fuse.reported.batches import batches, shuffled
from tests.fuse.reported.plain import Report, plain_reports
from truceline.fuse.reported import Reports, reports_of
from truceline.model.stage import Tables
from truceline.model.values import Bounds


def _content(reports: Reports) -> dict[str, object]:
    """Return all that reports say, in a form that can be compared."""
    found: dict[str, object] = {}
    for field in dataclasses.fields(reports):
        value = getattr(reports, field.name)
        if isinstance(value, np.ndarray):
            value = [repr(each) for each in value.ravel().tolist()]
        found[field.name] = value.to_pylist() if hasattr(value, "to_pylist") else value
    return found


@settings(deadline=None)
@given(batches(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(batch: Tables, random: Random) -> None:
    """However the rows of all tables arrive, the reports are the same to the last value."""
    assert _content(reports_of(shuffled(batch, random))) == _content(reports_of(batch))


@settings(deadline=None)
@given(batches())
def test_columns_say_what_plain_reports_say(batch: Tables) -> None:
    """Every report read one by one stands in the columns, with all that it says."""
    found, plain = reports_of(batch), plain_reports(batch)
    assert len(found.row) == len(plain)
    assert found.denials == sum(each.statement.kind == "denial" for each in plain)
    for i, each in enumerate(plain):
        _agree(found, i, each)


def _agree(found: Reports, i: int, plain: Report) -> None:
    said = plain.statement
    assert found.said["id"][int(found.row[i])].as_py() == said.id
    assert found.parts[i] == plain.parts
    at = np.flatnonzero(found.point_of == i)
    assert [each.mention for each in said.places] == found.mention[at].tolist()
    assert [each.name for each in said.places] == [found.name[int(k)].as_py() for k in at]
    assert [each.level for each in said.places] == [found.level[int(k)].as_py() for k in at]
    for name in ("lat", "lon", "radius_m", "p"):
        assert [getattr(p, name) for p in said.places] == getattr(found, name)[at].tolist()
    for time, start, end in (
        (said.time, found.start, found.end),
        (plain.published, found.published_start, found.published_end),
    ):
        ends = [np.nan] * 2 if not time else [time.earliest.timestamp(), time.latest.timestamp()]
        np.testing.assert_equal([start[i], end[i]], ends)
    for bounds, columns in ((said.killed, found.killed), (said.injured, found.injured)):
        np.testing.assert_equal(columns[i].tolist(), _ends(bounds))
    assert _meant(found.parties, found.perpetrator[i]) == said.perpetrator.replace("unknown", "")
    assert _meant(found.targets, found.target[i]) == said.target_class
    assert found.acts[found.act[i]] == said.act
    assert found.origin_ids[int(found.origin[i])].as_py() == plain.origin
    assert (found.side[i].as_py(), found.speaker[i].as_py()) == (plain.side, plain.speaker)
    flags = (said.perpetrator_stated, said.followup, said.background, plain.direct)
    columns_of_flags = (found.stated, found.followup, found.background, found.direct)
    assert tuple(bool(each[i]) for each in columns_of_flags) == flags


def _ends(bounds: Bounds | None) -> list[float]:
    if bounds is None:
        return [np.nan, np.nan]
    return [bounds.min, np.inf if bounds.max is None else bounds.max]


def _meant(words: tuple[str, ...], code: np.int64) -> str:
    return words[code] if code >= 0 else ""


def test_places_named_apart_make_a_report_each() -> None:
    """Two towns far apart are two reports, each with between none and all of the dead."""
    second = dataclasses.replace(SOUTHTOWN, mention=1)
    both = report("a", places=(NORTHTOWN, second), killed=killed(3))
    found = reports_of(tables([both]))
    assert (found.row.tolist(), found.parts.tolist()) == ([0, 0], [2, 2])
    assert found.killed.tolist() == [[0, 3], [0, 3]]
    assert found.name.to_pylist() == ["Northtown", "Southtown"]


def test_homonyms_and_neighbours_stay_one_report() -> None:
    """Two candidates for one name are alternatives; two towns whose circles touch are one place."""
    homonym = dataclasses.replace(SOUTHTOWN, p=0.4)
    next_town = dataclasses.replace(NORTHTOWN, lat=50.05, mention=1)
    for places in ((NORTHTOWN, homonym), (NORTHTOWN, next_town)):
        assert reports_of(tables([report("a", places=places)])).parts.tolist() == [1]


def test_a_chain_of_circles_links_its_ends() -> None:
    """Of three towns in a row the outer two do not touch, but the middle one makes them one."""
    row = [dataclasses.replace(NORTHTOWN, lat=50 + 0.05 * i, mention=i) for i in (0, 2, 1)]
    assert reports_of(tables([report("a", places=tuple(row))])).parts.tolist() == [1]
    assert reports_of(tables([report("a", places=tuple(row[:2]))])).parts.tolist() == [2, 2]


def test_a_statement_in_two_origins_falls_to_the_least_id_however_they_arrive() -> None:
    """Tracing gives each statement one origin; where it does not, arrival decides nothing."""
    origins = [origin("x", "a", "AAA"), origin("b", "a", "BBB")]
    for given_origins in (origins, origins[::-1]):
        found = reports_of(tables([report("a")], given_origins))
        assert found.origin_ids.to_pylist() == ["or-b"]
        assert found.side.to_pylist() == ["BBB"]


def test_tables_that_are_missing_add_nothing() -> None:
    """Statements alone are their own origins, of the party that they can bind."""
    said = tables([report("a", authority="AAA", speaker="staff"), report("b")])["statement"]
    found = reports_of({"statement": said})
    assert found.origin_ids.to_pylist() == ["st-a", "st-b"]
    assert found.side.to_pylist() == ["AAA", None]
    assert found.speaker.to_pylist() == ["staff", ""]
    assert np.isnan(found.published_start).all()


@pytest.mark.parametrize("kind", ["tally", None])
def test_no_reports_make_empty_columns(kind: str | None) -> None:
    """A batch without a report or denial, or without any statement, is read without error."""
    said = [report("a", kind=kind, time=None)] if kind else []
    found = reports_of(tables(said))
    assert (len(found.row), found.denials, len(found.lat), found.killed.shape) == (0, 0, 0, (0, 2))


def test_denials_come_last_and_stay_whole() -> None:
    """A denial of strikes on two towns is one denial, behind all reports though told first."""
    second = dataclasses.replace(SOUTHTOWN, mention=1)
    denial = report("0", kind="denial", places=(NORTHTOWN, second))
    found = reports_of(tables([denial, report("z")]))
    assert found.said["id"].to_pylist() == ["st-z", "st-0"]
    assert (found.denials, found.parts.tolist()) == (1, [1, 1])
    assert NOON.timestamp() == found.start[0]


def test_a_column_in_many_pieces_is_one_column() -> None:
    """Tables joined from several batches are read like one."""
    one, two = tables([report("a")]), tables([report("b", killed=killed(1))])
    joined = {name: pa.concat_tables([one[name], two[name]]) for name in one}
    assert reports_of(joined).said["id"].to_pylist() == ["st-a", "st-b"]
