"""Commands about a case: demo, init, run, report, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from truceline.cli.assisting import MODEL, URL, assistant_of
from truceline.cli.output import (
    bars,
    complain,
    out,
    passed_over,
    print_table,
    remark,
    say,
    write_object,
    write_text,
)
from truceline.ground.errors import CaseError, CheckFailedError, UsageError
from truceline.ground.printable import printable

if TYPE_CHECKING:
    from truceline.pipeline.case import Input, Page
    from truceline.pipeline.run import Outcome
    from truceline.read.language_model import Assistant

CASE = typer.Argument(help="The case folder.")
JOBS = typer.Option(
    None, min=1, help="Processes that read where there is much to read; by default one a core."
)
AS_JSON = typer.Option(False, "--json", help="One JSON object for programs.")
BAD_INPUT = 3
BUNDLED = "easter-2025"
_MOST_SHOWN = 20  # problems that a person reads


def demo(
    folder: Path = typer.Option(Path("demo/easter-2025"), "--dir", help="Where to put the case."),
    as_json: bool = AS_JSON,
) -> None:
    """Run the bundled case, the Easter truce of 2025, and say where the report is.

    Example: `truceline demo --dir easter`
    """
    from truceline.pipeline.begin import bundled_case

    _refuse_another_case(folder)
    _show(_ran(bundled_case(folder, BUNDLED), resume=False), as_json=as_json)


def init(
    folder: str = typer.Argument(metavar="DIR", help="The folder to make."),
    agreement: str = typer.Option(..., help="A shipped agreement's name, or a YAML file."),
) -> None:
    """Make a case folder for an agreement.

    Example: `truceline init my-case --agreement easter-2025`
    """
    from truceline.pipeline.begin import new_case

    if not folder:
        raise UsageError("The folder has no name.", mend="truceline init DIR --agreement NAME")
    inbox = new_case(Path(folder), agreement)
    say(f"Made {folder}. Put files into {inbox}, then: truceline run {folder}")


def run(  # noqa: PLR0913, PLR0917 - each is an option of the command
    case: Path = CASE,
    resume: bool = typer.Option(False, help="Keep what earlier runs did; add what is new."),
    dry_run: bool = typer.Option(False, help="Say what would be collected, change nothing."),
    outside: bool = typer.Option(
        False, "--outside", help="Let case.toml name files outside of the case folder."
    ),
    fetch: bool = typer.Option(
        False, "--fetch", help="Fetch the pages and feeds that case.toml names on the web."
    ),
    allow_host: list[str] = typer.Option(
        [], metavar="HOST", help="A host of your own network that may be fetched from."
    ),
    jobs: int | None = JOBS,
    language_model: str | None = URL,
    model: str | None = MODEL,
    as_json: bool = AS_JSON,
) -> None:
    """Run a case from evidence to report; exit 3 if items went to quarantine.

    Example: `truceline run my-case --resume`
    """
    if dry_run:
        from truceline.pipeline.run import plan

        rows = [
            (_named(each), getattr(each, "mapping", None) or "", note) for each, note in plan(case)
        ]
        print_table("Would collect", ("path or address", "mapping", "state"), rows)
        return
    hosts = _hosts(case, fetch=fetch, allow_host=allow_host)
    assistant = assistant_of(language_model, model, case)
    outcome = _ran(
        case, resume=resume, outside=outside, assistant=assistant, fetch=hosts, jobs=jobs
    )
    for problem in assistant.problems[:_MOST_SHOWN] if assistant else ():
        complain(problem)
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
        write_text(content.decode("utf-8"))


def verify(
    path: Path = typer.Argument(help="The case folder to check."),
    as_json: bool = AS_JSON,
) -> None:
    """Check a case against its own ledger; exit 1 if anything was changed.

    Says also what such a check cannot detect. Example: `truceline verify my-case`
    """
    from truceline.record import verify as verify_case

    found = verify_case(path)
    if as_json:
        problems, says = list(found.problems), list(found.says)
        write_object("verification", {"ok": found.ok, "problems": problems, "says": says})
    else:
        for line in (*found.says, *(f"PROBLEM {each}" for each in found.problems)):
            out.print(line, markup=False)
    if not found.ok:
        raise CheckFailedError(
            f"{len(found.problems)} thing(s) do not agree with the ledger.",
            where=str(path),
            mend="Compare with another copy of the case.",
        )


def _lines_missing(folder: Path, *, outside: bool) -> str:
    """Return which files of its agreement's lines a case lacks, "" if none."""
    from truceline.agreements import load
    from truceline.cli.remarks import lines_missing
    from truceline.pipeline.case import load_case

    case = load_case(folder, outside=outside)
    return lines_missing(load(case.agreement), case.lines)


def _named(given: Input | Page) -> str:
    """Return what an input is called on the terminal: its path, or its address made safe."""
    return printable(getattr(given, "url", None) or str(getattr(given, "path", "")))


def _hosts(case: Path, *, fetch: bool, allow_host: list[str]) -> frozenset[str] | None:
    """Return the hosts that may be fetched from beside public ones, None to fetch nothing."""
    from truceline.pipeline.run import pages_named

    if not fetch:
        if number := pages_named(case):
            say(f"{number} address(es) in case.toml were left alone; --fetch fetches them.")
        return None
    return frozenset(allow_host)


def _ran(
    case: Path,
    *,
    resume: bool,
    outside: bool = False,
    assistant: Assistant | None = None,
    fetch: frozenset[str] | None = None,
    jobs: int | None = None,
) -> Outcome:
    from truceline.pipeline.readers import cores
    from truceline.pipeline.run import run as run_case

    try:
        with bars() as progress:
            outcome = run_case(
                case,
                resume=resume,
                outside=outside,
                progress=progress,
                assistant=assistant,
                fetch=fetch,
                jobs=jobs or cores(),
            )
    except KeyboardInterrupt:
        say(f"What was done is kept: truceline run {case} --resume")
        raise
    remark(_lines_missing(case, outside=outside))
    return outcome


def _refuse_another_case(folder: Path) -> None:
    """Raise CaseError if the folder holds a case that the bundled one would overwrite."""
    from truceline.pipeline.case import FILE, load_case
    from truceline.vocabulary.files import DATA

    bundled = load_case(DATA / "cases" / BUNDLED)
    if (folder / FILE).exists() and load_case(folder).title != bundled.title:
        raise CaseError(
            "There is another case here.",
            where=str(folder),
            mend="Choose another folder with --dir.",
        )


def _show(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        write_object("run", outcome.as_json())
        return
    rows = [(name, f"{count:,}") for name, count in outcome.counts.items()]
    print_table("", ("found", "number"), rows)
    for what, where, mend in outcome.quarantined[:_MOST_SHOWN]:
        line = printable(f"quarantined {where}: {what} Mend: {mend}")
        out.print(line, markup=False)
    if number := len(outcome.quarantined):
        rest = f" {_MOST_SHOWN} are shown; --json names all." if number > _MOST_SHOWN else ""
        say(f"{number} item(s) in quarantine; all others were used.{rest}")
    if outcome.passed_over:
        say(passed_over(outcome.passed_over, outcome.counts["evidence"]))
    out.print(f"report {outcome.report}", markup=False)
    out.print(f"result {outcome.digest}", markup=False)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    for command in (demo, init, run, report, verify):
        app.command()(command)
