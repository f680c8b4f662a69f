"""What the evidence says about who accepts an agreement, and by whose word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from truceline.ground.times import TimeRange
from truceline.language.phrases import fits, place
from truceline.language.words import words
from truceline.model.agreement import Agreement
from truceline.model.evidence import Document
from truceline.model.origin import Passage
from truceline.model.standing import Authority
from truceline.model.statement import Statement

# "Its answer remains uncertain" names the subject a sentence earlier or later; this many code
# points on either side are looked at, and only for the one stance that claims nothing.
CONTEXT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A stance that a document reports of a party; `own`: uttered by who can bind it."""

    party: str
    stance: str
    passage: Passage
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A statement of a stance on an agreement, its document, and what the speaker's word is."""

    statement: Statement
    document: Document
    authority: Authority


def heard(
    agreement: Agreement, statements: Iterable[Statement], documents: Mapping[str, Document]
) -> list[Heard]:
    """Return every stance on this agreement, earliest publication first, unknown ones last.

    Left out are stances of others than its parties and mediators, background, stances whose
    document is not there, and what was taken or published while nobody spoke of it.
    """
    found: list[tuple[str, Heard]] = []
    actors = (*agreement.parties, *agreement.mediators)
    for each in statements:
        document = documents.get(each.document)
        if each.kind != "position" or each.perpetrator not in actors or each.background:
            continue
        if document is None or not in_time(agreement, each, document):
            continue
        if not _on_subject(agreement, each, document):
            continue
        moment = document.published.earliest.isoformat() if document.published else "~"
        found.append((moment, Heard(statement=each, document=document, authority=_word(each))))
    found.sort(key=lambda each: (each[0], each[1].document.id, each[1].statement.span))
    return [each for _, each in found]


def _word(statement: Statement) -> Authority:
    if statement.authority == statement.perpetrator:
        return "binds"
    return "cannot_bind" if statement.speaker else "reports"


def positions(
    agreement: Agreement, statements: Iterable[Statement], documents: Mapping[str, Document]
) -> list[Position]:
    """Return the stances on this agreement that count, earliest publication first.

    A stance counts if the one who utters it can bind the party, or if the document reports it
    in its own voice. What a named speaker without authority says counts for nothing.
    """
    return [
        Position(
            party=each.statement.perpetrator,
            stance=each.statement.stance,
            passage=Passage(document=each.document.id, span=each.statement.span),
            own=each.authority == "binds",
        )
        for each in heard(agreement, statements, documents)
        if each.authority != "cannot_bind"
    ]


def in_time(agreement: Agreement, statement: Statement, document: Document) -> bool:
    """Tell whether a stance was taken and published while this agreement was spoken of."""
    known = [each for each in (document.published, statement.time) if each is not None]
    scope = agreement.spoken_of
    return scope is None or all(_touches(each, scope) for each in known)


def _touches(time: TimeRange, scope: TimeRange) -> bool:
    return time.overlap_seconds(scope) > 0 or scope.earliest <= time.earliest < scope.latest


def _on_subject(agreement: Agreement, statement: Statement, document: Document) -> bool:
    if not agreement.subject:
        return True
    text = f"{statement.about} \n {statement.quote}"
    if statement.stance == "undecided":
        start, end = statement.span
        text = f"{text} \n {document.text[max(0, start - CONTEXT) : end + CONTEXT]}"
    return mentions(text, agreement.subject)


def mentions(text: str, phrases: Iterable[str]) -> bool:
    """Tell whether a text holds one of the phrases (folded words, * ending a stem)."""
    found = [word.folded for word in words(text)]
    pieces = {part for word in found if "-" in word for part in word.split("-")}
    for each in phrases:
        wanted = each.split()
        if len(wanted) == 1 and any(fits(word, wanted[0]) for word in pieces):
            return True
        if place(found, wanted) is not None:
            return True
    return False
