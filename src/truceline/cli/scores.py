"""The scoreboard's command: figures against labelled data, with intervals and baselines."""

from __future__ import annotations

from pathlib import Path

import typer

from truceline.cli.output import print_table, write_lines


def score(
    name: str = typer.Argument(help="Which scoreboard; “list” names them."),
    data: Path = typer.Option(..., help="The folder that holds the labelled data."),
    as_json: bool = typer.Option(False, "--json", help="JSON Lines for programs."),
) -> None:
    """Score Truceline against labelled data, baselines beside it.

    Example: `truceline score easter --data data`
    """
    from truceline.lab.board import scoreboard

    rows = scoreboard(name, data)
    if as_json:
        write_lines(row.as_line() for row in rows)
        return
    columns = ("figure", "set", "n", "value", "95 % interval", "baseline", "its value")
    print_table(f"score {name}", columns, [row.cells() for row in rows])


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(score)
