"""Commands about what Truceline knows: agreements, places and the shapes of its records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from truceline.cli.output import out, print_table, write_lines
from truceline.ground.errors import CheckFailedError

if TYPE_CHECKING:
    from truceline.geography.imported import Taken

agreements = typer.Typer(
    name="agreements",
    no_args_is_help=True,
    help="List, show and check agreements.\n\nExample: `truceline agreements list`",
)


@agreements.command("list")
def list_agreements(
    as_json: bool = typer.Option(False, "--json", help="JSON Lines for programs."),
) -> None:
    """List the shipped agreements with their standing and window.

    Example: `truceline agreements list`
    """
    from truceline.agreements import load, names
    from truceline.model.doors import to_line

    found = [load(name) for name in names()]
    if as_json:
        write_lines(to_line(each) for each in found)
        return
    rows = []
    for each in found:
        fixed = each.window
        window = (
            f"{fixed.earliest:%Y-%m-%d %H:%M} to {fixed.latest:%Y-%m-%d %H:%M}"
            if fixed
            else "never fixed"
        )
        rows.append((each.id, each.title, each.standing, window))
    print_table("", ("agreement", "title", "standing", "window (UTC)"), rows)


@agreements.command("show")
def show_agreement(
    name: str = typer.Argument(help="A shipped agreement's name, or a YAML file."),
    as_json: bool = typer.Option(False, "--json", help="The record as JSON."),
) -> None:
    """Show an agreement: terms, who declared or accepted what, readings, citations.

    Example: `truceline agreements show easter-2025`
    """
    from truceline.agreements import load, show
    from truceline.model.doors import to_line

    agreement = load(name)
    if as_json:
        write_lines([to_line(agreement)])
        return
    for section in show(agreement):
        out.print(section.title, style="bold", markup=False)
        for label, text in section.lines:
            out.print(f"  {label}: {text}" if label else f"  {text}", markup=False)
        if section.rows:
            print_table("", section.columns, section.rows)


@agreements.command("check")
def check_agreements(
    files: list[Path] = typer.Argument(help="Agreement files (YAML), or shipped names."),
    as_json: bool = typer.Option(False, "--json", help="JSON Lines, one for each problem."),
) -> None:
    """Check agreement files: contradictions, gaps, dates; exit 1 if anything is wrong.

    Example: `truceline agreements check my-agreement.yaml`
    """
    from truceline.agreements import check, find, names
    from truceline.cli.output import write_object

    shipped = {name: find(name) for name in names()}
    problems = [each for file in files for each in check(shipped.get(str(file), file))]
    for each in problems:
        if as_json:
            write_object("problem", each.as_json())
        else:
            out.print(each.sentence(), markup=False)
    if problems:
        raise CheckFailedError(
            f"{len(problems)} problem(s) in {len(files)} file(s).",
            mend="Correct the lines above and check again.",
        )
    if not as_json:
        out.print(f"{len(files)} file(s), no problem found.")


places = typer.Typer(
    name="places",
    no_args_is_help=True,
    help="Take in tables of places that later commands know.\n\nExample: `truceline places list`",
)
CASE = typer.Option(None, "--case", help="Keep it in this case folder, to be handed over with it.")


def _places_folder(case: Path | None) -> Path:
    from truceline.geography.imported import FOLDER, user_folder
    from truceline.ground.errors import UsageError

    if case is None:
        return user_folder()
    if not case.is_dir():
        raise UsageError(f"There is no folder {case}.", mend="Give the folder of a case.")
    return case / FOLDER


COLUMN = typer.Option(
    [],
    "--column",
    help="A register's header, as name=HEADER; also region, district, category, code. Repeatable.",
)


@places.command("import")
def import_places(
    file: Path = typer.Argument(
        help="GeoNames dump (txt, zip, gz), CSV with name, lat, lon, or a "
        "register of names and regions."
    ),
    name: str = typer.Option("", "--name", help="Name to keep it under; the file's if not given."),
    case: Path | None = CASE,
    dry: bool = typer.Option(False, "--dry-run", help="Read and count only; keep nothing."),
    column: list[str] = COLUMN,
) -> None:
    """Take a table of places in; bad rows go to a file beside it, with the reason.

    A register without coordinates is joined to the places known, by name and region.

    Example: `truceline places import UA.zip`
    """
    from truceline.cli.output import bars, say
    from truceline.geography.imported import take, user_folder

    columns = _columns(column)
    say(f"Reading {file} ...")
    with bars() as shown:
        shown.start("rows", None)
        done = take(
            file,
            _places_folder(case),
            name=name,
            dry=dry,
            columns=columns,
            beside=[user_folder()] if case else [],
            tell=lambda rows: shown.advance("rows", rows),
        )
    _tell_taken(done)


def _tell_taken(done: Taken) -> None:
    """Say what an import did, and which rows were refused and why."""
    from truceline.cli.output import say

    kept = f"kept as “{done.name}”" if done.table else "nothing kept (dry run)"
    if done.register:
        say(f"{done.places:,} rows joined to known places, {kept}; {done.areas:,} areas left out.")
    else:
        say(f"{done.places:,} places, {kept}; {done.repeated:,} repeated rows left out.")
    for each in done.refused if not done.register else ():
        say(f"refused line {each.line}: {each.why}")
    for why, rows in done.reasons:
        say(f"refused {rows:,}: {why}")
    if done.refusals:
        where = f"; all in {done.quarantine}" if done.quarantine else ""
        say(f"{done.refusals:,} row(s) refused{where}; all others were used.")


def _columns(given: list[str]) -> dict[str, str]:
    """Return the headers that the user named; raises UsageError."""
    from truceline.geography.registers import FIELDS
    from truceline.ground.errors import UsageError

    found = {}
    for each in given:
        ours, equals, theirs = each.partition("=")
        if not (equals and theirs.strip()) or ours not in FIELDS:
            raise UsageError(
                f"“{each}” names no column.",
                mend=f"Write one of {', '.join(FIELDS)}, = and the header: --column name=Village",
            )
        found[ours] = theirs
    return found


@places.command("list")
def list_places(case: Path | None = CASE) -> None:
    """List the tables of places taken in.

    Example: `truceline places list`
    """
    from truceline.geography.imported import rows_of, tables_in

    tables = tables_in(_places_folder(case))
    rows = [(path.stem, f"{len(rows_of([path])):,}", str(path)) for path in tables]
    print_table("", ("table", "places", "file"), rows)


@places.command("remove")
def remove_places(
    name: str = typer.Argument(help="The name of a table, as `truceline places list` shows it."),
    case: Path | None = CASE,
) -> None:
    """Take a table of places away.

    Example: `truceline places remove ua`
    """
    from truceline.cli.output import say
    from truceline.geography.imported import remove

    say(f"Removed {remove(name, _places_folder(case))}.")


def schema(
    name: str = typer.Argument(
        help="A record's name, such as statement or incident, or agreement-file."
    ),
) -> None:
    """Print the JSON Schema of a record, or of agreement files for editors.

    Example: `truceline schema statement`
    """
    from truceline.agreements import file_schema
    from truceline.model.doors import json_schema

    found = file_schema() if name == "agreement-file" else json_schema(name)
    write_lines([json.dumps(found, ensure_ascii=False, indent=2)])


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.add_typer(agreements)
    app.add_typer(places)
    app.command()(schema)
