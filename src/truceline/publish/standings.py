"""Section: who accepted, rejected, conditioned or suspended the agreement, when, by whose word."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from truceline.ground.times import TimeRange
from truceline.model.standing import Standing, StandingChange
from truceline.publish.lookup import Lookup, SortKey
from truceline.publish.sentences import Quote, Sentence
from truceline.publish.standing_rows import CourseRow, StandingRow, Standings

# Of one day: who proposes something may attach a condition to it, not the other way round.
_STANCES = ("proposes", "accepts", "accepts_conditionally", "undecided", "rejects")
MOST_QUOTES = 12  # more would prove nothing further; the row says how many there are


def make_standings(look: Lookup) -> Standings:
    """Return the section: lines in the order of time, undated ones last, and the status by them."""
    lines = shown_lines(look)
    course = sorted(look.given.standing_changes, key=_course_key)
    conflicts = [*(each.conflict for each in lines), *(each.conflict for each in course)]
    summary = [look.say("standings.purpose")] if lines or course else []
    if lines:
        key = "conflicts" if any(conflicts) else "no_conflict"
        summary.append(look.say(f"standings.{key}", n=sum(map(bool, conflicts))))
    return Standings(
        summary=tuple(summary),
        rows=tuple(_row(each, look) for each in lines),
        course=tuple(_course(each, look) for each in course),
    )


def shown_lines(look: Lookup) -> list[Standing]:
    """Return the lines of which some statement is within the agreement's scope, in order."""
    found = [each for each in look.given.standings if _said(each, look)]
    return sorted(found, key=lambda each: _line_key(each, look))


def shown_statements(look: Lookup) -> frozenset[str]:
    """Return the statements that the section on positions quotes or counts."""
    return frozenset(id_ for each in look.given.standings for id_ in _said(each, look))


def _said(line: Standing, look: Lookup) -> tuple[str, ...]:
    known = (each for each in line.statements if each in look.statements)
    return tuple(each for each in known if each not in look.aside)


def _ends(when: TimeRange | None) -> tuple[datetime, datetime]:
    far = datetime.max.replace(tzinfo=UTC)
    return (when.earliest, when.latest) if when else (far, far)


def _line_key(line: Standing, look: Lookup) -> SortKey:
    first = look.statement_key(_said(line, look)[0])
    stance = _STANCES.index(line.stance) if line.stance in _STANCES else len(_STANCES)
    return (*_ends(line.at), look.party_rank(line.party), stance, first)


def _course_key(change: StandingChange) -> SortKey:
    return (*_ends(change.at), change.shown_by == "record", change.status)


def _row(line: Standing, look: Lookup) -> StandingRow:
    said = _said(line, look)
    at = look.range(line.at)
    quotes = _quotes(said, look)
    more = len(said) - 1
    return StandingRow(
        id=line.id,
        at=look.say("positions.reported_at", at=at) if line.dated == "published" else at,
        party=look.party(line.party),
        party_id=line.party,
        stance=Sentence(text=look.phrases.word("stances", line.stance), cites=said[:MOST_QUOTES]),
        speaker=_speaker(line, look),
        authority=look.say(f"standings.authority.{line.authority}", party=look.party(line.party)),
        counted=line.counts,
        origins=_origins(line, look),
        condition="" if line.condition == quotes[0].text else line.condition,
        record=_record(line, look),
        disputed=look.say("standings.disputed") if line.disputed else "",
        conflict=line.conflict,
        quotes=quotes,
        more=look.say("standings.more", n=more) if more > 0 else "",
    )


def _quotes(said: tuple[str, ...], look: Lookup) -> tuple[Quote, ...]:
    return tuple(look.quote(each) for each in said[:MOST_QUOTES])


def _speaker(line: Standing, look: Lookup) -> str:
    speaker = line.speaker or look.say("positions.no_speaker")
    if not line.relays:
        return speaker
    return look.say("standings.relayed", speaker=speaker, relays=look.joined(line.relays))


def _origins(line: Standing, look: Lookup) -> str:
    """Return how many utterances stand behind a line, by whose voice they are."""
    if not line.origins:
        return look.say("standings.untraced")
    found = [look.origins[each] for each in line.origins if each in look.origins]
    sides = Counter(each.side for each in found)
    ranked = sorted(sides, key=lambda each: (each is None, look.party_rank(each)))
    return look.joined(
        look.say("standings.origins", n=sides[each], side=look.side(each)) for each in ranked
    ) or look.say("standings.untraced")


def _record(line: Standing, look: Lookup) -> Sentence:
    """Return the act on record that a line is, with the documents that it was read from.

    An open answer is no act, and of who cannot bind the party the record holds none.
    """
    acts = look.given.agreement.instruments
    act = next((each for each in acts if line.matches and each.id == line.matches), None)
    if act is None:
        missing = line.counts and line.stance != "undecided"
        return Sentence(text=look.say("standings.not_on_record") if missing else "")
    word = look.phrases.word("instruments", act.act)
    return Sentence(text=look.say("standings.matches", act=word), terms=act.citations)


def _course(change: StandingChange, look: Lookup) -> CourseRow:
    return CourseRow(
        id=change.id,
        at=look.range(change.at),
        status=look.say(f"standings.status.{change.status}"),
        shown_by=look.say(f"standings.shown_by.{change.shown_by}"),
        conflict=change.conflict,
    )
