"""Hand-made clusters and edges for the tests of merging."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import numpy as np

from tests.fuse.records import NOON, report, tables
from truceline.fuse.decisions import Bonds
from truceline.fuse.likeness import Edges, State, state_of
from truceline.fuse.likeness.fields import FIELDS
from truceline.fuse.merging.fusing import Fused, fused_of
from truceline.fuse.reported import Reports, reports_of
from truceline.fuse.settings import Settings
from truceline.ground.times import TimeRange
from truceline.model.stage import Tables
from truceline.model.statement import Statement
from truceline.model.values import Place

SETTINGS = Settings.load()


def drawn(seed: int) -> Random:
    """Return a source of numbers that a seed fixes."""
    return Random(seed)  # noqa: S311 - a test


def front(random: Random, number: int) -> list[Statement]:
    """Return reports of a few villages and hours, near enough for many to be one or another."""
    found = []
    for i in range(number):
        begin = NOON + timedelta(hours=random.choice((0, 1, 3, 8, 30)))
        place = Place(
            name="V",
            lat=50.0 + 0.04 * random.randrange(6),
            lon=30.0 + 0.05 * random.randrange(4),
            radius_m=random.choice((1000.0, 3000.0, 9000.0)),
            level="settlement",
        )
        length = timedelta(hours=random.choice((1, 6, 24)))
        found.append(
            report(
                f"{i:03}",
                act=random.choice(("shelling", "explosion", "abduction", "")),
                places=(place,),
                time=TimeRange(earliest=begin, latest=begin + length),
                quote=" ".join(random.choices("red barn mill road hill ford".split(), k=4)),  # noqa: SIM905 - shorter
            )
        )
    return found


def state_for(reports: Reports) -> State:
    """Return each report as a cluster of its own, under one background."""
    number = len(reports.row)
    return state_of(reports, np.arange(number), np.full(number, -13.0), SETTINGS)


def edges_for(random: Random, number: int, share: float = 0.8, held: float = 0.0) -> Edges:
    """Return some of all edges, ascending, with words that differ for each, some held apart."""
    pairs = [(i, j) for i in range(number) for j in range(i + 1, number) if random.random() < share]
    a, b = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    said = np.zeros((len(a), len(FIELDS)))
    said[:, FIELDS.index("text")] = [random.uniform(-2.0, 4.0) for _ in pairs]
    return Edges(
        a=a,
        b=b,
        pairs=np.ones(len(a)),
        fields=said,
        origin=np.array([float(random.random() < 0.05) for _ in pairs]),
        held=np.array([random.random() < held for _ in pairs], dtype=np.bool_),
    )


def fused_from(batch: Tables, bonds: Bonds | None = None) -> tuple[Reports, Fused]:
    """Return the reports of a batch and their clusters."""
    reports = reports_of(batch)
    return reports, fused_of(reports, bonds or Bonds(), SETTINGS)


def copies(said: Statement, number: int) -> list[Statement]:
    """Return copies of a statement in documents of their own, named after it."""
    return [
        replace(said, id=f"{said.id}-{i:03}", document=f"{said.document}-{i:03}")
        for i in range(number)
    ]


def batch_of_front(seed: int, number: int) -> Tables:
    """Return the tables of a front."""
    return tables(front(drawn(seed), number))
