"""Doubts about a document: officials in an office that they did not hold when it was written."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from truceline.ground.canonical import make_id
from truceline.ground.times import TimeRange
from truceline.language.words import fold
from truceline.model.doubt import Doubt
from truceline.read.moments.times import find_times
from truceline.read.opened import Opened
from truceline.vocabulary.officeholders import Officeholder, Officeholders, OfficeMismatch

LONGEST = 100_000  # code points of a document that are checked
MOST = 20  # doubts told of one document


def doubts(opened: Opened, people: Officeholders) -> tuple[Doubt, ...]:
    """Return what cannot be right in a document, in text order.

    An office held at another time that the same sentence names is no error.
    """
    pieces, published, zone = opened.pieces, opened.published, opened.clock.day_zone()
    lang = opened.lang
    text = opened.text[:LONGEST]
    folded = fold(text)
    if len(folded) != len(text):
        return ()  # folding changed the length: spans would not fit
    when = published.earliest.date() if published else None
    starts = [piece.start for piece in pieces]
    found: list[Doubt] = []
    for wrong in people.check_office(folded, lang, when):
        piece = pieces[max(0, bisect_right(starts, wrong.start) - 1)]
        sentence = text[piece.start : piece.end]
        named = [
            each.range
            for each in find_times(sentence, lang, published=published, zone=zone)
            if each.range
        ]
        if not any(_held(people, wrong, each) for each in named):
            found.append(_doubt(opened, wrong))
    return tuple(found[:MOST])


def _held(people: Officeholders, wrong: OfficeMismatch, when: TimeRange) -> bool:
    """Tell whether the person held the office in a time that the sentence names."""
    terms = (t for t in people.holders if t.office == wrong.office and t.name == wrong.named)
    return any(_overlaps(term, when) for term in terms)


def _overlaps(term: Officeholder, when: TimeRange) -> bool:
    since, until = term.since or date.min, term.until or date.max
    return since <= when.latest.date() and when.earliest.date() < until


def _doubt(opened: Opened, wrong: OfficeMismatch) -> Doubt:
    document = opened.document
    place = opened.copy.source_span(wrong.start, wrong.end)
    key = {"evidence": document.evidence, "span": list(place), "kind": "office"}
    known = f" The register has {wrong.holder} there." if wrong.holder else ""
    return Doubt(
        id=make_id("db", key),
        document=document.id,
        span=place,
        quote=document.text[place.start : place.end],
        kind="office",
        named=wrong.named,
        known=wrong.holder,
        mend=f"Check the date of the text and this name.{known} Weigh the rest accordingly.",
    )
