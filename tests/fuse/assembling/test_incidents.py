"""Writing out: incidents in columns say to the digit what plain Python says of each cluster."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.assembling.plain import plain_incident
from tests.fuse.records import NORTHTOWN, SOUTHTOWN, killed, origin, report, tables
from tests.fuse.reported.batches import batches
from tests.fuse.reported.plain import plain_reports
from truceline.fuse.assembling import incidents_of
from truceline.fuse.reported import Reports, reports_of
from truceline.fuse.settings import Settings
from truceline.lab.headlines import documents_of, load_gold, statements_of, traced_batch
from truceline.model.columns import from_table, schema_of
from truceline.model.incident import Incident
from truceline.model.stage import Tables
from truceline.read import Reader

SETTINGS = Settings.load()


def _numbered(homes: list[int]) -> np.ndarray:
    """Return cluster numbers with none left out."""
    return np.unique(np.array(homes, dtype=np.int64), return_inverse=True)[1].reshape(-1)


def compared(batch: Tables, home: np.ndarray, link: np.ndarray, denied: np.ndarray) -> None:
    """Fail unless columns and plain Python make the same incidents of the same clusters."""
    found = from_table(Incident, incidents_of(reports_of(batch), home, link, denied, SETTINGS))
    plain = plain_reports(batch)
    told, denials = plain[: len(home)], plain[len(home) :]
    for i, each in enumerate(found):
        mine = np.flatnonzero(home == i)
        wanted = plain_incident(
            [told[j] for j in mine],
            link[mine].tolist(),
            [denials[j] for j in np.flatnonzero(denied == i)],
            SETTINGS,
        )
        assert each == wanted
        assert list(each.attribution) == list(wanted.attribution)


@settings(deadline=None)
@given(batches(), st.randoms(use_true_random=False), st.integers(1, 8))
def test_columns_say_what_plain_incidents_say(batch: Tables, random: Random, most: int) -> None:
    """Whatever the reports and however they are clustered, all that incidents say is the same."""
    reports = reports_of(batch)
    told = len(reports.row) - reports.denials
    home = _numbered([random.randrange(most) for _ in range(told)])
    link = np.array([random.choice((1.0, 0.9, 0.5001)) for _ in range(told)])
    clusters = int(home.max()) + 1 if told else 0
    denied = [random.randrange(-1, clusters) for _ in range(reports.denials)]
    compared(batch, home, link, np.array(denied, dtype=np.int64))


def _swapped(value: Any) -> Any:  # noqa: ANN401 - any content of a table
    """Return a value with two parties in each other's place."""
    if isinstance(value, dict):
        return {name: _swapped(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_swapped(each) for each in value]
    return {"AAA": "BBB", "BBB": "AAA"}.get(value, value) if isinstance(value, str) else value


@settings(deadline=None)
@given(batches(), st.randoms(use_true_random=False))
def test_swapping_two_parties_swaps_them_and_changes_nothing_else(
    batch: Tables, random: Random
) -> None:
    """With two parties in each other's place the incidents are the same, those two swapped."""
    other = {
        name: pa.Table.from_pylist(_swapped(table.to_pylist()), schema=table.schema)
        for name, table in batch.items()
    }
    one, two = reports_of(batch), reports_of(other)
    home = _numbered([random.randrange(3) for _ in range(len(one.row) - one.denials)])
    denied = np.arange(one.denials) % (int(home.max()) + 1) if len(home) else -np.ones(one.denials)
    columns = (home, np.ones(len(home)), denied.astype(np.int64), SETTINGS)
    mirrored = str(incidents_of(two, *columns).to_pylist())
    back = mirrored.replace("AAA", "~").replace("BBB", "AAA").replace("~", "BBB")
    assert back == str(incidents_of(one, *columns).to_pylist())


def _one(reports: Reports, **columns: Any) -> Incident:  # noqa: ANN401 - any column
    told = len(reports.row) - reports.denials
    given_columns = {
        "home": np.zeros(told, dtype=np.int64),
        "link": np.ones(told),
        "denied": np.zeros(reports.denials, dtype=np.int64),
        **columns,
    }
    (found,) = from_table(Incident, incidents_of(reports, **given_columns, settings=SETTINGS))
    return found


def test_a_statement_in_one_incident_through_two_parts_is_one_member() -> None:
    """Both towns of a statement in one cluster: one member, with the larger p."""
    both = report("a", places=(NORTHTOWN, replace(SOUTHTOWN, mention=1)), killed=killed(2))
    found = _one(reports_of(tables([both])), link=np.array([0.4, 0.7]))
    assert [(each.statement, each.p) for each in found.members] == [("st-a", 0.7)]
    assert found.killed is not None
    assert (found.killed.low, found.killed.best, found.killed.high) == (0, None, 2)


@pytest.mark.parametrize(
    ("direct", "status"), [((True, True), "corroborated"), ((True, False), "reported")]
)
def test_two_of_no_party_corroborate_where_both_saw_it(
    direct: tuple[bool, bool], status: str
) -> None:
    """Two witnesses of no party are two voices; a witness and someone who was told are not."""
    origins = [origin(n, n, direct=d, speaker=n) for n, d in zip("ab", direct, strict=True)]
    assert _one(reports_of(tables([report("a"), report("b")], origins))).status == status


def test_no_reports_make_no_incidents() -> None:
    """An empty batch gives an empty table of the right columns."""
    none = np.empty(0, dtype=np.int64)
    found = incidents_of(reports_of(tables([])), none, np.empty(0), none, SETTINGS)
    assert (found.num_rows, found.schema) == (0, schema_of(Incident))


def test_a_denial_that_bears_on_nothing_is_left_out() -> None:
    """What nobody was found to have reported cannot be disputed."""
    reports = reports_of(tables([report("a"), report("d", kind="denial", denies="event")]))
    found = _one(reports, denied=np.array([-1]))
    assert (found.status, found.denials) == ("reported", ())


def test_many_candidates_are_cut_and_compared_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of places in one incident, and pairs looked at a few at a time, change nothing."""
    monkeypatch.setattr("truceline.fuse.assembling.candidates._PAIRS", 7)
    towns = [
        replace(NORTHTOWN, name=f"Town {i}", lat=40 + i / 50, radius_m=2000.0 + i)
        for i in range(150)
    ]
    batch = tables([report(f"{i}", places=(town,)) for i, town in enumerate(towns)])
    home = np.arange(150) % 2
    compared(batch, home, np.ones(150), np.empty(0, dtype=np.int64))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["easter", "energy"])
def test_real_headlines_make_the_same_incidents(shared_data: Path, name: str) -> None:
    """Headlines of a few days, read and traced, in clusters by likeliest place and at random."""
    documents = documents_of(load_gold(shared_data / "gold" / f"{name}.jsonl"))
    batch = traced_batch(documents, statements_of(documents, Reader.load()))
    reports = reports_of(batch)
    told = len(reports.row) - reports.denials
    assert told > 50
    names = dict(zip(reports.point_of.tolist()[::-1], reports.name.to_pylist()[::-1], strict=True))
    towns = [names.get(i, "") for i in range(told)]
    drawn = np.random.default_rng(7)
    for homes in (towns, drawn.integers(0, 20, told)):
        home = np.unique(homes, return_inverse=True)[1].reshape(-1)
        denied = drawn.integers(-1, int(home.max()) + 1, reports.denials)
        compared(batch, home, drawn.choice([0.8, 1.0], told), denied)
