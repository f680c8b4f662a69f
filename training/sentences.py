"""Writes the weights of the model of kinds of statements: the same bytes on every run.

Run from the repository root; it needs nothing but what lies beside it:

    python training/sentences.py [--check]

It learns from invented articles (sentences_en.jsonl, written and labelled for this) and from
vectors of single words (words_en.npz, by words.py), and takes about five minutes. --check writes
nothing and fails if the weights that ship are not those that this makes. Make them anew whenever
the reader's English rules have changed: the model reads what the rules saw.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np

from truceline.lab.training.kinds_fitting import fit_kinds, meanings_from
from truceline.lab.training.written import load_written, pieces_of
from truceline.read.model.kinds import WEIGHTS
from truceline.read.model.told import KINDS
from truceline.read.model.weights import FOLDER, load, save

HERE = Path(__file__).parent


def main() -> int:
    """Return 0 if the weights were written or are as they should be, else 1."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--check", action="store_true")
    given = asked.parse_args()
    sentences = load_written(HERE / "sentences_en.jsonl")
    with np.load(HERE / "words_en.npz", allow_pickle=False) as held:
        words, vectors = [str(each) for each in held["words"]], held["vectors"].astype(np.float32)
    weights = fit_kinds(pieces_of(sentences, KINDS), meanings_from(words, vectors, sentences))
    with tempfile.TemporaryDirectory() as scratch:
        made = save(weights, Path(scratch) if given.check else FOLDER, WEIGHTS)
    same = load(name=WEIGHTS).about["sha256"] == made
    print(f"{made} {'is' if same else 'is not'} what ships")  # noqa: T201 - a script's answer
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
