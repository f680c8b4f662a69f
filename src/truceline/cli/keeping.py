"""`truceline fuse --kept`: new records into what a folder keeps, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from truceline.cli.output import Bars, bars, remark, say, write_lines

if TYPE_CHECKING:
    from truceline.cli.lines import Given
    from truceline.model.evidence import Document
    from truceline.model.statement import Statement
    from truceline.pipeline.kept import Changes, Held

_MUCH = 1 / 3  # share of what is kept that figures of before it should not be used for


def fuse_into(folder: Path, given: Given, *, anew: bool = False) -> None:
    """Fuse what is new among records into a folder, and write what that changes.

    anew: fuse all that is kept, by rates and rarities of now. What changes is written before it
    is kept: whoever is interrupted in between gets it again.
    """
    from truceline.cli.remarks import without_effect
    from truceline.pipeline.kept import held

    reviews = given.of("review")
    with held(folder) as kept:
        with bars() as watch:
            statements, documents = _new(kept, given, watch)
            if not (statements or kept.begun):
                say("No statements were given, so nothing is kept yet.")
                return
            records = _records(kept, given, statements, documents, watch)
            watch.start("fuse", None)
            changes = kept.put(records, reviews, anew=anew)
        _write(changes)
        names = kept.named(reviews)
        unused = without_effect(reviews, statements, names, "that are kept, and waits for others")
        remark(unused, *_told(folder, changes))
        with bars() as watch:
            watch.start("save", None)
            kept.save()


def _new(kept: Held, given: Given, watch: Bars) -> tuple[list[Statement], list[Document]]:
    """Return the statements that are new, read here where only items are given, and new items."""
    from truceline.cli.lines import read_items, with_quotes
    from truceline.cli.remarks import without_items

    documents, statements = given.of("document"), given.of("statement")
    items = {each.id for each in documents}
    if not statements and documents:
        known = kept.known("document", [each.id for each in documents])
        documents = [each for each in documents if each.id not in known]
        return read_items(documents, given, watch) if documents else [], documents
    if changed := kept.changed(statements):
        say(
            f"{changed:,} statement(s) are kept with other content, which stays: to use what was "
            "given, fuse everything into another folder."
        )
    fresh = kept.new(statements)
    items |= kept.known("document", [each.document for each in fresh])
    remark(without_items(fresh, items))
    told = {each.document for each in fresh}
    known = kept.known("document", [each.id for each in documents])
    mine = [each for each in documents if each.id in told or each.id not in known]
    return with_quotes(fresh, mine), mine


def _records(
    kept: Held,
    given: Given,
    statements: Sequence[Statement],
    documents: Sequence[Document],
    watch: Bars,
) -> dict[str, Sequence[Any]]:
    from truceline.pipeline.parts import trace_records

    sources, origins = given.of("source"), given.of("origin")
    if not origins and statements:
        watch.start("trace", None)
        mine = {each.id for each in sources}
        known = [*sources, *(each for each in kept.sources if each.id not in mine)]
        origins = trace_records(statements, documents, known)["origin"]
        if kept.begun:
            say(
                "Origins were traced among the new statements alone: one that repeats an earlier "
                "one counts as its own. Give --origins of all to join them."
            )
    return {
        "statement": statements,
        "document": documents,
        "source": sources,
        "origin": origins,
        **{name: given.of(name) for name in ("detection", "coverage")},
    }


def _write(changes: Changes) -> None:
    from truceline.model.doors import to_line

    write_lines(to_line(each) for each in changes.withdrawals)
    write_lines(to_line(each) for found in changes.records.values() for each in found)


def _told(folder: Path, changes: Changes) -> tuple[str, ...]:
    """Return what a person is told of an arrival; "" for what there is nothing to say of."""
    apart = late = ""
    if changes.apart:
        apart = (
            f"{changes.apart:,} origin(s) join statements that are kept under several origins or "
            "none: what is kept stays, so that some count as independent that are not. Fuse "
            "everything into another folder to use them."
        )
    if changes.late > _MUCH:
        late = (
            f"{changes.late:.0%} of what is kept came after rates and rarities were taken: with "
            "--anew they are taken anew, and everything is fused by them."
        )
    return (
        apart,
        f"{changes.statements:,} statement(s) are kept in {folder}, {changes.new:,} of them new; "
        f"{changes.tiles:,} of {changes.of_tiles:,} tile(s) were fused anew.",
        late,
    )
