"""An agreement as a plain structure of titles, lines and tables, for a door to render."""

from __future__ import annotations

from truceline.agreements.showing.ground import lines, zones
from truceline.agreements.showing.head import head, instruments, sources, status
from truceline.agreements.showing.readings import choices, readings
from truceline.agreements.showing.section import Section
from truceline.agreements.showing.terms import clauses, counting, ladders
from truceline.model.agreement import Agreement

__all__ = ["Section", "show"]


def show(agreement: Agreement) -> list[Section]:
    """Return an agreement's terms, acts, readings and sources; parts that it has not are left out.

    Readings that are made of choices are one section for each choice and a table of all.
    """
    sections = [
        head(agreement),
        status(agreement),
        instruments(agreement),
        lines(agreement),
        zones(agreement),
        clauses(agreement),
        ladders(agreement),
        counting(agreement),
        *readings(agreement),
        *choices(agreement),
        Section(title="Not known", lines=tuple(("", each) for each in agreement.unknowns)),
        sources(agreement),
    ]
    return [each for each in sections if each.lines or each.rows]
