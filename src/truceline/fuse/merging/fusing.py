"""From reports to clusters: units, pairs, merges, and which cluster each denial bears on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from truceline.fuse.decisions import Bonds
from truceline.fuse.likeness import State, state_of
from truceline.fuse.likeness.background import log_rates
from truceline.fuse.likeness.frozen import Frozen
from truceline.fuse.likeness.nearby import codes_of, distinct, keyed_pairs
from truceline.fuse.likeness.times import Times
from truceline.fuse.merging.cuts import Cuts, cut
from truceline.fuse.merging.pairing import (
    Pairing,
    binding_of,
    candidates,
    edges_of,
    texts_of,
    words_of,
)
from truceline.fuse.merging.spells import sectors_of
from truceline.fuse.merging.tiles import keyed, tiles_of
from truceline.fuse.merging.units import Units, units_of
from truceline.fuse.reported import Reports
from truceline.fuse.reported.grouping import numbered
from truceline.fuse.settings import Settings
from truceline.model.arrow import Floats, Integers, column, of_rows

_PARTS = 64  # places of one statement that are held apart from one another


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """The clusters of reports.

    home: (n - denials,) number of each report's cluster, in the order of first reports; link: how
    surely it belongs there; denied: (denials,) the cluster that each denial bears on, -1 for none;
    units, cuts: how it came about; tile: (n,) which reports anything connects, see tiles.py,
    told only where figures are held still.
    """

    home: Integers
    link: Floats
    denied: Integers
    units: Units
    cuts: Cuts
    tile: Integers

    def statements(self, reports: Reports) -> list[list[str]]:
        """Return the ids of the statements of each cluster, each once, in the order of reports."""
        order = np.argsort(self.home, kind="stable")
        ids = of_rows(column(reports.said, "id"), reports.row[: len(self.home)][order]).to_pylist()
        ends = [0, *np.cumsum(np.bincount(self.home)).tolist()]
        return [list(dict.fromkeys(ids[start:end])) for start, end in pairwise(ends)]


def middles(times: Times) -> Floats:
    """Return the middle of the likeliest stretch of each time, UTC seconds, NaN for none."""
    return np.where(times.known, (times.begin[:, 0] + times.end[:, 0]) / 2, np.nan)


def units_apart(
    reports: Reports, lead: Integers, settings: Settings, frozen: Frozen | None = None
) -> State:
    """Return each unit as a cluster of its own, with the background around it.

    frozen: rates held still; None: those of the units themselves.
    """
    rule = settings.score
    state = state_of(reports, lead, np.zeros(len(lead)), settings)
    places, when = state.places, middles(state.times)
    if frozen is not None:
        return replace(state, rate=frozen.rates(places, when, rule["background"]))
    fresh = ~reports.followup[lead] & ~reports.background[lead]
    area = rule["place"]["area_km2"]
    return replace(state, rate=log_rates(places, when, fresh, rule["background"], area))


def pairing_of(
    reports: Reports, lead: Integers, settings: Settings, frozen: Frozen | None = None
) -> Pairing:
    """Return utterances with what pairs of them are scored by; frozen: figures held still."""
    state = units_apart(reports, lead, settings, frozen)
    few_use = None
    if frozen is None:
        words = words_of(reports, lead, settings)
    else:
        words, few_use = frozen.words(*texts_of(reports, lead), settings.score["text"])
    return Pairing(
        reports=reports,
        lead=lead,
        state=state,
        words=words,
        settings=settings,
        binding=binding_of(reports, settings),
        few_use=few_use,
    )


def _held(reports: Reports, units: Units, bonds: Bonds) -> Integers:
    """Return codes of the pairs of units that must stay apart.

    A person said so, or they are places that one statement names apart.
    """
    number = len(units.lead)
    # Of all reports, not only of those that lead: another statement may lead the same utterance.
    several = np.where(reports.parts > 1, reports.row, -1)
    found = [units.of[pairs] for pairs in keyed_pairs(several, _PARTS)]
    if bonds.different:
        found.append(units.of[np.array(sorted(bonds.different), dtype=np.int64)])
    if not found:
        return np.empty(0, dtype=np.int64)
    pairs = np.concatenate(found)
    return distinct(codes_of(pairs[pairs[:, 0] != pairs[:, 1]], number))


def _alone(reports: Reports, bonds: Bonds) -> np.ndarray:
    """Return which reports a person held apart from another; shape (n,)."""
    found = np.zeros(len(reports.row), dtype=np.bool_)
    for pair in bonds.different:
        found[list(pair)] = True
    return found


def _denied(pairing: Pairing, pairs: Integers, first_denial: int) -> tuple[Integers, Integers]:
    """Return the unit that each denial bears on, the one which it fits best, -1 for none.

    Beside it all pairs (k, 2) of a denial and a unit that fit.
    """
    denial = pairing.lead >= first_denial
    mixed = pairs[denial[pairs].any(axis=1)]
    edges, score = edges_of(pairing, mixed, np.empty(0, dtype=np.int64))
    swapped = denial[edges.a]
    denying = np.where(swapped, edges.a, edges.b)
    unit = np.where(swapped, edges.b, edges.a)
    fits = score > pairing.settings.cluster["merge"]
    order = np.lexsort((-score[fits], denying[fits]))
    which, first = np.unique(denying[fits][order], return_index=True)
    found = np.full(int(denial.sum()), -1, dtype=np.int64)
    found[pairing.lead[which] - first_denial] = unit[fits][order[first]]
    return found, np.stack([denying[fits], unit[fits]], axis=1)


def _tiles(reports: Reports, units: Units, *pairs: Integers) -> Integers:
    """Return the tile of each report; pairs: (k, 2) of units that may bear on one another.

    An origin is one tile: how much it ties depends on all that it told.
    """
    return tiles_of(len(units.lead), *pairs, units.of[keyed(reports.origin)])[units.of]


def _sureness(score: Floats, settings: Settings) -> Floats:
    """Return the probability of links of given scores; inf: one that others joined."""
    rule = settings.cluster
    return np.asarray(
        np.round(1 / (1 + np.exp(-rule["link_level"] - rule["link_slope"] * score)), 4)
    )


def _same(units: Units, bonds: Bonds) -> Sequence[tuple[int, int]]:
    return [(int(units.of[i]), int(units.of[j])) for i, j in bonds.same]


def fused_of(
    reports: Reports, bonds: Bonds, settings: Settings, frozen: Frozen | None = None
) -> Fused:
    """Return the clusters of reports, from scratch: nothing depends on the order of arrival.

    frozen: rates and rarities held still; None: they are those of the reports themselves.
    """
    units = units_of(reports, _alone(reports, bonds), settings.cluster["unit_pause_h"])
    lead, told = units.lead, len(reports.row) - reports.denials
    pairing = pairing_of(reports, lead, settings, frozen)
    pairs = candidates(pairing)
    plain = (lead[pairs] < told).all(axis=1)
    edges, scores = edges_of(pairing, pairs[plain], _held(reports, units, bonds))
    denied_unit, fitting = _denied(pairing, pairs, told)
    same = _same(units, bonds)
    joint = np.stack([edges.a, edges.b], axis=1)[~edges.held]
    sector = sectors_of(pairing.state, (lead < told) & ~reports.background[lead], settings)
    cuts = cut(pairing.state, edges, scores, same, sector, settings)
    tile = np.empty(0, dtype=np.int64)
    if frozen is not None:
        fought = np.where(sector < 0, -1 - np.arange(len(sector)), sector)
        tile = _tiles(reports, units, joint, fitting, cuts.bound, keyed(fought))
    cluster = cuts.decided[units.of[:told]]
    home = numbered(cluster)
    where = np.full(len(lead), -1, dtype=np.int64)
    where[cluster] = home
    bears = denied_unit >= 0
    denied = np.full(reports.denials, -1, dtype=np.int64)
    denied[bears] = where[cuts.decided[denied_unit[bears]]]
    return Fused(
        home=home,
        link=_sureness(cuts.link[units.of[:told]], settings),
        denied=denied,
        units=units,
        cuts=cuts,
        tile=tile,
    )
