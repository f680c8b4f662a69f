"""States and armed groups beyond the parties in full: their forms, made from few words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from truceline.ground.errors import VocabularyError
from truceline.vocabulary.files import load_yaml
from truceline.vocabulary.party import Party

LANGUAGE = "en"
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")  # a word as sentences are split into them


def load_states(folder: Path) -> list[Party]:
    """Return the states of a vocabulary folder, [] if it names none.

    Raises VocabularyError if the file is broken.
    """
    path = folder / "states.yaml"
    words = load_yaml(path).get("words", {}) if path.is_file() else {}
    try:
        return [_state(key, each, words.get(key, {})) for key, each in _entries(path, "states")]
    except (AttributeError, TypeError) as error:
        raise VocabularyError(
            f"The words of a state have the wrong shape: {error}.",
            where=str(path),
            mend="Give every state's words as lists by language and role.",
        ) from error


def load_groups(folder: Path) -> list[Party]:
    """Return the armed groups and bodies of a vocabulary folder, [] if it names none.

    Raises VocabularyError if the file is broken.
    """
    return [_group(key, each) for key, each in _entries(folder / "groups.yaml", "groups")]


def _entries(path: Path, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if not path.is_file():
        return
    content = load_yaml(path)
    held = content.get(key) if isinstance(content, dict) else None
    for name, each in held.items() if isinstance(held, dict) else [(key, None)]:
        lists = [v for v in each.values() if isinstance(v, list)] if isinstance(each, dict) else []
        plain = all(isinstance(word, str) for words_ in lists for word in words_)
        if not isinstance(each, dict) or not isinstance(each.get("name"), str) or not plain:
            raise VocabularyError(
                f"“{name}” has no name, or lists that hold no words.",
                where=str(path),
                mend="Give every entry a name, and its words as lists.",
            )
        yield str(name), each


def _folded(*phrases: str) -> tuple[str, ...]:
    """Return phrases as the lexicon writes them: folded words with single spaces, each once."""
    plain = (" ".join(_WORD.findall(phrase.casefold())) for phrase in phrases)
    return tuple(dict.fromkeys(each for each in plain if each))


def _owned(*phrases: str) -> tuple[str, ...]:
    bare = (f"{each}'" for each in phrases if each.endswith("s"))
    return _folded(*bare, *(f"{each}'s" for each in phrases))


def _further(words: dict[str, Any], role: str) -> dict[str, tuple[str, ...]]:
    """Return a state's words of a role in the languages that list them."""
    return {lang: tuple(each[role]) for lang, each in words.items() if each.get(role)}


def _state(key: str, entry: dict[str, Any], words: dict[str, Any]) -> Party:
    """Return a state: its names, people, capital and forces act; adjectives and owners mark.

    words: its words in further languages, by language and role.
    """
    name, adjective = entry["name"], str(entry.get("adjective") or entry["name"])
    owners = [name, *([entry["capital"]] if entry.get("capital") else [])]
    people = [entry["people"]] if entry.get("people") else []
    acting = [*owners, *people, *entry.get("also", ()), *entry.get("forces", ())]
    adjectives = (*_folded(adjective, f"{adjective}-led"), *_owned(*owners))
    subjects = tuple(each for each in _folded(*acting) if each not in adjectives)
    forms = tuple(dict.fromkeys((*subjects, *adjectives)))
    return Party(
        id=key,
        name=name,
        adjective=adjective,
        forms={LANGUAGE: forms, **_further(words, "forms")},
        subjects={LANGUAGE: subjects, **_further(words, "subjects")},
        adjectives={LANGUAGE: adjectives, **_further(words, "adjectives")},
    )


def _group(key: str, entry: dict[str, Any]) -> Party:
    """Return a group: its names act, and mark what belongs to it as owners."""
    names = [str(each) for each in entry.get("names", ())] or [entry["name"]]
    adjectives = (*_folded(*entry.get("adjectives", ())), *_owned(*names))
    subjects = tuple(each for each in _folded(*names) if each not in adjectives)
    return Party(
        id=key,
        name=entry["name"],
        adjective=entry["name"],
        forms={LANGUAGE: tuple(dict.fromkeys((*subjects, *adjectives)))},
        subjects={LANGUAGE: subjects},
        adjectives={LANGUAGE: adjectives},
    )
