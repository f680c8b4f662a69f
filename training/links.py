"""Writes how sure a link of a given score is, into fuse.yaml, and prints how often that came true.

Run from the repository root; it needs nothing but the simulator:

    python training/links.py [--check]

The two numbers are fitted on simulated fronts of law family a and printed for both families, in
about a minute. --check writes nothing and fails if what ships is not what this makes. Make them
anew whenever the settings of fusing or the simulator have changed.
"""

from __future__ import annotations

import argparse
import re
import sys

from truceline.lab.training.link_fitting import fit_link, merged_on, table_of
from truceline.vocabulary.files import DATA

FILE = DATA / "vocabulary" / "fuse.yaml"


def main() -> int:
    """Return 0 if the numbers were written or are as they should be, else 1."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--check", action="store_true")
    given = asked.parse_args()
    fitted = merged_on("a")
    level, slope = fit_link(fitted)
    for family, merged in (("a, fitted on", fitted), ("b, tested on", merged_on("b"))):
        print(f"family {family}: score from, n, mean P, right")  # noqa: T201 - a script's answer
        for low, number, p, right in table_of(merged, level, slope):
            print(f"{low:6.1f} {number:6d} {p:6.2f} {right:6.2f}")  # noqa: T201 - a script's answer
    before = FILE.read_text(encoding="utf-8")
    after = re.sub(r"(?m)^  link_level: .*$", f"  link_level: {level}", before)
    after = re.sub(r"(?m)^  link_slope: .*$", f"  link_slope: {slope}", after)
    if not given.check:
        FILE.write_text(after, encoding="utf-8")
    print(f"{FILE.name} {'is' if before == after else 'is not'} what ships")  # noqa: T201 - an answer
    return 0 if before == after or not given.check else 1


if __name__ == "__main__":
    sys.exit(main())
