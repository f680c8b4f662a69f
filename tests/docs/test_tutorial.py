"""The pages work: their commands run, in order, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]


def run_blocks(page: Path, folder: Path) -> str:
    """Run all shell blocks of a page as one script that stops at the first failure."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    assert blocks, page
    script = "set -eu\n" + "\n".join(blocks)
    here = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{here}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["/bin/bash", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    """Every page leaves behind what it says that it makes."""
    told = run_blocks(page, tmp_path)
    made = {
        "tutorial": ("findings.jsonl", '"type": "finding"'),
        "tables": ("my-case/report/report.html", "north of Kherson"),
        "agreements": ("my-case/agreement.yaml", "id: local-truce"),
        "sources": ("my-case/report/report.html", "Patrol East"),
    }
    name, words = made[page.stem]
    assert words in (tmp_path / name).read_text(encoding="utf-8")
    if page.stem == "tutorial":
        assert "<html" in (tmp_path / "report.html").read_text(encoding="utf-8")
    if page.stem == "sources":
        assert "incident" in (tmp_path / "incidents.jsonl").read_text(encoding="utf-8")
    assert told
