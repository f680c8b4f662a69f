"""Swapping the parties in the input swaps them in the output and changes nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from truceline.pipeline.begin import bundled_case
from truceline.pipeline.run import Outcome, run
from truceline.vocabulary.files import DATA

SWAP = {"RUS": "UKR", "UKR": "RUS"}
PATTERN = re.compile("|".join(SWAP))


def swapped(text: str) -> str:
    """Return a text with the two parties' ids exchanged."""
    return PATTERN.sub(lambda found: SWAP[found.group()], text)


def swap_files(folder: Path) -> None:
    """Exchange the two parties' ids in files that describe, never in those that testify."""
    for path in folder.rglob("*.yaml"):
        path.write_text(swapped(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_the_report_swaps_and_nothing_else_changes(tmp_path: Path, demo: Outcome) -> None:
    """Vocabulary, agreement and case with the parties exchanged: the same report, exchanged."""
    folder = bundled_case(tmp_path / "easter-2025")
    shutil.copytree(DATA / "vocabulary", folder / "vocabulary")
    shutil.copy(DATA / "agreements" / "easter-2025.yaml", folder / "agreement.yaml")
    for mapping in ("truce_claims", "alarm_messages", "launches"):
        shutil.copy(DATA / "mappings" / f"{mapping}.yaml", folder / f"{mapping}.yaml")
    swap_files(folder)
    settings = (folder / "case.toml").read_text(encoding="utf-8")
    settings = settings.replace('agreement = "easter-2025"', 'agreement = "agreement.yaml"')
    settings = re.sub(r'mapping = "(\w+)"', r'mapping = "\1.yaml"', settings)
    settings = 'vocabulary = "vocabulary"\n' + settings
    (folder / "case.toml").write_text(settings, encoding="utf-8")
    outcome = run(folder, resume=False)
    mine = demo.report.with_suffix(".json").read_text(encoding="utf-8")
    theirs = outcome.report.with_suffix(".json").read_text(encoding="utf-8")
    assert "RUS" in mine
    assert swapped(theirs) == mine
