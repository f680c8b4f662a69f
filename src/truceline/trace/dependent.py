"""Ties by dependence: one claim in two articles that share more than their topic explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from truceline.model.statement import Statement
from truceline.trace.claims import (
    can_be_one,
    number_of,
    number_relation,
    same_place,
    windows_fit,
)
from truceline.trace.derivation import Comparison
from truceline.trace.material import Material
from truceline.trace.passages import Corpus
from truceline.trace.repeated import alike
from truceline.trace.settings import Thresholds
from truceline.trace.tie import Tie, tie_of
from truceline.trace.voices import same_voice


def by_dependence(
    material: Material, corpus: Corpus, compared: Sequence[Comparison], limits: Thresholds
) -> Iterator[Tie]:
    """Yield claims that two articles make, where one origin is likely behind both.

    The articles' likeness ties nothing by itself: actor, act, place, number and voice must let
    the two statements be one claim, and something that is stated in both must be the same.
    """
    for pair in compared:
        if pair.one_origin is None or pair.one_origin < limits.one_origin:
            continue
        first, second = (
            material.by_document.get(corpus.documents[each], ()) for each in (pair.a, pair.b)
        )
        for a, b in product(first, second):
            if _one_claim(material, a, b, limits):
                yield tie_of(material, a, b, "shared_statement", round(pair.one_origin, 4))


def _one_claim(material: Material, a: int, b: int, limits: Thresholds) -> bool:
    first, second = material.statements[a], material.statements[b]
    if not can_be_one(first, second) or first.stance != second.stance:
        return False
    if not windows_fit(first, second, limits.window_overlap):
        return False
    voices = material.voices[a], material.voices[b]
    if not (voices[0].own or voices[1].own or same_voice(*voices)):
        return False
    return _tells(first, second, limits)


def _tells(a: Statement, b: Statement, limits: Thresholds) -> bool:
    """Tell whether what both state is enough to be one claim, and nothing stated differs.

    An event needs its act and a place; a number itself; a stance its actor and its words.
    """
    relation = number_relation(number_of(a), number_of(b), limits)
    if relation in ("different", "loose"):
        return False
    if a.kind == "incident_report":
        return a.act == b.act and _placed_alike(a, b) and not _harm_differs(a, b, limits)
    if a.kind in ("tally", "figure"):
        return relation == "same" and a.about == b.about
    return a.perpetrator == b.perpetrator and alike(a, b) >= limits.same_words


def _placed_alike(a: Statement, b: Statement) -> bool:
    """Tell whether both name where it happened, and can mean one place."""
    told = all(
        any(each.role == "event" and each.lat is not None for each in one.places) for one in (a, b)
    )
    return told and same_place(a, b)


def _harm_differs(a: Statement, b: Statement, limits: Thresholds) -> bool:
    pairs = ((a.killed, b.killed), (a.injured, b.injured))
    return any(number_relation(x, y, limits) == "different" for x, y in pairs)
