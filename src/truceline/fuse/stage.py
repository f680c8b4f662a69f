"""The stage: statements and origins in, incidents, links and unresolved groups out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truceline.fuse.believed import believed
from truceline.fuse.blocks import candidate_pairs
from truceline.fuse.clusters import Cut, cluster_of, cut_clusters
from truceline.fuse.decisions import bonds_of
from truceline.fuse.identity import Naming, name_clusters
from truceline.fuse.incidents import incident_of
from truceline.fuse.reports import Floats, Integers, Report, columns_of, order_key
from truceline.fuse.scores import PARTS, can_matter, score_pairs
from truceline.fuse.settings import Settings
from truceline.ground.canonical import make_id
from truceline.ground.times import TimeRange
from truceline.model.columns import from_table, schema_of, to_table
from truceline.model.incident import Group, Incident, Link
from truceline.model.origin import Origin
from truceline.model.review import Review
from truceline.model.source import Source
from truceline.model.stage import Delta, Params, Tables
from truceline.model.statement import Statement

ALIAS = pa.schema([pa.field("id", pa.string()), pa.field("incident", pa.string())])
_KINDS = ("incident_report", "denial")
_RecordType = TypeVar("_RecordType")


def _records(tables: Tables, name: str, record: type[_RecordType]) -> list[_RecordType]:
    return from_table(record, tables[name]) if name in tables else []


def _published(documents: pa.Table | None) -> dict[str, TimeRange]:
    """Return when each document was published, read without touching its text."""
    if documents is None:
        return {}
    rows = documents.select(["id", "published"]).to_pylist()
    return {
        row["id"]: TimeRange(**row["published"]) for row in rows if row["published"] is not None
    }


def _sides(batch: Tables) -> dict[str, str | None]:
    """Return the allegiance of each document's source, None for no party."""
    allegiance = {each.id: each.allegiance for each in _records(batch, "source", Source)}
    if "document" not in batch:
        return {}
    rows = batch["document"].select(["id", "source"]).to_pylist()
    return {row["id"]: allegiance.get(row["source"]) for row in rows}


def reports_of(batch: Tables) -> list[Report]:
    """Return the incident reports and denials of a batch in an order that arrival can't change.

    A statement without an origin is its own.
    """
    table = batch["statement"]
    chosen = table.filter(pc.is_in(table["kind"], value_set=pa.array(_KINDS)))
    origins = {
        member: each for each in _records(batch, "origin", Origin) for member in each.members
    }
    published = _published(batch.get("document"))
    sides = _sides(batch)
    reports = []
    for said in from_table(Statement, chosen):
        origin = origins.get(said.id)
        reports.append(
            Report(
                statement=said,
                published=published.get(said.document),
                origin=origin.id if origin else said.id,
                side=origin.side if origin else said.authority or sides.get(said.document),
                speaker=(origin.speaker if origin else "") or said.speaker,
                direct=bool(origin and origin.direct),
            )
        )
    return sorted(reports, key=order_key)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """Pairs of reports with their score tables, and which reports are denials."""

    reports: Sequence[Report]
    pairs: Integers
    parts: Floats
    denial: np.ndarray

    @property
    def totals(self) -> Floats:
        """Return the score of each pair."""
        return np.asarray(np.round(self.parts.sum(axis=1), 6))


def _score(reports: Sequence[Report], settings: Settings) -> _Scored:
    columns = columns_of(reports, settings)
    pairs = candidate_pairs(columns, settings, lambda few: can_matter(columns, few, settings))
    denial = np.array([each.statement.kind == "denial" for each in reports], dtype=np.bool_)
    pairs = pairs[~(denial[pairs[:, 0]] & denial[pairs[:, 1]])]
    parts = score_pairs(columns, pairs, settings)
    telling = parts.sum(axis=1) > settings.cluster["apart"]
    return _Scored(reports=reports, pairs=pairs[telling], parts=parts[telling], denial=denial)


def _denied(scored: _Scored, home: Sequence[int], settings: Settings) -> dict[int, list[int]]:
    """Return the denials of each cluster: each goes with the report that it fits best."""
    best: dict[int, tuple[float, int]] = {}
    mixed = scored.denial[scored.pairs].any(axis=1)
    for (i, j), total in zip(
        scored.pairs[mixed].tolist(), scored.totals[mixed].tolist(), strict=True
    ):
        denial, report = (i, j) if scored.denial[i] else (j, i)
        if total > settings.cluster["merge"] and total > best.get(denial, (-np.inf, 0))[0]:
            best[denial] = (total, home[report])
    found: dict[int, list[int]] = {}
    for denial in sorted(best):
        found.setdefault(best[denial][1], []).append(denial)
    return found


def _weights(scored: _Scored, home: Sequence[int], settings: Settings) -> list[float]:
    """Return how surely each report belongs where it is: logistic of its mean score there."""
    number = len(home)
    cluster = np.array(home, dtype=np.int64)
    total, known = np.zeros(number), np.zeros(number)
    for (i, j), score in zip(scored.pairs.tolist(), scored.totals.tolist(), strict=True):
        if max(i, j) < number and home[i] == home[j]:
            total[[i, j]] += score
            known[[i, j]] += 1
    others = np.bincount(cluster)[cluster] - 1 if number else np.zeros(0)
    mean = (total + settings.cluster["apart"] * (others - known)) / np.maximum(others, 1)
    return [
        1.0 if not rest else round(float(1 / (1 + np.exp(-each))), 4)
        for each, rest in zip(mean, others, strict=True)
    ]


def _links(scored: _Scored, home: Sequence[int], settings: Settings) -> list[Link]:
    """Return the score tables of all pairs that were linked, or nearly so."""
    found = []
    ids = [each.statement.id for each in scored.reports]
    rows = zip(scored.pairs.tolist(), scored.parts.tolist(), scored.totals.tolist(), strict=True)
    for (i, j), parts, total in rows:
        if scored.denial[i] or scored.denial[j]:
            continue
        linked = home[i] == home[j]
        if linked or total >= settings.cluster["show_links_from"]:
            table = tuple((n, v) for n, v in zip(PARTS, parts, strict=True) if v != 0)
            found.append(Link(a=ids[i], b=ids[j], parts=table, score=total, linked=linked))
    return found


def _groups(cut: Cut, ids: Sequence[str], home: Sequence[int], settings: Settings) -> list[Group]:
    """Return the unresolved groups: what a stricter or a more lenient cut would count anew."""
    strict: dict[int, int] = {}
    whole = {member: i for i, members in enumerate(cut.lenient) for member in members}
    for members in cut.strict:
        strict[whole[members[0]]] = strict.get(whole[members[0]], 0) + 1
    found = []
    for i, members in enumerate(cut.lenient):
        if strict[i] > 1:
            incidents = tuple(ids[each] for each in dict.fromkeys(home[m] for m in members))
            found.append(
                Group(
                    id=make_id("gr", {"incidents": sorted(incidents)}),
                    incidents=incidents,
                    low=1,
                    high=strict[i],
                    why=settings.group["why"],
                )
            )
    return found


def _name(cut: Cut, reports: Sequence[Report], neighbourhood: Tables) -> Naming:
    earlier = _earlier(neighbourhood)
    aliases = neighbourhood["alias"].to_pylist() if "alias" in neighbourhood else []
    clusters = [[reports[i].statement.id for i in members] for members in cut.decided]
    return name_clusters(clusters, earlier, {row["id"]: row["incident"] for row in aliases})


def _earlier(neighbourhood: Tables) -> dict[str, list[str]]:
    if "incident" not in neighbourhood:
        return {}
    rows = neighbourhood["incident"].select(["id", "members"]).to_pylist()
    return {row["id"]: [member["statement"] for member in row["members"]] for row in rows}


def _incidents(
    cut: Cut, scored: _Scored, naming: Naming, home: Sequence[int], settings: Settings
) -> tuple[list[Incident], list[Group]]:
    denied, weights = _denied(scored, home, settings), _weights(scored, home, settings)
    groups = _groups(cut, naming.ids, home, settings)
    group_of: Mapping[str, str] = {each: g.id for g in groups for each in g.incidents}
    found = []
    for i, members in enumerate(cut.decided):
        incident = incident_of(
            [scored.reports[m] for m in members],
            [weights[m] for m in members],
            [scored.reports[m] for m in denied.get(i, [])],
            settings,
        )
        name = naming.ids[i]
        found.append(dataclasses.replace(incident, id=name, group=group_of.get(name)))
    return found, groups


def step(batch: Tables, neighbourhood: Tables, decisions: Tables, params: Params) -> Delta:
    """Return the incidents of a batch: tables "incident", "link", "group" and "alias".

    batch: "statement", "origin", "source", "document"; the whole batch is clustered from
    scratch. neighbourhood: the earlier "incident" and "alias", which only lend their ids.
    decisions: "review". params.values may replace whole sections of the settings. Earlier
    incidents that no longer stand are withdrawn, their ids leading on through "alias".
    """
    settings = Settings.load(params.values)
    everything = reports_of(batch)
    # Denials come last: they bear on incidents without being reports of them.
    reports = sorted(everything, key=lambda each: each.statement.kind == "denial")
    told = sum(each.statement.kind != "denial" for each in reports)
    scored = _score(reports, settings)
    number_of = {each.statement.id: i for i, each in enumerate(reports[:told])}
    reviews = _records(decisions, "review", Review)
    bonds = bonds_of(reviews, number_of, _earlier(neighbourhood), settings)
    plain = ~scored.denial[scored.pairs].any(axis=1)
    cut = cut_clusters(told, scored.pairs[plain], scored.totals[plain], bonds, settings)
    home = cluster_of(cut.decided, told)
    naming = _name(cut, reports, neighbourhood)
    incidents, groups = _incidents(cut, scored, naming, home, settings)
    aliases = [{"id": old, "incident": new} for old, new in naming.aliases.items()]
    put = {
        "incident": to_table(Incident, incidents),
        "link": to_table(Link, _links(scored, home, settings)),
        "group": to_table(Group, groups) if groups else schema_of(Group).empty_table(),
        "alias": pa.Table.from_pylist(aliases, schema=ALIAS),
    }
    return Delta(
        put=believed(put, batch, params.values),
        withdraw={"incident": naming.gone} if naming.gone else {},
    )
