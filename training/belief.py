"""Writes the weights of P(occurred) that ship, and pictures of how reliable they are.

Run from the repository root; it needs nothing but the simulator:

    python training/belief.py [--check] [--pictures]

The section "fitted" of belief.yaml is made anew from simulated fronts of law family a, in about a
minute and the same on every run. --check writes nothing and fails if what ships is not what this
makes; --pictures only draws docs/images/reliability-*.svg with the weights that ship. Make both
anew whenever the simulator or the formula has changed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from truceline.lab.calibration.plot import reliability_svg
from truceline.lab.confidence import FAMILIES, WHERE, bins_of, our_p, samples
from truceline.lab.training.belief_fitting import fit_belief, written
from truceline.vocabulary.files import DATA

FILE = DATA / "vocabulary" / "belief.yaml"
IMAGES = Path(__file__).parents[1] / "docs" / "images"


def draw() -> None:
    """Write one reliability diagram for each family of laws."""
    for family, sample in zip(FAMILIES, samples(), strict=True):
        use = "fitted on" if family == FAMILIES[0] else "tested on"
        title = f"P(occurred), {use} {WHERE[family]}, n = {sample.number:,}"
        picture = reliability_svg(bins_of(sample, our_p(sample)), title)
        (IMAGES / f"reliability-{family}.svg").write_text(picture, encoding="utf-8")


def main() -> int:
    """Return 0 if the weights were written or are as they should be, else 1."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--check", action="store_true")
    asked.add_argument("--pictures", action="store_true")
    given = asked.parse_args()
    if given.pictures:
        draw()
        return 0
    sample, _ = samples()
    before = FILE.read_text(encoding="utf-8")
    after = written(before, fit_belief(sample.voices(), sample.occurred), sample.number)
    same = before == after
    if not given.check:
        FILE.write_text(after, encoding="utf-8")
    print(f"{FILE.name} {'is' if same else 'is not'} what ships")  # noqa: T201 - a script's answer
    return 0 if same or not given.check else 1


if __name__ == "__main__":
    sys.exit(main())
