"""The words that carry meaning for the reader, matched by stems in one pass over a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from truceline.ground.errors import VocabularyError
from truceline.language.words import Word, fold
from truceline.vocabulary.files import DATA, load_yaml

GAP = "..."
LONGEST_GAP = 4  # words that may stand where a pattern has a gap


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the vocabulary found in a sentence.

    start, end: span in the text of the words; first, last: indexes of its first and last word;
    group, value: what the vocabulary calls it, such as "act", "shelling".
    """

    start: int
    end: int
    first: int
    last: int
    group: str
    value: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase: words (exact), stems (ending in *), endings (beginning with *) and gaps."""

    parts: tuple[str, ...]
    anchor: int
    group: str
    value: str
    masks: bool


def _fits(part: str, folded: str) -> bool:
    if part.endswith("*"):
        return folded.startswith(part[:-1])
    if part.startswith("*"):
        return folded.endswith(part[1:])
    return folded == part


def _compile(phrase: str, group: str, value: str) -> _Pattern:
    masks = phrase.startswith("!")
    parts = tuple(fold(phrase.removeprefix("!")).split())
    plain = (i for i, part in enumerate(parts) if not part.startswith("*") and part != GAP)
    anchor = next(plain, None)
    if anchor is None or GAP in parts[: anchor + 1]:
        raise ValueError(f"“{phrase}” needs a word or stem before any gap")
    return _Pattern(parts, anchor, group, value, masks)


def _run(parts: Sequence[str], words: Sequence[Word], at: int) -> int | None:
    """Return the index after the last word that the parts match from `at`, None if they don't."""
    index = 0
    while index < len(parts):
        if parts[index] == GAP:
            rest = parts[index + 1 :]
            for skip in range(LONGEST_GAP + 1):
                end = _run(rest, words, at + skip)
                if end is not None:
                    return end
            return None
        if at >= len(words) or not _fits(parts[index], words[at].folded):
            return None
        index, at = index + 1, at + 1
    return at


@dataclass(slots=True)
class Matcher:
    """All phrases of one language, found by a table of first words and stems."""

    exact: dict[str, list[_Pattern]] = field(default_factory=dict)
    stems: dict[str, list[_Pattern]] = field(default_factory=dict)
    longest: int = 0

    def add(self, pattern: _Pattern) -> None:
        """Enter a phrase under its anchor word."""
        key = pattern.parts[pattern.anchor]
        if key.endswith("*"):
            self.stems.setdefault(key[:-1], []).append(pattern)
            self.longest = max(self.longest, len(key) - 1)
        else:
            self.exact.setdefault(key, []).append(pattern)

    def _candidates(self, folded: str) -> Iterable[_Pattern]:
        yield from self.exact.get(folded, ())
        for length in range(1, min(len(folded), self.longest) + 1):
            yield from self.stems.get(folded[:length], ())

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """Return all hits in order; phrases marked with ! hide hits of their value inside them.

        Takes time in proportion to the words, whatever they are.
        """
        hits: list[Hit] = []
        hidden: set[tuple[str, str, int]] = set()
        for index, word in enumerate(words):
            for pattern in self._candidates(word.folded):
                first = index - pattern.anchor
                end = _run(pattern.parts, words, first) if first >= 0 else None
                if end is None:
                    continue
                if pattern.masks:
                    hidden.update((pattern.group, pattern.value, i) for i in range(first, end))
                else:
                    span = (words[first].start, words[end - 1].end, first, end - 1)
                    hits.append(Hit(*span, pattern.group, pattern.value))
        kept = [h for h in hits if (h.group, h.value, h.first) not in hidden]
        return sorted(set(kept), key=lambda h: (h.first, h.last, h.group, h.value))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The matchers by language code, and settings that belong to values (by group and value)."""

    matchers: Mapping[str, Matcher]
    settings: Mapping[tuple[str, str], Mapping[str, Any]]

    def find(self, words: Sequence[Word], lang: str) -> list[Hit]:
        """Return the hits in the words of a sentence; none for a language without a vocabulary."""
        matcher = self.matchers.get(lang)
        return matcher.find(words) if matcher else []

    def setting(self, group: str, value: str, name: str) -> Any:  # noqa: ANN401 - YAML value
        """Return a setting of a value, None if it has none."""
        return self.settings.get((group, value), {}).get(name)


FILES = (
    "acts",
    "weapons",
    "targets",
    "harm",
    "stances",
    "undertakings",
    "postures",
    "frames",
    "figures",
    "tallies",
)
NAMES = ("id",)  # keys of an entry that hold settings and not a language are "set"


def load_lexicon(
    folder: Path = DATA / "vocabulary",
    extra: Iterable[tuple[str, str, str, str]] = (),
) -> Lexicon:
    """Return the lexicon of a vocabulary folder.

    Every file maps groups to values to languages to phrases; "set" holds a value's settings.
    extra: further (lang, group, value, phrase), such as the names of actors.
    Raises VocabularyError naming file, group and mend for a broken one.
    """
    matchers: dict[str, Matcher] = {}
    settings: dict[tuple[str, str], Mapping[str, Any]] = {}
    for name in FILES:
        path = folder / f"{name}.yaml"
        for group, values in _groups(path):
            for value, entry in values.items():
                try:
                    settings[group, value] = dict(entry.get("set", {}))
                    for lang, phrases in entry.items():
                        for phrase in phrases if lang != "set" else ():
                            pattern = _compile(phrase, group, value)
                            matchers.setdefault(lang, Matcher()).add(pattern)
                except (AttributeError, TypeError, ValueError) as error:
                    raise VocabularyError(
                        f"{group}.{value} has the wrong shape: {error}.",
                        where=str(path),
                        mend="Give lists of phrases by language; settings go under “set”.",
                    ) from error
    for lang, group, value, phrase in extra:
        matchers.setdefault(lang, Matcher()).add(_compile(phrase, group, value))
    return Lexicon(matchers=matchers, settings=settings)


def _groups(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return a file's groups with their values; raises VocabularyError if one is no mapping."""
    content = load_yaml(path)
    groups = list(content.items()) if isinstance(content, dict) else [("the file", content)]
    for group, values in groups:
        if not isinstance(values, dict):
            raise VocabularyError(
                f"“{group}” holds no values.",
                where=str(path),
                mend="Give every group its values, and every value lists of phrases by language.",
            )
    return groups
