"""What the vocabularies know that a clause may name: classes of targets and of weapons."""

from __future__ import annotations

from functools import cache

from truceline.vocabulary.files import shipped_entries

# What may be either civilian or military, and people, have no class of target of their own.
_NO_CLASS = ("works", "people")


@cache
def known_targets() -> tuple[str, ...]:
    """Return the classes of targets that an incident can have."""
    classes = shipped_entries("vocabulary", "targets.yaml")["target"]
    return tuple(each for each in classes if each not in _NO_CLASS)


@cache
def known_weapons() -> tuple[str, ...]:
    """Return the classes of weapons that a report can be found to name."""
    return tuple(shipped_entries("vocabulary", "weapon_classes.yaml")["classes"])
