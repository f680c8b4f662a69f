"""A part of an agreement as shown: a title with labelled lines, or with a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled part: lines of (label, text), label "" where a line needs none; a table below.

    rows: as many cells each as there are columns.
    """

    title: str
    lines: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        body = [f"  {label}: {text}" if label else f"  {text}" for label, text in self.lines]
        table = ["  " + " | ".join(each) for each in (self.columns, *self.rows)]
        return "\n".join([self.title, *body, *(table if self.rows else []), ""])
