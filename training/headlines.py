"""Writes the weights that ship: fitted on all labelled headlines, the same bytes on every run.

Run from the repository root, with the folder of labelled data that the scoreboards use:

    python training/headlines.py --data ../shared/data [--check] [--keep-words]

It takes about four minutes, most of them to read the unlabelled headlines from which vectors of
words are learned; --keep-words takes those that ship instead, which is good enough where words and
rules changed little. --check writes nothing and fails if the weights that ship are not those that
this makes. Make them anew whenever the reader's words or rules have changed: the model reads what
the rules saw.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from truceline.lab.training.examples import examples_of
from truceline.lab.training.fitting import fit
from truceline.lab.training.wording import learned, tokens_of, unlabelled
from truceline.read.model.weights import FOLDER, load, save


def main() -> int:
    """Return 0 if the weights were written or are as they should be, else 1."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--check", action="store_true")
    asked.add_argument("--keep-words", action="store_true")
    given = asked.parse_args()
    words = load().meanings if given.keep_words else learned(tokens_of(unlabelled(given.data)))
    weights = fit(examples_of(given.data), words)
    with tempfile.TemporaryDirectory() as scratch:
        made = save(weights, Path(scratch) if given.check else FOLDER)
    same = load().about["sha256"] == made
    print(f"{made} {'is' if same else 'is not'} what ships")  # noqa: T201 - a script's answer
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
