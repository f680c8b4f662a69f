"""Goes through draws of a case: what is a breach in each, who failed first, what answers fire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.docket import Entry
from truceline.judge.totals.chances import Chances, chances_of
from truceline.judge.totals.draws import Drawn, Flags
from truceline.judge.verdicts.answering import fire_pairs, provoking
from truceline.judge.verdicts.bench import Bench
from truceline.judge.verdicts.columns import Integers
from truceline.judge.verdicts.weigh import Asked
from truceline.model.terms import Answering, Period

_MOST_PAIRS = 50_000  # of acts and fire that they may answer, beyond which the likeliest stay
_CELLS = 4_000_000  # of a table of draws by pairs that is held at once
Fired = tuple[str, Period | None, Answering]  # whose answer, in the time of which duty


class Breaches(NamedTuple):
    """Whether each incident is a breach in each draw, and whether it may be one, k x n."""

    shown: Flags
    possible: Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Acts and what each may answer, by row: P(near), P(another did that, an act so answered)."""

    act: Integers
    other: Integers
    near: Floats
    provoking: Floats


@dataclass(slots=True)
class Docketed:
    """The entries of a docket with what they leave to chance, for some rows of a bench.

    asked: answers that are known already. What one entry hangs on is there too.
    """

    bench: Bench
    asked: Mapping[int, Asked]
    _chances: dict[int, Chances] = field(init=False, default_factory=dict)
    _owed: dict[int, list[Entry] | None] = field(init=False, default_factory=dict)
    _pairs: dict[Fired, Pairs] = field(init=False, default_factory=dict)
    rows: Integers = field(init=False)

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Take up entries with all that they hang on, and settle which rows bear on them."""
        bears = np.zeros(len(self.bench.incidents), dtype=np.bool_)
        for entry in entries:
            chances = self._taken_up(entry)
            bears |= chances.bears > 0
            if chances.answering is not None:
                bears |= provoking(self.bench.incidents, self._sides(entry), chances.answering) > 0
            for each in self.owed(entry) or ():
                bears |= self._taken_up(each).bears > 0
        self.rows = np.flatnonzero(bears)
        self._chances = {key: each.at(self.rows) for key, each in self._chances.items()}

    def _taken_up(self, entry: Entry) -> Chances:
        if id(entry) not in self._chances:
            self._chances[id(entry)] = chances_of(self.bench, entry, self.asked.get(id(entry)))
        return self._chances[id(entry)]

    def _sides(self, entry: Entry) -> list[str]:
        others = [each for each in self.bench.agreement.parties if each != entry.respondent]
        return [entry.respondent, *others]

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

    def pairs(self, entry: Entry, terms: Answering) -> Pairs:
        """Return which acts of a respondent may answer which fire, of the rows that bear."""
        key = (entry.respondent, entry.period, terms)
        if key not in self._pairs:
            self._pairs[key] = self._paired(entry, terms)
        return self._pairs[key]

    def _paired(self, entry: Entry, terms: Answering) -> Pairs:
        incidents = self.bench.incidents
        fire = provoking(incidents, self._sides(entry), terms)
        blocks = list(fire_pairs(incidents, entry.respondent, fire > 0, terms))
        act, other, near = (
            np.concatenate([np.zeros(0, dtype=kind), *(block[i] for block in blocks)])
            for i, kind in enumerate((np.int64, np.int64, np.float64))
        )
        kept = np.flatnonzero((near > 0) & np.isin(act, self.rows))
        if len(kept) > _MOST_PAIRS:
            surest = np.argsort(-(near * fire[other])[kept], kind="stable")[:_MOST_PAIRS]
            kept = np.sort(kept[surest])
        kept = kept[np.argsort(act[kept], kind="stable")]
        place = np.searchsorted(self.rows, act[kept]), np.searchsorted(self.rows, other[kept])
        return Pairs(act=place[0], other=place[1], near=near[kept], provoking=fire[other[kept]])


@dataclass(slots=True)
class Course:
    """One block of draws under all entries; what was found for one entry is kept."""

    docketed: Docketed
    drawn: Drawn
    _found: dict[int, Breaches] = field(init=False, default_factory=dict)
    _fired: dict[Fired, Flags] = field(init=False, default_factory=dict)

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
        if of.hangs in ("conduct", "circle"):
            shown &= False
        settled = permitted + np.where(failed, owed, 0.0)
        share = np.where(surely, of.possible - settled, of.possible)
        possible = drawn.alleged & maybe_inside & (drawn.author < of.perhaps)
        return Breaches(shown, possible & (chance < share) | shown)

    def _permitted(self, entry: Entry, of: Chances) -> tuple[Floats, Floats]:
        if of.answering is None:
            return of.permitted[0], of.owed[0]
        fired = self._answers(entry, of.answering)
        return np.where(fired, *of.permitted[::-1]), np.where(fired, *of.owed[::-1])

    def _failed(self, entry: Entry) -> Flags:
        """Return whether the other had failed before each incident."""
        first = np.full(len(self.drawn.when), np.inf)
        for each in self.docketed.owed(entry) or ():
            fails = self.breaches(each).shown
            moments = np.where(fails, self.drawn.when, np.inf)
            first = np.minimum(first, moments.min(axis=1, initial=np.inf))
        return np.asarray(first[:, None] < self.drawn.when)

    def _answers(self, entry: Entry, terms: Answering) -> Flags:
        key = (entry.respondent, entry.period, terms)
        if key not in self._fired:
            self._fired[key] = self._firing(entry, terms)
        return self._fired[key]

    def _firing(self, entry: Entry, terms: Answering) -> Flags:
        """Return whether each act answers fire of another, in time and near."""
        drawn, pairs = self.drawn, self.docketed.pairs(entry, terms)
        found = np.zeros(drawn.when.shape, dtype=np.bool_)
        if not len(pairs.act):
            return found
        begun = drawn.shown & drawn.within(entry.period)[0]
        begins = np.flatnonzero(np.diff(pairs.act, prepend=-1) != 0)
        step = max(1, _CELLS // len(pairs.act))
        for first in range(0, len(found), step):
            part = slice(first, first + step)
            ago = drawn.when[part, pairs.act] - drawn.when[part, pairs.other]
            meets = begun[part, pairs.other] & (ago > 0) & (ago <= terms.within_s)
            meets &= drawn.author[part, pairs.other] < pairs.provoking
            meets &= drawn.more.random(meets.shape) < pairs.near
            answers = np.logical_or.reduceat(meets, begins, axis=1)
            found[part, pairs.act[begins]] = answers
        return found
