"""Bodies and joint speakers named in a sentence, for "the army" or "the governments" later."""

from __future__ import annotations

import re
from functools import cache

from truceline.model.values import Span
from truceline.read.speakers.mention import SpeakerMention
from truceline.vocabulary.files import shipped_entries
from truceline.vocabulary.officeholders import Officeholders

PROPER = r"(?:the\s|The\s)?[A-Z][\w.'’-]{1,30}(?:\s[A-Z][\w.'’-]{1,30}){0,3}"
JOINT = re.compile(rf"{PROPER}(?:,\s{PROPER}){{0,8}},?\sand\s{PROPER}")
TOGETHER = "joint"  # the class of several that speak together
_PARTS = re.compile(r",\s(?:and\s)?|\sand\s")


def named_before(
    text: str, lang: str, people: Officeholders
) -> tuple[tuple[str, SpeakerMention], ...]:
    """Return the bodies and joint speakers named in a sentence, each with its class, in order.

    Classes are those of "aliases" in speakers.yaml, and "joint" for a list of nothing but parties.
    """
    found = [
        (match.start(), kind, match.group().removeprefix("the ").removeprefix("The "))
        for kind, pattern in _bodies(lang)
        for match in pattern.finditer(text)
    ]
    if found or " and " in text:
        found += [
            (match.start(), TOGETHER, match.group().rstrip(".,"))
            for match in JOINT.finditer(text)
            if all(_party(part, lang, people) for part in _PARTS.split(match.group().rstrip(".,")))
        ]
    return tuple((kind, _voice(name, lang, people)) for _, kind, name in sorted(found))


@cache
def aliases(lang: str) -> dict[str, str]:
    """Return the class of body that each plain word stands for ("army": "military")."""
    return {word: kind for kind, entry in _entries(lang).items() for word in entry["words"]}


def _entries(lang: str) -> dict[str, dict[str, list[str]]]:
    content = shipped_entries("vocabulary", "speakers.yaml").get(lang) or {}
    found: dict[str, dict[str, list[str]]] = (content.get("voices") or {}).get("aliases") or {}
    return found


@cache
def _bodies(lang: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return patterns for the names of bodies of each class: "the Norland Army", an acronym."""
    found = []
    for kind, entry in _entries(lang).items():
        heads = "|".join(map(re.escape, entry["heads"]))
        alone = "|".join(map(re.escape, entry["names"])) or r"(?!)"
        owner = r"[A-Z][\w’']{2,30}(?:-[A-Z][\w’']{1,30})?(?!-)"  # not "the Lisk-based movement"
        of = rf"(?:\sof\s{owner}(?:\s{owner}){{0,2}})?"
        found.append(
            (kind, re.compile(rf"\b(?:{owner}\s){{1,2}}(?i:{heads})\b{of}|\b(?:{alone})\b"))
        )
    return found


def _party(name: str, lang: str, people: Officeholders) -> str | None:
    """Return the party that a name denotes as a whole, None for none."""
    folded = name.casefold().removeprefix("the ")
    for pattern, party in people.party_forms.get(lang, ()):
        if pattern.fullmatch(folded):
            return party
    return None


def _voice(name: str, lang: str, people: Officeholders) -> SpeakerMention:
    parties = [
        p for pattern, p in people.party_forms.get(lang, ()) if pattern.search(name.casefold())
    ]
    return SpeakerMention(
        start=0,
        end=0,
        name=name,
        party=parties[0] if len(parties) == 1 else None,
        binds=None,
        scope=Span(0, 0),
        cue="",
    )
