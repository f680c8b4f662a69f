"""Section: what was read but is not about the agreement, by reason; counted, quoted, never lost."""

from __future__ import annotations

from typing import get_args

from truceline.model.exclusion import Exclusion, Ground
from truceline.publish.event_rows import AsideBlock, AsideRow
from truceline.publish.incidents import incident_heading, incident_key
from truceline.publish.lookup import Lookup, SortKey
from truceline.publish.positions import SHOWN, said, when_said
from truceline.publish.sentences import Sentence

GROUNDS: tuple[Ground, ...] = get_args(Ground)

_Keyed = tuple[SortKey, AsideRow]


def make_aside(look: Lookup) -> tuple[AsideBlock, ...]:
    """Return a block for each ground: its incidents in the order of time, then its statements."""
    by_ground: dict[Ground, list[Exclusion]] = {}
    for each in look.whole.exclusions:
        by_ground.setdefault(each.ground, []).append(each)
    blocks = (_block(each, by_ground[each], look) for each in GROUNDS if each in by_ground)
    return tuple(each for each in blocks if each.incidents or each.statements)


def aside_counts(look: Lookup) -> tuple[int, int]:
    """Return how many incidents and how many passages were read besides."""
    blocks = make_aside(look)
    return sum(len(e.incidents) for e in blocks), sum(len(e.statements) for e in blocks)


def findings_aside(look: Lookup) -> int:
    """Return how many findings were made on incidents that are out of scope."""
    return len(look.whole.findings) - len(look.given.findings)


def _block(ground: Ground, found: list[Exclusion], look: Lookup) -> AsideBlock:
    incidents = _incidents(found, look)
    statements = _statements(found, look)
    counts = [
        look.say(f"aside.{kind}", n=len(rows))
        for kind, rows in (("incidents", incidents), ("statements", statements))
        if rows
    ]
    return AsideBlock(
        ground=ground,
        heading=look.say(f"aside.grounds.{ground}"),
        total=look.joined(counts),
        incidents=incidents,
        statements=statements,
    )


def _incidents(found: list[Exclusion], look: Lookup) -> tuple[AsideRow, ...]:
    rows: list[_Keyed] = []
    for each in found:
        incident = look.incidents.get(each.subject) if each.kind == "incident" else None
        if incident is None:
            continue
        cites = look.in_order(member.statement for member in incident.members)
        row = AsideRow(
            id=incident.id,
            at=look.when(incident),
            sentence=Sentence(text=incident_heading(incident, look), cites=cites[1:]),
            reason=each.reason,
            quote=look.quote(cites[0]) if cites else None,
        )
        rows.append((incident_key(incident, look), row))
    return _in_order(rows)


def _statements(found: list[Exclusion], look: Lookup) -> tuple[AsideRow, ...]:
    """Return a row for each passage: what it says of several things at once is quoted once."""
    rows: dict[SortKey, _Keyed] = {}
    for each in found:
        statement = look.statements.get(each.subject) if each.kind == "statement" else None
        if statement is None or statement.id in look.counted:
            continue
        kind = look.phrases.word("kinds", statement.kind)
        text = said(statement, look) if statement.kind in SHOWN else kind
        if statement.kind in SHOWN:
            text = look.say("aside.said", kind=kind, text=text)
        at = look.range(when_said(statement, look)[0])
        passage = (statement.document, statement.span, text, each.reason)
        row = AsideRow(
            id=statement.id,
            at=at,
            sentence=Sentence(text=text),
            reason=each.reason,
            quote=look.quote(statement.id),
        )
        rows.setdefault(passage, (look.statement_key(statement.id), row))
    return _in_order(list(rows.values()))


def _in_order(rows: list[_Keyed]) -> tuple[AsideRow, ...]:
    return tuple(row for _, row in sorted(rows, key=lambda each: each[0]))
