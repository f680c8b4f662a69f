"""Writes the figures of the simulator's theatres that are fitted to data, with their n.

Run from the repository root, with the folder of labelled data that the scoreboards use:

    python training/fronts.py --data ../shared/data [--check]

It takes about ten seconds and changes only the section `fitted` of fronts.yaml; comments and what
is chosen by hand stay. --check writes nothing and fails if the figures that ship are not those
that this makes. Either way the figures are printed.
"""

from __future__ import annotations

import argparse
import sys
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from truceline.lab.simulate.fitting import fitted
from truceline.vocabulary.files import DATA

FILE = DATA / "simulation" / "fronts.yaml"
_WIDTH = 1000  # an entry stays on its line


def main() -> int:
    """Return 0 if the figures were written or are as they should be, else 1."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--check", action="store_true")
    given = asked.parse_args()
    found = fitted(given.data)
    for name, figures in found.items():
        print(f"{name}: {figures}")  # noqa: T201 - a script's answer
    shipped = FILE.read_text("utf-8")
    made = rewritten(shipped, found)
    if not given.check:
        FILE.write_text(made, "utf-8")
    print(f"fronts.yaml {'is' if made == shipped else 'was not'} as made")  # noqa: T201 - as above
    return 1 if given.check and made != shipped else 0


def rewritten(text: str, found: dict[str, dict[str, Any]]) -> str:
    """Return fronts.yaml with other fitted figures, all else untouched."""
    begin, end = text.index("fitted:\n"), text.index("\n# Where the invented ground lies")
    yaml = YAML()
    yaml.width = _WIDTH
    section = yaml.load(text[begin:end])
    for name, figures in found.items():
        entry = section["fitted"][name]
        for key in [key for key in entry if key not in figures]:
            del entry[key]
        for key, value in figures.items():
            if isinstance(value, list):
                entry[key][:] = value  # in place: the list stays on its lines
            else:
                entry[key] = value
    made = StringIO()
    yaml.dump(section, made)
    return text[:begin] + made.getvalue() + text[end:]


if __name__ == "__main__":
    sys.exit(main())
