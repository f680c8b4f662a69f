"""Checks what a schema cannot: that an agreement's parts know each other and agree."""

from __future__ import annotations

from collections.abc import Callable

from truceline.agreements.checking.choices import check_choices
from truceline.agreements.checking.clauses import check_clauses
from truceline.agreements.checking.ground import check_ground
from truceline.agreements.checking.instruments import check_instruments
from truceline.agreements.checking.ladders import check_ladders
from truceline.agreements.checking.names import check_names
from truceline.agreements.checking.opposed import check_opposed
from truceline.agreements.checking.owed import check_owed
from truceline.agreements.checking.reach import check_reach
from truceline.agreements.checking.readings import check_readings
from truceline.agreements.checking.status import check_status
from truceline.agreements.checking.unused import check_unused
from truceline.agreements.checking.whole import Whole
from truceline.agreements.source import Source
from truceline.model.agreement import Agreement

__all__ = ["check_names", "check_sense"]

_CHECKS: tuple[Callable[[Whole], None], ...] = (
    check_instruments,
    check_status,
    check_ground,
    check_clauses,
    check_owed,
    check_opposed,
    check_readings,
    check_choices,
    check_ladders,
    check_reach,
    check_unused,
)


def check_sense(agreement: Agreement, source: Source) -> None:
    """Note in `source` whatever in the agreement contradicts something else or has no effect."""
    whole = Whole(agreement, source)
    for part in _CHECKS:
        part(whole)
