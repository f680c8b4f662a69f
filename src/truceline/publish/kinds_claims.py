"""What the sides claim of each other, kind by kind, for the time of a truce."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.ground.times import TimeRange
from truceline.model.tally import TallyAccount
from truceline.model.values import Bounds, Window
from truceline.publish.counts import is_feed_row
from truceline.publish.kinds_counts import Kind
from truceline.publish.lookup import Lookup
from truceline.vocabulary.files import shipped_entries

INSIDE = 0.8  # a claim is about the truce if so much of its window lies in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A number that a side claims of the other in a window that lies in the truce."""

    side: str
    accused: str
    claimant: str
    quantity: Bounds
    window: Window
    cites: tuple[str, ...]


def claims_of(kind: Kind, during: TimeRange, look: Lookup) -> tuple[Claim, ...]:
    """Return for each side the largest number of a kind that it claims and that still stands.

    Only what one party claims of another party counts; rows of tables of launches do not.
    """
    rows = {each.id for each in look.given.statements if is_feed_row(each, look)}
    best: dict[tuple[str, str], Claim] = {}
    for account in look.given.tally_accounts:
        side, accused = account.side, account.accused
        parties = look.given.agreement.parties
        if side not in parties or accused not in parties or side == accused:
            continue
        replaced = account.replaced_by is not None
        if replaced or set(account.members) <= rows or not _inside(account.window, during):
            continue
        for quantity, cites in _numbers(kind, account, look):
            claim = Claim(
                side=side,
                accused=accused,
                claimant=account.claimant,
                quantity=quantity,
                window=account.window,
                cites=look.in_order(cites)[:2],
            )
            known = best.get((side, accused))
            if known is None or quantity.min > known.quantity.min:
                best[side, accused] = claim
    return tuple(sorted(best.values(), key=lambda each: look.party_rank(each.side)))


def both_sides(claims: tuple[Claim, ...], look: Lookup) -> bool:
    """Tell whether every party is accused: that it happened is then what nobody disputes."""
    accused = {each.accused for each in claims if each.quantity.min >= 1}
    return bool(accused) and set(look.given.agreement.parties) <= accused


def _inside(window: Window, during: TimeRange) -> bool:
    if window.start is None or window.end is None or window.end < window.start:
        return False
    whole = TimeRange(earliest=window.start, latest=window.end)
    return whole.share_inside(during) >= INSIDE


def _numbers(
    kind: Kind, account: TallyAccount, look: Lookup
) -> Iterator[tuple[Bounds, tuple[str, ...]]]:
    for part in account.parts:
        if part.act in kind.acts and _counts_acts(part.unit):
            yield part.quantity, (part.statement,)
    first = next((each for each in look.in_order(account.members) if each in look.statements), "")
    if first and look.statements[first].act in kind.acts and _counts_acts(account.unit):
        yield account.quantity, account.members


def _counts_acts(unit: str) -> bool:
    """Tell whether a number is of acts, not of what they did: homes cut off are no attacks."""
    effects = shipped_entries("vocabulary", "kinds.yaml")["effects"]
    return not any(each in unit.casefold() for each in effects)
