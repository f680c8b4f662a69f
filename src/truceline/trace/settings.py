"""The thresholds and word lists of tracing, from the data file and the stage's settings."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from truceline.ground.errors import VocabularyError
from truceline.language.words import fold
from truceline.model.stage import Params
from truceline.vocabulary.files import shipped_yaml

_FILE = ("vocabulary", "trace.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where one thing ends and another begins; each is explained in the data file."""

    longest_text: int
    house_texts: int
    house_own: int
    house_share: float
    most_passages: int
    fewest_words: int
    commonest_share: float
    commonest_count: int
    days_apart: int
    neighbours: int
    least_affinity: float
    topic_texts: int
    shared_runs: int
    shared_quotes: int
    chained_runs: int
    chained_words: int
    aligned: float
    strongly_aligned: float
    rewrite_passages: int
    rewrite_share: float
    dependent_passages: int
    one_origin: float
    leading_passages: int
    own_pages: float
    told_words: int
    told_share: float
    told_runs: int
    verbatim: float
    verbatim_words: int
    quoted_words: int
    translated_tells: int
    aggregated_share: float
    aggregating_share: float
    same_words: float
    rounding: float
    open_rounding: float
    widest_rounding: float
    telling_number: float
    window_overlap: float
    statement_days: int
    utterance_gap: int
    majority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """Words of all languages together: no text's language is taken for granted.

    everyday: the empty words of each language by itself, by which a text's language is doubted.
    """

    empty: frozenset[str]
    everyday: dict[str, frozenset[str]]
    joint_occasions: tuple[str, ...]
    chain_of_command: tuple[tuple[str, ...], ...]
    latin: dict[int, str] = field(default_factory=dict)


def thresholds(params: Params) -> Thresholds:
    """Return the shipped thresholds with those that the stage's settings replace.

    Raises VocabularyError if the data file or the settings name one that there is not.
    """
    values: dict[str, Any] = {
        **shipped_yaml(*_FILE)["thresholds"],
        **params.values.get("thresholds", {}),
    }
    known = {each.name for each in fields(Thresholds)}
    if values.keys() != known:
        odd = sorted(values.keys() ^ known)
        raise VocabularyError(
            f"Thresholds of tracing that are missing or unknown: {', '.join(odd)}.",
            where="/".join(_FILE),
            mend="Give each threshold that the shipped file gives, and no other.",
        )
    return Thresholds(**values)


@cache
def word_lists() -> WordLists:
    """Return the shipped word lists, folded for look-ups."""
    content = shipped_yaml(*_FILE)

    def merged(name: str) -> tuple[str, ...]:
        return tuple(fold(word) for words in content[name].values() for word in words)

    return WordLists(
        empty=frozenset(merged("empty_words")),
        everyday={
            lang: frozenset(map(fold, listed)) for lang, listed in content["empty_words"].items()
        },
        joint_occasions=merged("joint_occasions"),
        chain_of_command=tuple(tuple(each.split()) for each in merged("chain_of_command")),
        latin=str.maketrans(content["latin"]),
    )


@cache
def measures() -> dict[str, dict[str, float]]:
    """Return the middle and spread of each measure of kinship, and the curve of one origin."""
    found: dict[str, dict[str, float]] = shipped_yaml(*_FILE)["kinship"]
    return found
