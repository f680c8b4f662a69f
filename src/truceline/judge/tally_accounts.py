"""One account from its claims: the number, its stated parts, their sum and what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from truceline.ground.canonical import make_id
from truceline.judge.tally_claims import Claim
from truceline.judge.tally_grounds import Ground, ground_of, names_of, share_inside
from truceline.judge.tally_groups import window_of
from truceline.judge.tally_words import Words
from truceline.model.incident import Incident
from truceline.model.tally import TallyAccount, TallyPart, TallyVerdict
from truceline.model.values import Bounds, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How numbers are taken: units of totals, of single incidents, and what is a whole list.

    inside_from: share of a place from which it lies in an area; inside_above: above which it may.
    """

    totals: frozenset[str]
    incident_units: frozenset[str]
    whole_list_from: float
    inside_from: float
    inside_above: float

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Rules:
        """Return the rules of the phrase file."""
        return cls(
            totals=frozenset(data["totals"]),
            incident_units=frozenset(data["incident_units"]),
            whole_list_from=data["whole_list_from"],
            inside_from=data["inside_from"],
            inside_above=data["inside_above"],
        )


def _quantity(claim: Claim) -> Bounds:
    return claim.statement.quantity or Bounds(0, None)


def headline(claims: Sequence[Claim]) -> Claim:
    """Return the claim whose number stands for all: the claimant's own text first.

    Then those not known to be changed; then the one that most reports' numbers admit; of these
    the narrowest, so that 2,935 stands for "nearly 3,000" and not the other way round.
    """

    def rank(claim: Claim) -> tuple[object, ...]:
        mine = _quantity(claim)
        votes = len({each.report for each in claims if _quantity(each).overlaps(mine)})
        width = float("inf") if mine.max is None else mine.max - mine.min
        return (not claim.own, "number" in claim.distorted, -votes, width)

    return min(claims, key=rank)


def _parts(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the parts as one report states them, and the shares that it names beside them.

    Parts of different reports are never mixed: one outlet's "over 950" and another's "950"
    would be added twice. The report is the claimant's own, else the fullest unchanged one.
    """
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)

    def rank(report: str) -> tuple[object, ...]:
        stated = by_report[report]
        changed = any("number" in each.distorted for each in stated)
        widened = any("window" in each.distorted for each in stated)
        return (not any(each.own for each in stated), changed, -len(stated), widened)

    if not by_report:
        return [], []
    stated = by_report[min(by_report, key=rank)]
    return [each for each in stated if not each.share], [each for each in stated if each.share]


def sum_of(parts: Sequence[Bounds]) -> Bounds | None:
    """Return the bounds of a sum: open as soon as one part is open; None without parts."""
    if not parts:
        return None
    highs = [each.max for each in parts if each.max is not None]
    high = sum(highs) if len(highs) == len(parts) else None
    return Bounds(sum(each.min for each in parts), high)


def _verdict(
    total: Bounds, added: Bounds | None, parts: int, rules: Rules, words: Words
) -> tuple[TallyVerdict, str]:
    """Return whether the parts admit the total, and the sentence that says why."""
    phrases = words.phrases["account"]
    if added is None:
        return "not_comparable", str(phrases["no_parts"])
    said = {"sum": words.number(added), "total": words.number(total)}
    if added.overlaps(total):
        return "consistent", str(phrases["sum_fits"].format(**said))
    if total.max is not None and added.min > total.max:
        return "inconsistent", str(phrases["sum_exceeds"].format(**said))
    high = added.max or 0.0
    if parts > 1 and high >= rules.whole_list_from * total.min:
        rest = words.number(Bounds(total.min - high, total.min - high))
        return "inconsistent", str(phrases["sum_short"].format(**said, rest=rest))
    return "not_comparable", str(phrases["sum_partial"].format(**said))


def contained_in(
    window: Window, accused: str, act: str, incidents: Sequence[Incident]
) -> list[Incident]:
    """Return the incidents that lie wholly inside a window and are laid at the accused's door.

    act: "" for a total of all acts. An incident whose time is not known is never counted.
    """
    if window.start is None or window.end is None or not accused:
        return []
    found = []
    for each in incidents:
        if each.time is None or (act and each.act != act):
            continue
        inside = window.start <= each.time.earliest and (
            each.time.latest <= window.end and each.time.earliest < window.end
        )
        mine = each.attribution.get(accused, 0.0)
        if inside and mine > 0 and mine >= max(each.attribution.values()):
            found.append(each)
    return found


def remainder(account: TallyAccount) -> Bounds:
    """Return what is left of an account's number without the incidents it contains, at least 0.

    Incidents that may lie inside may be taken off or not: they open the lower bound.
    """
    known, most = len(account.contained), len(account.contained) + len(account.possible)
    high = None if account.quantity.max is None else max(0.0, account.quantity.max - known)
    return Bounds(max(0.0, account.quantity.min - most), high)


def _flaw_reasons(
    group: Sequence[Claim], window: Window, why: str | None, words: Words
) -> list[str]:
    phrases = words.phrases["account"]
    reports = {each.report for each in group}
    stated = [each for each in group if each.window.start or each.window.end]
    other = {each.report for each in stated if each.window != window}
    changed = {each.report for each in group if "number" in each.distorted}
    found = []
    if why:
        found.append(phrases[f"{why}_window"].format(n=len(other), m=len(reports)))
    if changed:
        found.append(phrases["number_changed"].format(n=len(changed), m=len(reports)))
    return found


def account_of(
    group: Sequence[Claim], incidents: Sequence[Incident], rules: Rules, words: Words
) -> TallyAccount:
    """Return the account of one group of claims.

    Reports that changed the window or a number stay members: what counts is taken from others.
    """
    phrases = words.phrases["account"]
    totals = [each for each in group if each.statement.unit in rules.totals]
    lead = headline(totals or group)
    ground = ground_of(lead.statement.places)
    parts, shares = _parts([each for each in group if totals and each not in totals])
    quantity, (window, why) = _quantity(lead), window_of(group)
    added = sum_of([_quantity(each) for each in parts])
    verdict, sentence = _verdict(quantity, added, len(parts), rules, words)
    reasons = [sentence if totals else str(phrases["no_total"])]
    if shares:
        reasons.append(phrases["shares"].format(n=len(shares)))
    reasons += _flaw_reasons(group, window, why, words)
    said, act = lead.statement, "" if totals else lead.statement.act
    counted = said.unit in rules.incident_units
    account = TallyAccount(
        id=make_id("ta", {"members": sorted(each.statement.id for each in group)}),
        origin=lead.origin,
        claimant=lead.claimant,
        side=lead.side,
        accused=said.perpetrator,
        unit=f"{said.weapon} {said.unit or act}".strip(),
        quantity=quantity,
        window=window,
        members=tuple(each.statement.id for each in group),
        parts=tuple(_part(each) for each in parts),
        sum=added,
        verdict=verdict,
        places=names_of(lead.statement.places),
    )
    within = contained_in(window, said.perpetrator, act, incidents if counted else ())
    account = _with_contained(account, within, ground, rules)
    return replace(account, reasons=(*reasons, *_left(account, words)))


def _with_contained(
    account: TallyAccount, within: Sequence[Incident], ground: Ground, rules: Rules
) -> TallyAccount:
    """Return an account with the incidents of its window that lie, or may lie, in its ground."""
    shares = {each.id: share_inside(each, ground) for each in within}
    surely = [name for name, share in shares.items() if share and share >= rules.inside_from]
    maybe = [name for name, share in shares.items() if share is None or share > rules.inside_above]
    open_ = tuple(name for name in maybe if name not in surely)
    return replace(account, contained=tuple(surely), possible=open_)


def _left(account: TallyAccount, words: Words) -> list[str]:
    """Return how many incidents lie inside and what is left, none where none do."""
    if not account.contained and not account.possible:
        return []
    phrase = words.phrases["account"]["remainder_open" if account.possible else "remainder"]
    rest = words.number(remainder(account))
    return [phrase.format(n=len(account.contained), m=len(account.possible), rest=rest)]


def _part(claim: Claim) -> TallyPart:
    said = claim.statement
    return TallyPart(statement=said.id, act=said.act, unit=said.unit, quantity=_quantity(claim))
