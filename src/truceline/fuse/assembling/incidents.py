"""Incidents from clusters of reports: propositions with place, time, harm and status."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from truceline.fuse.assembling.attribution import attribution_of
from truceline.fuse.assembling.clusters import Clusters, listed, most_told
from truceline.fuse.assembling.disagreements import (
    author_notes,
    denial_notes,
    disagreements_of,
    plain_notes,
    toll_notes,
)
from truceline.fuse.assembling.places import places_of
from truceline.fuse.assembling.propositions import propositions_of
from truceline.fuse.assembling.times import first_reported, times_of
from truceline.fuse.assembling.tolls import counts_of, tolls_of
from truceline.fuse.assembling.voices import (
    denied_at_all,
    members_of,
    named_authors,
    origins_of,
    status_of,
)
from truceline.fuse.reported import Reports
from truceline.fuse.settings import Settings
from truceline.model.arrow import Column, Floats, Integers, take
from truceline.model.columns import schema_of
from truceline.model.incident import Incident


def incidents_of(
    reports: Reports, home: Integers, link: Floats, denied: Integers, settings: Settings
) -> pa.Table:
    """Return the incidents that clusters of reports tell of, one row for each cluster.

    home: (reports - denials,) cluster of each report, every one of 0 to k - 1 in use; link: how
    surely each means its incident; denied: (denials,) the cluster that each denial bears on, -1
    for none. The schema is that of Incident; ids are empty, groups null, and p_occurred is put
    in by `believed`.
    """
    clusters = Clusters.of(home, denied)
    places = places_of(reports, clusters)
    time, times_clash = times_of(reports, clusters)
    tolls = {name: tolls_of(reports, clusters, name) for name in ("killed", "injured")}
    count, counts_clash, counted = counts_of(reports, clusters)
    authors, disputed = author_notes(reports, clusters, *named_authors(reports, clusters), settings)
    act = _act(reports, clusters, settings)
    phrases = settings.disagreements
    notes = [
        *(note for name, each in tolls.items() for note in toll_notes(each, name, settings)),
        plain_notes(counts_clash, phrases["count"], values=counted),
        plain_notes(times_clash, phrases["time"]),
        plain_notes(places.apart, phrases["places"]),
        authors,
        denial_notes(reports, clusters, settings),
    ]
    disputed |= denied_at_all(reports, clusters)
    return _table(
        clusters.number,
        proposition=propositions_of(reports, places.best, time, act, settings),
        act=_named(reports.acts, act),
        place=places.column,
        time=time,
        status=status_of(reports, clusters, disputed, settings),
        count=count,
        **{name: each.column for name, each in tolls.items()},
        target_class=_named(reports.targets, _target(reports, clusters)),
        disagreements=disagreements_of(notes, clusters.number),
        **_evidence(reports, clusters, link, settings),
    )


def _evidence(
    reports: Reports, clusters: Clusters, link: Floats, settings: Settings
) -> dict[str, Column]:
    """Return who says so and since when, who denies it, and who is said to have done it."""
    denials = clusters.ids(reports, clusters.denial)
    attribution, stated = attribution_of(reports, clusters, settings)
    return {
        "members": members_of(reports, clusters, link),
        "origins": origins_of(reports, clusters),
        "attribution": attribution,
        "attribution_stated": stated,
        "denials": listed(clusters.denied, denials, clusters.number),
        "reported": first_reported(reports, clusters),
    }


def _table(number: int, **columns: Column) -> pa.Table:
    """Return the columns in the schema's order, with those that others fill in left empty."""
    schema = schema_of(Incident)
    empty: dict[str, Any] = {"id": "", "likelihood": "", "p_basis": "given"}
    whole = [
        columns.get(field.name, pa.repeat(pa.scalar(empty.get(field.name), field.type), number))
        for field in schema
    ]
    return pa.table(whole, schema=schema)


def _act(reports: Reports, clusters: Clusters, settings: Settings) -> Integers:
    """Return the act that most origins name; a definite one before an open one."""
    definite = np.array(
        [each not in settings.acts["open"] for each in reports.acts], dtype=np.bool_
    )
    unnamed = np.array([each == "" for each in reports.acts], dtype=np.bool_)
    act = reports.act[clusters.report]
    told = np.where(unnamed[act], -1, act)
    origin = reports.origin[clusters.report]
    return most_told(clusters.cluster, told, origin, clusters.number, definite)


def _target(reports: Reports, clusters: Clusters) -> Integers:
    """Return the class of target that most origins name."""
    target, origin = reports.target[clusters.report], reports.origin[clusters.report]
    return most_told(clusters.cluster, target, origin, clusters.number)


def _named(words: tuple[str, ...], codes: Integers) -> Column:
    return take(pa.array(words, pa.string()), codes).fill_null("")
