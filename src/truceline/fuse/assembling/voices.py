"""Whose words incidents rest on: members, origins by side, and the status they support."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa

from truceline.fuse.assembling.clusters import Clusters, listed, offsets, some
from truceline.fuse.reported import Reports
from truceline.fuse.reported.grouping import firsts, numbered, together
from truceline.fuse.runs import unsorted
from truceline.fuse.settings import Settings
from truceline.language.words import fold
from truceline.model.arrow import Column, Floats, Integers, Truths, compute, of_rows
from truceline.model.columns import schema_of
from truceline.model.incident import Incident


def structs(name: str, *columns: Column) -> pa.StructArray:
    """Return columns as the structs that the incident's list of that name has."""
    kind: Any = schema_of(Incident).field(name).type
    fields = list(kind.value_type)
    typed = [pa.array(each, field.type) for each, field in zip(columns, fields, strict=True)]
    return pa.StructArray.from_arrays(typed, fields=fields)


def members_of(reports: Reports, clusters: Clusters, link: Floats) -> Column:
    """Return the members: each statement once in a cluster, with the larger p of its parts."""
    member = together(clusters.cluster, reports.row[clusters.report])
    first = firsts(member)
    p = np.zeros(len(first))
    np.maximum.at(p, member, link[clusters.report])
    found = structs("members", clusters.ids(reports, clusters.report[first]), p)
    return listed(clusters.cluster[first], found, clusters.number)


def origins_of(reports: Reports, clusters: Clusters) -> Column:
    """Return the origins by side, sides in the order of the evidence, those of no party last.

    Statements that share an origin count once, so that copies add nothing.
    """
    side, cluster = numbered(reports.side)[clusters.report], clusters.cluster
    nobody = np.asarray(reports.side.is_null())[clusters.report]
    origin = reports.origin[clusters.report]
    voice = together(cluster, side)
    lead = firsts(voice)
    once = firsts(together(voice, origin))
    order = np.lexsort((lead, nobody[lead], cluster[lead]))
    at = unsorted(order, np.arange(len(lead)))[voice[once]]
    sorted_rows = np.argsort(at, kind="stable")
    ids = of_rows(reports.origin_ids, origin[once[sorted_rows]])
    sides = of_rows(reports.side, clusters.report[lead[order]])
    counts = structs("origins", sides, listed(at[sorted_rows], ids, len(lead)))
    return pa.ListArray.from_arrays(offsets(cluster[lead[order]], clusters.number), counts)


def status_of(reports: Reports, clusters: Clusters, disputed: Truths, settings: Settings) -> Column:
    """Return the status words; "verified" is for people to give.

    disputed: (k,), whether someone denies the event or its author, or the sides name different
    authors.
    """
    heard = _corroborated(reports, clusters, settings)
    words = np.where(disputed, 0, np.where(heard, 1, 2))
    return of_rows(pa.array(["disputed", "corroborated", "reported"]), words)


def _corroborated(reports: Reports, clusters: Clusters, settings: Settings) -> Truths:
    """Return which clusters hold two reports that cannot be one voice.

    Two parties are two voices. Someone of no party is a voice of its own where named or where it
    saw the event; an outlet that names nobody may be repeating the party. Two of no party are two
    voices where both saw it.
    """
    nobody = np.asarray(reports.side.is_null())[clusters.report]
    direct = reports.direct[clusters.report]
    seen = np.flatnonzero(nobody & direct)
    witness = firsts(together(clusters.cluster[seen], reports.origin[clusters.report[seen]]))
    witnesses = np.bincount(clusters.cluster[seen[witness]], minlength=clusters.number)
    pairs = _independent_pairs(reports, clusters, settings)
    return np.asarray((witnesses > 1) | (pairs > 0))


def _independent_pairs(reports: Reports, clusters: Clusters, settings: Settings) -> Integers:
    """Return how many pairs in each cluster differ in side, in origin and in speaker.

    Only voices are counted: of a party, named by more than an office, or who saw it; one whose
    speaker is not named differs from all. Pairs that share none of three things are counted by
    inclusion and exclusion of those that share some, so that no pairs are made.
    """
    by_office = _by_office(reports.speaker, settings.local_offices)
    named = np.asarray(compute.not_equal(reports.speaker, "")) & ~by_office
    nobody = np.asarray(reports.side.is_null())
    voiced = ~nobody | reports.direct | named
    rows = np.flatnonzero(voiced[clusters.report])
    cluster, report = clusters.cluster[rows], clusters.report[rows]
    side = numbered(reports.side)[report]
    several = np.bincount(cluster[firsts(together(cluster, side))], minlength=clusters.number) > 1
    kept = several[cluster]
    cluster, report, side = cluster[kept], report[kept], side[kept]
    speaker = _speakers(of_rows(reports.speaker, report))
    voice = (side, reports.origin[report], speaker)
    once = firsts(together(cluster, *voice))
    cluster, keys = cluster[once], [each[once] for each in voice]
    found = np.zeros(clusters.number, dtype=np.int64)
    for size in range(len(keys) + 1):
        for shared in combinations(keys, size):
            found += (-1) ** size * _pairs_alike(cluster, shared, clusters.number)
    return found


def _folded(names: Column) -> tuple[Integers, list[str]]:
    """Return a number for each name as it is spelt, and the folded name of each number."""
    code = numbered(names)
    spoken = names.take(pa.array(firsts(code))).to_pylist()  # a vocabulary: each name once
    return code, [fold(each) for each in spoken]


def _by_office(names: Column, offices: Sequence[str]) -> Truths:
    """Return which speakers are called by a local office alone: whose side they are is not known.

    Such a one may well be of the party that tells the same: no voice of its own.
    """
    code, spoken = _folded(names)
    held = np.array([each.startswith(tuple(offices)) for each in spoken], dtype=np.bool_)
    return np.asarray(held[code])


def _speakers(names: Column) -> Integers:
    """Return a number for each folded name; a report without one is nobody else's speaker."""
    code, spoken = _folded(names)
    folded = numbered(pa.array(spoken, pa.string()))[code]
    unnamed = np.asarray(compute.equal(names, ""))
    return np.where(unnamed, len(spoken) + np.arange(len(code)), folded)


def _pairs_alike(cluster: Integers, keys: tuple[Integers, ...], number: int) -> Integers:
    """Return how many pairs of rows of each cluster have equal keys."""
    group = together(cluster, *keys)
    size = np.bincount(group)
    pairs = np.zeros(number, dtype=np.int64)
    np.add.at(pairs, cluster[firsts(group)], size * (size - 1) // 2)
    return pairs


def named_authors(reports: Reports, clusters: Clusters) -> tuple[Integers, Integers]:
    """Return the parties that words name as the author: clusters and codes, as first named."""
    party = reports.perpetrator[clusters.report]
    named = np.flatnonzero((party >= 0) & reports.stated[clusters.report])
    first = named[firsts(together(clusters.cluster[named], party[named]))]
    return clusters.cluster[first], party[first]


def denied_at_all(reports: Reports, clusters: Clusters) -> Truths:
    """Return which clusters somebody denies: the event itself or its author."""
    denies = of_rows(reports.said["denies"].combine_chunks(), reports.row[clusters.denial])
    kinds = pa.array(["event", "author", None], pa.string())
    bears = np.asarray(compute.is_in(denies, value_set=kinds))
    return some(bears, clusters.denied, clusters.number)
