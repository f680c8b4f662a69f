"""One finished run of the bundled case, shared by the tests that look at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from truceline.model.columns import from_table
from truceline.model.doors import RECORDS
from truceline.pipeline.begin import bundled_case
from truceline.pipeline.run import Outcome, run
from truceline.record import CaseStore


def records(folder: Path, name: str) -> list[Any]:
    """Return a case's records of one kind."""
    store = CaseStore.open(folder)
    try:
        return from_table(RECORDS[name], store.table(name))
    finally:
        store.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return the outcome of the bundled case, run once."""
    folder = bundled_case(tmp_path_factory.mktemp("demo") / "easter-2025")
    return run(folder, resume=False)


@pytest.fixture(scope="session")
def found(demo: Outcome) -> Callable[[str], list[Any]]:
    """Return a look-up of the bundled case's records by kind."""
    return lambda name: records(demo.folder, name)


@pytest.fixture(scope="session")
def page(demo: Outcome) -> str:
    """Return the bundled case's report as HTML."""
    return demo.report.read_text(encoding="utf-8")
