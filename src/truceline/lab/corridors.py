"""The scoreboard of corridors for civilians: how each fared, read from what was reported of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from truceline.judge.performing.outcomes import End, Outcome, outcome_of
from truceline.lab.calibration.corridors import FILE
from truceline.lab.calibration.proper import by_block
from truceline.lab.intervals import Comparison, paired_bootstrap, wilson
from truceline.lab.measures import Balance, Names, Ratio, Truths
from truceline.lab.rows import Row, counted, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.read import Reader

Blocks = NDArray[np.int64]
WORKED, DISPUTED, STOPPED, UNKNOWN = "worked", "disputed", "stopped", ""
MAJORITY = "every corridor worked"
DEVELOPMENT, CHECK, ALL = "corridors, development", "corridors, check", "corridors"
# The answer, which stands before the text, and where the text was copied from.
_STATUS = re.compile(r"\s*Status:[^;]{0,80};")
_LINKS = re.compile(r"\(?https?://\S{1,400}|\(?\bsee source:")
_PARTED = re.compile(r";{2,}")  # between the messages of one cell
_NAME_ENDS = re.compile(r"[\[(,]")  # a name of a place, before notes about it
_LABELS = {
    "successful": WORKED,
    "disputed": DISPUTED,
    "unsuccessful/disrupted": STOPPED,
}
_STATUSES = {"done": WORKED, "part": WORKED, "late": WORKED, "refused": STOPPED, "failed": STOPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridor:
    """A corridor: its number, ends, the messages about it and its label, "" if nobody knows.

    development: whether rules were written by looking at its messages: those of the corridors
    that, in the order of numbers, are the first with their messages and have an odd number.
    block: number of the first corridor with the same messages; one without any stands alone.
    """

    number: int
    ends: tuple[End, ...]
    messages: tuple[str, ...]
    label: str
    block: int

    @property
    def development(self) -> bool:
        """Tell whether rules were written by looking at it."""
        return self.block % 2 == 1

    @property
    def title(self) -> str:
        """Return what the messages are about: that they tell of it is known to who asks."""
        return f"Humanitarian corridor from {' to '.join(each.name for each in self.ends)}"


def load_corridors(path: Path) -> list[Corridor]:
    """Return all corridors of the table, the outcome taken off their text."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first: dict[tuple[str, ...], int] = {}
    found = []
    for row in rows:
        number, messages = int(row["HC_ID"]), _messages(row["text"])
        found.append(
            Corridor(
                number=number,
                ends=(_end(row, "From"), _end(row, "To")),
                messages=messages,
                label=_LABELS.get(row["status_result"], UNKNOWN),
                block=first.setdefault(messages, number) if messages else number,
            )
        )
    return found


def _messages(text: str) -> tuple[str, ...]:
    plain = _LINKS.sub(" ", _STATUS.sub("", text, count=1))
    parts = (" ".join(each.split()) for each in _PARTED.split(plain))
    return tuple(each for each in parts if any(letter.isalpha() for letter in each))


def _end(row: Mapping[str, str], side: str) -> End:
    name = _NAME_ENDS.split(row[side], maxsplit=1)[0].strip()
    lat, lon = row[f"{side.lower()}_latitude"], row[f"{side.lower()}_longitude"]
    if not (lat and lon):
        return End(name=name)
    return End(name=name, lat=float(lat), lon=float(lon))


def said_of(outcome: Outcome) -> str:
    """Return an outcome in the words of the labels, "" if it was not told."""
    if outcome.disputed:
        return DISPUTED
    return _STATUSES.get(outcome.status, UNKNOWN)


def read_corridor(reader: Reader, corridor: Corridor) -> Outcome:
    """Return how a corridor fared, by all messages about it."""
    statements: list[Statement] = []
    for number, text in enumerate(corridor.messages):
        document = Document(
            id=f"d{number}",
            evidence=f"e{number}",
            source="s",
            media_type="text/plain",
            text=text,
            title=corridor.title,
            language="en",
        )
        statements += reader.read(document).statements
    return outcome_of(statements, kind="corridor", ends=corridor.ends)


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of a data folder: development and check apart, then all."""
    corridors = load_corridors(data / FILE)
    reader = Reader.load()
    watch.start("read", len(corridors))
    said: list[str] = []
    for each in corridors:
        said.append(said_of(read_corridor(reader, each)))
        watch.advance("read")
    return score(corridors, said)


def score(corridors: Sequence[Corridor], said: Sequence[str]) -> list[Row]:
    """Return the rows of corridors with what was read of each, as a label or "" for nothing."""
    pairs = list(zip(corridors, said, strict=True))
    rows: list[Row] = []
    for where, wanted in ((DEVELOPMENT, (True,)), (CHECK, (False,)), (ALL, (True, False))):
        chosen = [each for each in pairs if each[0].development in wanted]
        known = [each for each in chosen if each[0].label]
        rows += _known(where, known)
        rows += _open(where, [each for each in chosen if not each[0].label])
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Labels, what was read and blocks of corridors; shape of all (corridors,)."""

    label: Names
    said: Names
    block: Blocks

    @property
    def told(self) -> Truths:
        """Return of which corridors a status was read."""
        return np.asarray(self.said != UNKNOWN)

    @property
    def filled(self) -> Names:
        """Return what was read, and "worked", the commonest label, where nothing was."""
        return np.where(self.told, self.said, WORKED)

    def share(self, hits: Truths, among: Truths) -> Ratio:
        """Return a share as a statistic over blocks."""
        over = by_block((hits & among).astype(np.float64), self.block)
        return Ratio(over, by_block(among.astype(np.float64), self.block))

    def f1(self, name: str, said: Names) -> Ratio:
        """Return F1 of one label as a statistic over blocks."""
        gold, mine = self.label == name, said == name
        both = by_block(2.0 * (gold & mine), self.block)
        return Ratio(both, by_block(gold.astype(np.float64) + mine, self.block))

    def balance(self, hits: Truths) -> Balance:
        """Return the mean of recall of those that worked and of the others, over blocks."""
        worked = self.label == WORKED
        right = [
            by_block((hits & each).astype(np.float64), self.block) for each in (worked, ~worked)
        ]
        total = [by_block(each.astype(np.float64), self.block) for each in (worked, ~worked)]
        return Balance(right[0], total[0], right[1], total[1])


def _known(where: str, pairs: Sequence[tuple[Corridor, str]]) -> list[Row]:
    """Return the rows of corridors of known outcome."""
    columns = _Columns(
        label=np.array([each.label for each, _ in pairs], dtype=np.str_),
        said=np.array([said for _, said in pairs], dtype=np.str_),
        block=np.array([each.block for each, _ in pairs], dtype=np.int64),
    )
    empty = sum(not each.messages for each, _ in pairs)
    return [
        *_accuracies(where, columns),
        *_classes(where, columns),
        counted("known outcome: status not read", where, int((~columns.told).sum()), len(pairs)),
        counted("known outcome: no message to read", where, empty, len(pairs)),
    ]


def _accuracies(where: str, columns: _Columns) -> list[Row]:
    """Return the rows of how often the status is right, against the same answer for all."""
    label, every = columns.label, np.ones(len(columns.label), dtype=np.bool_)
    filled, usual = columns.filled == label, label == WORKED
    shares = (
        ("status: accuracy, silence is wrong", columns.said == label, every),
        ("status: accuracy, silence read as worked", filled, every),
        ("status: accuracy where one is read", columns.said == label, columns.told),
    )
    rows = []
    for name, hits, among in shares:
        ours, theirs = columns.share(hits, among), columns.share(usual, among)
        found = _honest(paired_bootstrap(ours, theirs), columns.block[among])
        rows.append(row_of(name, where, int(among.sum()), found, MAJORITY))
    mine, theirs = columns.share(filled, every), columns.share(usual, every)
    gain = paired_bootstrap(Ratio(mine.over - theirs.over, mine.under))
    name = "status: accuracy above the baseline's, silence read as worked"
    return [*rows, row_of(name, where, len(label), gain)]


def _classes(where: str, columns: _Columns) -> list[Row]:
    """Return the rows of worked or not, and of each label.

    Of those that were stopped there are three in all: balance has one class of all that did not
    go as announced.
    """
    label, filled, usual = columns.label, columns.filled, columns.label == WORKED
    ours, theirs = columns.balance((filled == WORKED) == usual), columns.balance(usual)
    found = _honest(paired_bootstrap(ours, theirs), columns.block[~usual])
    name = "worked or not: balanced accuracy, silence read as worked"
    rows = [row_of(name, where, len(label), found, MAJORITY)]
    always = np.full(len(label), WORKED)
    for each in (WORKED, DISPUTED, STOPPED):
        if (label == each).any():
            found = paired_bootstrap(columns.f1(each, filled), columns.f1(each, always))
            found = _honest(found, columns.block[label == each])
            name = f"{each}: F1, silence read as worked"
            rows.append(row_of(name, where, len(label), found, MAJORITY))
    return rows


def _honest(found: Comparison, block: Blocks) -> Comparison:
    """Return a figure of 0 or 1 with Wilson's interval over the blocks that it rests on.

    Resampling what was always right, or always wrong, shows no spread at all.
    """
    ours, number = found.ours, len(set(block.tolist()))
    if not (ours.low == ours.high == ours.figure) or ours.figure not in (0.0, 1.0) or not number:
        return found
    return replace(found, ours=wilson(number if ours.figure else 0, number))


def _open(where: str, pairs: Sequence[tuple[Corridor, str]]) -> list[Row]:
    """Return the row of corridors of which nobody knows how they fared."""
    silent = sum(said == UNKNOWN for _, said in pairs)
    return [counted("outcome unknown: none is read either", where, silent, len(pairs))]
