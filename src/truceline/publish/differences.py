"""Sections: what outlets changed on the way, and where accounts contradict each other."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.model.origin import Contradiction, Passage
from truceline.publish.event_rows import DifferenceRow
from truceline.publish.lookup import Lookup
from truceline.publish.sentences import Quote, Sentence


def make_distortions(look: Lookup) -> tuple[DifferenceRow, ...]:
    """Return what was changed inside one origin; the original's passage comes first."""
    found = [each for each in look.given.contradictions if each.distortion is not None]
    return tuple(_distortion(each, look) for each in _ordered(found, look))


def make_contradictions(look: Lookup) -> tuple[DifferenceRow, ...]:
    """Return rival values; both passages stand in the order of their documents."""
    found = [each for each in look.given.contradictions if each.distortion is None]
    return tuple(_contradiction(each, look) for each in _ordered(found, look))


def _ordered(found: Iterable[Contradiction], look: Lookup) -> list[Contradiction]:
    return sorted(
        found,
        key=lambda each: (
            min(look.statement_key(each.a), look.statement_key(each.b)),
            max(look.statement_key(each.a), look.statement_key(each.b)),
            each.field,
            each.id,
        ),
    )


def _ends(
    each: Contradiction, look: Lookup
) -> tuple[tuple[str, str, Passage], tuple[str, str, Passage]]:
    """Return (statement, value, passage) of both ends, the parent first where one is known."""
    a = (each.a, each.values[0], each.spans[0])
    b = (each.b, each.values[1], each.spans[1])
    if each.parent is not None:
        return (a, b) if each.parent == each.a else (b, a)
    return (a, b) if look.statement_key(each.a) <= look.statement_key(each.b) else (b, a)


def _distortion(each: Contradiction, look: Lookup) -> DifferenceRow:
    first, second = _ends(each, look)
    quotes = _quotes(first, second, look)
    key = "unknown_parent" if each.parent is None else "changed"
    text = look.say(
        f"distortions.{key}",
        outlet=_outlet(second[0], look),
        original=_outlet(first[0], look),
        what=look.phrases.word("distortion_kinds", each.distortion or "number"),
        before=first[1],
        after=second[1],
    )
    return _row(each, text, (first[1], second[1]), quotes, look)


def _contradiction(each: Contradiction, look: Lookup) -> DifferenceRow:
    first, second = _ends(each, look)
    quotes = _quotes(first, second, look)
    text = look.say(
        "contradictions.sentence",
        a=_outlet(first[0], look),
        b=_outlet(second[0], look),
        first=first[1],
        second=second[1],
        field=look.phrases.word("fields", each.field),
    )
    return _row(each, text, (first[1], second[1]), quotes, look)


def _row(
    each: Contradiction,
    text: str,
    values: tuple[str, str],
    quotes: tuple[Quote, Quote],
    look: Lookup,
) -> DifferenceRow:
    return DifferenceRow(
        id=each.id,
        sentence=Sentence(text=text, cites=(*quotes[0].cites, *quotes[1].cites)),
        field=look.phrases.word("fields", each.field),
        values=values,
        quotes=quotes,
    )


def _quotes(
    first: tuple[str, str, Passage], second: tuple[str, str, Passage], look: Lookup
) -> tuple[Quote, Quote]:
    return look.passage(first[2], first[0]), look.passage(second[2], second[0])


def _outlet(statement: str, look: Lookup) -> str:
    found = look.statements.get(statement)
    return look.document_label(found.document) if found else statement
