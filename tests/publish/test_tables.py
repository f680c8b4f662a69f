"""A report takes every kind of record that it can hold from the table of its own name."""

from __future__ import annotations

from typing import get_args, get_type_hints

from truceline.model.columns import to_table
from truceline.model.doors import RECORDS
from truceline.publish import ReportInput
from truceline.publish.tables import FROM_TABLES, records_of


def test_every_list_of_records_of_a_report_has_its_table() -> None:
    """A list that a report can hold but no table fills would silently stay empty."""
    kinds = {field: get_args(kind)[:1] for field, kind in get_type_hints(ReportInput).items()}
    held = {field: each[0] for field, each in kinds.items() if each and each[0] in RECORDS.values()}
    del held["rejected"]  # what still waits in quarantine: chosen from more than one table
    assert held == {field: RECORDS[name] for field, name in FROM_TABLES.items()}


def test_a_table_that_is_not_there_leaves_its_field_out() -> None:
    """What was not given keeps the default of the report; what was given and is empty is empty."""
    origin = RECORDS["origin"]
    assert records_of({"origin": to_table(origin, []), "other": to_table(origin, [])}) == {
        "origins": ()
    }
