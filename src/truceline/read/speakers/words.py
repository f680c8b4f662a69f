"""The words that attribute in each language, from the vocabulary, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.vocabulary.files import shipped_entries

_NO_LANGUAGES = ("carriers", "tags")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The attributing words of one language, compiled; speakers.yaml says what each is."""

    said: re.Pattern[str]
    after: re.Pattern[str]
    that: re.Pattern[str]
    free_order: bool
    prepositions: re.Pattern[str]
    oblique: tuple[str, ...]
    trailing: re.Pattern[str]
    adverbs: re.Pattern[str]
    about: re.Pattern[str]
    aides: re.Pattern[str]
    heads: frozenset[str]
    titles: frozenset[str]
    nobody: frozenset[str]
    issued: frozenset[str]
    issuers: frozenset[str]
    pronouns: frozenset[str]
    ended: re.Pattern[str]
    carriers: tuple[tuple[re.Pattern[str], str], ...]
    relayed: re.Pattern[str]
    tags: dict[str, str]
    outlets: re.Pattern[str]


def either(forms: list[str]) -> str:
    """Return a pattern for any of some folded forms, longest first; * is the rest of a word."""
    return (
        "|".join(
            re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s")
            for form in sorted(forms, key=lambda each: (-len(each), each))
        )
        or r"(?!)"
    )


@cache
def cues_of(lang: str) -> Cues | None:
    """Return the compiled words of a language, None if it is not read."""
    everything = shipped_entries("vocabulary", "speakers.yaml")
    content: dict[str, Any] | None = (
        everything.get(lang) if lang not in ("carriers", "tags") else None
    )
    if content is None:
        return None
    objects = either([*content["objects"]])
    past = content.get("past") or {"stems": [], "endings": []}
    said = [stem + ending for stem in past["stems"] for ending in past["endings"]]
    said += [*content["cues"], *(content.get("present") or [])]
    return Cues(
        said=re.compile(rf"\b(?:{either(sorted(set(said)))})\b"),
        after=re.compile(rf"\b(?:{either(content['after'])})\s"),
        that=re.compile(
            rf"\s*(?:(?:{objects})\b)?[\s,]*(?:(?:{either(content['that'])})\b)?[\s,:]*"
        ),
        trailing=re.compile(rf"\s*(?:(?:{objects})\s)?(?:{either(content['trailing'])})\b"),
        adverbs=re.compile(rf"(?:\s(?:{either(content['adverbs'])}))+\s*$"),
        about=re.compile(rf"\s(?:{either(content['about'])})\s"),
        free_order=bool(content["free_order"]),
        prepositions=re.compile(rf"(?:{either(content['prepositions'])})\s"),
        oblique=tuple(content.get("oblique") or ()),
        aides=re.compile(rf"\b(?:{either(content['aides'])})(?:\s(?:to|of|for))?(?:\s[\w'-]+)?\s$"),
        heads=frozenset(content["heads"]),
        titles=frozenset(content["titles"]) | frozenset((content["voices"]).get("people") or ()),
        nobody=frozenset(content["voices"].get("nobody") or ()),
        issued=frozenset(content["voices"].get("issued") or ()),
        issuers=frozenset(content["voices"].get("issuers") or ()),
        pronouns=frozenset(content["pronouns"]),
        ended=re.compile(rf"[,;:]|\b(?:{either(content['ended'])})\b"),
        carriers=tuple(
            (re.compile(rf"\b(?:{either(forms)})(?!\w)"), name)
            for name, forms in everything["carriers"].items()
        ),
        relayed=re.compile(rf"\b(?:{either(content.get('relayed') or [])})\s"),
        tags={form: name for name, forms in everything["tags"].items() for form in forms},
        outlets=re.compile(rf"\b(?:{either(content.get('outlets') or [])})$"),
    )
