"""A small set of invented sentences for the tests of training: every kind, and some of none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# Text, kind and stance of what the whole sentence but its full stop states.
ROWS = [
    ("A shell hit a barn near Sumy on Monday.", "incident_report", ""),
    ("A drone struck a bus on the road to Kherson.", "incident_report", ""),
    ("More than 60 villages have emptied since the fighting began.", "tally", ""),
    ("The monitors counted 41 breaches of the truce in a week.", "tally", ""),
    ("The brigade has dug in along the western bank of the river.", "posture", ""),
    ("Two battalions were sent to the northern front.", "posture", ""),
    ("The rebels turned down the offer of a truce.", "position", "rejects"),
    ("The army agreed to a pause of 30 days in the fighting.", "position", "accepts"),
    ("The rebels freed 30 captives under the accord.", "undertaking", "done"),
    ("The army will leave the valley within 60 days.", "undertaking", "promised"),
    ("Every port would be a target if the raids went on.", "threat", ""),
    ("We will flatten the town, the general warned the rebels.", "threat", ""),
    ("The market reopened and the bakers were busy again.", "", ""),
    ("The ferry runs twice a day in summer and once in winter.", "", ""),
]


def row(article: str, text: str, kind: str, stance: str) -> dict[str, Any]:
    """Return a line of the file."""
    told: dict[str, str] = {"kind": kind, "quote": text.rstrip(".")}
    told |= {"stance": stance} if stance else {}
    return {"article": article, "text": text, "statements": [told] if kind else []}


def rows() -> list[dict[str, Any]]:
    """Return the lines of two invented articles."""
    return [row(f"a{number % 2}", *each) for number, each in enumerate(sorted(ROWS), 0)]


def written(folder: Path, lines: list[Mapping[str, Any]] | None = None) -> Path:
    """Write lines to a file of a folder, those of the small set by default; article by article."""
    held = sorted(rows(), key=lambda each: str(each["article"])) if lines is None else lines
    path = folder / "sentences.jsonl"
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in held)
    path.write_text(text, encoding="utf-8")
    return path
