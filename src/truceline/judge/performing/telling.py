"""The sentences and facts of performances, from their phrases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from truceline.ground.times import TimeRange, day_range, zone_of
from truceline.judge.performing.accounts import Account
from truceline.judge.performing.conduct import Weighed
from truceline.judge.performing.settling import Settled
from truceline.judge.wording import Wording, share
from truceline.model.finding import Fact
from truceline.model.performance import Performance, SideAccount
from truceline.model.values import Bounds, plain_number
from truceline.vocabulary.files import shipped_yaml

MOST_FACTS = 40
_UNNAMED = ("done", "late", "begun")  # told without saying whose deed it was
_RANK = {"done": 0, "begun": 1, "promised": 2, "suspended": 3, "refused": 4, "failed": 5}


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells performances in one language with the actors' names, by the clock of one zone."""

    wording: Wording
    zone: str = "UTC"

    def phrase(self, *keys: str, **values: object) -> str:
        """Return the phrase at a path of keys with its blanks filled in."""
        found: Any = shipped_yaml("phrases", "performances.yaml")[self.wording.language]
        for key in keys:
            found = found[key]
        return str(found).format(**values)

    def number(self, bounds: Bounds) -> str:
        """Return bounds for a sentence."""
        low = plain_number(bounds.min)
        if bounds.max is None:
            return self.phrase("at_least", low=low)
        high = plain_number(bounds.max)
        return str(low) if low == high else self.phrase("of", low=low, high=high)

    def when(self, time: TimeRange) -> str:
        """Return a moment that lies in a range, for a sentence: day and clock in the zone."""
        first, last = (e.astimezone(zone_of(self.zone)) for e in (time.earliest, time.latest))
        day = day_range(first.date(), self.zone)
        if (day.earliest, day.latest) == (time.earliest, time.latest):
            return self.phrase("when", "day", day=first.date(), zone=self.zone)
        shape = "%Y-%m-%d %H:%M:%S" if first.second or last.second else "%Y-%m-%d %H:%M"
        ends = {"first": first.strftime(shape), "last": last.strftime(shape), "zone": self.zone}
        return self.phrase("when", "between" if time.seconds else "instant", **ends)

    def condition(self, weighed: Weighed, party: str, other: str, *, lapsed: bool) -> str:
        """Return what a duty hangs on, and what that comes to; lapsed: it was no longer owed."""
        how = "lapsed" if lapsed and weighed.how == "shown" else weighed.how
        names = {"party": self.wording.name(party), "other": self.wording.name(other)}
        return self.phrase("condition", how, p=share(weighed.shown), **names)

    def reason(self, made: Performance, found: Settled) -> str:
        """Return the sentence of a performance that is judged by its accounts."""
        party = self.wording.name(made.respondent)
        key = self._key(made, found)
        text = self.phrase(
            "status",
            key,
            party=party,
            amount=self._amount(made),
            by=self.phrase("by", who=self.wording.several(made.by)) if made.by else "",
            passed=self.phrase("passed") if _passed(made) else "",
            shares="; ".join(f"{name} {share(p)}" for name, p in made.p.items()),
        )
        ended = f"{text}{self._basis(made, found, party)}."
        due = made.deadline
        ended += self.phrase("deadline", when=self.when(due)) if due else self.phrase("no_deadline")
        return ended

    def _key(self, made: Performance, found: Settled) -> str:
        if made.status == "undetermined":
            return self._open(made, found)
        if made.status == "part" and made.owed is None:
            return "part_of_it"
        nobody = made.owed is None and made.basis != "recorded" and not _performers(found)
        if made.status in _UNNAMED and nobody:
            return f"{made.status}_unnamed"
        return "pending_open" if made.status == "pending" and not made.deadline else made.status

    def _open(self, made: Performance, found: Settled) -> str:
        """Return the phrase for what settles no status."""
        if found.unsure:
            return "unsure"
        if len(made.p) > 1:
            return "open"
        if not found.did:
            return "undetermined"
        if made.basis == "disputed":
            return "contested"
        all_ = made.owed is None or (made.done is not None and made.done.min >= made.owed.min)
        return "untimed" if all_ else "uncounted"

    def _amount(self, made: Performance) -> str:
        if made.done is None:
            return ""
        done = self.number(made.done)
        if made.owed is None:
            return self.phrase("amount_alone", done=done)
        owed = self.number(Bounds(made.owed.min, made.owed.max))
        return self.phrase("amount", done=done, owed=owed, unit=made.owed.unit)

    def _basis(self, made: Performance, found: Settled, party: str) -> str:
        if made.basis != "claimed":
            return self.phrase("basis", made.basis, party=party)
        spoken = found.did or ((found.latest,) if found.latest else ())
        sides = list(dict.fromkeys(each.side for each in spoken))
        if sides == [made.respondent]:
            return self.phrase("basis", "claimed_own", party=party)
        return self.phrase("basis", "claimed", who=self.wording.several(sides))

    def facts(self, sides: Sequence[SideAccount]) -> tuple[Fact, ...]:
        """Return what each side says as facts that cite statements, deeds first."""
        return tuple(
            Fact(
                what=self.phrase(
                    "fact",
                    "voice",
                    what=self._said(each),
                    who=self.wording.name(each.side)
                    if each.side
                    else self.phrase("fact", "nobody"),
                ),
                p=1.0,
                statements=each.statements,
            )
            for each in sides[:MOST_FACTS]
        )

    def _said(self, each: SideAccount) -> str:
        number = (
            self.phrase("amount_alone", done=self.number(each.quantity)) if each.quantity else ""
        )
        return self.phrase("fact", each.says, amount=number)


def _performers(found: Settled) -> set[str]:
    """Return who is named as having done or begun it."""
    told = found.did or ((found.latest,) if found.latest else ())
    return {each.performer for each in told} - {""}


def _passed(made: Performance) -> bool:
    return bool(made.deadline and made.as_of and made.deadline.latest <= made.as_of)


def sides_of(accounts: Iterable[Account], order: Sequence[str]) -> tuple[SideAccount, ...]:
    """Return who says what: for each side and signal its origins and the span of its numbers.

    order: of the sides; voices of no party last.
    """
    found: dict[tuple[str, str], list[Account]] = {}
    for each in accounts:
        found.setdefault((each.side, each.signal), []).append(each)
    ranks = {party: at for at, party in enumerate(order)}
    keys = sorted(found, key=lambda k: (ranks.get(k[0], len(ranks)), _RANK[k[1]], k[0] == ""))
    return tuple(_side(found[key]) for key in keys)


def _side(told: Sequence[Account]) -> SideAccount:
    stated = [each.amount for each in told if each.amount is not None]
    highs = [each.max for each in stated]
    most = None if None in highs else max((h for h in highs if h is not None), default=None)
    return SideAccount(
        side=told[0].side,
        says=told[0].signal,
        origins=len(told),
        quantity=Bounds(min(each.min for each in stated), most) if stated else None,
        statements=tuple(name for each in told for name in each.statements),
    )
