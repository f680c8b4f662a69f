"""Writes how simulated texts are worded, fitted to what we read in labelled headlines.

Run from the repository root, with the folder of labelled data that the scoreboards use:

    python training/telling.py --data ../shared/data [--check]

It takes about two minutes, most of it reading, and changes only the section `fitted` of
telling.yaml. --check writes nothing and fails if the figures that ship are not those that this
makes. Either way every figure is printed as measured, with its 95 % interval, and beside it as
simulated on the mixed front in both families of laws; * marks what lies outside of the interval.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from truceline.lab.simulate.fronts import front_of
from truceline.lab.simulate.telling_table import compared, measured_accounts, telling_figures
from truceline.vocabulary.files import DATA

FILE = DATA / "simulation" / "telling.yaml"


def main() -> int:
    """Return 0 if the figures were written or are as they should be, else 1."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--check", action="store_true")
    given = asked.parse_args()
    accounts = measured_accounts(given.data)
    found = telling_figures(accounts, given.data, front_of("mixed"))
    shipped = FILE.read_text("utf-8")
    made = rewritten(shipped, found)
    if not given.check:
        FILE.write_text(made, "utf-8")
    for line in compared(accounts):
        print(line)  # noqa: T201 - a script's answer
    print(f"telling.yaml {'is' if made == shipped else 'was not'} as made")  # noqa: T201 - as above
    return 1 if given.check and made != shipped else 0


def rewritten(text: str, found: dict[str, dict[str, Any]]) -> str:
    """Return telling.yaml with other fitted figures, all else untouched."""
    for name, figures in found.items():
        entry = re.compile(rf"^  {name}:.*\n(?:    .*\n)*", re.MULTILINE)
        text = entry.sub(f"  {name}: {_flow(figures)}\n".replace(": \n", ":\n"), text, count=1)
    return text


def _flow(figures: dict[str, Any]) -> str:
    """Return figures on one line, but for a map of maps, which has a line for each."""
    parts = [f"{key}: {value}" for key, value in figures.items() if not isinstance(value, dict)]
    nested = [(key, value) for key, value in figures.items() if isinstance(value, dict)]
    if not nested:
        return "{" + ", ".join(parts) + "}"
    lines = ["", *(f"    {part}" for part in parts)]
    for key, rows in nested:
        lines += [f"    {key}:", *(f"      {name}: {_flow(row)}" for name, row in rows.items())]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
