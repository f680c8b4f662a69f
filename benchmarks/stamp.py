"""Which code, on which day and machine: what every written figure is stamped with."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def commit() -> str:
    """Return the checked-out commit, with " dirty" if tracked files differ from it.

    Files that hold figures do not count: writing them is what the stamp is for.
    """
    head = _git("rev-parse", "HEAD").strip()
    figures = (":!docs/measured", ":!docs/measured.md", ":!src/truceline/data/floors")
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", *figures).strip()
    return f"{head} dirty" if changed else head


def stamp() -> dict[str, Any]:
    """Return commit, date and number of cores as JSON values."""
    return {
        "commit": commit(),
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
    }


def _git(*words: str) -> str:
    # S603, S607: fixed words, and whichever git the developer has.
    done = subprocess.run(  # noqa: S603
        ["git", *words],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
