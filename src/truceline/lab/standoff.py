"""Articles with attributions that people marked in standoff files: source, cue and content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from truceline.ground.errors import InputError
from truceline.model.values import Span

TEXTS, MARKS = "text", "attributions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What one person marked in one article: spans of each kind, each once, in text order.

    A mark in several pieces counts as one span from the first to the last.
    """

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An article, and its marks by every person who marked it, in order of the file names."""

    id: str
    text: str
    marks: tuple[Marks, ...]


def load_marked(folder: Path) -> list[Marked]:
    """Return the marked articles of a folder in order of their names.

    The folder holds text/NAME.txt and attributions/NAME_PERSON.ann (BRAT standoff). Raises
    InputError if a file is missing or a line has another shape.
    """
    texts = sorted((folder / TEXTS).glob("*.txt"))
    if not texts:
        raise InputError(
            "There are no marked articles.",
            where=str(folder / TEXTS),
            mend="Give with --data the folder that holds the marked articles.",
        )
    return [_marked(path, folder / MARKS) for path in texts]


def _marked(path: Path, marks: Path) -> Marked:
    files = sorted(marks.glob(f"{path.stem}_*.ann"))
    if not files:
        raise InputError(
            f"Nobody's marks for the article {path.stem} are there.",
            where=str(marks),
            mend="Put the standoff file of every article into this folder.",
        )
    text = path.read_bytes().decode("utf-8")  # bytes: spans count line ends as they are
    return Marked(id=path.stem, text=text, marks=tuple(_marks(each) for each in files))


def _marks(path: Path) -> Marks:
    found: dict[str, set[Span]] = {"Source": set(), "Cue": set(), "Content": set()}
    try:
        for kind, span in _spans(path.read_text(encoding="utf-8").splitlines()):
            if kind in found:
                found[kind].add(span)
    except (ValueError, IndexError) as error:
        raise InputError(
            f"A line of the standoff file has another shape: {error}.",
            where=str(path),
            mend="Give each mark as: T1, a tab, kind, start and end, a tab, the words.",
        ) from error
    sources, cues, contents = (tuple(sorted(spans)) for spans in found.values())
    return Marks(sources=sources, cues=cues, contents=contents)


def _spans(lines: list[str]) -> Iterator[tuple[str, Span]]:
    """Yield (kind, span) of the marks; relations between them are passed over."""
    for line in lines:
        if not line.startswith("T"):
            continue
        kind, _, where = line.split("\t")[1].partition(" ")
        numbers = [int(each) for each in where.replace(";", " ").split()]
        yield kind, Span(numbers[0], numbers[-1])
