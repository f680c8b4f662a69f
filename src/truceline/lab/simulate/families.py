"""The parameters of telling, copying and lying as typed values, and what a family of laws does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from truceline.ground.errors import VocabularyError
from truceline.lab.simulate.outlets import Outlets
from truceline.model.columns import adapter
from truceline.vocabulary.files import shipped_yaml

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Yes = NDArray[np.bool_]
Shares = Mapping[str, float]
Rng = np.random.Generator


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Log odds that a voice tells of an incident first-hand; families.yaml says what each adds."""

    base: Shares
    harm: float
    news: float
    side: Shares
    rear: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What both families share; every figure's meaning stands in families.yaml."""

    telling: Telling
    unknown: Shares
    kindred: Mapping[str, tuple[str, ...]]
    spin: Shares
    denial: Shares
    tally: Shares
    command: Shares
    ways: Shares
    affinity: Shares
    change: Shares
    lose: Shares
    roundup: Shares
    joined: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lies:
    """What is made up on one day: for each made-up event its side (0, 1) and number of mouths."""

    side: Whole
    mouths: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Copies of a day's first utterances (numbered 0 to n - 1), after these in number.

    parent: number of the text copied from, a first utterance's or a copy's; a parent comes before
    its child. origin: number of the first utterance. outlet: who copies. delay: seconds after the
    parent.
    """

    parent: Whole
    origin: Whole
    outlet: Whole
    delay: Floats


class Family(Protocol):
    """A family of laws of attention, lying, mistaking, delaying and copying."""

    def attention(self, number: int, rng: Rng) -> Floats:
        """Return what adds to the log odds that an event is told of at all, for each event."""
        ...

    def lies(self, seed: int, day: int, events: int) -> Lies:
        """Return what is made up on a day on which so many things happen."""
        ...

    def astray_km(self, number: int, rng: Rng) -> Floats:
        """Return how far off each place is that is reported, in km."""
        ...

    def namesakes(self, number: int, rng: Rng) -> Yes:
        """Tell for each report whether it takes a place for its namesake."""
        ...

    def harmed(self, true: Floats, biased: Yes, rng: Rng) -> Floats:
        """Return how many are reported of `true` many; biased: by whom it makes look worse."""
        ...

    def slip_s(self, number: int, rng: Rng) -> Floats:
        """Return by how many seconds each reported time is off."""
        ...

    def delays_s(self, median_s: Floats, rng: Rng) -> Floats:
        """Return the seconds from an event to first words of it, around given medians."""
        ...

    def copies(self, first: Whole, news: Floats, outlets: Outlets, rng: Rng) -> Copies:
        """Return the copies of first utterances by the outlets `first`; news: log of their harm."""
        ...


def parameters(name: str, kind: type[Any], file: str = "families.yaml") -> Any:  # noqa: ANN401 - a value of the kind asked for
    """Return a section of a file as a typed value; raises VocabularyError if broken."""
    try:
        hashable: Any = kind
        return adapter(hashable).validate_python(shipped_yaml("simulation", file)[name])
    except (KeyError, ValidationError) as error:
        what = f"section {name} is missing"
        if isinstance(error, ValidationError):
            wrong = error.errors()[0]
            what = f"{name}.{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}"
        raise VocabularyError(
            f"{what}.",
            where=f"simulation/{file}",
            mend="Correct the value, as the comments of the file describe it.",
        ) from error


@cache
def common() -> Common:
    """Return what both families share."""
    found: Common = parameters("common", Common)
    return found
