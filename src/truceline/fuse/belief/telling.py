"""From tables of statements, origins, documents and sources to columns of who says what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truceline.fuse.belief.columns import (
    DENIES_ELSE,
    DENIES_EVENT,
    NOBODY,
    SAYS,
    Accounts,
    Floats,
    Integers,
    Truths,
)
from truceline.fuse.belief.weights import Kinds, load_kinds
from truceline.fuse.runs import led_runs
from truceline.model.arrow import (
    Column,
    among,
    column,
    distinct,
    filled,
    first_known,
    floats,
    given,
    match,
    members,
    part,
    seconds,
    take,
    truths,
    without,
)
from truceline.model.stage import Tables
from truceline.vocabulary.files import shipped_entries

_UNKNOWN = ("", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Accounts, with what its codes stand for: party ids by code, and the row of each statement.

    statement: for each row of the accounts, the row of the statement table that stands for it.
    """

    accounts: Accounts
    parties: tuple[str, ...]
    statement: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origins:
    """For each statement: code of its origin and place in it, and what the origin is known by."""

    code: Integers
    position: Integers
    side: Column
    named: Truths
    direct: Truths


def _origins(statement: pa.Table, origin: pa.Table | None) -> _Origins:
    """Return what the origins add; a statement without one is its own."""
    ids = column(statement, "id")
    number = len(ids)
    if origin is None or not origin.num_rows:
        position = np.zeros(number, dtype=np.int64)
        nothing = pa.nulls(number, pa.string())
        silent = np.zeros(number, dtype=np.bool_)
        code = np.arange(number)
        return _Origins(code=code, position=position, side=nothing, named=silent, direct=silent)
    parent, listed = members(column(origin, "members"))
    first = np.searchsorted(parent, parent, side="left")
    place = match(ids, listed)
    known = place >= 0
    parent, first = np.append(parent, -1), np.append(first, 0)  # what -1 leads to
    rows = np.where(known, parent[place], -1)
    position = np.where(known, place - first[place], 0)
    return _Origins(
        code=np.where(rows >= 0, rows, origin.num_rows + np.arange(number)),
        position=position,
        side=take(column(origin, "side"), rows),
        named=given(take(column(origin, "speaker"), rows)),
        direct=truths(take(column(origin, "direct"), rows)),
    )


def _civil(statement: pa.Table) -> Truths:
    """Return which statements tell of harm that a side would rather not have done."""
    rule = shipped_entries("vocabulary", "belief.yaml")["against_interest"]
    target = filled(column(statement, "target_class"), "")
    hurt = np.zeros(statement.num_rows, dtype=np.bool_)
    for name in ("killed", "injured"):
        hurt |= floats(part(column(statement, name), "min"), 0.0) > 0
    return (hurt & ~among(target, rule["no_harm_to"])) | among(target, rule["harm_to"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speakers:
    """Per statement: side and accused by code, and what is known of who says it."""

    side: Integers
    accused: Integers
    official: Truths
    civil: Truths
    named: Truths
    direct: Truths
    source_kind: Column
    source: Integers


def _kind_of(who: _Speakers, kinds: Kinds) -> Integers:
    """Return the kind of voice of each statement."""
    own = (who.side == who.accused) & (who.side != NOBODY)
    sided, blames = who.side != NOBODY, who.accused != NOBODY
    by_source = [
        (among(who.source_kind, ("monitor",)), "monitor"),
        (who.direct, "witness"),
        (among(who.source_kind, ("civil_society",)), "civil"),
        (among(who.source_kind, ("social",)), "social"),
        (who.named, "attributed"),
    ]
    cases = [
        (sided & ~who.official & who.direct, "onlooker"),
        (sided & ~who.official, "partisan"),
        (own & who.civil, "admission"),
        (own, "own_act"),
        (sided & blames, "accusation"),
        (sided, "party"),
        *by_source,
    ]
    numbers = [kinds.number(name) for _, name in cases]
    found = np.select([case for case, _ in cases], numbers, default=kinds.number("unsourced"))
    return np.asarray(found, dtype=np.int64)


def _speakers(tables: Tables, origins: _Origins) -> tuple[_Speakers, tuple[str, ...], Floats]:
    """Return who speaks, the parties by code, and when each document was published."""
    statement, document, source = tables["statement"], tables["document"], tables["source"]
    home = match(column(statement, "document"), column(document, "id"))
    feed = match(take(column(document, "source"), home), column(source, "id"))
    authority = column(statement, "authority")
    allegiance = take(column(source, "allegiance"), feed)
    kind = filled(take(column(source, "kind"), feed), "unknown")
    side = first_known(origins.side, authority, allegiance)
    accused = column(statement, "perpetrator")
    # A side whose sensors alone were there is one too.
    parties = without(distinct(side, accused, column(source, "allegiance")), _UNKNOWN)
    side_code, authority_code = match(side, parties), match(authority, parties)
    saw = take(column(source, "directness"), feed)
    bound = (authority_code == side_code) & (side_code != NOBODY)
    who = _Speakers(
        side=side_code,
        accused=match(accused, parties),
        official=bound | among(kind, ("official", "party")),
        civil=_civil(statement),
        named=origins.named | given(column(statement, "speaker")),
        direct=origins.direct | among(saw, ("saw",)),
        source_kind=kind,
        source=feed,
    )
    said = part(take(column(document, "published"), home), "earliest")
    return who, tuple(str(each) for each in parties.to_pylist()), seconds(said)


def _stance(statement: pa.Table) -> Integers:
    """Return what each statement does: says it, denies the event, or denies something else."""
    denial = among(column(statement, "kind"), ("denial",))
    event = among(filled(column(statement, "denies"), "event"), ("event",))
    return np.where(denial, np.where(event, DENIES_EVENT, DENIES_ELSE), SAYS)


def _answers(who: _Speakers, stance: Integers, codes: Integers, first: Integers) -> Truths:
    """Return which statements deny what their own side is accused of.

    A side that denies is the accused one wherever a report of that incident names it. A copy that
    names whom its original did not name accuses nobody. codes: of each statement's incident, with
    room for a party between one and the next; first: rows of the first statement of each origin.
    """
    names = np.zeros(len(stance), dtype=np.bool_)
    names[first] = (stance[first] == SAYS) & (who.accused[first] != NOBODY)
    named = codes[names] + who.accused[names]
    answers = (stance != SAYS) & (who.side != NOBODY) & np.isin(codes + who.side, named)
    return np.asarray(answers, dtype=np.bool_)


def told_of(tables: Tables, incident: Integers, independent: Floats | None = None) -> Told:
    """Return the accounts of statements, one row for each origin, incident and stance.

    tables: "statement", "document", "source" and, where traced, "origin", with the model's
    columns; incident: for each statement the number of its incident, -1 for none; independent:
    for each statement P(its origin copies no other and means this incident), None for certainly
    so; the surest statement of an origin decides.
    """
    statement = tables["statement"]
    kinds, origins = load_kinds(), _origins(statement, tables.get("origin"))
    who, parties, said = _speakers(tables, origins)
    stance, kind = _stance(statement), _kind_of(who, kinds)
    neutral = np.isin(kind, [kinds.number("monitor"), kinds.number("civil")])
    voice = np.where(who.official & (who.side != NOBODY), who.side, NOBODY)
    voice = np.where(neutral & (who.source >= 0), len(parties) + who.source, voice)
    reports = np.flatnonzero(
        among(column(statement, "kind"), ("incident_report", "denial")) & (incident >= 0)
    )
    columns = (incident, origins.code, stance, origins.position)
    order, starts = led_runs(*(each[reports] for each in columns))
    rows = reports[order[starts]]
    answers = _answers(who, stance, incident * (len(parties) + 1), rows)
    kind = np.where(answers, kinds.number("admission"), kind)
    sure = np.ones(len(rows))
    if independent is not None and len(rows):
        sure = np.maximum.reduceat(independent[reports[order]], starts)
    accounts = Accounts(
        incident=incident[rows],
        origin=origins.code[rows],
        side=who.side[rows],
        voice=voice[rows],
        kind=kind[rows],
        independent=sure,
        denies=stance[rows],
        said=said[rows],
    )
    return Told(accounts=accounts, parties=parties, statement=rows)
