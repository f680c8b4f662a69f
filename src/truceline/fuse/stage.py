"""The stage: statements and origins in, incidents, links and unresolved groups out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from truceline.fuse.assembling import incidents_of
from truceline.fuse.believed import believed
from truceline.fuse.decisions import Bonds, bonds_of, named_in
from truceline.fuse.identity import Naming, name_clusters
from truceline.fuse.merging.fusing import Fused, fused_of
from truceline.fuse.reported import Reports, reports_of
from truceline.fuse.settings import Settings
from truceline.fuse.tables import alias_table, group_column, group_table, groups_of, links_of
from truceline.model.arrow import Column, among, column, of_rows
from truceline.model.columns import from_table
from truceline.model.review import Review
from truceline.model.stage import Delta, Params, Tables


def _earlier(neighbourhood: Tables) -> dict[str, list[str]]:
    """Return the members of the incidents so far."""
    if "incident" not in neighbourhood:
        return {}
    rows = neighbourhood["incident"].select(["id", "members"]).to_pylist()
    return {row["id"]: [member["statement"] for member in row["members"]] for row in rows}


def _bonds(reports: Reports, neighbourhood: Tables, decisions: Tables, settings: Settings) -> Bonds:
    """Return what people decided about pairs of reports; most runs hold no decision at all."""
    reviews = from_table(Review, decisions["review"]) if "review" in decisions else []
    return bonds_in(reports, reviews, _earlier(neighbourhood) if reviews else {}, settings)


def bonds_in(
    reports: Reports,
    reviews: Sequence[Review],
    earlier: Mapping[str, Sequence[str]],
    settings: Settings,
) -> Bonds:
    """Return what reviews say of pairs of reports; earlier: statements of incidents they name."""
    if not reviews:
        return Bonds()
    told = len(reports.row) - reports.denials
    said = of_rows(column(reports.said, "id"), reports.row[:told])
    wanted = np.flatnonzero(among(said, named_in(reviews, earlier)))
    numbers: dict[str, list[int]] = {}
    for number, name in zip(wanted.tolist(), of_rows(said, wanted).to_pylist(), strict=True):
        numbers.setdefault(name, []).append(number)
    return bonds_of(reviews, numbers, earlier, settings)


def _name(reports: Reports, fused: Fused, neighbourhood: Tables) -> Naming:
    """Return ids for the clusters, kept from earlier incidents where they overlap."""
    aliases = neighbourhood["alias"].to_pylist() if "alias" in neighbourhood else []
    led = {row["id"]: row["incident"] for row in aliases}
    return name_clusters(fused.statements(reports), _earlier(neighbourhood), led)


def step(batch: Tables, neighbourhood: Tables, decisions: Tables, params: Params) -> Delta:
    """Return the incidents of a batch: tables "incident", "weighing", "link", "group", "alias".

    batch: "statement", "origin", "source", "document", "detection", "coverage"; the whole batch
    is clustered from scratch. neighbourhood: the earlier "incident" and "alias", which only lend
    their ids. decisions: "review". params.values may replace whole sections of the settings, and
    name the "kind_of_data". Earlier incidents that no longer stand are withdrawn, their ids
    leading on through "alias".
    """
    settings = Settings.load(params.values)
    reports = reports_of(batch)
    fused = fused_of(reports, _bonds(reports, neighbourhood, decisions, settings), settings)
    naming = _name(reports, fused, neighbourhood)
    return Delta(
        put=described(reports, fused, naming, batch, settings, params.values),
        withdraw={"incident": naming.gone} if naming.gone else {},
    )


def described(
    reports: Reports,
    fused: Fused,
    naming: Naming,
    batch: Tables,
    settings: Settings,
    values: Mapping[str, Any],
) -> Tables:
    """Return the tables that say what clusters of reports tell, under the ids that they got.

    batch: what was fused; values: of the params, for the kind of data.
    """
    return believed(unweighed(reports, fused, naming, settings), batch, values)


def unweighed(reports: Reports, fused: Fused, naming: Naming, settings: Settings) -> Tables:
    """Return the tables of clusters of reports, but for how likely it is that each occurred."""
    groups = groups_of(fused, naming.ids, settings)
    incidents = incidents_of(reports, fused.home, fused.link, fused.denied, settings)
    return {
        "incident": _named(incidents, naming, group_column(groups, naming.ids)),
        "link": links_of(reports, fused, settings),
        "group": group_table(groups),
        "alias": alias_table(naming.aliases),
    }


def _named(incidents: pa.Table, naming: Naming, group: Column) -> pa.Table:
    """Return incidents with their ids and groups."""
    named = incidents
    for name, values in (("id", pa.array(naming.ids, pa.string())), ("group", group)):
        at = named.schema.get_field_index(name)
        named = named.set_column(at, named.schema.field(name), values)
    return named
