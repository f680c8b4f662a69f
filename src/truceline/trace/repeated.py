"""Ties by voice: numbers, events and stances that one voice gave and many outlets carried."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from truceline.language.words import words
from truceline.model.statement import Statement
from truceline.trace.claims import (
    can_be_one,
    is_exact,
    number_of,
    number_relation,
    same_window,
    windows_fit,
)
from truceline.trace.material import Material
from truceline.trace.passages import content_words
from truceline.trace.settings import Thresholds
from truceline.trace.tie import Tie, blocks, tie_of
from truceline.trace.voices import same_voice

_STANCES = ("position", "undertaking")
# How sure each reason is on its own; reasoned, because no pairs were fitted.
_SAME_NUMBER, _ROUNDED, _SAME_EVENT, _SWAPPED_SPEAKER, _SAME_STANCE = 0.9, 0.75, 0.75, 0.7, 0.6
_ROUND = 10  # a number that this divides may be anybody's estimate
_STEP = 1.3  # numbers are looked up in steps of this factor


def _number_steps(statement: Statement) -> tuple[int, ...]:
    """Return the keys under which a number and its near neighbours meet."""
    number = number_of(statement)
    if number is None:
        return ()
    step = math.floor(math.log(max(1.0, number.min), _STEP))
    return step, step + 1


def by_number(material: Material, limits: Thresholds) -> Iterator[Tie]:
    """Yield numbers that one voice gave once and several outlets carried.

    A number that nobody else can have arrived at needs no named speaker: an outlet that gives
    it in its own voice repeats it.
    """
    entries = [
        ((one.kind, one.act, step, key), i)
        for i, one in enumerate(material.statements)
        for step in _number_steps(one)
        for key in (*material.voices[i].keys, *(("any",) if _is_exact_total(one, limits) else ()))
    ]
    for a, b in blocks(entries):
        first, second = material.statements[a], material.statements[b]
        numbers = number_of(first), number_of(second)
        if not can_be_one(first, second) or number_relation(*numbers, limits) != "same":
            continue
        voices = material.voices[a], material.voices[b]
        unnamed = (voices[0].own or voices[1].own) and numbers[0] == numbers[1]
        if not (same_voice(*voices) or (unnamed and _tells_alone(first, second, limits))):
            continue
        if _one_occasion(material, a, b, limits):
            score = _SAME_NUMBER if numbers[0] == numbers[1] else _ROUNDED
            yield tie_of(material, a, b, "shared_statement", score)


def _is_exact_total(statement: Statement, limits: Thresholds) -> bool:
    """Tell whether a statement is a total that is exact and not small."""
    number = number_of(statement)
    if statement.kind != "tally" or number is None or not is_exact(number):
        return False
    return number.min >= limits.telling_number


def _tells_alone(a: Statement, b: Statement, limits: Thresholds) -> bool:
    """Tell whether one number in two texts is one count, whoever is named.

    It is if the number is not round (2,935 is not, 3,000 is) or the windows are the very same.
    """
    if not (_is_exact_total(a, limits) and _is_exact_total(b, limits)):
        return False
    number = number_of(a)
    return same_window(a, b) or (number is not None and number.min % _ROUND != 0)


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


def by_event(material: Material, limits: Thresholds) -> Iterator[Tie]:
    """Yield reports of one event that rest on one voice, however many outlets carry them."""
    entries = [
        ((key, _day(material, i) + shift), i)
        for i, one in enumerate(material.statements)
        if one.kind == "incident_report" and _day(material, i)
        for shift in range(limits.statement_days)
        for key in material.voices[i].keys
    ]
    for a, b in blocks(entries):
        first, second = material.statements[a], material.statements[b]
        if not (first.places and second.places and can_be_one(first, second)):
            continue
        if first.act != second.act or not windows_fit(first, second, limits.window_overlap):
            continue
        yield tie_of(material, a, b, "shared_statement", _SAME_EVENT)


def _day(material: Material, index: int) -> int:
    published = material.published(index)
    return published.earliest.toordinal() if published else 0


def by_stance(material: Material, limits: Thresholds) -> Iterator[Tie]:
    """Yield one stance of one voice in publications close together.

    Where a publication's day is unknown, the words themselves must be alike.
    """
    entries = [
        ((one.kind, one.stance, one.perpetrator, key), i)
        for i, one in enumerate(material.statements)
        if one.kind in _STANCES and one.stance and one.perpetrator
        for key in material.voices[i].keys
    ]
    for a, b in blocks(entries):
        first, second = material.statements[a], material.statements[b]
        days = material.days_apart(a, b)
        close = days is not None and days <= limits.statement_days
        if close or (days is None and _alike(first, second) >= limits.same_words):
            yield tie_of(material, a, b, "shared_statement", _SAME_STANCE)


def _alike(a: Statement, b: Statement) -> float:
    """Return the share of content words that two statements' quotes have in common."""
    first, second = (set(content_words(words(each.quote))) for each in (a, b))
    return len(first & second) / max(1.0, math.sqrt(len(first) * len(second)))


def swapped_speakers(material: Material, limits: Thresholds) -> Iterator[Tie]:
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
    for a, b in blocks(entries):
        first, second = material.statements[a], material.statements[b]
        if same_voice(material.voices[a], material.voices[b]) or not can_be_one(first, second):
            continue
        sides = sorted((material.publications[a], material.publications[b]))
        if sides[0] != sides[1]:
            between[sides[0], sides[1]].append((a, b))
    for pairs in between.values():
        if len({number_of(material.statements[a]) for a, _ in pairs}) > 1:
            for a, b in pairs:
                yield tie_of(material, a, b, "shared_statement", _SWAPPED_SPEAKER)


def _tells(statement: Statement, limits: Thresholds) -> bool:
    number = number_of(statement)
    return number is not None and number.min >= limits.telling_number
