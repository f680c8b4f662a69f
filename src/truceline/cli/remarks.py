"""What a person is told who left out what tracing, fusing or judging would have used."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from truceline.vocabulary.files import shipped_yaml

if TYPE_CHECKING:
    from truceline.model.agreement import Agreement
    from truceline.model.review import Review
    from truceline.model.statement import Statement

_PAIR = 2  # ids that a review on one incident or two names
_MOST_NAMED = 5  # reviews that are named; the others are counted


def without_items(statements: Iterable[Statement], known: Collection[str]) -> str:
    """Return a sentence on statements whose items are not given, "" if there are none.

    known: ids of the items that are given. Only an item tells when and where a statement appeared.
    """
    lacking = sum(each.document not in known for each in statements)
    if not lacking:
        return ""
    return (
        f"The items of {lacking:,} statement(s) were not given: their texts, sources and times of "
        "publication are unknown. Name the files that `truceline read` took as well."
    )


def without_effect(
    reviews: Collection[Review],
    statements: Iterable[Statement],
    also: Collection[str] = (),
    which: str = "given here",
) -> str:
    """Return a sentence on reviews that can bind nothing here, "" if all can.

    A review binds by a word of the vocabulary on two statements; ids of incidents are known
    where they are kept. also: further ids that reviews may name; which: statements that count.
    """
    decisions = set(shipped_yaml("vocabulary", "fuse.yaml")["decisions"].values())
    told = {each.id for each in statements} if reviews else set()
    told |= set(also)
    idle = [
        each.id
        for each in reviews
        if each.decision not in decisions
        or len(each.subject.split()) != _PAIR
        or not told.issuperset(each.subject.split())
    ]
    if not idle:
        return ""
    named = ", ".join(idle[:_MOST_NAMED]) + (", …" if len(idle) > _MOST_NAMED else "")
    return (
        f"{len(idle):,} of {len(reviews):,} review(s) bind nothing: {named}. A review binds with "
        f"the decision {', '.join(sorted(decisions))} and the ids of two statements {which}."
    )


def lines_missing(agreement: Agreement, lines: Path | None) -> str:
    """Return which files of an agreement's lines were not given, "" if none are missing."""
    from truceline.geography.dividing import days_with

    named = [(each.id, each.files) for each in agreement.lines if each.files]
    if not named:
        return ""
    if lines is None:
        return (
            f"No files of lines were given ({', '.join(name for name, _ in named)}): what hangs on "
            "where they run is undetermined. Give their folder: --lines DIR, or lines in case.toml."
        )
    found = [(name, files, *days_with(files, lines)) for name, files in named]
    return " ".join(
        f"{lines} holds no file on {many - len(held):,} of the {many:,} days of “{name}”: a file "
        f"is named {files.pattern}, {{day}} being the day as YYYYMMDD. Such days go by the line's "
        "own rule."
        for name, files, held, many in found
        if len(held) < many
    )
