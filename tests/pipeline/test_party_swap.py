"""Swapping the parties in the input swaps them in the output and changes nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from truceline.pipeline.begin import bundled_case
from truceline.pipeline.run import Outcome, run
from truceline.vocabulary.files import DATA

SWAP = {"RUS": "UKR", "UKR": "RUS", '"RU"': '"UA"', '"UA"': '"RU"', ",RU,": ",UA,", ",UA,": ",RU,"}
PATTERN = re.compile("|".join(re.escape(each) for each in SWAP))


def swapped(text: str) -> str:
    """Return a text with the two parties' ids exchanged."""
    return PATTERN.sub(lambda found: SWAP[found.group()], text)


def swap_files(folder: Path) -> None:
    """Exchange the two parties' ids in every data file of a folder."""
    for path in folder.rglob("*"):
        if path.suffix in (".yaml", ".toml", ".csv"):
            path.write_text(swapped(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_the_report_swaps_and_nothing_else_changes(tmp_path: Path, demo: Outcome) -> None:
    """Vocabulary, agreement and case with the parties exchanged: the same report, exchanged."""
    folder = bundled_case(tmp_path / "easter-2025")
    shutil.copytree(DATA / "vocabulary", folder / "vocabulary")
    shutil.copy(DATA / "agreements" / "easter-2025.yaml", folder / "agreement.yaml")
    swap_files(folder)
    settings = (folder / "case.toml").read_text(encoding="utf-8")
    settings = settings.replace('agreement = "easter-2025"', 'agreement = "agreement.yaml"')
    settings = 'vocabulary = "vocabulary"\n' + settings
    (folder / "case.toml").write_text(settings, encoding="utf-8")
    outcome = run(folder, resume=False)
    mine = demo.report.with_suffix(".json").read_text(encoding="utf-8")
    theirs = outcome.report.with_suffix(".json").read_text(encoding="utf-8")
    assert "RUS" in mine
    assert swapped(theirs) == mine
