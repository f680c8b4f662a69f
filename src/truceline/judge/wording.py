"""The sentences of bindings and findings: phrases from their file, actors by display name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from truceline.ground.times import TimeRange, rfc3339
from truceline.vocabulary.files import shipped_yaml
from truceline.vocabulary.parties import load_parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The phrases of one language and the actors' display names.

    names: by id; an actor that is not in it has its name from the shipped vocabulary.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"

    def phrase(self, *keys: str, **values: object) -> str:
        """Return the phrase at a path of keys with its blanks filled in."""
        found: Any = shipped_yaml("phrases", "findings.yaml")[self.language]
        for key in keys:
            found = found[key]
        return str(found).format(**values)

    def name(self, party: str) -> str:
        """Return an actor's display name."""
        return self.names.get(party) or load_parties().name(party)

    def several(self, parties: Sequence[str]) -> str:
        """Return actors' names as an enumeration, in the given order."""
        names = [self.name(party) for party in parties]
        if len(names) < 2:  # noqa: PLR2004 - one name is no enumeration
            return "".join(names)
        return self.phrase("and").join([", ".join(names[:-1]), names[-1]])


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
