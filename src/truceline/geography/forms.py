"""Which names a word of a text can be a form of: declension undone by tables in the data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any, NamedTuple

from truceline.ground.errors import VocabularyError
from truceline.language.words import fold
from truceline.vocabulary.files import DATA, load_yaml

CASES = 6
ANY_CASE = (1 << CASES) - 1
_NOMINATIVE = 1
_LEAST_STEM, _LEAST_NAME = 1, 2  # letters that no ending replaces; letters of a name
_LEAST_ADJECTIVE = 4  # letters of an adjective's stem


class Lemma(NamedTuple):
    """A name's folded nominative, and the cases (bits, nominative first) that a form may have."""

    name: str
    cases: int


def key(text: str) -> str:
    """Return the folded form under which names are compared; ё counts as е."""
    return fold(text).replace("ё", "е")


class Forms:
    """The declension tables of places_forms.yaml, ready to be read from form to name."""

    def __init__(self, content: Any) -> None:  # noqa: ANN401 - any YAML content is meant
        self._rows = [
            [["" if each == "-" else each for each in str(cell).split()] for cell in row]
            for part in ("nouns", "adjectives")
            for rows in content[part].values()
            for row in rows
        ]
        self._undo = _by_ending(self._rows)
        self._longest = max(map(len, self._undo))
        relative = content["relative"]
        self._endings = sorted(map(str, relative["endings"]), key=lambda each: (-len(each), each))
        self._made_from = {str(k): [str(v) for v in vs] for k, vs in relative["names"].items()}
        self._infixes = [str(each) for each in content["infixes"]]
        self._narrow = {str(k): frozenset(map(str, v)) for k, v in content["narrow"].items()}
        self._masculine = tuple(map(str, relative["masculine"]))
        self._latin_first = {str(k): str(v) for k, v in content["latin_first"].items()}
        self._latin = {str(k): str(v) for k, v in content["latin"].items()}
        self.lemmas = lru_cache(maxsize=200_000)(self._lemmas)
        self.adjective_stems = lru_cache(maxsize=50_000)(self._adjective_stems)

    @classmethod
    def load(cls, folder: Path = DATA / "vocabulary") -> Forms:
        """Return the tables of a vocabulary folder; raises VocabularyError if they are broken."""
        path = folder / "places_forms.yaml"
        try:
            return cls(load_yaml(path))
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise VocabularyError(
                f"A table lacks a part or has the wrong shape: {error}.",
                where=str(path),
                mend="Give every table of the shipped file.",
            ) from error

    def _lemmas(self, word: str) -> tuple[Lemma, ...]:
        """Return every name that a folded word can be a form of, itself first."""
        found: dict[str, int] = {word: _NOMINATIVE}
        if word.endswith("'s"):  # the English possessive
            found[word[:-2]] = ANY_CASE
        for before, part, after in self._hyphenated(word):
            for stem, ending in _cuts(part, self._longest):
                for nominative, cases in self._undo.get(ending, ()):
                    name = f"{before}{stem}{nominative}{after}"
                    if len(name) >= _LEAST_NAME and self._takes(name, ending, nominative):
                        found[name] = found.get(name, 0) | cases
        return tuple(Lemma(name, cases) for name, cases in found.items())

    def _hyphenated(self, word: str) -> list[tuple[str, str, str]]:
        """Return (before, declining part, after): the last part declines, or that before "on"."""
        head, hyphen, tail = word.rpartition("-")
        found = [(head + hyphen, tail, "")]
        for infix in self._infixes:
            first, inner, rest = word.partition(infix)
            if inner:
                found.append(("", first, inner + rest))
        return found

    def _takes(self, name: str, ending: str, nominative: str) -> bool:
        """Tell whether a name may take an ending; names such as -sk take only a few."""
        if nominative:
            return True
        allowed = next((v for k, v in self._narrow.items() if name.endswith(k)), None)
        return allowed is None or ending in allowed

    def _adjective_stems(self, word: str) -> tuple[str, ...]:
        """Return the stems that a folded word has if it is an adjective made from a name."""
        return tuple(
            stem
            for ending in self._endings
            if word.endswith(ending)
            and len(stem := word[: len(word) - len(ending)]) >= _LEAST_ADJECTIVE
            and any(stem.endswith(each) for each in self._made_from)
        )

    def names_behind(self, stem: str) -> list[str]:
        """Return the names from which an adjective with this stem may be made."""
        names = [
            stem[: len(stem) - len(end)] + each
            for end, replacements in self._made_from.items()
            if stem.endswith(end)
            for each in replacements
        ]
        return list(dict.fromkeys(name for name in names if len(name) >= _LEAST_NAME))

    def all_forms(self, name: str) -> set[str]:
        """Return the folded forms that the tables give to a name of one or several words."""
        by_word = [self._declined(word) for word in key(name).split()]
        return {
            " ".join(choice)
            for case in range(CASES)
            for choice in product(*[sorted(each[case]) for each in by_word])
        }

    def _declined(self, word: str) -> list[set[str]]:
        cases: list[set[str]] = [set() for _ in range(CASES)]
        for row in self._rows:
            nominative = row[0][0]
            stem = word[: len(word) - len(nominative)]
            if word.endswith(nominative) and len(stem) >= _LEAST_STEM:
                for case, endings in enumerate(row):
                    cases[case].update(
                        stem + ending for ending in endings if self._takes(word, ending, nominative)
                    )
        cases[0] = {word}
        return cases

    def latin(self, name: str) -> str:
        """Return a name's letters romanised one by one (Ukraine's rule of 2010, lower case)."""
        return "".join(
            self._latin_first.get(letter, self._latin.get(letter, letter))
            if before in " -"
            else self._latin.get(letter, letter)
            for before, letter in pairwise(f" {key(name)}")
        )

    def is_relative(self, name: str) -> bool:
        """Tell whether a folded name is an adjective that any "X district" may stand behind."""
        return name.endswith(self._masculine) and bool(self._adjective_stems(name))


def _by_ending(rows: list[list[list[str]]]) -> dict[str, list[tuple[str, int]]]:
    table: dict[str, dict[str, int]] = {}
    for row in rows:
        nominative = row[0][0]
        for case, endings in enumerate(row[1:], start=1):
            for ending in endings:
                cell = table.setdefault(ending, {})
                cell[nominative] = cell.get(nominative, 0) | 1 << case
    return {ending: list(cell.items()) for ending, cell in table.items()}


def _cuts(word: str, longest: int) -> Iterator[tuple[str, str]]:
    for length in range(min(longest, len(word) - _LEAST_STEM) + 1):
        yield word[: len(word) - length], word[len(word) - length :]
