"""Section: undertakings, threats, denials, posture and other positions as one line of time."""

from __future__ import annotations

from datetime import UTC, datetime

from truceline.ground.times import TimeRange
from truceline.model.statement import Statement
from truceline.publish.event_rows import TimelineRow
from truceline.publish.lookup import Lookup, SortKey
from truceline.publish.sentences import Sentence
from truceline.publish.standings import shown_statements

SHOWN = ("position", "undertaking", "threat", "denial", "posture")


def make_timeline(look: Lookup) -> tuple[TimelineRow, ...]:
    """Return the statements that say what somebody holds, promises or denies, in time order.

    A statement without a time of its own stands at its document's publication; without that
    too, at the end, marked unknown. What the section on positions shows is not repeated.
    """
    shown = [each for each in look.given.statements if each.kind in SHOWN]
    elsewhere = look.aside | shown_statements(look)
    found = [each for each in shown if each.id not in elsewhere]
    rows: dict[SortKey, list[Statement]] = {}
    for each in sorted(found, key=lambda each: _key(each, look)):
        # One passage often says several things at once: they stand in one row, quoted once.
        same = (when_said(each, look), each.document, each.span, each.kind, each.speaker)
        rows.setdefault(same, []).append(each)
    return tuple(_row(each, look) for each in rows.values())


def when_said(statement: Statement, look: Lookup) -> tuple[TimeRange | None, bool]:
    """Return when something was or is to be, else when it was published; and which of the two."""
    if statement.time is not None:
        return statement.time, True
    document = look.given.documents.get(statement.document)
    return (document.published if document else None), False


def _key(statement: Statement, look: Lookup) -> SortKey:
    when, _ = when_said(statement, look)
    earliest = when.earliest if when else datetime.max.replace(tzinfo=UTC)
    return (earliest, look.statement_key(statement.id))


def _row(statements: list[Statement], look: Lookup) -> TimelineRow:
    first = statements[0]
    when, stated = when_said(first, look)
    at = look.range(when)
    texts = dict.fromkeys(said(each, look) for each in statements)
    return TimelineRow(
        at=at if stated or when is None else look.say("positions.reported_at", at=at),
        kind=look.phrases.word("kinds", first.kind),
        sentence=Sentence(text=" ".join(texts), cites=tuple(each.id for each in statements)),
        quote=look.quote(first.id),
        binding=_speaker(first, look),
    )


def said(statement: Statement, look: Lookup) -> str:
    """Return what a position, undertaking, threat, denial or posture says, in a few words."""
    text = look.say(
        f"positions.{statement.kind}",
        actor=look.party(statement.perpetrator),
        stance=look.phrases.word("stances", statement.stance or "unknown"),
        about=statement.about or look.say("positions.no_subject"),
        denies=look.phrases.word("denied", statement.denies or "event"),
    )
    if not statement.background:
        return text
    return look.say("positions.in_background", text=text)


def _speaker(statement: Statement, look: Lookup) -> str:
    """Return who says it and whom that can bind; a document's own voice binds nobody."""
    if not statement.speaker:
        return look.say("positions.no_speaker")
    key = "speaker_binds" if statement.authority else "speaker_binds_nobody"
    party = look.party(statement.authority)
    return look.say(f"positions.{key}", speaker=statement.speaker, party=party)
