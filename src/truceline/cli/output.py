"""How the command line speaks: records on standard output, progress and errors beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console

from truceline.ground.errors import TrucelineError

if TYPE_CHECKING:
    from rich.progress import Progress

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
_UNCUT = 100_000  # columns: more than any table takes


def say(text: str) -> None:
    """Print a line for a person, on standard error, so that pipes stay clean."""
    err.print(text, markup=False)


def remark(*sentences: str) -> None:
    """Say each sentence on a line of its own; "" is what there is nothing to say of."""
    for each in sentences:
        if each:
            say(each)


def passed_over(number: int, items: int) -> str:
    """Return a sentence on documents that triage let go."""
    were = "was" if number == 1 else "were"
    return f"{number:,} of {items:,} item(s) {were} passed over: too few words of war or peace."


def complain(error: TrucelineError) -> None:
    """Print an error: where and what on one line, how to mend it on the next."""
    place = f"{error.where}: " if error.where else ""
    err.print("error: ", style="bold red", end="", markup=False)
    err.print(f"{place}{error.what}", markup=False)
    if error.mend:
        err.print(f"  mend: {error.mend}", markup=False)


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output as they come."""
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def write_text(text: str) -> None:
    """Write a whole document to standard output as it stands."""
    sys.stdout.write(text)


def write_object(name: str, content: Mapping[str, Any]) -> None:
    """Write one JSON line that no record is: an answer to a command, with its type and schema."""
    from truceline.ground.canonical import json_line

    write_lines([json_line({"type": name, "schema": f"truceline/{name}/1", **content})])


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for a person; text is never read as markup.

    Into a file or pipe it comes as wide as its cells, on a terminal cells wrap and none is cut.
    """
    from rich.table import Table
    from rich.text import Text

    from truceline.ground.printable import printable

    table = Table(title=title or None, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    on = out if out.is_terminal else Console(file=out.file, width=_UNCUT)
    on.print(table)


class Bars:
    """Progress bars for the stages of a run; silent where standard error is no terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, int] = {}

    def start(self, stage: str, total: int | None) -> None:
        """Show a stage that has `total` items, None if nobody knows yet."""
        self._tasks[stage] = self._progress.add_task(stage, total=total)

    def advance(self, stage: str, items: int = 1) -> None:
        """Move a stage on by some items."""
        self._progress.advance(self._progress.task_ids[self._tasks[stage]], items)


@contextmanager
def bars() -> Iterator[Bars]:
    """Return progress bars on standard error while the block runs."""
    # Late, as the commands that show no progress start faster without it.
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, disable=not err.is_terminal, transient=True) as progress:
        yield Bars(progress)
