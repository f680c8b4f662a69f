"""Reads a hostile YAML file into plain values that remember their lines."""

from __future__ import annotations

import errno
import math
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from truceline.agreements.problem import Problem
from truceline.ground.files import read_file
from truceline.ground.plain_yaml import Trouble, acts, explain, look_through
from truceline.ground.printable import shortened

MAX_BYTES = 1 << 20
# The deepest agreement that the schema admits nests 6 levels; more is no agreement.
MAX_DEPTH = 16
MAX_NODES = 50_000
SHOWN = 80  # characters of an odd value that a message repeats

Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class Source:
    """A YAML file's plain values, and the line on which each of them stands."""

    path: Path
    value: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def where(self, at: Path_ = ()) -> str:
        """Return "FILE:LINE" of a value, or of the nearest one around it that has a line."""
        while at and at not in self.lines:
            at = at[:-1]
        return f"{self.path}:{self.lines.get(at, 1)}"

    def add(self, at: Path_, what: str, mend: str) -> None:
        """Note a problem with the value at a path."""
        self.problems.append(Problem(what=what, where=self.where(at), mend=mend))


def shown(value: object) -> str:
    """Return a value for a message: on one line, shortened."""
    return shortened(" ".join(str(value).split()), SHOWN)


def read_source(path: Path) -> Source:
    """Return a file's values; whatever is wrong with it stands in `problems`, nothing raises."""
    source = Source(path)
    text = _text(path, source)
    if text is None or not _harmless(text, source):
        return source
    try:
        loaded = YAML(typ="rt", pure=True).load(text)
    except Exception as error:  # the package raises far beyond its own tree on hostile text
        _note(explain(error, text), source)
        return source
    source.value = _plain(loaded, (), source)
    return source


def _text(path: Path, source: Source) -> str | None:
    try:
        raw = read_file(path, MAX_BYTES)
    except OSError as error:
        if error.errno == errno.EFBIG:
            source.add((), "The file is larger than 1 MiB.", "Keep to the agreement's own terms.")
            return None
        what = f"The file cannot be read: {error.strerror or error}."
        source.add((), what, "Correct the path or restore the file.")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        source.lines[()] = raw.count(b"\n", 0, error.start) + 1
        source.add((), "The file is not UTF-8.", "Save it as UTF-8.")
        return None


def _harmless(text: str, source: Source) -> bool:
    """Scan the file's events before anything is built: no aliases, tags, depth or masses."""
    trouble = look_through(text, most_values=MAX_NODES, deepest=MAX_DEPTH)
    if trouble:
        _note(trouble, source)
    return trouble is None


def _note(trouble: Trouble, source: Source) -> None:
    source.lines[()] = trouble.line
    source.add((), trouble.what, trouble.mend)


def _plain(value: Any, at: Path_, source: Source) -> Any:  # noqa: ANN401, PLR0911 - any YAML value is meant, one way out for each kind
    if isinstance(value, CommentedMap):
        return _plain_mapping(value, at, source)
    if isinstance(value, CommentedSeq):
        for index in range(len(value)):
            source.lines[(*at, index)] = _line(value, index, source.lines.get(at, 1))
        return [_plain(each, (*at, index), source) for index, each in enumerate(value)]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        if acts(value):
            mend = "Take the \\e, \\x, \\u or \\U out of the quotation marks."
            source.add(at, f"A text that holds control characters: {shown(value)}.", mend)
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float) and math.isfinite(value):
        return float(value)
    if isinstance(value, date):
        source.add(at, "A date or time without quotation marks.", f'Write it as "{value}".')
        return str(value)
    source.add(at, f"A value of a kind unknown here: {shown(value)}.", "Put it in quotation marks.")
    return str(value)


def _plain_mapping(value: CommentedMap, at: Path_, source: Source) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, each in value.items():
        name = key if isinstance(key, str) else shown(key)
        source.lines[(*at, name)] = _line(value, key, source.lines.get(at, 1))
        if not isinstance(key, str):
            mend = "Write the key as a word, in quotation marks if it looks like a number."
            source.add((*at, name), f"A key that is no word: {name}.", mend)
        plain[name] = _plain(each, (*at, name), source)
    return plain


def _line(holder: Any, key: Any, otherwise: int) -> int:  # noqa: ANN401 - the package's marks are untyped
    try:
        return int(holder.lc.data[key][0]) + 1
    except (AttributeError, KeyError, TypeError, IndexError):
        return otherwise
