"""Commands for one stage each, JSON Lines in and out: read, locate, trace, fuse, judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from truceline.cli.assisting import MODEL, URL, assistant_of
from truceline.cli.output import complain, passed_over, remark, say, write_lines
from truceline.ground.errors import InputError, UsageError

if TYPE_CHECKING:
    from truceline.cli.lines import Given
    from truceline.model.agreement import Agreement

BAD_INPUT = 3
_MOST_SHOWN = 20  # errors that a person reads; the others are counted
_LONGEST_TEXT = 100_000
# What a command works on, and what earlier ones put out beside it, which it leaves alone.
_USES = {
    "read": {"document"},
    "trace": {"document", "statement", "source"},
    "fuse": {"document", "statement", "source", "origin", "review", "detection", "coverage"},
    "judge": {"incident", "statement", "origin", "document", "group"},
}
_BESIDE = {"detection", "coverage", "doubt", "contradiction", "link", "group", "source"}
_BESIDE |= {"binding", "weighing", "exclusion", "standing", "standing_change", "performance"}
_BESIDE |= {"breach_total", "step_reached"}

FILES = typer.Argument(None, metavar="FILE", help="Files; - or none is standard input.")


KEPT = typer.Option(
    None,
    metavar="DIR",
    help="Keep what is given in this folder, and fuse only what is new in it.",
)
ANEW = typer.Option(
    False, "--anew", help="With --kept: fuse all that is kept anew, by rates and rarities of now."
)
SOURCES = "Who reports, and whose feed it is (JSON Lines, or a case's sources.yaml)."


def _beside(what: str) -> Any:  # noqa: ANN401 - typer gives its options no type
    return typer.Option([], metavar="FILE", help=what)


def read(
    files: list[str] = FILES,
    language_model: str | None = URL,
    model: str | None = MODEL,
) -> None:
    """Read items into statements.

    Takes JSON Lines with id, text or html, source, published, lang and url; folders; and .txt,
    .html, .eml, .pdf, .docx, .csv, .xlsx, .rss, .warc and .zip files.
    Example: `truceline read articles/*.txt > statements.jsonl`
    """
    from truceline.cli.lines import Given, each_entry
    from truceline.model.doors import to_line
    from truceline.model.evidence import Document
    from truceline.read import Reader

    given = Given()
    assistant = assistant_of(language_model, model)
    reader: Reader | None = None
    items = passed = 0
    for entry in each_entry(files or []):
        if not isinstance(entry, Document):
            given.take(entry)
            continue
        reader = reader or Reader.load()
        try:
            result = assistant.read(reader, entry) if assistant else reader.read(entry)
        except InputError as error:
            given.problems.append(error)
            continue
        items, passed = items + 1, passed + result.passed_over
        found = (*result.statements, *result.detections, *result.coverage, *result.doubts)
        write_lines(to_line(each) for each in found)
    given.problems += assistant.problems if assistant else []
    if passed:
        say(passed_over(passed, items))
    _finish("read", given, used=reader is not None)


def locate(text: str = typer.Argument(help="A sentence in a language that is read.")) -> None:
    """Show the places that a text names, with the alternatives of each.

    Example: `truceline locate "Shelling near Kostiantynivka"`
    """
    from truceline.geography import Gazetteer
    from truceline.model.doors import to_line
    from truceline.model.values import Mention, Span

    if len(text) > _LONGEST_TEXT:
        raise UsageError(
            f"The text has {len(text):,} characters; {_LONGEST_TEXT:,} are looked at.",
            mend="Put it into a file and use: truceline read FILE",
        )
    for each in Gazetteer.load().locate(text):
        span, words = Span(each.start, each.end), text[each.start : each.end]
        write_lines([to_line(Mention(span=span, words=words, places=each.candidates))])


def trace(
    files: list[str] = FILES,
    sources: list[str] = _beside(SOURCES),
) -> None:
    """Find who repeats whom: origins, their edges, and contradictions.

    Takes the items that `read` takes, or statements; items beside statements are their
    documents. Example: `truceline trace statements.jsonl articles.jsonl`
    """
    from truceline.pipeline.parts import trace_records

    given = _with_options(files or [], {"source": sources})
    _write(trace_records(*_statements_and_documents(given), given.of("source")))
    _finish("trace", given)


def fuse(
    files: list[str] = FILES,
    origins: list[str] = _beside("Origins (JSON Lines); without any they are traced here."),
    sources: list[str] = _beside(SOURCES),
    coverage: list[str] = _beside(
        "Detections of sensors, and where and when they could have seen (JSON Lines)."
    ),
    decisions: list[str] = _beside(
        "Reviews that bind two statements: same, different or retract (JSON Lines)."
    ),
    kept: Path | None = KEPT,
    anew: bool = ANEW,
) -> None:
    """Join statements into incidents, with what each join and each probability is made of.

    Takes what `trace` takes. Puts out incidents, links (the score of every join), groups (what
    could be counted otherwise) and weighings (the parts of P(occurred)).
    Example: `truceline fuse statements.jsonl articles.jsonl --sources sources.yaml`

    With --kept, the folder remembers what was given: the next run fuses only what is new and puts
    out what that changed, with a withdrawal for each line that holds no longer.
    Example: `truceline fuse --kept fused tuesday.jsonl > changes.jsonl`
    """
    from truceline.cli.keeping import fuse_into
    from truceline.cli.lines import is_piped

    if anew and not kept:
        raise UsageError("--anew is of what is kept.", mend="Name its folder with --kept DIR.")
    options = {"origin": origins, "source": sources, "coverage": coverage, "review": decisions}
    # What is kept may be given nothing but reviews or sensors, or nothing at all.
    alone = kept and not files and (anew or any(options.values())) and not is_piped()
    given = _with_options(None if alone else files or [], options)
    if kept:
        fuse_into(kept, given, anew=anew)
    else:
        _fuse_all(given)
    _finish("fuse", given)


def _with_options(files: list[str] | None, options: Mapping[str, list[str]]) -> Given:
    """Return what files hold and what is given beside them, by type; files: None for none."""
    from truceline.cli.lines import Given, gather

    given = Given() if files is None else gather(files)
    for name, option, also in (
        ("origin", "--origins", ()),
        ("source", "--sources", ()),
        ("coverage", "--coverage", ("detection",)),
        ("review", "--decisions", ()),
    ):
        if named := options.get(name):
            given.add(gather(named, assumed=name), name, option, *also)
    return given


def _fuse_all(given: Given) -> None:
    """Write incidents of all that is given, with what they are made of."""
    from truceline.cli.remarks import without_effect
    from truceline.pipeline.parts import fuse_records, trace_records

    statements, documents = _statements_and_documents(given)
    known, traced = given.of("source"), given.of("origin")
    if not traced:
        traced = trace_records(statements, documents, known)["origin"]
    looks = {name: given.of(name) for name in ("detection", "coverage")}
    _write(fuse_records(statements, documents, known, traced, given.of("review"), looks))
    remark(without_effect(given.of("review"), statements))


def judge(
    files: list[str] = FILES,
    agreement: str = typer.Option(..., help="A shipped agreement's name, or a YAML file."),
    lines: Path | None = typer.Option(
        None, metavar="DIR", help="Folder of the files of the agreement's lines, if it has such."
    ),
    standard: float | None = typer.Option(
        None,
        metavar="P",
        help="Probability that a verdict must reach, above 0.5 and up to 1; without it, the one "
        "in the agreement's file.",
    ),
) -> None:
    """Judge incidents under an agreement: bindings and proposed findings.

    Takes incidents and, if there are any, statements, origins, documents and groups. Example:
    `truceline judge incidents.jsonl statements.jsonl --agreement easter-2025`

    A mission may hold verdicts to a standard of proof of its own. Example:
    `truceline judge incidents.jsonl --agreement easter-2025 --standard 0.8`
    """
    from truceline.cli.lines import gather
    from truceline.cli.remarks import lines_missing
    from truceline.pipeline.parts import judge_records

    terms = _terms(agreement, standard)
    given = gather(files or [])
    records = {name: given.of(name) for name in _USES["judge"]}
    _write(judge_records(terms, records, lines))
    remark(lines_missing(terms, lines))
    if not records["incident"]:
        say("No incidents were given, so there are no findings: `truceline fuse` makes incidents.")
    elif not records["statement"]:
        say(
            "No statements were given: what the parties said of the agreement was not looked at, "
            "and no finding cites words. Give the statements beside the incidents."
        )
    _finish("judge", given)


def _terms(agreement: str, standard: float | None) -> Agreement:
    """Return the agreement to judge under, with the standard of proof that was asked for."""
    from truceline.agreements import load
    from truceline.pipeline.standard import checked_standard, held_to

    if standard is not None:
        standard = checked_standard(standard, "--standard", UsageError)
    return held_to(load(agreement), standard)


def _statements_and_documents(given: Given) -> tuple[list[Any], list[Any]]:
    """Return statements (read here where only items were given) and documents."""
    from truceline.cli.lines import read_items, with_quotes
    from truceline.cli.remarks import without_items

    documents, statements = given.of("document"), given.of("statement")
    if statements or not documents:
        remark(without_items(statements, {each.id for each in documents}))
        return with_quotes(statements, documents), documents
    return read_items(documents, given), documents


def _write(tables: dict[str, list[Any]]) -> None:
    from truceline.model.doors import to_line

    write_lines(to_line(each) for records in tables.values() for each in records)


def _finish(command: str, given: Given, *, used: bool = False) -> None:
    """Report what could not be used; exit 3 if there was anything."""
    counts = given.counts()
    usable, odd = _USES[command], sorted(set(counts) - _USES[command] - _BESIDE)
    if counts and not used and not usable & set(counts):
        given.problems.append(
            InputError(
                f"Nothing here that `{command}` works on, only: {', '.join(sorted(counts))}.",
                mend=f"Give it one of: {', '.join(sorted(usable))}.",
            )
        )
    elif odd:
        say(f"`{command}` makes no use of: {_listed(counts, odd)}.")
    for problem in given.problems[:_MOST_SHOWN]:
        complain(problem)
    if len(given.problems) > _MOST_SHOWN:
        say(f"… and {len(given.problems) - _MOST_SHOWN} more of the kind.")
    if given.problems:
        say(f"{len(given.problems)} item(s) could not be used; all others were.")
        raise typer.Exit(BAD_INPUT)


def _listed(counts: dict[str, int], names: Sequence[str]) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in names)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    commands: Iterable[Any] = (read, locate, trace, fuse, judge)
    for command in commands:
        app.command()(command)
