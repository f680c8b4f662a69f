"""The pages work: their commands run, in order, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.read.language_model.server import completion, endpoint

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = ROOT / "docs" / "how-to"
ASKING = HOW_TO / "language-model.md"  # needs an endpoint: run on its own below
SHOWN = HOW_TO / "fusing.md"  # run with its outputs in test_shown.py
NEEDS_DATA = HOW_TO / "replays.md"  # of labelled data: its commands are run in tests/lab/replays
ELSEWHERE = {ASKING, SHOWN, NEEDS_DATA}
PAGES = [ROOT / "docs" / "tutorial.md", *sorted(set(HOW_TO.glob("*.md")) - ELSEWHERE)]


def run_blocks(page: Path, folder: Path, address: str = "") -> str:
    """Run all shell blocks of a page as one script that stops at the first failure.

    address: takes the place of the endpoint that a page names.
    """
    text = page.read_text(encoding="utf-8").replace("http://localhost:8080/v1", address)
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    assert blocks, page
    script = "set -eu\n" + "\n".join(blocks)
    here = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{here}:{os.environ['PATH']}"}
    environment["XDG_DATA_HOME"] = str(folder / "data")
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
        "places": ("found.jsonl", "Zhurba"),
        "sources": ("my-case/report/report.html", "Patrol East"),
        "simulate": ("fused.jsonl", '"type": "incident"'),
    }
    name, words = made[page.stem]
    assert words in (tmp_path / name).read_text(encoding="utf-8")
    if page.stem == "tutorial":
        assert "<html" in (tmp_path / "report.html").read_text(encoding="utf-8")
    if page.stem == "sources":
        assert "incident" in (tmp_path / "incidents.jsonl").read_text(encoding="utf-8")
    assert told


@pytest.mark.enable_socket
def test_the_page_on_language_models_runs(tmp_path: Path) -> None:
    """Both commands ask the endpoint, and what it points at is printed and kept."""
    quote = "Little is left of the bakery in Sumy since last night."
    answer = completion({"kind": "incident_report", "quote": quote, "place_quotes": ["Sumy"]})
    with endpoint(lambda _: answer) as served:
        told = run_blocks(ASKING, tmp_path, served.url)
        assert len(served.bodies) == 2
    assert '"read_by": "language model small"' in told
    assert list((tmp_path / "my-case" / "language-model").iterdir())
