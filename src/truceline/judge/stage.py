"""The judging stage: tables in, bindings and findings out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from truceline.judge.bindings import bindings
from truceline.judge.hearing import Heard, hear
from truceline.judge.naming import names_of
from truceline.judge.performing import performance_table
from truceline.judge.scope import Scope
from truceline.judge.standing import positions
from truceline.judge.standing.tables import standing_tables
from truceline.judge.surroundings import Surroundings
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table, to_table
from truceline.model.doors import from_json
from truceline.model.evidence import Document
from truceline.model.exclusion import Exclusion
from truceline.model.finding import Binding, Finding
from truceline.model.incident import Group, Incident
from truceline.model.stage import Delta, Params, Tables
from truceline.model.statement import Statement
from truceline.model.totals import BreachTotal, StepReached
from truceline.vocabulary.parties import load_parties

Record = TypeVar("Record")


def _records(record: type[Record], tables: Tables, name: str) -> list[Record]:
    return from_table(record, tables[name]) if name in tables else []


def step(batch: Tables, neighbourhood: Tables, decisions: Tables, params: Params) -> Delta:  # noqa: ARG001 - the shape of every stage; no decision binds a verdict yet
    """Return the bindings, findings, exclusions and standings of a batch under one agreement.

    batch: "incident", "statement", "document", "origin", "group". neighbourhood: "incident" and
    "statement" of before (they may release a conditional duty), "origin", and "binding",
    "finding", "exclusion" and the two tables of standings that stand (withdrawn if not put
    again). params.values: "agreement", an Agreement as JSON; "names",
    display names by party id, where the case has a vocabulary of its own; "language" of the
    sentences, "en" if not given; "lines": the folder of the files of the agreement's lines. Raises
    InputError if the agreement is none, PlaceError for a zone of it that cannot be drawn.
    """
    agreement: Agreement = from_json(params.values["agreement"], where="params.agreement")
    statements = _records(Statement, batch, "statement")
    documents = {each.id: each for each in _records(Document, batch, "document")}
    incidents = _records(Incident, batch, "incident")
    known = {each.id: each for each in _records(Statement, neighbourhood, "statement")}
    known.update((each.id, each) for each in statements)
    wording = _wording(params)
    bound = bindings(agreement, positions(agreement, statements, documents), wording)
    heard = Heard([], [], [])
    lines = params.values.get("lines")
    folder = Path(lines) if lines else None
    if "incident" in batch:
        tables = [each["incident"] for each in (batch, neighbourhood) if "incident" in each]
        groups = _records(Group, batch, "group")
        heard = hear(agreement, bound, tables, known, wording, groups, folder)
    scope = _scope(agreement, documents, statements, known, wording)
    excluded = [*scope.of_incidents(incidents), *scope.of_statements(statements)]
    put = {
        "binding": to_table(Binding, bound),
        "finding": to_table(Finding, heard.findings),
        "breach_total": to_table(BreachTotal, heard.totals),
        "step_reached": to_table(StepReached, heard.steps),
        "exclusion": to_table(Exclusion, excluded),
    }
    put |= standing_tables(agreement, statements, documents, (neighbourhood, batch), wording)
    given = (neighbourhood, {**batch, "finding": put["finding"]})
    put |= performance_table(agreement, bound, known, documents, given, wording, folder)
    return Delta(put=put, withdraw=_gone(put, neighbourhood))


def _wording(params: Params) -> Wording:
    given = params.values
    return Wording(names=given.get("names", {}), language=given.get("language", "en"))


def _scope(
    agreement: Agreement,
    documents: Mapping[str, Document],
    statements: Sequence[Statement],
    known: dict[str, Statement],
    wording: Wording,
) -> Scope:
    said: dict[str, list[Statement]] = {}
    for each in statements:
        said.setdefault(each.document, []).append(each)
    names = names_of(load_parties())
    return Scope(Surroundings(agreement, names, documents, said), known, wording)


def _gone(put: Tables, neighbourhood: Tables) -> dict[str, tuple[str, ...]]:
    """Return the ids that stood before and are not put again, for the tables that were given."""
    kept = {name: set(table.column("id").to_pylist()) for name, table in put.items()}
    return {
        name: tuple(str(i) for i in neighbourhood[name].column("id").to_pylist() if i not in ids)
        for name, ids in kept.items()
        if name in neighbourhood
    }
