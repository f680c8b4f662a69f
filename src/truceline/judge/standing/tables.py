"""The timeline of positions and the agreement's course by it, as the judging stage puts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from truceline.judge.standing.course import course
from truceline.judge.standing.positions import heard
from truceline.judge.standing.record import Record
from truceline.judge.standing.timeline import lines
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table, to_table
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.stage import Tables
from truceline.model.standing import Standing, StandingChange
from truceline.model.statement import Statement


def standing_tables(
    agreement: Agreement,
    statements: Iterable[Statement],
    documents: Mapping[str, Document],
    given: Iterable[Tables],
    wording: Wording,
) -> Tables:
    """Return the tables "standing" and "standing_change".

    given: where origins may be found, each a stage's tables; without any, a document's
    statements of one stance count as one utterance.
    """
    record = Record(agreement, wording)
    known = {
        each.id: each
        for tables in given
        if "origin" in tables
        for each in from_table(Origin, tables["origin"])
    }
    found = lines(record, heard(agreement, statements, documents), known.values())
    return {
        "standing": to_table(Standing, found),
        "standing_change": to_table(StandingChange, course(record, found)),
    }
