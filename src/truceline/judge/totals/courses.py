"""Goes through draws of a case: what is a breach in each, who failed first, what answers fire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.docket import Entry
from truceline.judge.totals.chances import Chances, chances_of
from truceline.judge.totals.draws import Drawn, Flags, in_order
from truceline.judge.totals.firing import Fired, Volley, fired, volleys_of
from truceline.judge.verdicts.answering import shares
from truceline.judge.verdicts.bench import Bench
from truceline.judge.verdicts.columns import Integers
from truceline.judge.verdicts.exchanges import Exchange
from truceline.judge.verdicts.weigh import Asked
from truceline.model.terms import Answering


class Breaches(NamedTuple):
    """Whether each incident is a breach in each draw, and whether it may be one, k x n."""

    shown: Flags
    possible: Flags


@dataclass(slots=True)
class Docketed:
    """The entries of a docket with what they leave to chance, for some rows of a bench.

    asked: answers that are known already. What one entry hangs on is there too.
    """

    bench: Bench
    asked: Mapping[int, Asked]
    _chances: dict[int, Chances] = field(init=False, default_factory=dict)
    _owed: dict[int, list[Entry] | None] = field(init=False, default_factory=dict)
    _volleys: dict[Exchange, list[Volley]] = field(init=False, default_factory=dict)
    rows: Integers = field(init=False)

    def prepare(self, entries: Sequence[Entry], groups: Iterable[Sequence[int]] = ()) -> None:
        """Take up entries with all that they hang on, and settle which rows bear on them.

        groups: rows of which some may be one; where one of them bears, which of them stands does.
        """
        bears = np.zeros(len(self.bench.incidents), dtype=np.bool_)
        for entry in entries:
            chances = self._taken_up(entry)
            bears |= chances.bears > 0
            if chances.answering is not None:
                bears |= self._provoking(self.bench.exchange(entry, chances.answering))
            for each in self.owed(entry) or ():
                bears |= self._taken_up(each).bears > 0
        for rows in groups:
            bears[list(rows)] |= bears[list(rows)].any()
        self.rows = np.flatnonzero(bears)
        self._chances = {key: each.at(self.rows) for key, each in self._chances.items()}

    def _taken_up(self, entry: Entry) -> Chances:
        if id(entry) not in self._chances:
            self._chances[id(entry)] = chances_of(self.bench, entry, self.asked.get(id(entry)))
        return self._chances[id(entry)]

    def _provoking(self, exchange: Exchange) -> Flags:
        """Return which rows may be fire that someone may answer."""
        found = [
            share
            for each in exchange.answerers
            for share in shares(self.bench.incidents, exchange.parties, each)
        ]
        return np.asarray(np.max(found, axis=0) > 0)

    def chances(self, entry: Entry) -> Chances:
        """Return what an entry leaves to chance."""
        return self._chances[id(entry)]

    def owed(self, entry: Entry) -> list[Entry] | None:
        """Return what another owes whose failure releases an entry's duty, None for nothing."""
        if id(entry) not in self._owed:
            hangs = self._taken_up(entry).hangs
            free = hangs in ("nothing", "circle")
            other = entry.duty.conduct_of or ""
            self._owed[id(entry)] = None if free else self.bench.owed_by(other, entry)
        return self._owed[id(entry)]

    def volleys(self, exchange: Exchange) -> list[Volley]:
        """Return which acts may answer which fire, of the rows that bear."""
        if exchange not in self._volleys:
            self._volleys[exchange] = volleys_of(self.bench.incidents, exchange, self.rows)
        return self._volleys[exchange]


@dataclass(slots=True)
class Course:
    """One block of draws under all entries; what was found for one entry is kept."""

    docketed: Docketed
    drawn: Drawn
    _found: dict[int, Breaches] = field(init=False, default_factory=dict)
    _fired: dict[Exchange, Mapping[str, Fired]] = field(init=False, default_factory=dict)
    _spots: list[Floats] = field(init=False, default_factory=list)

    def breaches(self, entry: Entry) -> Breaches:
        """Return what is a breach of an entry in each draw, and what may be one."""
        if id(entry) not in self._found:
            self._found[id(entry)] = self._decided(entry)
        return self._found[id(entry)]

    def _decided(self, entry: Entry) -> Breaches:
        drawn, of = self.drawn, self.docketed.chances(entry)
        inside, maybe_inside = drawn.within(entry.period)
        permitted, owed = self._permitted(entry, of)
        failed = self._failed(entry)
        # Where one term takes another's place, what the one is not, the other may be.
        chance = 1 - drawn.chance if entry.prevailing else drawn.chance
        surely = inside & (drawn.author < of.own)
        shown = drawn.shown & surely & (chance < owed) & ~failed
        if of.hangs in ("conduct", "circle") or self._open(entry, of):
            shown &= False
        settled = permitted + np.where(failed, owed, 0.0)
        possible = drawn.alleged & maybe_inside & (drawn.author < of.perhaps)
        return Breaches(shown, possible & (chance < of.possible - settled) | shown)

    def _open(self, entry: Entry, of: Chances) -> bool:
        """Tell whether a duty hangs on conduct of which nothing can be a breach outright."""
        return of.hangs == "shown_conduct" and self.docketed.owed(entry) is None

    def _permitted(self, entry: Entry, of: Chances) -> tuple[Floats, Floats]:
        if of.answering is None:
            return of.permitted[0], of.owed[0]
        fired = self._answers(entry, of.answering)
        # Where it hangs on what is only alleged, neither is shown.
        open_ = fired.surely != fired.shown
        permitted, owed = (
            np.where(open_, np.minimum(*each), np.where(fired.surely, *each[::-1]))
            for each in (of.permitted, of.owed)
        )
        return permitted, owed

    def _failed(self, entry: Entry) -> Flags:
        """Return whether the other had failed before each incident."""
        first = np.full(len(self.drawn.when), np.inf)
        for each in self.docketed.owed(entry) or ():
            fails = self.breaches(each).shown
            moments = np.where(fails, self.drawn.when, np.inf)
            first = np.minimum(first, moments.min(axis=1, initial=np.inf))
        return np.asarray(first[:, None] < self.drawn.when)

    def _answers(self, entry: Entry, terms: Answering) -> Fired:
        exchange = self.docketed.bench.exchange(entry, terms)
        if exchange not in self._fired:
            volleys = self.docketed.volleys(exchange)
            self._fired[exchange] = fired(volleys, self.drawn, self._placed())
        return self._fired[exchange][entry.respondent]

    def _placed(self) -> Floats:
        """Return numbers in [0, 1) that stand for each incident's place, for all clauses alike."""
        if not self._spots:
            order = in_order(self.docketed.bench.incidents, self.docketed.rows)
            numbers = self.drawn.more.random(self.drawn.when.shape)
            self._spots.append(numbers[:, order.argsort()])
        return self._spots[0]
