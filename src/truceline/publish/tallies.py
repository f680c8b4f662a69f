"""Section: what each side claims in total, whether it adds up, and who carried it changed."""

from __future__ import annotations

from datetime import UTC, datetime

from truceline.model.tally import TallyAccount, TallyComparison, TallyPart
from truceline.model.values import Window
from truceline.publish.counts import is_feed_row
from truceline.publish.event_rows import ComparisonRow, TallyPartRow, TallyRow
from truceline.publish.figures import bounds_text, counted
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
    """Return the claimed totals, those that still stand first.

    Rows of a table that a side keeps of its own counts stand with the sensors instead.
    """
    rows = {each.id for each in look.given.statements if is_feed_row(each, look)}
    shown = [each for each in look.given.tally_accounts if not set(each.members) <= rows]
    ordered = sorted(shown, key=lambda each: account_key(each, look))
    main = {each.id for each in leading(look)}
    return tuple(_row(each, each.id in main, look) for each in ordered)


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
    """Return who claims a total; where nobody is named, whose report it is known from."""
    if account.claimant:
        return account.claimant
    first = next((each for each in look.in_order(account.members) if each in look.statements), "")
    document = look.given.documents.get(look.statements[first].document) if first else None
    if document is None:
        return look.say("tallies.unnamed")
    return look.say("tallies.unnamed_in", source=look.source_name(document.source))


def unit_text(account: TallyAccount, look: Lookup) -> str:
    """Return a total with its unit as the claimant's own word, and where it counts."""
    value = bounds_text(account.quantity, look.phrases)
    return look.say("tallies.quantity", value=value, unit=_unit(account, look))


def _unit(account: TallyAccount, look: Lookup) -> str:
    """Return what is counted and, of a total that is not for the whole area, where."""
    unit = look.phrases.word("claimed_units", account.unit or "unknown")
    if not account.places:
        return unit
    return look.say("tallies.in_places", unit=unit, places=look.joined(account.places))


def _row(account: TallyAccount, main: bool, look: Lookup) -> TallyRow:
    phrases = look.phrases
    members = look.in_order(account.members)
    return TallyRow(
        id=account.id,
        side=look.side(account.side),
        side_id=account.side,
        claimant=claimant(account, look),
        accused=look.party(account.accused),
        accused_id=account.accused,
        quantity=bounds_text(account.quantity, phrases),
        bounds=account.quantity,
        unit=_unit(account, look),
        window=look.window(account.window),
        window_utc=window_text(account.window, "UTC", phrases),
        hours=hours(account.window, look),
        parts=tuple(_part(each, look) for each in account.parts),
        sum=_sum(account, look),
        verdict=account.verdict,
        verdict_text=look.say(f"tally_verdicts.{account.verdict}"),
        reasons=account.reasons,
        main=main,
        replaced=account.replaced_by is not None,
        carriers=_carriers(members, look),
        cites=members,
    )


def hours(window: Window, look: Lookup) -> str:
    """Return a window's length, "" if an end is open."""
    if window.start is None or window.end is None:
        return ""
    return duration(max(0.0, seconds_between(window.start, window.end)), look.phrases)


def _part(part: TallyPart, look: Lookup) -> TallyPartRow:
    name = look.phrases.word("counted_acts", part.act) if part.act else part.unit
    text = counted(part.quantity, name, look.phrases)
    return TallyPartRow(text=text, cites=(part.statement,))


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


def leading(look: Lookup) -> list[TallyAccount]:
    """Return for each side and accused the total that stands and leads, in their order.

    A number without a window or without an accused, of a part of the area alone, or about the
    claimant's own side, is no total that one could lead with.
    """
    parties = look.given.agreement.parties
    best: dict[tuple[str | None, str], TallyAccount] = {}
    for each in sorted(look.given.tally_accounts, key=lambda each: account_key(each, look)):
        stated = each.window.start and each.window.end and each.accused in parties
        stated = stated and each.accused != each.side and not each.places
        if stated and each.replaced_by is None and each.side is not None:
            best.setdefault((each.side, each.accused), each)
    return list(best.values())


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
    main = {each.id for each in leading(look)}
    return tuple(
        _comparison(a, b, each, main >= {a.id, b.id}, look)
        for a, b, each in ordered_comparisons(look)
    )


def _comparison(
    a: TallyAccount, b: TallyAccount, comparison: TallyComparison, main: bool, look: Lookup
) -> ComparisonRow:
    return ComparisonRow(
        a=headline(a, look),
        b=headline(b, look),
        main=main,
        verdict=comparison.verdict,
        verdict_text=look.say(f"comparison_verdicts.{comparison.verdict}"),
        reasons=comparison.reasons,
        cites=(*look.in_order(a.members)[:1], *look.in_order(b.members)[:1]),
    )
