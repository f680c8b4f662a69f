"""Which language a text is in, from its letters and commonest words."""

from __future__ import annotations

from truceline.language.words import words
from truceline.vocabulary.files import shipped_yaml

_TELLING = shipped_yaml("vocabulary", "languages.yaml")["telling"]
_UKRAINIAN, _RUSSIAN = (frozenset(_TELLING[code]["letters"]) for code in ("uk", "ru"))
_UKRAINIAN_WORDS, _RUSSIAN_WORDS = (frozenset(_TELLING[code]["words"]) for code in ("uk", "ru"))


def language_of(text: str) -> str:
    """Return "en", "uk", "ru" or "und" (undetermined) for a text.

    Latin letters count as English for now; a language that is not read yet comes out as
    English too, and finds nothing there.
    """
    lowered = text.casefold()
    latin = sum("a" <= each <= "z" for each in lowered)
    cyrillic = sum("а" <= each <= "я" or each in "іїєґё" for each in lowered)
    if latin == cyrillic == 0:
        return "und"
    if latin >= cyrillic:
        return "en"
    found = {word.folded for word in words(lowered)}
    ukrainian = 3 * sum(each in _UKRAINIAN for each in lowered) + len(found & _UKRAINIAN_WORDS)
    russian = 3 * sum(each in _RUSSIAN for each in lowered) + len(found & _RUSSIAN_WORDS)
    return "ru" if russian > ukrainian else "uk"
