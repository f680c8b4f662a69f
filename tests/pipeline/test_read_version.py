"""The version of reading: other weights, words or zone mean that a case is read anew."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from truceline.agreements import load as load_agreement
from truceline.pipeline import gather
from truceline.pipeline.begin import new_case
from truceline.pipeline.case import Case, load_case
from truceline.vocabulary.files import DATA, folder_digest


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """Return an empty case."""
    new_case(tmp_path / "case", "easter-2025")
    return load_case(tmp_path / "case")


def version(case: Case) -> str:
    """Return the version of reading a case, all files read again."""
    folder_digest.cache_clear()
    return gather.read_version(case, load_agreement(case.agreement), {})


@pytest.mark.parametrize("file", ["models/headlines.npz", "vocabulary/events.yaml"])
def test_what_ships_counts(
    case: Case, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One byte more in the weights or in the shipped words is another version."""
    for folder in ("models", "vocabulary"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    monkeypatch.setattr(gather, "DATA", tmp_path)
    before = version(case)
    assert version(case) == before
    with (tmp_path / file).open("ab") as out:
        out.write(b"\n")
    assert version(case) != before


def test_the_zone_counts(case: Case) -> None:
    """Another zone for clock times is another version."""
    assert version(case) != version(replace(case, zone="Asia/Tokyo"))
