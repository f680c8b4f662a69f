"""The tables beside incidents: links with their scores, unresolved groups, aliases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from truceline.fuse.likeness import PARTS
from truceline.fuse.merging.fusing import Fused
from truceline.fuse.merging.rounds import Merges
from truceline.fuse.reported import Reports
from truceline.fuse.settings import Settings
from truceline.ground.canonical import make_id
from truceline.model.arrow import Column, Floats, Integers, Truths, column, of_rows
from truceline.model.columns import schema_of, to_table
from truceline.model.incident import Group, Link

_SPELL = "spell"  # one spell of fighting by the stated rule
_REVIEW = "review"  # a person's decision
_LINK_PARTS = (*PARTS, _SPELL, _REVIEW)
ALIAS = pa.schema([pa.field("id", pa.string()), pa.field("incident", pa.string())])


def _score_tables(parts: Floats, names: Sequence[str], kind: pa.DataType) -> Column:
    """Return the parts of each row that are not zero, as lists of (name, value)."""
    row, which = np.nonzero(parts)
    ends = np.concatenate([[0], np.cumsum((parts != 0).sum(axis=1))])
    named = of_rows(pa.array(list(names)), which)
    values = pa.array(np.round(parts[row, which], 6))
    pairs = pa.StructArray.from_arrays([named, values], names=["0", "1"])
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pairs).cast(kind)


def _rows(ids: Column, a: Integers, b: Integers, parts: Floats, linked: Truths) -> pa.Table:
    schema = schema_of(Link)
    columns: list[Column] = [
        of_rows(ids, a),
        of_rows(ids, b),
        _score_tables(parts, _LINK_PARTS, schema.field("parts").type),
        pa.array(np.round(parts.sum(axis=1), 6)),
        pa.array(linked),
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _repeats(fused: Fused, told: int, settings: Settings) -> Merges:
    """Return the reports that repeat an utterance, linked to the one that leads it."""
    lead = fused.units.lead[fused.units.of[:told]]
    again = np.flatnonzero(lead != np.arange(told))
    parts = np.zeros((len(again), len(PARTS)))
    parts[:, PARTS.index("origin")] = settings.score["origin"]
    return Merges(a=lead[again], b=again, parts=parts)


def _shown(number: int, part: str, value: float) -> Floats:
    """Return the score tables of so many links that no evidence makes, but a rule or a person."""
    parts = np.zeros((number, len(_LINK_PARTS)))
    parts[:, _LINK_PARTS.index(part)] = value
    return parts


def links_of(reports: Reports, fused: Fused, settings: Settings) -> pa.Table:
    """Return why reports came together: the score table of every merge, and of what nearly was.

    A merge is named by the first reports of both clusters. Where a report only repeats an
    utterance of the same origin and place, its link is to the one that leads it. Where clusters
    are one spell of fighting by rule, each is linked to the first, with the part "spell" alone.
    What a person called the same is linked with the part "review" alone.
    Two statements have one link at most, see `_one_each`.
    """
    a, b = link_ends(reports, fused, settings)
    ends = reports.row[a] * len(reports.said) + reports.row[b]
    return _one_each(link_rows(reports, fused, settings), ends)


def link_rows(reports: Reports, fused: Fused, settings: Settings) -> pa.Table:
    """Return a row for each pair of reports of `link_ends`; statements of several may repeat."""
    a, b = link_ends(reports, fused, settings)
    cuts = fused.cuts
    linked = np.arange(len(a)) < len(a) - len(cuts.open.a)
    repeats = _repeats(fused, len(reports.row) - reports.denials, settings)
    scored = [_wide(each) for each in (repeats.parts, cuts.merges.parts)]
    spells = _shown(len(cuts.spells.a), _SPELL, settings.spells["shown_as"])
    bound = _shown(len(cuts.bound), _REVIEW, settings.cluster["review_shown_as"])
    parts = np.concatenate([*scored, spells, bound, _wide(cuts.open.parts)])
    return _rows(of_rows(column(reports.said, "id"), reports.row), a, b, parts, linked)


def link_ends(reports: Reports, fused: Fused, settings: Settings) -> tuple[Integers, Integers]:
    """Return the two reports of each row of `links_of`, in its order; both (k,)."""
    lead = fused.units.lead
    merged, spells, left = fused.cuts.merges, fused.cuts.spells, fused.cuts.open
    bound = fused.cuts.bound.T
    repeats = _repeats(fused, len(reports.row) - reports.denials, settings)
    return (
        np.concatenate([repeats.a, lead[merged.a], lead[spells.a], lead[bound[0]], lead[left.a]]),
        np.concatenate([repeats.b, lead[merged.b], lead[spells.b], lead[bound[1]], lead[left.b]]),
    )


def _one_each(link: pa.Table, ends: Integers) -> pa.Table:
    """Return links of which no two have the same ends: the surest is kept, one that merged first.

    ends: (k,) a code of the two statements of each. Two statements that each name several places
    may be linked at more than one of them, and spells join what merging left apart; but a link is
    known by its two statements. What is kept depends on nothing but the rows.
    """
    order = np.argsort(ends, kind="stable")
    again = np.zeros(len(ends), dtype=np.bool_)
    again[order[1:]] = ends[order][1:] == ends[order][:-1]
    if not again.any():
        return link
    several = np.flatnonzero(np.isin(ends, ends[again]))
    rows = of_rows(link, several).to_pylist()
    rank = sorted(
        range(len(rows)),
        key=lambda i: (-rows[i]["linked"], -rows[i]["score"], str(rows[i]["parts"])),
    )
    best: dict[int, int] = {}
    for i in rank:
        best.setdefault(int(ends[several[i]]), int(several[i]))
    kept = np.ones(len(ends), dtype=np.bool_)
    kept[several] = False
    kept[list(best.values())] = True
    return link.filter(pa.array(kept))


def _wide(parts: Floats) -> Floats:
    """Return score tables with room for the parts that only links have."""
    return np.pad(parts, ((0, 0), (0, len(_LINK_PARTS) - len(PARTS))))


def groups_of(fused: Fused, ids: Sequence[str], settings: Settings) -> list[Group]:
    """Return the unresolved groups: what a stricter or a more lenient cut would count anew.

    ids: of the incidents, in the order of clusters.
    """
    cuts, told = fused.cuts, len(fused.home)
    unit = fused.units.of[:told]
    whole, strict = cuts.lenient[unit], cuts.strict[unit]
    finest = np.unique(np.stack([whole, strict]), axis=1)
    wholes, many = np.unique(finest[0], return_counts=True)
    open_ones = wholes[many > 1]
    high = dict(zip(open_ones.tolist(), many[many > 1].tolist(), strict=True))
    inside = np.isin(whole, open_ones)
    pairs = np.unique(np.stack([whole[inside], fused.home[inside]]), axis=1)
    incidents: dict[int, list[str]] = {}
    for group, incident in pairs.T.tolist():
        incidents.setdefault(group, []).append(ids[incident])
    return [
        Group(
            id=make_id("gr", {"incidents": sorted(members)}),
            incidents=tuple(members),
            low=1,
            high=high[group],
            why=settings.group["why"],
        )
        for group, members in sorted(incidents.items(), key=lambda each: each[1][0])
    ]


def group_column(groups: Sequence[Group], ids: Sequence[str]) -> Column:
    """Return the id of the group of each incident, null for one that stands alone."""
    group_of = {incident: each.id for each in groups for incident in each.incidents}
    return pa.array([group_of.get(each) for each in ids], pa.string())


def group_table(groups: Sequence[Group]) -> pa.Table:
    """Return the table "group"."""
    return to_table(Group, groups) if groups else schema_of(Group).empty_table()


def alias_table(aliases: Mapping[str, str]) -> pa.Table:
    """Return the table "alias": where retired ids lead."""
    rows = [{"id": old, "incident": new} for old, new in aliases.items()]
    return pa.Table.from_pylist(rows, schema=ALIAS)
