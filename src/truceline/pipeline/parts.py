"""Single stages over records, for the command line and for tests: tables in, records out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from truceline.fuse import step as fuse_step
from truceline.ground.canonical import digest
from truceline.ground.errors import InputError
from truceline.ground.files import read_file
from truceline.judge import step as judge_step
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table, to_table
from truceline.model.doors import RECORDS, to_json
from truceline.model.stage import Delta, Params, Tables
from truceline.trace import step as trace_step
from truceline.vocabulary.parties import Parties, load_parties

MOST_LINE_BYTES = 64 << 20
Records = dict[str, list[Any]]


def tables_of(records: Mapping[str, Iterable[Any]]) -> dict[str, pa.Table]:
    """Return records as tables, by record name."""
    return {name: to_table(RECORDS[name], each) for name, each in records.items()}


def records_of(delta: Delta) -> Records:
    """Return what a stage put as records, by name; tables of no record are left out."""
    return {
        name: from_table(RECORDS[name], table)
        for name, table in delta.put.items()
        if name in RECORDS
    }


def empty(names: Iterable[str]) -> Tables:
    """Return empty tables: a stage's neighbourhood or decisions where there are none."""
    return tables_of({name: [] for name in names})


def trace_records(
    statements: Sequence[Any], documents: Sequence[Any], sources: Sequence[Any]
) -> Records:
    """Return origins and contradictions of statements."""
    batch = tables_of({"statement": statements, "document": documents, "source": sources})
    return records_of(trace_step(batch, {}, {}, Params(stage="trace")))


def fuse_records(
    statements: Sequence[Any],
    documents: Sequence[Any],
    sources: Sequence[Any],
    origins: Sequence[Any],
    reviews: Sequence[Any],
    looks: Mapping[str, Sequence[Any]] | None = None,
) -> Records:
    """Return incidents with what P(occurred) is made of, links and groups of statements.

    looks: what sensors saw and could have seen, by name ("detection", "coverage").
    """
    batch = tables_of(
        {
            "statement": statements,
            "document": documents,
            "source": sources,
            "origin": origins,
            **(looks or {}),
        }
    )
    return records_of(fuse_step(batch, {}, tables_of({"review": reviews}), Params(stage="fuse")))


def judge_params(
    agreement: Agreement, parties: Parties | None = None, lines: Path | None = None
) -> Params:
    """Return the judge's settings: the agreement itself, so that its hash versions findings.

    parties: whose names its sentences use; the shipped vocabulary's unless a case brings its own.
    lines: the folder of the files of the agreement's lines; what they hold versions findings too.
    """
    known = parties or load_parties()
    names = {each.id: each.name for each in known.by_id.values()}
    values: dict[str, Any] = {"agreement": to_json(agreement), "names": names}
    if lines is not None and any(each.files for each in agreement.lines):
        values |= {"lines": str(lines), "drawn": _drawn(lines)}
    return Params(stage="judge", values=values)


def _drawn(folder: Path) -> str:
    """Return a hash of what the files of a folder hold; raises InputError if it is no folder."""
    try:
        files = sorted(each for each in folder.iterdir() if each.is_file())
        held = [(each.name, sha256(read_file(each, MOST_LINE_BYTES)).hexdigest()) for each in files]
    except OSError as error:
        raise InputError(
            f"The folder of lines cannot be read: {error.strerror or error}.",
            where=str(folder),
            mend="Give the folder that holds the files of the agreement's lines.",
        ) from error
    return digest(held)


def judge_records(
    agreement: Agreement, records: Mapping[str, Sequence[Any]], lines: Path | None = None
) -> Records:
    """Return bindings, findings and what they come to of incidents under an agreement."""
    names = ("incident", "statement", "origin", "document", "group")
    batch = tables_of({name: records.get(name, []) for name in names})
    return records_of(judge_step(batch, {}, {}, judge_params(agreement, lines=lines)))
