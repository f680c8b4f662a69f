"""Whether a speaker is a person, several or a body, and which words stand for one named before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from truceline.read.speakers.mention import SpeakerMention
from truceline.vocabulary.files import shipped_entries

Kind = Literal["person", "several", "body"]
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceWords:
    """The words of one language that stand for a speaker named before; speakers.yaml has them.

    pronouns: what each stands for; people: nouns for one person ("spokesman"); crowds: nouns for
    several ("officials"); bodies: words in the names of bodies; owners: words before what the
    last speaker has; writings: words for what somebody wrote or issued; titled: an office before
    a name, None where none are known.
    """

    pronouns: dict[str, str]
    people: frozenset[str]
    crowds: frozenset[str]
    bodies: frozenset[str]
    owners: frozenset[str]
    writings: frozenset[str]
    joint: frozenset[str]
    definite: frozenset[str]
    titled: re.Pattern[str] | None

    def kind(self, voice: SpeakerMention) -> Kind:
        """Return whether a speaker is one person, several or a body."""
        words = [word.casefold() for word in _WORD.findall(voice.name)]
        if set(words) & self.bodies:
            return "body"
        if set(words) & self.crowds or "and" in words:
            return "several"
        if voice.role or set(words) & self.people:
            return "person"
        capitals = [word for word in voice.name.split() if word[:1].isupper()]
        alone = len(capitals) == len(voice.name.split()) and voice.binds is None
        named = voice.party is not None and voice.name.count(" ") > 0
        return "person" if named or (alone and voice.party is None) else "body"


@cache
def voice_words(lang: str) -> VoiceWords:
    """Return the words of a language, none for one that is not read."""
    content = shipped_entries("vocabulary", "speakers.yaml").get(lang) or {}
    found = content.get("voices") or {}
    return VoiceWords(
        pronouns=dict(found.get("pronouns") or {}),
        people=frozenset(found.get("people") or ()),
        crowds=frozenset(found.get("crowds") or ()),
        bodies=frozenset(found.get("bodies") or ()),
        owners=frozenset(found.get("owners") or ()),
        writings=frozenset(found.get("writings") or ()),
        joint=frozenset(found.get("joint") or ()),
        definite=frozenset(found.get("definite") or ()),
        titled=_titled(found.get("people") or ()),
    )


def _titled(people: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern for an office and the name after it: "Prime Minister Anna Berg"."""
    if not people:
        return None
    offices = "|".join(sorted({each.capitalize() for each in people} | set(people)))
    name = r"[A-Z][\w’'-]{1,30}"
    small = r"(?:bin|ibn|al|el|von|van|de|da|der)"
    return re.compile(
        rf"\b((?:[A-Z][a-z]{{2,15}}\s){{0,1}}(?:{offices}))\s({name}(?:\s(?:{small}\s)?{name}){{0,4}})"
    )
