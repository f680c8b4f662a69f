"""Which acts a clause means: the acts themselves and the groups that the data files name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from truceline.vocabulary.files import shipped_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsMeant:
    """The acts that a clause surely means, and those that it means in some circumstances."""

    means: frozenset[str]
    unclear: frozenset[str]

    def share(self, act: str) -> tuple[float, float]:
        """Return (P(meant), P(not meant)) of an act; both 0 where it cannot be told."""
        found = self.named(act)
        if found != (0.0, 1.0):
            return found
        may_be = _may_be(act)
        if may_be and may_be <= self.means:
            return (1.0, 0.0)
        return (0.0, 0.0) if may_be & (self.means | self.unclear) else (0.0, 1.0)

    def named(self, act: str) -> tuple[float, float]:
        """Return the same by the report's own word: what is told as an attack is no defence."""
        if act in self.means:
            return (1.0, 0.0)
        return (0.0, 0.0) if not act or act in self.unclear else (0.0, 1.0)


@cache
def _may_be(act: str) -> frozenset[str]:
    """Return which acts a report may mean that leaves the act vague."""
    return frozenset(shipped_yaml("vocabulary", "act_groups.yaml")["may_be"].get(act, ()))


@cache
def known_acts() -> frozenset[str]:
    """Return the ids of all acts and groups that a clause may name."""
    data = shipped_yaml("vocabulary", "act_groups.yaml")
    return frozenset(data["acts"]) | frozenset(data["groups"])


def acts_meant(names: Sequence[str]) -> ActsMeant:
    """Return what a clause's acts and groups of acts mean together."""
    groups = shipped_yaml("vocabulary", "act_groups.yaml")["groups"]
    means = {name for name in names if name not in groups}
    unclear: set[str] = set()
    for name in names:
        if name in groups:
            means.update(groups[name]["means"])
            unclear.update(groups[name]["unclear"])
    return ActsMeant(means=frozenset(means), unclear=frozenset(unclear - means))


def domain_share(act: str, domains: Sequence[str]) -> tuple[float, float]:
    """Return (P(in one of some domains), P(in none)) of an act; both 0 where it cannot be told.

    An act whose kind tells nothing may have been done in any of them.
    """
    held = shipped_yaml("vocabulary", "act_groups.yaml")["domains"]
    known = held.get(act) or {name for each in held.values() for name in each}
    inside = [each in domains for each in known]
    return (float(all(inside)), float(not any(inside)))
