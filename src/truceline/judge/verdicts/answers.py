"""Answers to a question for all incidents: P(yes) and P(no); what is left to 1 is not known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.verdicts.columns import Incidents, Integers
from truceline.vocabulary.acts_meant import acts_meant, domain_share

Question = Literal[
    "force",
    "time",
    "act",
    "target",
    "weapon",
    "domain",
    "area",
    "author",
    "prevails",
    "permission",
    "condition",
]
Share = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """P(yes) and P(no), n each."""

    yes: Floats
    no: Floats

    def but(self, rows: Integers) -> Answers:
        """Return the answers of some rows."""
        return Answers(self.yes[rows], self.no[rows])


def always(yes: float, no: float, count: int) -> Answers:
    """Return the same answer for all."""
    return Answers(np.full(count, yes), np.full(count, no))


def unknown(count: int) -> Answers:
    """Return that nothing is known of any."""
    return always(0.0, 0.0, count)


def all_of(answers: Sequence[Answers]) -> Answers:
    """Return whether all of some, one at least, are answered with yes."""
    yes = np.prod([each.yes for each in answers], axis=0)
    return Answers(yes, 1 - np.prod([1 - each.no for each in answers], axis=0))


def any_of(answers: Sequence[Answers]) -> Answers:
    """Return whether one of some, one at least, is answered with yes."""
    no = np.prod([each.no for each in answers], axis=0)
    return Answers(1 - np.prod([1 - each.yes for each in answers], axis=0), no)


def looked_up(codes: Integers, names: Sequence[str], share: Callable[[str], Share]) -> Answers:
    """Return the answer of each by its code; names: what each code stands for."""
    table = np.array([share(each) for each in names], dtype=np.float64).reshape(-1, 2)
    return Answers(table[codes, 0], table[codes, 1])


def act(incidents: Incidents, acts: Sequence[str]) -> Answers:
    """Return whether each act is one that a clause means."""
    return looked_up(*incidents.acts, acts_meant(acts).share)


def defence(incidents: Incidents, acts: Sequence[str]) -> Answers:
    """Return whether each act is told as one that a permission of defence may cover."""
    return looked_up(*incidents.acts, acts_meant(acts).named)


def domain(incidents: Incidents, domains: Sequence[str]) -> Answers:
    """Return whether each act was done in one of some domains, as far as its kind tells."""
    return looked_up(*incidents.acts, lambda name: domain_share(name, domains))


def target(incidents: Incidents, targets: Sequence[str]) -> Answers:
    """Return whether each hit one of some classes of target."""

    def share(name: str) -> Share:
        return (0.0, 0.0) if not name else (1.0, 0.0) if name in targets else (0.0, 1.0)

    return looked_up(*incidents.targets, share)


def author(incidents: Incidents, party: str) -> Answers:
    """Return whether a party did each; what nobody is named for is not known."""
    own = incidents.share(party)
    return Answers(own, np.clip(incidents.attributed - own, 0.0, 1.0 - own))
