"""Sections: what outlets changed on the way, and where accounts contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from truceline.ground.errors import TimeError
from truceline.ground.times import parse_instant
from truceline.model.origin import Contradiction, Passage
from truceline.model.values import Bounds, Window
from truceline.publish.event_rows import DifferenceRow
from truceline.publish.figures import counted
from truceline.publish.lookup import Lookup, SortKey
from truceline.publish.sentences import Sentence
from truceline.publish.tallies import hours

OPEN = ".."  # an end that was not stated, in a contradiction's window
_DIGITS = r"\d{1,15}(?:\.\d{1,9})?"
# "1882 shellings", "[2901, null] shellings": a contradiction's number
_NUMBER = re.compile(
    rf"(?:\[(?P<low>{_DIGITS}), (?P<high>{_DIGITS}|null)\]|(?P<exact>{_DIGITS}))(?P<unit>(?: .*)?)"
)


@dataclass(frozen=True, slots=True)
class _End:
    """One of the two statements of a contradiction."""

    statement: str
    value: str
    passage: Passage


def make_distortions(look: Lookup) -> tuple[DifferenceRow, ...]:
    """Return what was changed inside one origin; the original's passage comes first."""
    return _rows([each for each in look.given.contradictions if each.distortion], look)


def make_contradictions(look: Lookup) -> tuple[DifferenceRow, ...]:
    """Return rival values; both passages stand in the order of their documents."""
    return _rows([each for each in look.given.contradictions if not each.distortion], look)


def _rows(found: Iterable[Contradiction], look: Lookup) -> tuple[DifferenceRow, ...]:
    """Return one row for each thing to say, with all passages that show it.

    An outlet that moves a window moves it for a total and for each of its parts: that is one row.
    """
    rows: dict[str, DifferenceRow] = {}
    for each in sorted(found, key=lambda each: _key(each, look)):
        row = _row(each, look)
        first = rows.setdefault(row.sentence.text, row)
        if first is not row:
            rows[row.sentence.text] = _joined(first, row)
    return tuple(rows.values())


def _key(each: Contradiction, look: Lookup) -> SortKey:
    keys = sorted((look.statement_key(each.a), look.statement_key(each.b)))
    return (*keys, each.field, each.id)


def _joined(first: DifferenceRow, other: DifferenceRow) -> DifferenceRow:
    cites = tuple(dict.fromkeys((*first.sentence.cites, *other.sentence.cites)))
    return DifferenceRow(
        id=first.id,
        sentence=Sentence(text=first.sentence.text, cites=cites),
        field=first.field,
        values=first.values,
        quotes=first.quotes,
    )


def _ends(each: Contradiction, look: Lookup) -> tuple[_End, _End]:
    """Return both ends, the parent first where one is known."""
    a = _End(each.a, _shown(each.values[0], look), each.spans[0])
    b = _End(each.b, _shown(each.values[1], look), each.spans[1])
    if each.parent is not None:
        return (a, b) if each.parent == each.a else (b, a)
    return (a, b) if look.statement_key(each.a) <= look.statement_key(each.b) else (b, a)


def _shown(value: str, look: Lookup) -> str:
    """Return a value as a reader wants it: open bounds in words, a window in the case's zone."""
    number = _NUMBER.fullmatch(value)
    if number:
        low, high, unit = number["low"] or number["exact"], number["high"], number["unit"]
        most = None if high == "null" else float(high or low)
        return counted(Bounds(float(low), most), unit.strip(), look.phrases)
    start, slash, end = value.partition("/")
    if not slash:
        return value
    try:
        window = Window(
            start=None if start == OPEN else parse_instant(start),
            end=None if end == OPEN else parse_instant(end),
        )
    except TimeError:
        return value
    length = hours(window, look)
    text = look.window(window)
    return look.say("differences.window", window=text, length=length) if length else text


def _row(each: Contradiction, look: Lookup) -> DifferenceRow:
    first, second = _ends(each, look)
    quotes = (
        look.passage(first.passage, first.statement),
        look.passage(second.passage, second.statement),
    )
    key = "rival" if not each.distortion else "changed" if each.parent else "unknown_parent"
    group, name = ("distortion_kinds", each.distortion) if each.distortion else ("fields", "")
    what = look.phrases.word(group, name or each.field)
    about = next((look.statements[s].about for s in (each.a, each.b) if s in look.statements), "")
    if about and not each.distortion:
        what = look.say("differences.subject", what=what, about=about)
    text = look.say(
        f"differences.{key}",
        first=_outlet(first.statement, look),
        second=_outlet(second.statement, look),
        what=what,
        before=first.value,
        after=second.value,
    )
    return DifferenceRow(
        id=each.id,
        sentence=Sentence(text=text, cites=(*quotes[0].cites, *quotes[1].cites)),
        field=what,
        values=(first.value, second.value),
        quotes=quotes,
    )


def _outlet(statement: str, look: Lookup) -> str:
    found = look.statements.get(statement)
    return look.document_label(found.document) if found else statement
