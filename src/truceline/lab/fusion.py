"""Scores fusing where the truth is known: simulated fronts, against known ways of linking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from truceline.fuse.settings import Settings
from truceline.lab.intervals import Comparison, paired_bootstrap
from truceline.lab.linking.agreement import Agreement, agreement, distinct_in, matches
from truceline.lab.linking.ours import Fused, fused
from truceline.lab.linking.rows import rows_of
from truceline.lab.linking.ways import CHAIN, WAYS, labels_by
from truceline.lab.measures import HarmonicMean, Ratio, ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.simulate.world import World, world_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.arrow import (
    Floats,
    Integers,
    Truths,
    among,
    coded,
    column,
    compute,
    floats,
    given,
    match,
)
from truceline.model.stage import Params
from truceline.trace import step as trace_step

Statistic = Callable[[Agreement], Ratio | HarmonicMean]
OUTLETS = "outlets counted"
# Stretches of time that are resampled as wholes: the longest of which a front has enough.
_STRETCHES_S = (86_400.0, 21_600.0, 3_600.0)
_ENOUGH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A simulated front to be scored; days: enough of them that days can be resampled."""

    name: str
    days: int
    seed: int


# The seeds are those of the scoreboard alone: settings are settled on fronts of other seeds.
FRONTS = (
    Front(name="quiet", days=120, seed=4001),
    Front(name="mixed", days=20, seed=4002),
    Front(name="busy", days=14, seed=4003),
)
# Tracing reads texts, so these are shorter.
TRACED = (
    Front(name="quiet", days=21, seed=4004),
    Front(name="mixed", days=5, seed=4005),
    Front(name="busy", days=3, seed=4006),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Truth:
    """The statements that report a known incident; shape of each column (n,).

    row: in the table of statements; incident, origin: numbers from 0; day: number of the
    stretch of time in which the incident began: a day, less on a front of few days.
    """

    row: Integers
    incident: Integers
    origin: Integers
    day: Integers


def truth_of(world: World) -> Truth:
    """Return the truth of a world's incident reports; those of no incident are left out.

    Incidents of an act that goes on, in one true spell of fighting, are one: the rule that fusing
    states in `spells` of fuse.yaml, here with the spells as they were, for every way alike.
    """
    rows, told = rows_of(world.tables), world.told
    ids = world.tables["statement"]["id"].take(rows.row)
    at = match(ids, told["statement"])
    happened = match(told["incident"], world.happened["id"])
    known = (at >= 0) & (happened[at] >= 0)
    at = at[known]
    start = floats(world.happened["start"])
    return Truth(
        row=rows.row[known],
        incident=np.unique(_counted_once(world)[happened[at]], return_inverse=True)[1].reshape(-1),
        origin=coded(told["origin"])[0][at],
        day=_stretches(start[happened[at]]),
    )


def _counted_once(world: World) -> Integers:
    """Return a number for each row of what happened, one for all that one spell makes one."""
    ids, spell, act = (column(world.happened, name) for name in ("id", "spell", "act"))
    fought = among(act, Settings.load().spells["acts"]) & given(spell)
    return coded(compute.if_else(pa.array(fought), spell, ids))[0]


def _stretches(start: Floats) -> Integers:
    """Return the stretch of time of each report; too few would make no honest interval."""
    for length in _STRETCHES_S:
        found = np.floor(start / length).astype(np.int64)
        if len(np.unique(found)) >= _ENOUGH:
            break
    return found


def score_family(family: str, _data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of all fronts of a family of laws, fused with their true origins."""
    watch.start("fuse", len(FRONTS))
    found = []
    for front in FRONTS:
        world = world_of(front.name, family, seed=front.seed, days=front.days, texts=False)
        found += score_world(f"{front.name} {family}", world)
        watch.advance("fuse")
    return found


score_a, score_b = partial(score_family, "a"), partial(score_family, "b")


def score_traced(_data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of shorter fronts, fused with the origins that tracing found in the texts."""
    watch.start("fuse", 2 * len(TRACED))
    found = []
    for family in ("a", "b"):
        for front in TRACED:
            world = world_of(front.name, family, seed=front.seed, days=front.days)
            given = {name: table for name, table in world.tables.items() if name != "origin"}
            origins = trace_step(given, {}, {}, Params(stage="trace")).put["origin"]
            traced = replace(world, tables={**given, "origin": origins})
            found += score_world(f"{front.name} {family}, traced", traced)
            watch.advance("fuse")
    return found


def score_world(name: str, world: World) -> list[Row]:
    """Return the rows of one simulated front.

    Unresolved groups count as the incidents they were told as; how many statements are in one,
    and the figure without them, stand beside.
    """
    truth, ours = truth_of(world), fused(world.tables)
    if not len(truth.row):
        return []
    others = {each: labels_by(each, world.tables) for each in WAYS}
    board = _Board(name, truth, ours, others)
    rows = [*board.linking(), *board.counts(), *board.doubt(), *board.origins(world)]
    return [replace(row, stage="fuse") for row in rows]


def labels_agree(truth: Truth, labels: Integers, among: Truths | None = None) -> Agreement:
    """Return how labels of all statements agree with the truth, among some of its rows.

    A report that was put into no incident stands alone.
    """
    told = labels[truth.row]
    told = np.where(told < 0, labels.max() + 1 + np.arange(len(told)), told)
    kept = np.ones(len(told), dtype=np.bool_) if among is None else among
    return agreement(truth.incident[kept], told[kept], truth.day[kept])


class _Board:
    """One front's truth, our labels and everybody else's."""

    def __init__(
        self, name: str, truth: Truth, ours: Fused, others: Mapping[str, Integers | None]
    ) -> None:
        self.name, self.truth, self.fused = name, truth, ours
        self.ours = self._of(ours.labels)
        self.others = {
            each: None if labels is None else self._of(labels) for each, labels in others.items()
        }
        self.labels = {each: labels for each, labels in others.items() if labels is not None}
        self.chained = self.labels[CHAIN]

    def _of(self, labels: Integers, among: Truths | None = None) -> Agreement:
        return labels_agree(self.truth, labels, among)

    def _row(self, figure: str, found: Comparison, baseline: str = "", n: int = 0) -> Row:
        return row_of(figure, self.name, n or len(self.truth.row), found, baseline)

    def _beside(self, figure: str, statistic: Statistic) -> list[Row]:
        """Return a figure beside each baseline's; one that is not installed says so."""
        mine, found = statistic(self.ours), []
        for each, other in self.others.items():
            if other is None:
                missing = self._row(figure, paired_bootstrap(mine))
                found.append(replace(missing, baseline=f"{each} (not installed)"))
                continue
            against = paired_bootstrap(mine, statistic(other))
            found.append(self._row(figure, against, each))
        return found

    def linking(self) -> list[Row]:
        """Return how well pairs and statements are put together."""
        return [
            *self._beside("linking F1", Agreement.linking_f1),
            self._row("linking precision", paired_bootstrap(self.ours.linking_precision())),
            self._row("linking recall", paired_bootstrap(self.ours.linking_recall())),
            *self._beside("B-cubed F1", Agreement.bcubed_f1),
        ]

    def counts(self) -> list[Row]:
        """Return how many incidents are told for each true one, and what the largest swallow."""
        links, chain = self._of(self.fused.chains), self._of(self.chained)
        largest = Agreement.largest_share
        return [
            *self._beside("incidents told for each true one (1 is right)", Agreement.told_for_each),
            self._row(
                "largest chain of links, share of reports (lower is better)",
                paired_bootstrap(largest(links), largest(chain)),
                CHAIN,
            ),
            self._row(
                "largest incident, share of reports (lower is better)",
                paired_bootstrap(largest(self.ours), largest(chain)),
                CHAIN,
            ),
        ]

    def doubt(self) -> list[Row]:
        """Return how much is left unresolved, and the figure on what is resolved, beside others."""
        unresolved = self.fused.unresolved[self.truth.row]
        share = self._row(
            "reports in unresolved groups (lower is better)",
            paired_bootstrap(self.ours.share(unresolved)),
        )
        if unresolved.all() or not unresolved.any():
            return [share]
        rows, number = [share], int((~unresolved).sum())
        mine = self._of(self.fused.labels, ~unresolved).linking_f1()
        for each, labels in self.labels.items():
            against = paired_bootstrap(mine, self._of(labels, ~unresolved).linking_f1())
            rows.append(self._row("linking F1 of resolved reports", against, each, number))
        return rows

    def origins(self, world: World) -> list[Row]:
        """Return how often an incident's origins are counted right, beside counting outlets.

        Each true incident is matched to one told incident; one without a match is wrong. Outlets
        are those of the same told incident.
        """
        truth, rows = self.truth, rows_of(world.tables)
        right = distinct_in(truth.incident, truth.origin)
        told = self.fused.labels[truth.row]
        at = np.where(told < 0, self.fused.labels.max() + 1 + np.arange(len(told)), told)
        home = matches(truth.incident, at)
        placed = (home >= 0) & (home < len(self.fused.origins))
        ours = np.where(placed, self.fused.origins[np.where(placed, home, 0)], 0)
        source = np.full(rows.total, -1, dtype=np.int64)
        source[rows.row] = rows.source
        reported = rows.row[self.fused.labels[rows.row] >= 0]
        outlets = distinct_in(self.fused.labels[reported], source[reported])
        counted = np.where(placed, outlets[np.where(placed, home, 0)], 0)
        first = np.unique(truth.incident, return_index=True)[1]
        return [
            self._counted(name, truth.day[first], *(np.abs(n - right) <= off for n in both))
            for both in ((ours, counted),)
            for name, off in (
                ("number of origins exact", 0),
                ("number of origins within one", 1),
            )
        ]

    def _counted(self, name: str, day: Integers, mine: Truths, theirs: Truths) -> Row:
        days = np.unique(day, return_inverse=True)[1].reshape(-1)
        all_of = np.bincount(days).astype(np.float64)
        ours, other = (
            ratio(np.bincount(days, weights=each).astype(np.float64), all_of)
            for each in (mine, theirs)
        )
        return self._row(name, paired_bootstrap(ours, other), OUTLETS, len(day))
