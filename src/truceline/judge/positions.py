"""What the evidence says about who accepts the agreement, and what its own record says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from truceline.ground.times import TimeRange
from truceline.language.words import words
from truceline.model.agreement import Agreement, Instrument
from truceline.model.evidence import Document
from truceline.model.origin import Passage
from truceline.model.statement import Statement

# "Its answer remains uncertain" names the subject a sentence earlier or later; this many code
# points on either side are looked at, and only for the one stance that claims nothing.
CONTEXT = 300

_UNCONDITIONAL = ("acceptance", "declaration")
_CONDITIONAL = ("conditional_acceptance", "mirror_pledge")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A stance that a document reports of a party; `own`: uttered by who can bind it."""

    party: str
    stance: str
    passage: Passage
    own: bool


def positions(
    agreement: Agreement, statements: Iterable[Statement], documents: Mapping[str, Document]
) -> list[Position]:
    """Return the stances on this agreement, earliest publication first, unknown ones last.

    A stance counts if the one who utters it can bind the party, or if the document reports it
    in its own voice. What a named speaker without authority says counts for nothing.
    """
    found: list[tuple[str, Position]] = []
    actors = (*agreement.parties, *agreement.mediators)
    for each in statements:
        document = documents.get(each.document)
        if each.kind != "position" or each.perpetrator not in actors or each.background:
            continue
        own = each.authority == each.perpetrator
        if not own and each.speaker:
            continue
        if document is None or not in_time(agreement, each, document):
            continue
        if not _on_subject(agreement, each, document):
            continue
        moment = document.published.earliest.isoformat() if document.published else "~"
        place = Passage(document=each.document, span=each.span)
        position = Position(party=each.perpetrator, stance=each.stance, passage=place, own=own)
        found.append((moment, position))
    found.sort(key=lambda each: (each[0], each[1].passage.document, each[1].passage.span))
    return [position for _, position in found]


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
        if len(wanted) == 1 and any(_fits(word, wanted[0]) for word in pieces):
            return True
        for start in range(len(found) - len(wanted) + 1):
            if all(_fits(found[start + i], part) for i, part in enumerate(wanted)):
                return True
    return False


def _fits(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def deciding_acts(agreement: Agreement) -> dict[str, Instrument]:
    """Return, for each actor, the act on record that decides whether it has accepted.

    In order of time (of one day, in the file's order): a withdrawal undoes what was before; an
    acceptance or declaration stands until then, whatever is said later about extensions or
    conditions; a conditional one stands until it becomes unconditional; a proposal, rejection
    or condition decides only while nothing else does.
    """
    deciding: dict[str, Instrument] = {}
    for each in sorted(agreement.instruments, key=lambda instrument: instrument.at):
        before = deciding.get(each.by)
        if before is None or _weight(each) >= _weight(before) or before.act == "withdrawal":
            deciding[each.by] = each
    return deciding


def _weight(instrument: Instrument) -> int:
    if instrument.act == "withdrawal":
        return 3
    if instrument.act in _UNCONDITIONAL:
        return 2
    return 1 if instrument.act in _CONDITIONAL else 0


def accepted_by(agreement: Agreement) -> frozenset[str]:
    """Return the actors who have accepted, by the agreement's own record.

    Who proposes accepts by it. A conditional acceptance counts once all on whom it depends have
    accepted; two that depend on each other's acceptance count together, as an exchange of
    promises does.
    """
    accepting = (*_UNCONDITIONAL, *_CONDITIONAL, "proposal")
    willing = {by: e for by, e in deciding_acts(agreement).items() if e.act in accepting}
    while True:
        unmet = [
            by
            for by, each in willing.items()
            if each.act in _CONDITIONAL and not set(each.depends_on) <= willing.keys()
        ]
        if not unmet:
            return frozenset(willing)
        for by in unmet:
            del willing[by]
