"""The tutorial works: its commands run, in order, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_command_of_the_tutorial_runs(tmp_path: Path) -> None:
    """All shell blocks of docs/tutorial.md, as one script that stops at the first failure."""
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 5
    script = "set -eu\n" + "\n".join(blocks)
    here = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{here}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["/bin/bash", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "<html" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '"type": "finding"' in (tmp_path / "findings.jsonl").read_text(encoding="utf-8")
