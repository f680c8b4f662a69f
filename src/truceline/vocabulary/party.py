"""An actor that texts name: its id, its display name and the words that denote it."""

from __future__ import annotations

from dataclasses import dataclass, field

Forms = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor: id (ISO 3166 alpha-3 or a vocabulary id), display name, and its word forms.

    forms: per language code, folded words or phrases that denote the actor itself; a form that
    ends in * stands for every word that begins so. subjects: forms that can be who does
    something; adjectives: forms that mark what belongs to the actor; objects: forms that can
    only be whom it is done to; capitals: forms of a capital that is a place, except where it
    is accused. zone: IANA zone of the clock that its bodies read, None if no data
    says so.
    """

    id: str
    name: str
    adjective: str
    forms: Forms
    subjects: Forms = field(default_factory=dict)
    adjectives: Forms = field(default_factory=dict)
    objects: Forms = field(default_factory=dict)
    capitals: Forms = field(default_factory=dict)
    zone: str | None = None
