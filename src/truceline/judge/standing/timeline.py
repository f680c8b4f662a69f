"""The timeline of positions: one line for each utterance, copies counted once, nothing replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from truceline.ground.canonical import make_id
from truceline.ground.times import LATEST, TimeRange
from truceline.judge.standing.conditions import condition_of
from truceline.judge.standing.moments import day_of
from truceline.judge.standing.positions import Heard
from truceline.judge.standing.record import Record
from truceline.language.words import fold
from truceline.model.agreement import Agreement
from truceline.model.origin import Origin
from truceline.model.standing import Authority, Dated, Standing

_FOR = ("accepts", "accepts_conditionally", "proposes")
_AGAINST = ("rejects", "suspends", "ends")
MOST_DISPUTED = 20  # more would say nothing further
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Utterance:
    """What all copies of one utterance say of one party."""

    party: str
    stance: str
    at: TimeRange | None
    dated: Dated
    authority: Authority
    origin: str
    speaker: str
    heard: tuple[Heard, ...]


def lines(record: Record, said: Iterable[Heard], origins: Iterable[Origin]) -> list[Standing]:
    """Return the lines in the order of time, undated ones last.

    said: the stances on the agreement, in the order of their publication; origins: who repeats
    whom. Statements of one origin that say the same are one utterance, as old as its oldest copy;
    utterances of one day that say the same by the same speaker share a line, with all their
    origins. Opposite stances of one party on one day both stand, each named by the other.
    """
    utterances = _utterances(said, {m: each.id for each in origins for m in each.members})
    grouped: dict[_Key, list[_Utterance]] = {}
    for each in utterances:
        grouped.setdefault(_line_key(each, record.agreement), []).append(each)
    made = [record.beside(_line(each, record.agreement)) for each in grouped.values()]
    made.sort(key=lambda each: _order(each, record.agreement))
    return _disputed(made, record.agreement)


def _utterances(said: Iterable[Heard], origin_of: Mapping[str, str]) -> list[_Utterance]:
    grouped: dict[_Key, list[Heard]] = {}
    for each in said:
        statement = each.statement
        origin = origin_of.get(statement.id, "")
        voice: _Key = (origin,) if origin else ("", statement.document, each.authority)
        grouped.setdefault((statement.perpetrator, statement.stance, *voice), []).append(each)
    return [_utterance(each, origin_of) for each in grouped.values()]


def _utterance(said: Sequence[Heard], origin_of: Mapping[str, str]) -> _Utterance:
    authority = _authority(said)
    lead = next(each for each in said if each.authority == authority)
    at, dated = _time(said)
    return _Utterance(
        party=lead.statement.perpetrator,
        stance=lead.statement.stance,
        at=at,
        dated=dated,
        authority=authority,
        origin=origin_of.get(lead.statement.id, ""),
        speaker=lead.statement.speaker,
        heard=(lead, *(each for each in said if each is not lead)),
    )


def _authority(said: Sequence[Heard]) -> Authority:
    """Return what the first utterance's word is: a copy that drops the speaker adds nothing."""
    found = {each.authority for each in said}
    ranked: tuple[Authority, ...] = ("binds", "cannot_bind", "reports")
    return next(each for each in ranked if each in found)


def _time(said: Sequence[Heard]) -> tuple[TimeRange | None, Dated]:
    """Return when a stance was taken: as stated, else when it was first published.

    A time after the report is when something is to begin, not when somebody agreed to it.
    """
    stated: list[TimeRange] = []
    published: list[TimeRange] = []
    for each in said:
        time, out = each.statement.time, each.document.published
        if time is not None and (out is None or time.earliest < max(out.latest, out.earliest)):
            stated.append(time)
        if out is not None:
            published.append(out)
    if stated:
        return min(stated, key=_ends), "stated"
    return (min(published, key=_ends), "published") if published else (None, "unknown")


def _ends(when: TimeRange) -> tuple[datetime, datetime]:
    return when.earliest, when.latest


def _line_key(each: _Utterance, agreement: Agreement) -> _Key:
    """Return what utterances share that stand in one line; undated ones never share one."""
    first = each.heard[0].statement
    day: object = day_of(each.at, agreement) if each.at else (each.origin, first.document)
    return (each.party, each.stance, each.authority, fold(each.speaker), day)


def _line(utterances: Sequence[_Utterance], agreement: Agreement) -> Standing:
    """Return a line; its id depends on the party's place in the list, not on its id."""
    first = utterances[0]
    when = [each for each in utterances if each.dated == "stated"] or utterances
    dated = min(when, key=lambda each: _ends(each.at) if each.at else (LATEST, LATEST))
    said = [each.statement for one in utterances for each in one.heard]
    identity = {
        "agreement": agreement.id,
        "party": _rank(first.party, agreement),
        "stance": first.stance,
        "statement": said[0].id,
    }
    conditions = (condition_of(each) for each in said)
    return Standing(
        id=make_id("sd", identity),
        agreement=agreement.id,
        party=first.party,
        stance=first.stance,
        at=dated.at,
        dated=dated.dated,
        authority=first.authority,
        speaker=first.speaker,
        relays=tuple(dict.fromkeys(relay for each in said for relay in each.relays)),
        origins=tuple(dict.fromkeys(each.origin for each in utterances if each.origin)),
        statements=tuple(dict.fromkeys(each.id for each in said)),
        condition=next((each for each in conditions if each), ""),
    )


def _rank(party: str, agreement: Agreement) -> int:
    return (*agreement.parties, *agreement.mediators).index(party)


def _order(line: Standing, agreement: Agreement) -> _Key:
    when = _ends(line.at) if line.at else (LATEST, LATEST)
    return (*when, _rank(line.party, agreement), line.statements)


def _disputed(made: Sequence[Standing], agreement: Agreement) -> list[Standing]:
    """Return the lines, each with those that say the opposite of its party's stance that day."""
    by_day: dict[_Key, list[Standing]] = {}
    for each in made:
        if each.at is not None and each.counts:
            by_day.setdefault((each.party, day_of(each.at, agreement)), []).append(each)
    against: dict[str, tuple[str, ...]] = {}
    for same in by_day.values():
        for mine, theirs in ((_FOR, _AGAINST), (_AGAINST, _FOR)):
            opposite = tuple(each.id for each in same if each.stance in theirs)[:MOST_DISPUTED]
            against.update((each.id, opposite) for each in same if each.stance in mine)
    return [replace(each, disputed=against.get(each.id, ())) for each in made]
