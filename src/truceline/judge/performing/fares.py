"""How what moves by a corridor fares: went, going, stopped, announced, or under fire on the way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from truceline.language.words import fold, words
from truceline.model.statement import Statement
from truceline.vocabulary.files import shipped_entries

Fare = Literal["done", "part", "failed", "pending", "undetermined"]
Signal = Literal["went", "going", "stopped", "announced", "hit"]
CARRIED = ("went", "going")
LONGEST = 400  # words of a quote in which a name is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class FareWords:
    """outcomes.yaml: signals by what is said; route: stems of what moves by a corridor."""

    signals: dict[str, Signal]
    goods: dict[str, frozenset[str]]
    route: dict[str, tuple[str, ...]] = field(default_factory=dict)
    near_m: float
    alike: float


def fared(told: Collection[Signal]) -> Fare:
    """Return how a corridor fared by all that is said of it.

    Who got through outweighs fire on the way; what is only announced is not done; what went and
    was stopped, or has only begun, came about in part.
    """
    carried = any(each in CARRIED for each in told)
    if carried and ("stopped" in told or "went" not in told):
        return "part"
    if carried:
        return "done"
    if "stopped" in told or "hit" in told:
        return "failed"
    return "pending" if told else "undetermined"


def fare_of(says: str) -> Signal:
    """Return what an account of an undertaking (done, begun, refused ...) says of how it fares."""
    return "stopped" if says == "failed" else load_fares().signals[says]


def on_the_way(report: Statement) -> bool:
    """Tell whether an incident's words name what moves by a corridor."""
    text = " ".join(each.folded for each in words(report.quote)[:LONGEST])
    stems = load_fares().route.get(report.lang, ())
    return any(f" {stem}" in f" {text} " for stem in stems)


@cache
def load_fares() -> FareWords:
    """Return the words of outcomes.yaml; a stem ends anywhere, a whole word at a space."""
    found: dict[str, Any] = shipped_entries("vocabulary", "outcomes.yaml")
    return FareWords(
        signals=dict(found["signals"]),
        goods={kind: frozenset(names) for kind, names in found["goods"].items()},
        route={
            lang: tuple(
                fold(each[:-1]) if each.endswith("*") else f"{fold(each)} " for each in stems
            )
            for lang, stems in found["route"].items()
        },
        near_m=float(found["near_m"]),
        alike=float(found["alike"]),
    )
