"""Ties by voice: numbers, events and stances that one voice gave and many outlets carried."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import product

from truceline.language.words import words
from truceline.model.statement import Statement
from truceline.trace.claims import (
    SAME_END,
    can_be_one,
    is_exact,
    number_of,
    number_relation,
    same_window,
    window_of,
    windows_fit,
)
from truceline.trace.material import Material
from truceline.trace.passages import content_words
from truceline.trace.settings import Thresholds
from truceline.trace.tie import Tie, linked, tie_of
from truceline.trace.voices import same_voice

_STANCES = ("position", "undertaking")
# How sure each reason is on its own; reasoned, because no pairs were fitted.
_SAME_NUMBER, _ROUNDED, _SAME_EVENT, _SWAPPED_SPEAKER, _SAME_STANCE = 0.9, 0.75, 0.75, 0.7, 0.6
_ROUND = 10  # a number that this divides may be anybody's estimate
_MOST_DAYS = 400  # a publication that is known no closer than to the year is looked up by these
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
        ((one.kind, one.act, step, key, occasion), material.signatures[i], i)
        for i, one in enumerate(material.statements)
        for step in _number_steps(one)
        for key in (*material.voices[i].keys, *(("any",) if _is_exact_total(one, limits) else ()))
        for occasion in _occasions(material, i, limits)
    ]

    def holds(a: int, b: int) -> float | None:
        first, second = material.statements[a], material.statements[b]
        numbers = number_of(first), number_of(second)
        if not can_be_one(first, second) or number_relation(*numbers, limits) != "same":
            return None
        voices = material.voices[a], material.voices[b]
        unnamed = (voices[0].own or voices[1].own) and numbers[0] == numbers[1]
        if not (same_voice(*voices) or (unnamed and _tells_alone(first, second, limits))):
            return None
        if not _one_occasion(material, a, b, limits):
            return None
        return _SAME_NUMBER if numbers[0] == numbers[1] else _ROUNDED

    for a, b, score in linked(entries, holds):
        yield tie_of(material, a, b, "shared_statement", score)


def _occasions(material: Material, index: int, limits: Thresholds) -> Iterator[Hashable]:
    """Yield keys that two numbers of one occasion share: days of publication, a window's start.

    Two moments that are a step apart at the most share a key, each being given its own step
    and the next.
    """
    window = window_of(material.statements[index])
    yield from _days(material, index, False, limits)
    if window is not None:
        step = int(window.earliest.timestamp() // SAME_END.total_seconds())
        yield from (("window", each) for each in (step, step + 1))


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
        ((one.act, key, _day(material, i) + shift), material.signatures[i], i)
        for i, one in enumerate(material.statements)
        if one.kind == "incident_report" and one.places and _day(material, i)
        for shift in range(limits.statement_days)
        for key in material.voices[i].keys
    ]

    def holds(a: int, b: int) -> float | None:
        first, second = material.statements[a], material.statements[b]
        fits = windows_fit(first, second, limits.window_overlap)
        return _SAME_EVENT if fits and can_be_one(first, second) else None

    for a, b, score in linked(entries, holds):
        yield tie_of(material, a, b, "shared_statement", score)


def _day(material: Material, index: int) -> int:
    days = material.days[index]
    return days[0] if days else 0


def by_stance(material: Material, limits: Thresholds) -> Iterator[Tie]:
    """Yield one stance of one voice in publications close together.

    Where a publication's day is unknown, the words themselves must be alike.
    """
    taken = [
        i
        for i, one in enumerate(material.statements)
        if one.kind in _STANCES and one.stance and one.perpetrator
    ]
    undated = any(material.days[i] is None for i in taken)
    entries = [
        (
            (one.kind, one.stance, one.perpetrator, key, day),
            (material.signatures[i], one.quote if undated else ""),
            i,
        )
        for i in taken
        for one in (material.statements[i],)
        for key in material.voices[i].keys
        for day in _days(material, i, undated, limits)
    ]

    def holds(a: int, b: int) -> float | None:
        first, second = material.statements[a], material.statements[b]
        days = material.days_apart(a, b)
        close = days is not None and days <= limits.statement_days
        if close or (days is None and alike(first, second) >= limits.same_words):
            return _SAME_STANCE
        return None

    for a, b, score in linked(entries, holds):
        yield tie_of(material, a, b, "shared_statement", score)


def _days(material: Material, index: int, undated: bool, limits: Thresholds) -> Iterator[Hashable]:
    """Yield keys under which one stance is looked up: its days, or that some day is unknown."""
    held = material.days[index]
    if held is not None:
        days = max(1, limits.statement_days)
        yield from range(held[0] // days, held[1] // days + 2)[:_MOST_DAYS]
    if undated:
        yield "undated"


def alike(a: Statement, b: Statement) -> float:
    """Return the share of content words that two statements' quotes have in common."""
    first, second = (set(content_words(words(each.quote))) for each in (a, b))
    return len(first & second) / max(1.0, math.sqrt(len(first) * len(second)))


def swapped_speakers(material: Material, limits: Thresholds) -> Iterator[Tie]:
    """Yield numbers that two publications put into the mouths of different speakers.

    One number may agree by chance; two telling ones, each over the same window, do not.
    """
    told = _told(material, limits)
    profiles = {
        publication: frozenset(material.signatures[i] for i in held)
        for publication, held in told.items()
    }
    known: dict[object, bool] = {}

    def twice(a: int, b: int) -> bool:
        """Tell whether the publications of two statements share two numbers in that way."""
        ends = material.publications[a], material.publications[b]
        key = frozenset(profiles[each] for each in ends)
        if key not in known:
            pairs = product(told[ends[0]], told[ends[1]])
            shared = {number_of(material.statements[x]) for x, y in pairs if swapped(x, y)}
            known[key] = len(shared) > 1
        return known[key]

    def swapped(a: int, b: int) -> bool:
        first, second = material.statements[a], material.statements[b]
        same = _swapped_key(first) == _swapped_key(second) and can_be_one(first, second)
        return same and not same_voice(material.voices[a], material.voices[b])

    def holds(a: int, b: int) -> float | None:
        apart = material.publications[a] != material.publications[b]
        return _SWAPPED_SPEAKER if apart and swapped(a, b) and twice(a, b) else None

    entries = [
        (_swapped_key(material.statements[i]), (material.signatures[i], profiles[publication]), i)
        for publication, held in told.items()
        for i in held
    ]
    for a, b, score in linked(entries, holds):
        if material.publications[a] != material.publications[b]:
            yield tie_of(material, a, b, "shared_statement", score)


def _told(material: Material, limits: Thresholds) -> dict[str, list[int]]:
    """Return the telling numbers that each publication puts into somebody's mouth."""
    told: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(material.statements):
        named = one.kind == "tally" and one.window and not material.voices[i].own
        if named and _tells(one, limits):
            told[material.publications[i]].append(i)
    return told


def _swapped_key(statement: Statement) -> Hashable:
    return statement.act, number_of(statement), statement.window


def _tells(statement: Statement, limits: Thresholds) -> bool:
    number = number_of(statement)
    return number is not None and number.min >= limits.telling_number
