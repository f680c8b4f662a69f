"""Ties: pairs of statements that repeat one utterance, and what shows it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from truceline.language.words import words
from truceline.model.origin import EdgeKind
from truceline.model.statement import Statement
from truceline.model.values import Span
from truceline.trace.claims import (
    can_be_one,
    is_exact,
    number_of,
    number_relation,
    same_window,
    windows_fit,
    windows_overlap,
    windows_touch,
)
from truceline.trace.derivation import Comparison, Derivation
from truceline.trace.material import Material
from truceline.trace.passages import Corpus, content_words
from truceline.trace.settings import Thresholds
from truceline.trace.voices import same_speaker, same_voice

_STANCES = ("position", "undertaking")
# How sure each kind of tie is on its own; spelled out, because no pairs were fitted.
_SAME_EXACT_NUMBER, _SAME_EVENT, _SAME_STANCE, _SWAPPED_SPEAKER = 0.9, 0.75, 0.6, 0.7
_ROUND = 10  # a number that this divides may be anybody's estimate
_WORDED_APART = 1.3  # numbers are looked up in steps of this factor


class Tie(NamedTuple):
    """Two statements, by index, a before b, with the passages that show their tie."""

    a: int
    b: int
    kind: EdgeKind
    score: float
    span_a: Span
    span_b: Span


def find_ties(
    material: Material, corpus: Corpus, compared: Sequence[Comparison], limits: Thresholds
) -> list[Tie]:
    """Return every tie between statements, each pair of statements once for each reason."""
    found = [
        *_by_derivation(material, corpus, compared, limits),
        *_by_copy(material, corpus, compared, limits),
        *_by_number(material, limits),
        *_by_event(material, limits),
        *_by_stance(material, limits),
        *_within_publication(material, limits),
        *_swapped_speakers(material, limits),
    ]
    return sorted(set(found))


def _tie(material: Material, a: int, b: int, kind: EdgeKind, score: float) -> Tie:
    first, second = sorted((a, b))
    spans = material.statements[first].span, material.statements[second].span
    return Tie(first, second, kind, score, *spans)


def _by_derivation(
    material: Material, corpus: Corpus, compared: Sequence[Comparison], limits: Thresholds
) -> Iterator[Tie]:
    """Yield statements that stand in passages of which one derives from the other."""
    held = material.in_passage()
    for one in (each for pair in compared for each in pair.derived):
        pairs = [
            (a, b)
            for a in held.get(one.a, ())
            for b in held.get(one.b, ())
            if _copied(material, a, b, one, limits)
        ]
        for a, b in _best_fitting(material, pairs):
            ends = sorted(((a, corpus.spans[one.a]), (b, corpus.spans[one.b])))
            (first, span_a), (second, span_b) = ends
            yield Tie(first, second, one.kind, one.score, span_a, span_b)


def _best_fitting(
    material: Material, pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of two passages, without those whose ends fit another one better.

    Of "will resume aid and intelligence sharing" the aid is the aid and nothing else; where a
    rewrite calls one subject by another word, nothing fits better and the pair stays.
    """
    about = material.statements
    exact = [(a, b) for a, b in pairs if about[a].about == about[b].about]
    settled = {index for pair in exact for index in pair}
    yield from exact
    yield from (pair for pair in pairs if not settled & set(pair))


def _by_copy(
    material: Material, corpus: Corpus, compared: Sequence[Comparison], limits: Thresholds
) -> Iterator[Tie]:
    """Yield figures and totals that two copies share although they stand in other passages."""
    counted: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(material.statements):
        if one.kind in ("figure", "tally"):
            counted[one.document].append(index)
    for pair in compared:
        if pair.copy is None:
            continue
        first, second = (counted[corpus.documents[each]] for each in (pair.a, pair.b))
        for a, b in product(first, second):
            if _same_count(material.statements[a], material.statements[b], limits):
                yield _tie(material, a, b, "rewrite", pair.copy)


def _same_count(a: Statement, b: Statement, limits: Thresholds) -> bool:
    same = number_relation(number_of(a), number_of(b), limits) == "same"
    return same and can_be_one(a, b) and a.about == b.about


def _copied(material: Material, a: int, b: int, one: Derivation, limits: Thresholds) -> bool:
    """Tell whether two statements in derived passages say the same, or did before a change.

    A number may differ only where the documents are copies as a whole, of two sources: daily
    bulletins and mirrored accusations are worded alike without being copies.
    """
    first, second = material.statements[a], material.statements[b]
    if not can_be_one(first, second) or not _stances_fit(first, second):
        return False
    if not windows_fit(first, second, limits.window_overlap):
        return False
    relation = number_relation(number_of(first), number_of(second), limits)
    changed = one.whole and material.sources_differ(a, b)
    if relation in ("different", "loose") and not changed:
        return False
    voices = material.voices[a], material.voices[b]
    quoted = one.kind == "quotation"
    named = not voices[0].own and not voices[1].own
    if named and not same_voice(*voices):
        return False
    return not (quoted and (voices[0].own or voices[1].own))


def _stances_fit(a: Statement, b: Statement) -> bool:
    return not a.stance or not b.stance or a.stance == b.stance


def _blocks(entries: Iterable[tuple[Hashable, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indexes that share a key, each once, the lesser first."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for key, index in entries:
        blocks[key].append(index)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for a, b in combinations(sorted(set(block)), 2):
            if (a, b) not in seen:
                seen.add((a, b))
                yield a, b


def _number_steps(statement: Statement) -> tuple[int, ...]:
    """Return the keys under which a number and its near neighbours meet."""
    number = number_of(statement)
    if number is None:
        return ()
    step = math.floor(math.log(max(1.0, number.min), _WORDED_APART))
    return step, step + 1


def _by_number(material: Material, limits: Thresholds) -> Iterator[Tie]:
    """Yield numbers that one voice gave once and several outlets carried.

    A number so odd that nobody else can have arrived at it needs no named speaker: an outlet
    that gives it in its own voice repeats it.
    """
    entries = [
        ((one.kind, one.act, step, key), i)
        for i, one in enumerate(material.statements)
        for step in _number_steps(one)
        for key in (*material.voices[i].keys, *(("any",) if _is_odd(one, limits) else ()))
    ]
    for a, b in _blocks(entries):
        first, second = material.statements[a], material.statements[b]
        numbers = number_of(first), number_of(second)
        if not can_be_one(first, second) or number_relation(*numbers, limits) != "same":
            continue
        voices = material.voices[a], material.voices[b]
        unnamed = (voices[0].own or voices[1].own) and numbers[0] == numbers[1]
        if not (same_voice(*voices) or unnamed):
            continue
        if _one_occasion(material, a, b, limits):
            score = _SAME_EXACT_NUMBER if numbers[0] == numbers[1] else _SAME_EVENT
            yield _tie(material, a, b, "shared_statement", score)


def _is_odd(statement: Statement, limits: Thresholds) -> bool:
    """Tell whether a total is exact, telling and not round: 2,935 is, 3,000 is not."""
    number = number_of(statement)
    if statement.kind != "tally" or number is None or not is_exact(number):
        return False
    return number.min >= limits.telling_number and number.min % _ROUND != 0


def _one_occasion(material: Material, a: int, b: int, limits: Thresholds) -> bool:
    """Tell whether two numbers of one voice were given on one occasion.

    Windows must fit. A small number recurs, so it also needs the day: a known publication of
    both within a day, or the very same window.
    """
    first, second = material.statements[a], material.statements[b]
    if not windows_fit(first, second, limits.window_overlap):
        return False
    days = material.days_apart(a, b)
    if days is not None and days > limits.statement_days and not same_window(first, second):
        return False
    number = number_of(first)
    if number is not None and number.min >= limits.telling_number:
        return days is not None or same_window(first, second)
    return same_window(first, second) or (days is not None and days <= 1)


def _by_event(material: Material, limits: Thresholds) -> Iterator[Tie]:
    """Yield reports of one event that rest on one voice, however many outlets carry them."""
    entries = [
        ((key, _day(material, i) + shift), i)
        for i, one in enumerate(material.statements)
        if one.kind == "incident_report" and _day(material, i)
        for shift in range(limits.statement_days)
        for key in material.voices[i].keys
    ]
    for a, b in _blocks(entries):
        first, second = material.statements[a], material.statements[b]
        if not (first.places and second.places and can_be_one(first, second)):
            continue
        if first.act != second.act or not windows_fit(first, second, limits.window_overlap):
            continue
        yield _tie(material, a, b, "shared_statement", _SAME_EVENT)


def _day(material: Material, index: int) -> int:
    published = material.published(index)
    return published.earliest.toordinal() if published else 0


def _by_stance(material: Material, limits: Thresholds) -> Iterator[Tie]:
    """Yield one stance of one voice in publications close together.

    Where a publication's day is unknown, the words themselves must be alike.
    """
    entries = [
        ((one.kind, one.stance, one.perpetrator, key), i)
        for i, one in enumerate(material.statements)
        if one.kind in _STANCES and one.stance and one.perpetrator
        for key in material.voices[i].keys
    ]
    for a, b in _blocks(entries):
        first, second = material.statements[a], material.statements[b]
        days = material.days_apart(a, b)
        close = days is not None and days <= limits.statement_days
        if close or (days is None and _alike(first, second) >= limits.same_words):
            yield _tie(material, a, b, "shared_statement", _SAME_STANCE)


def _alike(a: Statement, b: Statement) -> float:
    """Return the share of content words that two statements' quotes have in common."""
    first, second = (set(content_words(words(each.quote))) for each in (a, b))
    return len(first & second) / max(1.0, math.sqrt(len(first) * len(second)))


def _within_publication(material: Material, limits: Thresholds) -> Iterator[Tie]:
    """Yield what one speaker says in one publication in one utterance: a total and its parts."""
    for a, b in _blocks((publication, i) for i, publication in enumerate(material.publications)):
        if not same_speaker(material.voices[a], material.voices[b]):
            continue
        if _one_breath(material, a, b) or _one_count(material, a, b, limits):
            yield _tie(material, a, b, "shared_statement", _SAME_EXACT_NUMBER)


def _one_breath(material: Material, a: int, b: int) -> bool:
    """Tell whether a named speaker says both in one sentence, or both in a joint statement."""
    voice = material.voices[a]
    place = material.passages[a]
    return voice.joint or (not voice.own and place is not None and place == material.passages[b])


def _one_count(material: Material, a: int, b: int, limits: Thresholds) -> bool:
    first, second = material.statements[a], material.statements[b]
    if first.kind != second.kind or first.kind not in ("tally", "figure", "incident_report"):
        return False
    together = _one_actor(first, second) and _near(first, second, limits)
    return together and _one_utterance(first, second, limits)


def _one_actor(a: Statement, b: Statement) -> bool:
    """Tell whether two parts of an utterance are about one actor."""
    return a.perpetrator == b.perpetrator or not a.perpetrator or not b.perpetrator


def _near(a: Statement, b: Statement, limits: Thresholds) -> bool:
    """Tell whether two statements stand close together, or in rows of one publication."""
    if a.document != b.document:
        return True
    return max(a.span.start, b.span.start) - min(a.span.end, b.span.end) <= limits.utterance_gap


def _one_utterance(a: Statement, b: Statement, limits: Thresholds) -> bool:
    """Tell whether a total and its parts, or two mentions of one event, are one utterance.

    The same thing counted twice over windows that overlap is two occasions: a later total
    replaces an earlier one.
    """
    relation = number_relation(number_of(a), number_of(b), limits)
    if a.kind == "tally":
        recount = a.act == b.act and a.unit == b.unit and relation == "different"
        overlapping = windows_overlap(a, b) and not same_window(a, b)
        return windows_touch(a, b) and not (recount and overlapping)
    if a.kind == "figure":
        return a.unit == b.unit and a.about == b.about and relation == "same"
    return can_be_one(a, b) and relation != "different" and windows_fit(a, b, limits.window_overlap)


def _swapped_speakers(material: Material, limits: Thresholds) -> Iterator[Tie]:
    """Yield numbers that two publications put into the mouths of different speakers.

    One number may agree by chance; two telling ones, each over the same window, do not.
    """
    entries = [
        ((one.act, number_of(one), one.window), i)
        for i, one in enumerate(material.statements)
        if one.kind == "tally" and one.window and _tells(one, limits)
        if not material.voices[i].own
    ]
    between: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for a, b in _blocks(entries):
        first, second = material.statements[a], material.statements[b]
        if same_voice(material.voices[a], material.voices[b]) or not can_be_one(first, second):
            continue
        sides = sorted((material.publications[a], material.publications[b]))
        if sides[0] != sides[1]:
            between[sides[0], sides[1]].append((a, b))
    for pairs in between.values():
        if len({number_of(material.statements[a]) for a, _ in pairs}) > 1:
            for a, b in pairs:
                yield _tie(material, a, b, "shared_statement", _SWAPPED_SPEAKER)


def _tells(statement: Statement, limits: Thresholds) -> bool:
    number = number_of(statement)
    return number is not None and number.min >= limits.telling_number
