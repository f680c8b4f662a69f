"""Section: what the agreement wanted done, by whom and when, and who says that it was."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from truceline.model.performance import Performance, SideAccount
from truceline.model.terms import Clause
from truceline.publish.figures import bounds_text
from truceline.publish.interpretations import Group, grouped, under
from truceline.publish.lookup import Lookup
from truceline.publish.moments import moment_text
from truceline.publish.obligation_rows import ObligationBlock, Obligations, PerformanceRow
from truceline.publish.sentences import Quote, Sentence
from truceline.publish.term_limits import amount_text, owed_text, stage_name

MOST_QUOTES = 8  # of one obligation; the statements cited hold the rest
MOST_READ = 100  # statements looked through for quotations
_PERIOD = "period-"


def make_obligations(look: Lookup) -> Obligations | None:
    """Return the section, None where the agreement obliges nobody to do anything.

    Clauses stand in the agreement's order, those of which nothing was read by themselves.
    """
    owing = [each for each in look.given.agreement.clauses if each.obligation]
    if not owing:
        return None
    made = [(clause, _of(clause, look)) for clause in owing]
    blocks = [_block(clause, found, look) for clause, found in made if found]
    told = [any(row.told for row in (*each.rows, *each.parts)) for each in blocks]
    return Obligations(
        intro=look.say("obligations.intro" if blocks else "labels.no_performances"),
        blocks=tuple(each for each, said in zip(blocks, told, strict=True) if said),
        untold=tuple(each for each, said in zip(blocks, told, strict=True) if not said),
    )


def _of(clause: Clause, look: Lookup) -> list[Performance]:
    """Return a clause's performances in the order of the agreement's readings."""
    order = {each.id: at for at, each in enumerate(look.given.agreement.readings)}
    found = [each for each in look.given.performances if each.clause == clause.id]
    return sorted(found, key=lambda each: order.get(each.reading, len(order)))


def _block(clause: Clause, found: Sequence[Performance], look: Lookup) -> ObligationBlock:
    rows = _rows(clause, found, look)
    return ObligationBlock(
        clause=Sentence(text=clause.text, terms=clause.citations),
        article=clause.article,
        owed=owed_text(clause.obligation, look) if clause.obligation else "",
        rows=tuple(row for stage, row in rows if not stage),
        parts=tuple(row for stage, row in rows if stage),
    )


@dataclass(frozen=True, slots=True)
class _Account:
    """How one part of an obligation fares, with the reason that each reading (by id) gives."""

    made: Performance
    reasons: dict[str, str]


def _rows(
    clause: Clause, found: Sequence[Performance], look: Lookup
) -> list[tuple[str, PerformanceRow]]:
    """Return a row for each respondent, part and account; readings that agree are one row."""
    accounts: dict[str, _Account] = {}
    for each in found:
        key = repr(replace(each, id="", reading="", reason=""))
        accounts.setdefault(key, _Account(each, {})).reasons[each.reading] = each.reason
    stages = _stages(clause)
    ordered = sorted(
        accounts.values(),
        key=lambda each: (look.party_rank(each.made.respondent), _rank(each.made, stages)),
    )
    return [(each.made.stage, _row(each, found, look)) for each in ordered]


def _stages(clause: Clause) -> list[str]:
    return [each.id for each in clause.obligation.stages] if clause.obligation else []


def _rank(made: Performance, stages: Sequence[str]) -> int:
    if made.stage in stages:
        return 1 + stages.index(made.stage)
    number = made.stage.removeprefix(_PERIOD)
    return 1 + int(number) if number.isdecimal() else 0


def _row(account: _Account, found: Sequence[Performance], look: Lookup) -> PerformanceRow:
    made = account.made
    cites = look.in_order(s for fact in made.facts for s in fact.statements)
    quotes = _quotes(cites[:MOST_READ], look) if not made.stage else ()
    part = (made.respondent, made.stage)
    judged = {each.reading for each in found if (each.respondent, each.stage) == part}
    return PerformanceRow(
        id=made.id,
        respondent=look.party(made.respondent),
        respondent_id=made.respondent,
        under=under(_readings(account.reasons, look), look, _readings(judged, look)),
        part=_part(made, look),
        owed=amount_text(made.owed, look) if made.owed else "",
        done=_done(made, look),
        deadline=_deadline(made, look),
        status=made.status,
        status_text=look.say(f"performance.{made.status}"),
        basis_text=look.say(f"basis.{made.basis or 'nobody'}"),
        sentence=Sentence(text=_reason(account, look), cites=cites[:MOST_QUOTES]),
        sides=tuple(_side(each, look) for each in made.sides),
        quotes=quotes,
        more=look.say("labels.more_said", n=len(quotes) - 1) if len(quotes) > 1 else "",
        told=bool(made.sides or made.basis),
    )


def _readings(ids: Container[str], look: Lookup) -> Group:
    return tuple(each for each in look.given.agreement.readings if each.id in ids)


def _reason(account: _Account, look: Lookup) -> str:
    """Return why the status is what it is, and what only some readings add to that."""
    base = min(account.reasons.values(), key=len)
    among = _readings(account.reasons, look)
    said = [base]
    for group in grouped(among, lambda each: account.reasons[each.id]):
        reason = account.reasons[group[0].id]
        if reason != base:
            label, text = under(group, look, among), reason.removeprefix(base).strip()
            said.append(look.say("totals.under", reading=label, text=text))
    return " ".join(said)


def _part(made: Performance, look: Lookup) -> str:
    if not made.stage:
        return look.say("obligations.whole")
    if made.stage.startswith(_PERIOD):
        number = made.stage.removeprefix(_PERIOD)
        return look.say("obligations.period", n=number)
    return stage_name(made.stage)


def _done(made: Performance, look: Lookup) -> str:
    if made.periods:
        names = ("kept", "missed", "unknown")
        counts = {name: made.periods.get(name, 0) for name in names}
        return look.say("obligations.periods", **counts)
    if made.denials is not None:
        return look.say("obligations.denials", n=bounds_text(made.denials, look.phrases))
    if made.done is None:
        return look.say("obligations.nothing_told")
    unit = made.owed.unit if made.owed else ""
    return f"{bounds_text(made.done, look.phrases)} {unit}".strip()


def _deadline(made: Performance, look: Lookup) -> str:
    if made.periods:
        return look.say("obligations.recurring")
    if made.deadline is None:
        return look.say("obligations.no_deadline")
    return moment_text(made.deadline, look.given.agreement.zone, look.phrases)


def _side(side: SideAccount, look: Lookup) -> Sentence:
    amount = ""
    if side.quantity:
        number = bounds_text(side.quantity, look.phrases)
        amount = f" {look.say('obligations.amount', amount=number)}"
    return Sentence(
        text=look.say(
            "obligations.side",
            side=look.party(side.side) if side.side else look.say("obligations.unnamed"),
            says=look.say(f"said_of.{side.says}"),
            amount=amount,
            origins=look.say("obligations.origins", n=side.origins),
        ),
        cites=look.in_order(side.statements)[:MOST_QUOTES],
    )


def _quotes(cites: Iterable[str], look: Lookup) -> tuple[Quote, ...]:
    """Return the words of statements, each passage once."""
    found: dict[tuple[str, str], Quote] = {}
    for each in cites:
        quote = look.quote(each)
        found.setdefault((quote.text, quote.label), quote)
    return tuple(found.values())[:MOST_QUOTES]
