"""Splink as a baseline: it learns from the reports alone, and its absence is told."""

from __future__ import annotations

import os

import numpy as np
import pytest

from tests.lab.linking.made import Said, tables
from truceline.ground.errors import UsageError
from truceline.lab.linking import probabilistic
from truceline.lab.linking.agreement import agreement
from truceline.lab.linking.probabilistic import installed, linked
from truceline.model.stage import Tables


@pytest.fixture
def splink() -> None:
    """Skip where Splink is not installed; fail there in CI."""
    if not installed():
        if os.environ.get("CI"):
            pytest.fail("Splink must be installed in CI: it is a baseline")
        pytest.skip("needs Splink")


def many() -> tuple[Tables, list[int]]:
    """Return reports of sixty incidents in ten towns, five of each, and whose they are."""
    rng = np.random.default_rng(5)
    reports, truth = [], []
    for i in range(60):
        town, hour = int(rng.integers(10)), float(rng.uniform(0, 500))
        act = ("shelling", "mine", "clash")[i % 3]
        for j in range(5):
            late = hour + float(rng.normal(0, 0.3))
            place = f"Town {town}"
            reports.append(
                Said(
                    km=town * 70.0, hour=late, act=act, place=place, source=f"s{j}", published=late
                )
            )
            truth.append(i)
    return tables(reports), truth


@pytest.mark.usefixtures("splink")
def test_it_finds_most_incidents_that_lie_far_apart_and_the_same_ones_each_time() -> None:
    """Where towns and days keep incidents apart it links most pairs, alike in two runs."""
    batch, truth = many()
    labels = linked(batch)
    assert labels.tolist() == linked(batch).tolist()
    ours = agreement(np.array(truth), labels, np.zeros(len(truth), dtype=np.int64)).linking_f1()
    assert float(ours(np.zeros((1, 1), dtype=np.int64))[0]) > 0.8


@pytest.mark.usefixtures("splink")
def test_few_or_no_reports_are_no_error() -> None:
    """Nothing, one report, two of them, and reports without a place."""
    for reports in ([], [Said()], [Said(), Said()], [Said(km=None), Said(kind="denial")]):
        labels = linked(tables(reports))
        assert len(labels) == len(reports)


def test_its_absence_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package there is an error that says how to mend it."""
    monkeypatch.setattr(probabilistic, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match="not installed"):
        linked(tables([Said(), Said()]))
