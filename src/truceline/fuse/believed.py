"""Puts P(occurred) into the incidents that fusing found, with a table of what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from truceline.fuse.belief import (
    Accounts,
    Belief,
    Watch,
    belief_of,
    box_of,
    load_kinds,
    told_of,
    watch_of,
    words_of,
)
from truceline.fuse.belief.columns import DENIED, NAMES, NOBODY, SEEN, Floats, Integers
from truceline.fuse.belief.watching import Chances, sensors_of
from truceline.model.arrow import column, floats, match, members, of_rows, part
from truceline.model.columns import schema_of
from truceline.model.detection import Coverage
from truceline.model.evidence import Document
from truceline.model.incident import Incident, Weighing
from truceline.model.source import Source
from truceline.model.stage import Tables
from truceline.vocabulary.files import shipped_entries

# What is weighed of each table; no words of any text are.
_COLUMNS = {
    "statement": "id document kind target_class killed injured authority perpetrator speaker "
    "denies",
    "document": "id source published",
    "source": "id kind allegiance directness",
}
_RECORDS = {"document": Document, "source": Source, "coverage": Coverage}
_NO_ACCOUNT, _SHOWN, _NOT_SHOWN = "no_account", "shown", "not_shown"


def believed(
    put: Tables,
    batch: Tables,
    values: Mapping[str, Any] | None = None,
    chances: Chances | None = None,
) -> Tables:
    """Return what fusing puts, with P(occurred) in its "incident" and a table "weighing" beside.

    put: "incident" with members (link probabilities), denials, place, time and act, and any
    other tables, which stay as they are. batch: "statement" and, where there are any, "origin",
    "document", "source", "detection" and "coverage". values: settings; "kind_of_data" names the
    kind under which calibration may have been shown (decision 0008). chances: of each sensor, how
    easily something that it saw fits by chance, held still; None: as the batch has it.
    """
    incident = put["incident"]
    near = _near(batch)
    number = incident.num_rows
    rows, home, link = _tellings(incident, near["statement"])
    said = of_rows(near["statement"], rows)
    told = told_of({**near, "statement": said}, home, link)
    looks = watch_of(box_of(incident), near, told.parties, chances)
    belief = belief_of(told.accounts, number, looks)
    weighing = _weighing(incident, near, belief, told.parties)
    kind = str((values or {}).get("kind_of_data") or "")
    return {
        **put,
        "incident": _with_belief(incident, belief, told.accounts, looks, kind),
        "weighing": weighing,
    }


def _near(batch: Tables) -> dict[str, pa.Table]:
    """Return the tables that are weighed, empty where there are none, without their texts."""
    found = {name: schema_of(record).empty_table() for name, record in _RECORDS.items()}
    names = ("statement", "document", "source", "origin", "detection", "coverage")
    found |= {name: batch[name] for name in names if name in batch}
    return found | {name: found[name].select(each.split()) for name, each in _COLUMNS.items()}


def _tellings(incident: pa.Table, statement: pa.Table) -> tuple[Integers, Integers, Floats]:
    """Return the row, the incident and the link of each statement of incidents.

    A statement of two incidents has a row for each. An incident is what its surest member tells
    of, so links are taken in proportion to the surest.
    """
    parent, listed = members(column(incident, "members"))
    p = floats(part(listed, "p"), 1.0)
    surest = np.zeros(incident.num_rows)
    np.maximum.at(surest, parent, p)
    link = np.divide(p, surest[parent], out=np.ones_like(p), where=surest[parent] > 0)
    denied, denials = members(column(incident, "denials"))
    ids = pa.concat_arrays([part(listed, "statement"), denials])
    rows = match(ids, column(statement, "id"))
    known = np.flatnonzero(rows >= 0)
    home = np.concatenate([parent, denied])
    links = np.concatenate([link, np.ones(len(denied))])
    return rows[known], home[known], links[known]


def _with_belief(
    incident: pa.Table, belief: Belief, accounts: Accounts, looks: Watch, kind: str
) -> pa.Table:
    """Return incidents with P, what stands behind it, and the words that may be used for it."""
    content = shipped_entries("vocabulary", "belief.yaml")
    heard = np.zeros(incident.num_rows, dtype=np.bool_)
    heard[accounts.incident] = True
    heard[looks.incident[looks.hit]] = True
    least = 10.0 ** -content["digits"]
    p = np.clip(np.round(belief.p, content["digits"]), least, 1 - least)
    shown = kind in content["shown"]
    basis = np.where(heard, _SHOWN if shown else _NOT_SHOWN, _NO_ACCOUNT)
    words = words_of(p) if shown else np.full(len(p), "")
    columns: dict[str, Any] = {
        "p_occurred": pa.array(p, mask=~heard),
        "p_basis": pa.array(basis.tolist(), pa.string()),
        "likelihood": pa.array(np.where(heard, words, "").tolist(), pa.string()),
    }
    for name, values in columns.items():
        incident = incident.set_column(incident.schema.get_field_index(name), name, values)
    return incident.cast(schema_of(Incident))


def _weighing(
    incident: pa.Table, near: Tables, belief: Belief, parties: tuple[str, ...]
) -> pa.Table:
    """Return the score tables: rows by incident, in the order of the formula."""
    parts, kinds = belief.parts, load_kinds()
    sensors = [" ".join(each) for each in sensors_of(near)]
    # One list of what a number may stand for; "" last, where -1 leads.
    what = [*kinds.concerts, *kinds.denials, *sensors, ""]
    shift = np.zeros(len(NAMES), dtype=np.int64)
    shift[DENIED] = len(kinds.concerts)
    shift[SEEN:] = len(kinds.concerts) + len(kinds.denials)
    by = np.where(parts.by == NOBODY, len(what) - 1, parts.by + shift[parts.name])
    order = np.lexsort((parts.value, by, parts.name, parts.incident))
    side = pa.array([*parties, None], pa.string())
    columns = {
        "incident": of_rows(column(incident, "id"), parts.incident[order]),
        "part": of_rows(pa.array(NAMES), parts.name[order]),
        "side": of_rows(side, np.where(parts.side == NOBODY, len(parties), parts.side)[order]),
        "by": of_rows(pa.array(what, pa.string()), by[order]),
        "voices": pa.array(parts.voices[order]),
        "origins": pa.array(parts.origins[order]),
        "log_ratio": pa.array(np.round(parts.value[order], 6)),
    }
    return pa.table(columns, schema=schema_of(Weighing))
