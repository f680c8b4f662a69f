"""Commands about a case: demo, init, run, report, verify."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from truceline.cli.output import bars, out, print_table, say
from truceline.ground.errors import CheckFailedError, UsageError

if TYPE_CHECKING:
    from truceline.pipeline.run import Outcome

CASE = typer.Argument(help="The case folder.")
AS_JSON = typer.Option(False, "--json", help="One JSON object for programs.")
BAD_INPUT = 3


def demo(
    folder: Path = typer.Option(Path("demo/easter-2025"), "--dir", help="Where to put the case."),
    as_json: bool = AS_JSON,
) -> None:
    """Run the bundled case, the Easter truce of 2025, and say where the report is."""
    from truceline.pipeline.begin import bundled_case
    from truceline.pipeline.run import run as run_case

    with bars() as progress:
        outcome = run_case(bundled_case(folder), resume=False, progress=progress)
    _show(outcome, as_json=as_json)


def init(
    folder: Path = typer.Argument(metavar="DIR", help="The folder to make."),
    agreement: str = typer.Option(..., help="A shipped agreement's name, or a YAML file."),
) -> None:
    """Make a case folder for an agreement.

    Example: `truceline init my-case --agreement easter-2025`
    """
    from truceline.pipeline.begin import new_case

    inbox = new_case(folder, agreement)
    say(f"Made {folder}. Put files into {inbox}, then: truceline run {folder}")


def run(
    case: Path = CASE,
    resume: bool = typer.Option(False, help="Go on where an interrupted run stopped."),
    dry_run: bool = typer.Option(False, help="Say what would be collected, change nothing."),
    as_json: bool = AS_JSON,
) -> None:
    """Run a case from evidence to report; exit 3 if items went to quarantine.

    Example: `truceline run my-case --resume`
    """
    from truceline.pipeline.run import plan
    from truceline.pipeline.run import run as run_case

    if dry_run:
        rows = [(str(each.path), each.mapping or "by suffix", note) for each, note in plan(case)]
        print_table("Would collect", ("path", "mapping", "state"), rows)
        return
    with bars() as progress:
        outcome = run_case(case, resume=resume, progress=progress)
    _show(outcome, as_json=as_json)
    if outcome.quarantined:
        raise typer.Exit(BAD_INPUT)


def report(
    case: Path = CASE,
    form: str = typer.Option("html", "--format", help="html or json."),
    output: Path | None = typer.Option(None, help="A file to write; else standard output."),
) -> None:
    """Print the report of a case that was run.

    Example: `truceline report my-case --format json`
    """
    from truceline.pipeline.run import stored_report

    if form not in ("html", "json"):
        raise UsageError(f"There is no format “{form}” yet.", mend="Choose html or json.")
    content = stored_report(case, form)
    if output:
        output.write_bytes(content)
        say(f"Wrote {output}.")
    else:
        out.file.write(content.decode("utf-8"))


def verify(
    path: Path = typer.Argument(help="The case folder to check."),
    as_json: bool = AS_JSON,
) -> None:
    """Check a case against its own ledger; exit 1 if anything was changed.

    Says also what such a check cannot detect.
    """
    from truceline.record import verify as verify_case

    found = verify_case(path)
    if as_json:
        content = {"ok": found.ok, "problems": list(found.problems), "says": list(found.says)}
        out.file.write(json.dumps(content, ensure_ascii=False) + "\n")
    else:
        for line in (*found.says, *(f"PROBLEM {each}" for each in found.problems)):
            out.print(line, markup=False)
    if not found.ok:
        raise CheckFailedError(
            f"{len(found.problems)} thing(s) do not agree with the ledger.",
            where=str(path),
            mend="Compare with another copy of the case.",
        )


def _show(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        out.file.write(json.dumps(outcome.as_json(), ensure_ascii=False) + "\n")
        return
    rows = [(name, f"{count:,}") for name, count in outcome.counts.items()]
    print_table("", ("found", "number"), rows)
    for what, where, mend in outcome.quarantined[:20]:
        out.print(f"quarantined {where}: {what} Mend: {mend}", markup=False)
    if outcome.quarantined:
        say(f"{len(outcome.quarantined)} item(s) in quarantine; all others were used.")
    out.print(f"report {outcome.report}", markup=False)
    out.print(f"result {outcome.digest}", markup=False)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    for command in (demo, init, run, report, verify):
        app.command()(command)
