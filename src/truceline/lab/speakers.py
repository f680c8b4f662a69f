"""The scoreboard of speakers: whom reading names over statements that people marked in articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from truceline.lab.intervals import Comparison, paired_bootstrap
from truceline.lab.labelled_articles import Article, Told, load_labelled
from truceline.lab.measures import Truths, ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.grammar import parse
from truceline.language.words import fold, sentences
from truceline.model.values import Span
from truceline.read.scenes.parses import Parses
from truceline.read.speakers.choice import who_says
from truceline.read.speakers.document_voices import document_voices
from truceline.vocabulary.officeholders import Officeholders

SET = "attributed"
BASELINE = "last name before a verb of saying, nearest"
_WORD = re.compile(r"\w+")
_SAYING = frozenset({"say", "tell", "add", "announce", "report", "write", "claim", "note", "state"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_ACRONYM = 4  # letters up to which a final s is no plural
_COMMON = 2  # letters of a word of a name that tells nothing
_EMPTY = frozenset({"the", "and", "for", "run"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One labelled statement, whom we and the baseline name as its speaker, and its carriers."""

    told: Told
    article: int
    ours: str
    plain: str
    relays: tuple[str, ...] = ()


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of the scoreboard from a folder of labelled data."""
    return score(answers(load_labelled(data), Officeholders.load(), watch))


def answers(
    articles: Sequence[Article], people: Officeholders, watch: Watch = UNWATCHED
) -> list[Answer]:
    """Return whom reading names over every labelled statement, found or not."""
    watch.start("read", len(articles))
    found = []
    for place, article in enumerate(articles):
        text = article.document.text
        spans = sentences(text)
        pieces = [text[span.start : span.end] for span in spans]
        published = article.document.published
        day = published.earliest.date() if published else None
        heard = document_voices(
            text,
            spans,
            ["en"] * len(spans),
            people,
            day,
            Parses(pieces),
            article.document.source,
        )
        plain = _plain(pieces)
        for told in article.told:
            at = next((i for i, s in enumerate(spans) if told.span.start < s.end), len(spans) - 1)
            start = spans[at].start
            inside = Span(max(0, told.span.start - start), told.span.end - start)
            voice = who_says(heard[at], inside)
            relays = tuple(dict.fromkeys(each.name for each in heard[at] if each.relay))
            found.append(Answer(told, place, voice.name if voice else "", plain[at], relays))
        watch.advance("read")
    return found


def _plain(pieces: Sequence[str]) -> list[str]:
    """Return the baseline: for each sentence the name nearest to its first verb of saying."""
    found = []
    for piece, grammar in zip(pieces, parse(pieces), strict=True):
        says = [i for i, t in enumerate(grammar.tokens) if t.lemma in _SAYING and t.pos == "VERB"]
        names = [n for n in grammar.names if n.label in _NAMED]
        near = (
            min(names, key=lambda n: (abs(n.first - says[0]), n.first)) if says and names else None
        )
        found.append(piece[near.start : near.end] if near else "")
    return found


def alike(gold: str, said: str) -> bool:
    """Tell whether two names mean the same speaker: the last telling words or most words agree.

    Lenient on purpose: "Benjamin Netanyahu" is "Netanyahu", "Gaza's health ministry" is "the
    Hamas-run health ministry"; several are right if one of them is named.
    """
    wanted = [_telling(part) for part in gold.split(",")]
    named = _telling(said)
    if not named or not any(wanted):
        return not named and not any(wanted)
    return any(part and _same(part, named) for part in wanted)


def _same(gold: list[str], said: list[str]) -> bool:
    if _initials(gold) == "".join(said) or _initials(said) == "".join(gold):
        return True
    both = set(gold) & set(said)
    head = gold[-1] in said or said[-1] in gold
    return head and (len(both) >= min(len(set(gold)), len(set(said))) / 2)


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words) if len(words) > 1 else "-"


def _telling(name: str) -> list[str]:
    words = [
        word.removesuffix("s") if len(word) > _ACRONYM else word
        for word in _WORD.findall(fold(name))
    ]
    telling = [word for word in words if len(word) >= _COMMON and word not in _EMPTY]
    return telling or words


def score(found: Sequence[Answer]) -> list[Row]:
    """Return how often the right speaker is named where one is, and nobody where none is.

    All of these articles were looked at in writing the words: unseen text will do worse.
    """
    rows = [
        _row("speaker, where one is named", found, [bool(a.told.speaker) for a in found]),
        _row("nobody, where none is named", found, [not a.told.speaker for a in found]),
        _row("speaker or nobody", found, [True] * len(found)),
        _carriers(found),
    ]
    return [replace(row, stage="read") for row in rows]


def _row(name: str, found: Sequence[Answer], among: Sequence[bool]) -> Row:
    chosen = [a for a, wanted in zip(found, among, strict=True) if wanted]
    ours, plain = (
        np.array([alike(a.told.speaker, getattr(a, who)) for a in chosen], dtype=np.bool_)
        for who in ("ours", "plain")
    )
    return row_of(name, SET, len(chosen), _against(ours, plain, chosen), BASELINE)


def _carriers(found: Sequence[Answer]) -> Row:
    """Return the F1 of carriers over all statements, whole articles resampled."""
    held = sorted({a.article for a in found})
    counts = np.zeros((3, len(held)))
    for each in found:
        hits = sum(any(alike(gold, said) for said in each.relays) for gold in each.told.relays)
        counts[:, held.index(each.article)] += (hits, len(each.told.relays), len(each.relays))
    compared = paired_bootstrap(ratio(2 * counts[0], counts[1] + counts[2]))
    return row_of("carriers F1", SET, int(counts[1].sum()), compared)


def _against(ours: Truths, plain: Truths, chosen: Sequence[Answer]) -> Comparison:
    """Return the share against the baseline's, whole articles resampled."""
    held = sorted({a.article for a in chosen})
    which = np.array([held.index(a.article) for a in chosen], dtype=np.int64)
    size = np.bincount(which, minlength=len(held)).astype(np.float64)
    right, other = (
        np.bincount(which, weights=each.astype(np.float64), minlength=len(held)).astype(np.float64)
        for each in (ours, plain)
    )
    return paired_bootstrap(ratio(right, size), ratio(other, size))
