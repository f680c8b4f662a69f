"""Ids of incidents that come about anew: kept from the earlier ones of the same reports."""

from __future__ import annotations

import numpy as np

from truceline.fuse.arriving.kept import Kept
from truceline.fuse.identity import Naming, name_clusters
from truceline.fuse.merging.fusing import Fused
from truceline.fuse.reported import Reports
from truceline.model.arrow import Integers, column, of_rows


def named(kept: Kept, rows: Integers, reports: Reports, fused: Fused) -> Naming:
    """Return ids for clusters; no id that was ever retired is given again.

    rows: of kept.reports, for each of the reports.
    """
    told = len(fused.home)
    ids = of_rows(column(reports.said, "id"), reports.row[:told]).to_pylist()
    clusters = fused.statements(reports)
    earlier: dict[str, list[str]] = {}
    for i, incident in enumerate(kept.reports["incident"][rows[:told]].tolist()):
        if incident >= 0:
            earlier.setdefault(kept.standing.ids[incident], []).append(ids[i])
    heirs = {old: new for new in earlier for old in kept.standing.led.get(new, ())}
    # A statement of several places may have another part elsewhere: its incident's id is taken.
    taken: dict[str, list[str]] = {each: [] for each in _elsewhere(kept, rows)}
    while True:
        found = name_clusters(clusters, {**taken, **earlier}, heirs)
        again = [each for each in found.ids if each in kept.standing.retired]
        if not again:
            break
        taken |= {each: [] for each in again}
    gone = tuple(each for each in found.gone if each in earlier)
    changed = {old: new for old, new in found.aliases.items() if heirs.get(old) != new}
    return Naming(ids=found.ids, aliases=changed, gone=gone)


def _elsewhere(kept: Kept, rows: Integers) -> list[str]:
    """Return the ids of incidents of the same statements, whatever tile they lie in."""
    said = kept.by["statement"].of(kept.reports["statement"][rows])
    incident = np.unique(kept.reports["incident"][said])
    return [kept.standing.ids[each] for each in incident[incident >= 0].tolist()]
