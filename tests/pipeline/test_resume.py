"""A run that is killed at any moment resumes to the same result."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from truceline.pipeline.begin import bundled_case
from truceline.pipeline.run import Outcome
from truceline.record import verify

KILLS = 10


def command(folder: Path, *words: str) -> list[str]:
    """Return the command line of a run of a case."""
    return [sys.executable, "-m", "truceline.cli", "run", str(folder), "--json", *words]


def test_ten_kills_change_nothing(tmp_path: Path, demo: Outcome) -> None:
    """Kill -9 at ten random moments of one run; resumed, result and report are the same."""
    folder = bundled_case(tmp_path / "killed")
    chance = random.Random(20250420)  # noqa: S311 - moments to kill at, not a secret
    killed = 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            command(folder, "--resume"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.3, 3.0))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
    assert killed > 0
    done = subprocess.run(command(folder, "--resume"), capture_output=True, check=True)
    outcome = json.loads(done.stdout)
    assert outcome["result"] == demo.digest
    report = Path(outcome["report"]).read_text(encoding="utf-8")
    undisturbed = demo.report.read_text(encoding="utf-8")
    assert report.replace("verify killed", "verify easter-2025") == undisturbed
    assert verify(folder).ok
