"""Who is said to have done it, with a mass of belief that one side's word cannot fill."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truceline.fuse.assembling.clusters import Clusters, listed, offsets
from truceline.fuse.reported import Reports
from truceline.fuse.reported.grouping import firsts, ranks, together
from truceline.fuse.settings import Settings
from truceline.ground.ranges import ranges
from truceline.model.arrow import Column, Floats, Integers, compute, integers, match, of_rows, whole

_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Accused:
    """Parties accused in clusters, in the order in which they are first named: one row each."""

    cluster: Integers
    party: Integers
    belief: Floats


def attribution_of(
    reports: Reports, clusters: Clusters, settings: Settings
) -> tuple[Column, Column]:
    """Return belief by party, the rest to 1 being unknown, and the statements that name a side.

    Each voice (a side, or those of no party together) counts once for each accused party, at its
    heaviest; voices combine by Dempster's rule (Shafer 1976).
    """
    accused = _denied(_accused(reports, clusters, settings), reports, clusters, settings)
    p = np.round(_combined(accused), _DIGITS)
    keys = of_rows(pa.array(reports.parties, pa.string()), accused.party)
    begins = offsets(accused.cluster, clusters.number)
    belief = pa.MapArray.from_arrays(begins, keys, pa.array(p, pa.float64()))
    named = reports.stated & (reports.perpetrator >= 0)
    rows = np.flatnonzero(named[clusters.report])
    once = rows[firsts(together(clusters.cluster[rows], reports.row[clusters.report[rows]]))]
    ids = clusters.ids(reports, clusters.report[once])
    return belief, listed(clusters.cluster[once], ids, clusters.number)


def _sides(reports: Reports) -> Integers:
    """Return the code of each report's side, -1 for none; parties that are accused keep theirs."""
    known = pa.array(reports.parties, pa.string())
    others = compute.drop_null(compute.unique(reports.side))
    others = others.filter(compute.invert(compute.is_in(others, value_set=known)))
    return match(reports.side, whole(pa.concat_arrays([known, others])))


def _accused(reports: Reports, clusters: Clusters, settings: Settings) -> _Accused:
    rule = settings.attribution
    rows = np.flatnonzero(reports.perpetrator[clusters.report] >= 0)
    cluster, report = clusters.cluster[rows], clusters.report[rows]
    party, side = reports.perpetrator[report], _sides(reports)[report]
    outside = np.where(reports.direct[report], rule["witness"], rule["third"])
    inside = np.where(side == party, rule["admission"], rule["accusation"])
    weight = np.where(side < 0, outside, inside)
    weight = np.where(reports.stated[report], weight, weight * rule["implied"])
    accused = together(cluster, party)
    voice = together(accused, side + 1)
    heaviest = np.zeros(int(voice.max()) + 1 if len(voice) else 0)
    np.maximum.at(heaviest, voice, weight)
    first, once = firsts(accused), firsts(voice)
    doubt = np.ones(len(first))
    np.multiply.at(doubt, accused[once], 1 - heaviest)
    return _Accused(cluster=cluster[first], party=party[first], belief=1 - doubt)


def _denied(
    accused: _Accused, reports: Reports, clusters: Clusters, settings: Settings
) -> _Accused:
    """Lower the belief in those who deny it for themselves: a denial costs nothing."""
    author = np.asarray(compute.equal(compute.fill_null(_denies(reports, clusters), ""), "author"))
    denial, cluster = clusters.denial[author], clusters.denied[author]
    side = _sides(reports)[denial]
    denier = np.where(side >= 0, side, reports.perpetrator[denial])
    width = int(max(accused.party.max(initial=0), denier.max(initial=0))) + 1
    known = np.flatnonzero(denier >= 0)
    keys = accused.cluster * width + accused.party
    at = integers(
        compute.index_in(
            pa.array((cluster * width + denier)[known]), value_set=pa.array(keys, pa.int64())
        )
    )
    belief = accused.belief.copy()
    np.multiply.at(belief, at[at >= 0], settings.attribution["denied_by_accused"])
    return _Accused(cluster=accused.cluster, party=accused.party, belief=belief)


def _denies(reports: Reports, clusters: Clusters) -> Column:
    return of_rows(whole(reports.said["denies"]), reports.row[clusters.denial])


def _combined(accused: _Accused) -> Floats:
    """Combine rival simple beliefs by Dempster's rule: what both hold at once is dropped."""
    belief, cluster = accused.belief, accused.cluster
    many = np.bincount(cluster)[cluster] if len(cluster) else cluster
    rank = ranks(cluster)
    # Each accused beside each of its cluster, itself included: few, for a cluster accuses few.
    one = np.repeat(np.arange(len(cluster)), many)
    other = ranges(np.arange(len(cluster)) - rank, many)
    rest = np.ones(len(cluster))
    rivals = one != other
    np.multiply.at(rest, one[rivals], 1 - belief[other[rivals]])
    alone = belief * rest
    number = int(cluster.max()) + 1 if len(cluster) else 0
    nobody = np.ones(number)
    np.multiply.at(nobody, cluster, 1 - belief)
    whole_mass = np.bincount(cluster, alone, number) + nobody
    return np.asarray(alone / whole_mass[cluster])
