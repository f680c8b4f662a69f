"""Replays run on real data: what is missing stays not known, and the readings' starts differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from truceline.agreements import load
from truceline.collect import CollectInput
from truceline.ground.times import TimeRange
from truceline.lab.board import BOARDS
from truceline.lab.replays.folder import KYIV, Cut
from truceline.lab.replays.replayed import (
    FILE,
    captured_from,
    laid_out,
    replay_named,
    replay_names,
)
from truceline.lab.replays.stopping import looked_up
from truceline.publish.kinds import known_kinds
from truceline.read import Reader
from truceline.vocabulary.files import DATA
from truceline.vocabulary.sources import load_sources

HEADLINE = (
    "datetime,lon,lat,place_name,event_type,headline\n"
    "2025-03-27 00:00:00,,,,,Shelling by Russian troops hit a power substation in Kherson.\n"
)


def test_every_replay_names_an_agreement_with_a_window() -> None:
    """The shipped replays have boards, and their agreements a window to lay things on."""
    assert {f"replay-{each}" for each in replay_names()} <= set(BOARDS)
    for name in replay_names():
        assert load(replay_named(name).agreement).window is not None


def test_a_report_without_a_time_is_dated_by_its_publication(tmp_path: Path) -> None:
    """It is judged by when it was first reported: readings that begin before that see it."""
    path = tmp_path / "viina.csv"
    path.write_text(HEADLINE, encoding="utf-8")
    captured = captured_from([CollectInput(path=path, mapping="viina")])
    agreement = load("energy-2025")
    reader = Reader.load(zone=KYIV)
    given = laid_out(agreement, reader, {}, captured, datetime(2025, 4, 1, tzinfo=UTC))
    assert len(given.incidents) == 1
    assert given.incidents[0].time is None
    assert given.incidents[0].reported is not None
    told = {fact.what for each in given.findings for fact in each.facts}
    assert any("no report tells when it happened" in each for each in told)
    free = [e for e in given.findings if e.reading.endswith("energy-listed.not-released")]
    assert {each.reading.split(".")[1] for each in free if each.p["breach"] > 0} == {
        "from-18-march",
        "from-25-march",
        "from-own-word",
    }
    assert any(kind.kind == "energy" for kind in known_kinds(looked_up(given)))
    assert {each.reading for each in given.totals} == {each.id for each in agreement.readings}


@pytest.mark.shared
def test_missing_launches_of_a_truce_stay_not_known(shared_data: Path, tmp_path: Path) -> None:
    """No row of launches lies in the thirty hours of Easter: no replay makes a zero of it."""
    agreement = load("easter-2025")
    assert agreement.window is not None
    week = timedelta(days=7)
    days = TimeRange(
        earliest=agreement.window.earliest - week, latest=agreement.window.latest + week
    )
    inputs = Cut(days=days, claims="EASTER2025").write(shared_data, tmp_path)
    counted = [each for each in inputs if each.mapping != "viina"]
    sources = load_sources(DATA / FILE)
    reader = Reader.load(sources=sources, zone=KYIV)
    given = laid_out(agreement, reader, sources, captured_from(counted), days.latest)
    known = {each.kind: each for each in known_kinds(looked_up(given))}
    tables = [each for each in known["drones"].strands if each.how == "table"]
    assert tables
    assert {each.word for each in tables} == {"not_known"}
    assert all(each.rates[1].covered == 0 for each in tables)
    assert known["drones"].word == "went_on"  # each side says so of the other
    assert known["alarms"].word == "fell"
