"""Finds, checks and loads agreement files: those that ship, and the user's own."""

from __future__ import annotations

from pathlib import Path

from truceline.agreements.building import build
from truceline.agreements.checking import check_names, check_sense
from truceline.agreements.problem import Problem
from truceline.agreements.shape import check_shape
from truceline.agreements.source import Source, read_source
from truceline.ground.errors import AgreementError, UsageError
from truceline.model.agreement import Agreement
from truceline.vocabulary.files import DATA

MOST_PROBLEMS = 200  # nobody reads more at once
FOLDER = DATA / "agreements"


def names() -> list[str]:
    """Return the names of the agreements that ship, in alphabetical order."""
    return sorted(each.stem for each in FOLDER.glob("*.yaml"))


def find(name_or_path: str) -> Path:
    """Return the file of a shipped agreement or of a path; raises UsageError for neither."""
    if name_or_path in names():
        return FOLDER / f"{name_or_path}.yaml"
    path = Path(name_or_path)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        return path
    raise UsageError(
        f"There is no agreement “{name_or_path}”.",
        mend=f"Give the path of a YAML file, or one of: {', '.join(names())}.",
    )


def check(path: Path) -> list[Problem]:
    """Return all that is wrong with an agreement file, in the order of its lines; [] if nothing."""
    return _read(path)[1]


def load(name_or_path: str) -> Agreement:
    """Return an agreement by its shipped name or its path.

    Raises UsageError if there is none, AgreementError naming the first problem's file and line
    if the file is broken.
    """
    path = find(name_or_path)
    agreement, problems = _read(path)
    if agreement is None or problems:
        first = problems[0]
        more = f" ({len(problems) - 1} more: check it)" if len(problems) > 1 else ""
        raise AgreementError(f"{first.what}{more}", where=first.where, mend=first.mend)
    return agreement


def _read(path: Path) -> tuple[Agreement | None, list[Problem]]:
    source = read_source(path)
    if source.problems and source.value is None:
        return None, source.problems
    agreement = None
    if check_shape(source):
        check_names(source)
        agreement = build(source)
    # A name that names nothing would be told again by each check that misses what it stands for.
    if agreement is not None and not source.problems:
        check_sense(agreement, source)
    return agreement, _in_order(source)


def _in_order(source: Source) -> list[Problem]:
    """Return the problems by line, each once; of a file of nothing but mistakes, the first."""
    unique = list(dict.fromkeys(source.problems))
    ordered = sorted(unique, key=lambda each: int(each.where.rsplit(":", 1)[1]))
    if len(ordered) <= MOST_PROBLEMS:
        return ordered
    what = f"{len(ordered) - MOST_PROBLEMS} more problems from here on."
    mend = "Correct those above and check again."
    return [
        *ordered[:MOST_PROBLEMS],
        Problem(what=what, where=ordered[MOST_PROBLEMS].where, mend=mend),
    ]
