"""Section: what each side claims in total, whether it adds up, and who carried it changed."""

from __future__ import annotations

from datetime import UTC, datetime

from truceline.model.incident import Incident
from truceline.model.tally import TallyAccount, TallyComparison, TallyPart
from truceline.model.values import Window
from truceline.publish.event_rows import ComparisonRow, TallyPartRow, TallyRow
from truceline.publish.figures import bounds_text, counted, number
from truceline.publish.lookup import Lookup, SortKey
from truceline.publish.moments import duration, seconds_between, window_text


def account_key(account: TallyAccount, look: Lookup) -> SortKey:
    """Return a sort key: standing before replaced, by side, then longest and latest window."""
    window = account.window
    end = window.end or datetime.max.replace(tzinfo=UTC)
    return (
        account.replaced_by is not None,
        look.party_rank(account.side),
        -account.quantity.min,
        -end.timestamp(),
        look.in_order(account.members)[:1],
        account.id,
    )


def make_tallies(look: Lookup) -> tuple[TallyRow, ...]:
    """Return the claimed totals, those that still stand first."""
    ordered = sorted(look.given.tally_accounts, key=lambda each: account_key(each, look))
    return tuple(_row(each, look) for each in ordered)


def headline(account: TallyAccount, look: Lookup) -> str:
    """Return a claimed total in one sentence: who claims how many by whom in which window."""
    return look.say(
        "tallies.headline",
        claimant=claimant(account, look),
        side=look.side(account.side),
        accused=look.party(account.accused),
        quantity=unit_text(account, look),
        window=look.window(account.window),
    )


def claimant(account: TallyAccount, look: Lookup) -> str:
    """Return who claims a total, or the phrase for a claimant whom nobody named."""
    return account.claimant or look.say("tallies.unnamed")


def unit_text(account: TallyAccount, look: Lookup) -> str:
    """Return a total with its unit as the claimant's own word."""
    return look.say(
        "tallies.quantity",
        value=bounds_text(account.quantity, look.phrases),
        unit=look.phrases.word("claimed_units", account.unit or "unknown"),
    )


def _row(account: TallyAccount, look: Lookup) -> TallyRow:
    phrases = look.phrases
    members = look.in_order(account.members)
    return TallyRow(
        id=account.id,
        side=look.side(account.side),
        claimant=claimant(account, look),
        accused=look.party(account.accused),
        quantity=bounds_text(account.quantity, phrases),
        bounds=account.quantity,
        unit=phrases.word("claimed_units", account.unit or "unknown"),
        window=look.window(account.window),
        window_utc=window_text(account.window, "UTC", phrases),
        hours=hours(account.window, look),
        parts=tuple(_part(each, look) for each in account.parts),
        sum=_sum(account, look),
        verdict=account.verdict,
        verdict_text=look.say(f"tally_verdicts.{account.verdict}"),
        reasons=account.reasons,
        replaced=account.replaced_by is not None,
        carriers=_carriers(members, look),
        remainder=_remainder(account, look),
        cites=members,
    )


def hours(window: Window, look: Lookup) -> str:
    """Return a window's length, "" if an end is open."""
    if window.start is None or window.end is None:
        return ""
    return duration(max(0.0, seconds_between(window.start, window.end)), look.phrases)


def _part(part: TallyPart, look: Lookup) -> TallyPartRow:
    name = look.phrases.word("acts", part.act) if part.act else ""
    text = counted(part.quantity, part.unit if not name else "", look.phrases)
    return TallyPartRow(text=f"{text} {name}".strip(), cites=(part.statement,))


def _sum(account: TallyAccount, look: Lookup) -> str:
    if account.sum is None or not account.parts:
        return ""
    added = " + ".join(bounds_text(each.quantity, look.phrases) for each in account.parts)
    return look.say("tallies.sum", parts=added, sum=bounds_text(account.sum, look.phrases))


def _carriers(members: tuple[str, ...], look: Lookup) -> str:
    names = dict.fromkeys(
        look.source_name(document.source)
        for each in members
        if each in look.statements
        and (document := look.given.documents.get(look.statements[each].document))
    )
    return look.say("tallies.carriers", n=len(names), names=look.joined(names))


def _remainder(account: TallyAccount, look: Lookup) -> str:
    """Return how much of a total no incident of this case accounts for."""
    found = [look.incidents[each] for each in account.contained if each in look.incidents]
    if not found:
        return look.say("tallies.none_contained")
    least = max(0.0, account.quantity.min - sum(_events(each) for each in found))
    return look.say("tallies.remainder", n=len(found), rest=number(least, look.phrases))


def _events(incident: Incident) -> float:
    return incident.count.min if incident.count else 1.0


def ordered_comparisons(
    look: Lookup,
) -> list[tuple[TallyAccount, TallyAccount, TallyComparison]]:
    """Return the pairs of totals, each pair and the list in the order of the accounts."""
    accounts = {each.id: each for each in look.given.tally_accounts}
    known = [
        (accounts[each.a], accounts[each.b], each)
        for each in look.given.tally_comparisons
        if each.a in accounts and each.b in accounts
    ]
    turned = [
        (a, b, each) if account_key(a, look) <= account_key(b, look) else (b, a, each)
        for a, b, each in known
    ]
    turned.sort(key=lambda row: (account_key(row[0], look), account_key(row[1], look)))
    return turned


def make_comparisons(look: Lookup) -> tuple[ComparisonRow, ...]:
    """Return the pairs of totals side by side, standing ones before replaced ones."""
    return tuple(_comparison(a, b, each, look) for a, b, each in ordered_comparisons(look))


def _comparison(
    a: TallyAccount, b: TallyAccount, comparison: TallyComparison, look: Lookup
) -> ComparisonRow:
    return ComparisonRow(
        a=headline(a, look),
        b=headline(b, look),
        verdict=comparison.verdict,
        verdict_text=look.say(f"comparison_verdicts.{comparison.verdict}"),
        reasons=comparison.reasons,
        cites=(*look.in_order(a.members)[:1], *look.in_order(b.members)[:1]),
    )
