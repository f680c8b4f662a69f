"""A real check: corridors for civilians, what is read of them, and whether they worked."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from truceline.fuse.belief import DENIES_EVENT, NOBODY, SAYS, Accounts, belief_of, load_kinds
from truceline.lab.calibration.proper import brier, mean_of
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import Indexes, Truths, Values
from truceline.lab.rows import Row, counted, row_of
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.read import Reader

FILE = Path("corridors_ua") / "corridors.csv"
SET = "corridors_ua"
_WORKED, _OPEN = "successful", "proposed"
_STATUS = re.compile(r"\s*Status:[^;]{0,80};")  # the answer, which stands before the text
_STANCES = {"done": SAYS, "begun": SAYS, "refused": DENIES_EVENT, "suspended": DENIES_EVENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridor:
    """One corridor of known outcome: its day, the text without the outcome, the outcome."""

    day: str
    text: str
    worked: bool


def load_corridors(path: Path) -> list[Corridor]:
    """Return the corridors whose outcome is known; a disputed one did not work as announced."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["status_result"].startswith(_OPEN)]
    return [
        Corridor(
            day=row["date"],
            text=_STATUS.sub("", row["text"], count=1).strip(),
            worked=row["status_result"] == _WORKED,
        )
        for row in rows
    ]


def accounts_of(read: Sequence[Sequence[Statement]]) -> Accounts:
    """Return who says that a corridor works, or denies it: a row for each such statement.

    read: the statements of each corridor's text. All are words of one agency that names whom it
    quotes, so each corridor has one origin.
    """
    rows = [
        (corridor, DENIES_EVENT if each.kind == "denial" else _STANCES[each.stance])
        for corridor, statements in enumerate(read)
        for each in statements
        if (each.kind == "undertaking" and each.stance in _STANCES)
        or (each.kind == "denial" and each.denies in (None, "event"))
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 2)
    number, nobody = len(table), np.full(len(table), NOBODY)
    kind = load_kinds().number("attributed")
    return Accounts(
        incident=table[:, 0],
        origin=table[:, 0],
        side=nobody,
        voice=nobody,
        kind=np.full(number, kind),
        independent=np.ones(number),
        denies=table[:, 1],
        said=np.full(number, np.nan),
    )


def rate_of_others(worked: Truths, day: Indexes) -> Values:
    """Return, for each corridor, the share of those of all other days that worked."""
    total, hits = np.bincount(day), np.bincount(day, weights=worked)
    rest = len(day) - total[day]
    return np.asarray((worked.sum() - hits[day]) / np.maximum(rest, 1), dtype=np.float64)


def corridor_rows(data: Path) -> list[Row]:
    """Return the rows of the check, with intervals over days; none where the data lack."""
    if not (data / FILE).exists():
        return []
    known = load_corridors(data / FILE)
    reader = Reader.load()
    texts = dict.fromkeys(each.text for each in known)
    statements: Mapping[str, Sequence[Statement]] = {
        text: reader.read(_document(text)).statements for text in texts
    }
    accounts = accounts_of([statements[each.text] for each in known])
    p = belief_of(accounts, len(known)).p
    worked = np.array([each.worked for each in known])
    day = np.unique([each.day for each in known], return_inverse=True)[1].reshape(-1)
    others = mean_of(brier(rate_of_others(worked, day), worked), day)
    against = paired_bootstrap(mean_of(brier(p, worked), day), others)
    heard = len(np.unique(accounts.incident))
    return [
        row_of(
            "corridors: Brier score of P (lower is better)",
            SET,
            len(known),
            against,
            "rate of other days",
        ),
        counted("corridors of which any account is read", SET, heard, len(known)),
        counted("corridors that worked", SET, int(worked.sum()), len(known)),
    ]


def _document(text: str) -> Document:
    return Document(
        id="d", evidence="d", source="s", media_type="text/plain", text=text, language="en"
    )
