"""Commands for one stage each, JSON Lines in and out: read, locate, trace, fuse, judge."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from truceline.cli.output import complain, say, write_lines

if TYPE_CHECKING:
    from truceline.cli.lines import Given

FILES = typer.Argument(None, help="Files, or - for standard input (the default).")
OPTIONAL = typer.Option(None)


def read(
    files: list[Path] = FILES,
) -> None:
    """Read items into statements.

    Takes JSON Lines with id, text or html, source, published, lang, url; and .txt, .html, .csv
    and .zip files. Example: `truceline read articles/*.txt > statements.jsonl`
    """
    from truceline.cli.lines import documents_of, gather
    from truceline.model.doors import to_line
    from truceline.read import Reader

    given = gather(files or [])
    reader = Reader.load()
    for document in documents_of(given):
        result = reader.read(document)
        for record in (*result.statements, *result.detections, *result.coverage):
            write_lines([to_line(record)])
    _finish(given)


def locate(
    text: str = typer.Argument(help="A sentence in a language that is read."),
) -> None:
    """Show the places that a text names, with the alternatives of each.

    Example: `truceline locate "Shelling near Kostiantynivka"`
    """
    from truceline.geography import Gazetteer
    from truceline.ground.canonical import json_line
    from truceline.model.columns import adapter
    from truceline.model.values import Place

    for mention in Gazetteer.load().locate(text):
        shown = [adapter(Place).dump_python(each, mode="json") for each in mention.candidates]
        body = {"type": "mention", "schema": "truceline/mention/1"}
        span = [mention.start, mention.end]
        words = text[mention.start : mention.end]
        write_lines([json_line({**body, "span": span, "words": words, "places": shown})])


def trace(
    files: list[Path] = FILES,
) -> None:
    """Find who repeats whom: origins, their edges, and contradictions.

    Takes the items that `read` takes, or statements and documents as JSON Lines.
    """
    from truceline.cli.lines import gather
    from truceline.pipeline.parts import trace_records

    given = gather(files or [])
    _write(trace_records(*_read_given(given)))
    _finish(given)


def fuse(
    files: list[Path] = FILES,
    origins: list[Path] = typer.Option([], help="Origins (JSON Lines); else traced here."),
    sources: list[Path] = typer.Option([], help="Sources (JSON Lines)."),
    coverage: list[Path] = typer.Option([], help="Coverage (JSON Lines)."),
    decisions: list[Path] = typer.Option([], help="Reviews that bind (JSON Lines)."),
) -> None:
    """Join statements into incidents, with the score of every link.

    Example: `truceline read news.jsonl | truceline fuse`
    """
    from truceline.cli.lines import gather
    from truceline.pipeline.parts import fuse_records, trace_records

    given = gather(files or [])
    beside = gather([*origins, *sources, *coverage, *decisions]) if origins or sources else None
    statements, documents, known = _read_given(given)
    named = beside.of("source") if beside else known
    traced = given.of("origin") + (beside.of("origin") if beside else [])
    if not traced:
        traced = trace_records(statements, documents, named)["origin"]
    reviews = given.of("review") + (beside.of("review") if beside else [])
    _write(fuse_records(statements, documents, named, traced, reviews))
    for each in (given, beside):
        if each:
            _finish(each)


def judge(
    files: list[Path] = FILES,
    agreement: str = typer.Option(..., help="A shipped agreement's name, or a YAML file."),
) -> None:
    """Judge incidents under an agreement: bindings and proposed findings.

    Takes incidents and, if there are any, statements, origins and documents, as JSON Lines.
    """
    from truceline.agreements import load
    from truceline.cli.lines import gather
    from truceline.pipeline.parts import judge_records

    terms = load(agreement)
    given = gather(files or [])
    _write(judge_records(terms, given.records))
    _finish(given)


def _read_given(given: Given) -> tuple[list[Any], list[Any], list[Any]]:
    """Return statements (read here where items were given), documents and sources."""
    from truceline.read import Reader

    statements = given.of("statement")
    if given.documents:
        reader = Reader.load()
        for document in given.documents:
            statements = [*statements, *reader.read(document).statements]
    return statements, [*given.documents, *given.of("document")], given.of("source")


def _write(tables: dict[str, list[Any]]) -> None:
    from truceline.model.doors import to_line

    write_lines(to_line(each) for records in tables.values() for each in records)


def _finish(given: Given) -> None:
    """Report what could not be used; exit 3 if there was anything."""
    for problem in given.problems:
        complain(problem)
    if given.problems:
        say(f"{len(given.problems)} item(s) could not be used; all others were.")
        raise typer.Exit(3)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    commands: Iterable[Any] = (read, locate, trace, fuse, judge)
    for command in commands:
        app.command()(command)
