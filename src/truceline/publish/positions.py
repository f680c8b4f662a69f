"""Section: positions, undertakings, threats, denials and posture as one line of time."""

from __future__ import annotations

from datetime import UTC, datetime

from truceline.ground.times import TimeRange
from truceline.model.statement import Statement
from truceline.publish.event_rows import TimelineRow
from truceline.publish.lookup import Lookup, SortKey
from truceline.publish.sentences import Sentence

SHOWN = ("position", "undertaking", "threat", "denial", "posture")


def make_timeline(look: Lookup) -> tuple[TimelineRow, ...]:
    """Return the statements that say what somebody holds, promises or denies, in time order.

    A statement without a time of its own stands at its document's publication; without that
    too, at the end, marked unknown.
    """
    found = [each for each in look.given.statements if each.kind in SHOWN]
    return tuple(_row(each, look) for each in sorted(found, key=lambda each: _key(each, look)))


def _when(statement: Statement, look: Lookup) -> tuple[TimeRange | None, bool]:
    if statement.time is not None:
        return statement.time, True
    document = look.given.documents.get(statement.document)
    return (document.published if document else None), False


def _key(statement: Statement, look: Lookup) -> SortKey:
    when, _ = _when(statement, look)
    earliest = when.earliest if when else datetime.max.replace(tzinfo=UTC)
    return (earliest, look.statement_key(statement.id))


def _row(statement: Statement, look: Lookup) -> TimelineRow:
    when, stated = _when(statement, look)
    at = look.range(when)
    actor = look.party(statement.perpetrator)
    values = {
        "actor": actor,
        "stance": look.phrases.word("stances", statement.stance or "unknown"),
        "about": statement.about or look.say("positions.no_subject"),
        "denies": look.phrases.word("denied", statement.denies or "event"),
    }
    speaker = statement.speaker or look.say("positions.own_voice")
    text = look.say(f"positions.{statement.kind}", **values)
    if statement.background:
        text = f"{text} {look.say('positions.background')}"
    return TimelineRow(
        at=at if stated or when is None else look.say("positions.reported_at", at=at),
        kind=look.phrases.word("kinds", statement.kind),
        sentence=Sentence(text=text, cites=(statement.id,)),
        quote=look.quote(statement.id),
        binding=look.say(
            "positions.speaker_binds" if statement.authority else "positions.speaker_binds_nobody",
            speaker=speaker,
            party=look.party(statement.authority),
        ),
    )
