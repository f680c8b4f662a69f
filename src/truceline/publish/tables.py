"""The records of a report from the tables that hold them: which list comes from which table."""

from __future__ import annotations

from typing import Any

from truceline.model.columns import from_table
from truceline.model.doors import RECORDS
from truceline.model.stage import Tables

# Field of ReportInput -> table.
FROM_TABLES = {
    "statements": "statement",
    "origins": "origin",
    "contradictions": "contradiction",
    "incidents": "incident",
    "groups": "group",
    "tally_accounts": "tally_account",
    "tally_comparisons": "tally_comparison",
    "bindings": "binding",
    "findings": "finding",
    "totals": "breach_total",
    "steps": "step_reached",
    "performances": "performance",
    "exclusions": "exclusion",
    "standings": "standing",
    "standing_changes": "standing_change",
    "detections": "detection",
    "coverage": "coverage",
    "doubts": "doubt",
}


def records_of(tables: Tables) -> dict[str, Any]:
    """Return the records of tables by field of ReportInput; fields without a table are left out."""
    return {
        field: tuple(from_table(RECORDS[name], tables[name]))
        for field, name in FROM_TABLES.items()
        if name in tables
    }
