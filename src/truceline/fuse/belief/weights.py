"""The weights of belief as typed values, read from the vocabulary file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from truceline.fuse.belief.columns import Floats, Integers, Truths
from truceline.ground.errors import VocabularyError
from truceline.vocabulary.files import shipped_entries

FILE = "belief.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Kinds of voice by number: names, concert of each, and which count once together."""

    names: tuple[str, ...]
    concerts: tuple[str, ...]
    concert: Integers
    one_voice: Truths
    denials: tuple[str, ...]

    def number(self, name: str) -> int:
        """Return the number of a kind; raises VocabularyError if there is none of that name."""
        if name not in self.names:
            raise VocabularyError(
                f"There is no kind of voice “{name}”.",
                where=f"vocabulary/{FILE}",
                mend="Restore the kind from the shipped file.",
            )
        return self.names.index(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The numbers of the formula, natural logarithms.

    prior: logit of P(occurred | alleged); says: log a/b by kind, 0 or more; phi: P(invented in
    concert) by concert, between 0 and 1; denies: log ratio by kind of denial; share: how much of
    a stated probability of detection holds; false_hit: the least one that is believed.
    """

    prior: float
    says: Floats
    phi: Floats
    denies: Floats
    share: float
    false_hit: float


def load_kinds() -> Kinds:
    """Return the kinds of voice of the shipped vocabulary."""
    content = shipped_entries("vocabulary", FILE)
    kinds, concerts = content["kinds"], tuple(content["concerts"])
    return Kinds(
        names=tuple(kinds),
        concerts=concerts,
        concert=np.array([concerts.index(each["concert"]) for each in kinds.values()]),
        one_voice=np.array([each.get("one_voice", False) for each in kinds.values()]),
        denials=tuple(content["denials"]),
    )


def weights_from(numbers: Mapping[str, Any], kinds: Kinds) -> Weights:
    """Return weights from a section of the file; raises VocabularyError for one that lacks."""
    return Weights(
        prior=float(np.log(numbers["pi"]) - np.log1p(-numbers["pi"])),
        says=np.array([numbers["says"][each] for each in kinds.names], dtype=np.float64),
        phi=np.array([numbers["phi"][each] for each in kinds.concerts], dtype=np.float64),
        denies=np.array([numbers["denies"][each] for each in kinds.denials], dtype=np.float64),
        share=float(numbers["sensors"]["share"]),
        false_hit=float(numbers["sensors"]["false_hit"]),
    )


def load_weights(section: str = "fitted") -> Weights:
    """Return the shipped weights: those that were fitted, or those "assumed" before any fit."""
    content = shipped_entries("vocabulary", FILE)
    return weights_from(content[section] or content["assumed"], load_kinds())
