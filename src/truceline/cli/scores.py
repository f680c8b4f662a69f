"""The scoreboard's command: figures against labelled data, with intervals and baselines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from truceline.cli.output import bars, err, out, print_table, write_lines, write_object
from truceline.ground.errors import CheckFailedError, UsageError

if TYPE_CHECKING:
    from truceline.lab.board import Board
    from truceline.lab.floors import Held

LIST, FLOORS = "list", "floors"


def score(
    name: str = typer.Argument(
        help="Which scoreboard or family; “list” names them, “floors” checks committed figures."
    ),
    data: Path | None = typer.Option(None, help="The folder that holds the labelled data."),
    as_json: bool = typer.Option(False, "--json", help="JSON Lines for programs."),
) -> None:
    """Score Truceline against labelled data, baselines beside it.

    Examples: `truceline score list`, `truceline score reading --data ../shared/data`
    """
    if name == LIST:
        _list(as_json=as_json)
        return
    from truceline.lab.board import boards_named

    boards = [] if name == FLOORS else boards_named(name)
    if data is None:
        raise UsageError(
            "Scoring needs labelled data.", mend="Say where it lies: --data ../shared/data."
        )
    if name == FLOORS:
        _check_floors(data, as_json=as_json)
        return
    for board in _held_boards(boards, data):
        _print_board(board, data, as_json=as_json)


def _held_boards(boards: list[Board], data: Path) -> list[Board]:
    """Return the boards whose data is there; says on stderr which are left out.

    Raises InputError if the data of none is there.
    """
    from truceline.lab.board import check_needs, lacking

    held = [each for each in boards if not lacking(each, data)]
    if not held:
        check_needs(boards[0], data)
    for board in boards:
        if board not in held:
            missing = ", ".join(lacking(board, data))
            err.print(f"{board.name}: left out, {missing} not in {data}", markup=False)
    return held


def _print_board(board: Board, data: Path, *, as_json: bool) -> None:
    from truceline.lab.board import scoreboard

    with bars() as progress:
        rows = scoreboard(board, data, progress)
    if as_json:
        for row in rows:
            write_object("score", row.as_json())
        return
    columns = ("figure", "set", "n", "value", "95 % interval", "baseline", "its value")
    title = f"score {board.name} ({board.developed_words()})"
    print_table(title, columns, [row.cells() for row in rows])


def _list(*, as_json: bool) -> None:
    """Print what scoreboards there are, one on each line."""
    from truceline.lab.board import BOARDS

    for each in BOARDS.values():
        if as_json:
            known = {"name": each.name, "family": each.family, "about": each.about}
            needs = {"needs": list(each.needs), "use": each.developed_words()}
            write_object("board", {**known, **needs})
        else:
            line = f"{each.family:<10} {each.name:<10} {each.about} ({each.developed_words()})"
            out.print(line, markup=False, soft_wrap=True)


def _check_floors(data: Path, *, as_json: bool) -> None:
    """Print committed figures beside today's; exit 1 if one has fallen."""
    from truceline.lab.board import BOARDS, check_needs, labels_digest, scoreboard
    from truceline.lab.floors import compare, floor_names, load_floors

    held: list[Held] = []
    for name in floor_names():
        board = BOARDS[name]
        check_needs(board, data)
        floors = load_floors(name)
        if floors.labels != labels_digest(board, data):
            raise CheckFailedError(
                "The labels are not those on which the floors were printed.",
                where=str(data / board.labels[0]),
                mend="Give the same labels, or print the floors anew and say why.",
            )
        with bars() as progress:
            held += compare(floors, scoreboard(board, data, progress))
    for each in held:
        known = {"name": each.floor.name, "set": each.floor.set, "verdict": each.verdict}
        if as_json:
            write_object("floor", known)
        else:
            write_lines([each.sentence()])
    bad = [each for each in held if each.bad]
    if bad:
        raise CheckFailedError(
            f"{len(bad)} of {len(held)} figures lie below their floor: {bad[0].sentence()}.",
            mend="Mend what fell, or print the floors anew and say why.",
        )


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(score)
