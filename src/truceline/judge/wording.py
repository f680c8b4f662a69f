"""The sentences of bindings and findings, from the phrase file; names from the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from truceline.ground.times import TimeRange, rfc3339
from truceline.vocabulary.files import shipped_yaml
from truceline.vocabulary.parties import load_parties

LANGUAGE = "en"


def phrase(*keys: str, **values: object) -> str:
    """Return the phrase at a path of keys with its blanks filled in."""
    found: Any = shipped_yaml("phrases", "findings.yaml")[LANGUAGE]
    for key in keys:
        found = found[key]
    return str(found).format(**values)


def party_name(party: str) -> str:
    """Return an actor's display name."""
    return load_parties().name(party)


def names_of(parties: Sequence[str]) -> str:
    """Return actors' names as an enumeration, in the given order."""
    names = [party_name(party) for party in parties]
    return phrase("and").join([", ".join(names[:-1]), names[-1]]) if names[1:] else "".join(names)


def share(p: float) -> str:
    """Return a probability as a percentage that never rounds doubt away.

    A value short of certainty is never shown as 100 %, nor a positive one as 0 %.
    """
    if 0 < p < 1:
        return f"{min(99.9, max(0.1, round(100 * p, 1))):g} %"
    return f"{100 * p:g} %"


def when(time: TimeRange) -> str:
    """Return a time range for a sentence, in UTC."""
    if time.seconds == 0:
        return rfc3339(time.earliest)
    return f"{rfc3339(time.earliest)} to {rfc3339(time.latest)}"
