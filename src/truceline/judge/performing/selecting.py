"""Which accounts tell of one respondent's obligation: by who acts, who speaks, when and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from truceline.judge.performing.accounts import Account
from truceline.judge.performing.deliveries import LONGEST, load
from truceline.judge.performing.duties import Owed
from truceline.judge.performing.settling import counts
from truceline.judge.performing.whereabouts import Whereabouts
from truceline.language.words import words
from truceline.model.agreement import Agreement
from truceline.model.statement import Statement
from truceline.model.values import Place

# What is told without a name is of each respondent: who left by a corridor was let go by all.
_OF_ALL = {"corridor": ("done", "begun", "failed")}
_NEAR = ("point", "settlement")  # wider places may hold an area that is a small part of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """Accounts of one obligation.

    unsure: those that may be of another respondent's part or of another area; by: who did it,
    where that is not the respondent.
    """

    accounts: tuple[Account, ...]
    unsure: tuple[Account, ...]
    by: tuple[str, ...]


@dataclass(slots=True)
class Selector:
    """Selects accounts under one agreement; statements by id give places, ground where they lie."""

    agreement: Agreement
    statements: Mapping[str, Statement]
    ground: Whereabouts

    def select(self, owed: Owed, told: Sequence[Account]) -> Selected:
        """Return the accounts that tell of an obligation."""
        others = self._third(owed)
        actors = {*self.agreement.parties, *others}
        sole = len(owed.clause.respondents or self._bound(owed)) == 1
        kind = owed.obligation.kind
        sole = sole or kind == "exchange"
        kept: list[Account] = []
        unsure: list[Account] = []
        for each in told:
            if not counts(each, owed.respondent, actors) or not _in_time(owed, each):
                continue
            here = self._here(owed, each)
            if here is False or not self._whose(owed, each, others):
                continue
            known = bool(each.performer) or sole or each.signal in _OF_ALL.get(kind, ("failed",))
            (kept if here and known else unsure).append(each)
        kept = _without_idle_hits(kept)
        mine = ("", owed.respondent)
        by = [e.performer for e in kept if e.signal == "done" and e.performer not in mine]
        return Selected(accounts=tuple(kept), unsure=tuple(unsure), by=tuple(dict.fromkeys(by)))

    def _whose(self, owed: Owed, account: Account, others: frozenset[str]) -> bool:
        """Tell whether who acts is the respondent, nobody named, or may act for it."""
        if account.performer in ("", owed.respondent):
            return True
        if account.signal not in ("done", "begun"):
            return False
        taken = {*self.agreement.parties, *owed.clause.respondents}
        carried = owed.obligation.kind in load().carried and account.performer not in taken
        return account.performer in others or carried

    def _bound(self, owed: Owed) -> tuple[str, ...]:
        return tuple(each.party for each in owed.reading.duties)

    def _third(self, owed: Owed) -> frozenset[str]:
        """Return who may do it for the respondent: mediators, and whom it serves but no party."""
        serving = (*self.agreement.mediators, *owed.obligation.serves)
        taken = {*self.agreement.parties, *owed.clause.respondents}
        return frozenset(each for each in serving if each not in taken)

    def _here(self, owed: Owed, account: Account) -> bool | None:
        """Tell whether an account is of the obligation's areas, None where that is not known.

        What names no place near enough to compare is taken to be of them; but a withdrawal, of
        which there may be several, only if its words name one of the areas.
        """
        areas = owed.obligation.areas or owed.clause.zones(owed.respondent)
        places = [p for name in account.statements[:1] for p in self._places(name)]
        if not areas:
            return True
        if not places:
            several = owed.obligation.kind == "withdrawal" and account.signal == "done"
            return None if several and not self._spelled(areas, account) else True
        shares = [self.ground.share(areas, each, account.time) for each in places]
        if max(inside for inside, _ in shares) >= load().elsewhere:
            return True
        return None if max(unknown for _, unknown in shares) >= load().elsewhere else False

    def _spelled(self, areas: tuple[str, ...], account: Account) -> bool:
        """Tell whether a quote has a name out of the areas' ids and titles."""
        said = self.statements.get(account.statements[0])
        spoken = {each.folded for each in words(said.quote[:LONGEST])} if said else set()
        return bool(spoken & {name for each in areas for name in self._names(each)})

    def _names(self, zone: str) -> set[str]:
        """Return the parts of a zone's id, and the words of its title with a capital inside it."""
        title = next((each.title for each in self.agreement.zones if each.id == zone), "")
        capital = [each for each in title.split()[1:] if each[:1].isupper()]
        return {each.folded for each in words(" ".join([*zone.split("-"), *capital]))}

    def _places(self, name: str) -> list[Place]:
        said = self.statements.get(name)
        return [each for each in said.places if each.level in _NEAR] if said else []


def _without_idle_hits(kept: Sequence[Account]) -> list[Account]:
    """Return accounts without fire on the way where it is told how it fared."""
    settled = any(not each.hit and each.signal != "promised" for each in kept)
    return [each for each in kept if not (each.hit and settled)]


def _in_time(owed: Owed, account: Account) -> bool:
    """Tell whether what is told may have happened since the duty began, or shortly before.

    A corridor is of its hours: fire counts within them, and what is told of a time more than a
    while after them is of another corridor.
    """
    end = owed.deadline if owed.obligation.kind == "corridor" else None
    if end is not None and account.time is not None:
        slack = timedelta(seconds=0 if account.hit else load().slack_s)
        if account.time.earliest > end.latest + slack:
            return False
    at = account.moment
    if at is None or owed.start is None:
        return True
    return at >= owed.start.earliest - timedelta(seconds=0 if account.hit else load().slack_s)
