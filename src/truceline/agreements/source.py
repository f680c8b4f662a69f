"""Reads a hostile YAML file into plain values that remember their lines."""

from __future__ import annotations

import errno
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    CollectionEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode

from truceline.agreements.problem import Problem
from truceline.ground.files import read_file
from truceline.ground.plain_yaml import RefusedError, Trouble, acts, events
from truceline.ground.printable import shortened

MAX_BYTES = 1 << 20
# The deepest agreement that the schema admits nests 6 levels; more is no agreement.
MAX_DEPTH = 16
MAX_NODES = 50_000
SHOWN = 80  # characters of an odd value that a message repeats

# Tags of what is a text as it stands: a word, "<<" and "=", which mean more in other YAML.
_WORDS = (":str", ":merge", ":value")

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

    def at(self, at: Path_) -> Any:  # noqa: ANN401 - any YAML value is meant
        """Return the value at a path, which must be there."""
        value = self.value
        for part in at:
            value = value[part]
        return value

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
    if text is None:
        return source
    yaml = YAML(typ="safe", pure=True)
    try:
        found = events(text, yaml, most_values=MAX_NODES, deepest=MAX_DEPTH)
        source.value = _Builder(source, yaml, found).document()
    except RefusedError as refused:
        _note(refused.trouble, source)
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


def _note(trouble: Trouble, source: Source) -> None:
    source.lines[()] = trouble.line
    source.add((), trouble.what, trouble.mend)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Builds plain values from a YAML text's events, one after another, and notes their lines."""

    source: Source
    yaml: YAML
    events: Iterator[Any]

    def document(self) -> Any:  # noqa: ANN401 - any YAML value is meant
        """Return the document's value, None if there is none."""
        value = None
        for event in self.events:
            if isinstance(event, NodeEvent):
                value = self._value(event, ())
        return value

    def _value(self, event: Any, at: Path_) -> Any:  # noqa: ANN401 - any YAML value is meant
        if isinstance(event, MappingStartEvent):
            return self._mapping(at)
        if isinstance(event, SequenceStartEvent):
            return self._list(at)
        return self._checked(self._scalar(event), at)

    def _list(self, at: Path_) -> list[Any]:
        values: list[Any] = []
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                break
            place = (*at, len(values))
            self.source.lines[place] = event.start_mark.line + 1
            values.append(self._value(event, place))
        return values

    def _mapping(self, at: Path_) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                break
            name = self._key(event, at)
            if name in values:
                mend = "Keep one of the two, or correct the key."
                self.source.add((*at, name), f"The key “{shown(name)}” stands twice.", mend)
            values[name] = self._value(next(self.events), (*at, name))
        return values

    def _key(self, event: Any, at: Path_) -> str:  # noqa: ANN401 - the package's events are untyped
        line = event.start_mark.line + 1
        word = isinstance(event, ScalarEvent)
        key = self._scalar(event) if word else self._value(event, (*at, "?"))
        name = key if isinstance(key, str) else shown(key)
        self.source.lines[(*at, name)] = line
        if not isinstance(key, str):
            mend = "Write the key as a word, in quotation marks if it looks like a number."
            self.source.add((*at, name), f"A key that is no word: {name}.", mend)
        elif acts(key):
            self._acting(key, (*at, name))
        return name

    def _scalar(self, event: Any) -> Any:  # noqa: ANN401 - any YAML value is meant
        """Return a text, number, date, true, false or null; what cannot be read as itself."""
        tag = self.yaml.resolver.resolve(ScalarNode, event.value, event.implicit)
        if str(tag).endswith(_WORDS):
            return str(event.value)
        node = ScalarNode(tag, event.value, event.start_mark, event.end_mark, event.style)
        try:
            return self.yaml.constructor.construct_object(node)
        except Exception as error:
            return error

    def _checked(self, value: Any, at: Path_) -> Any:  # noqa: ANN401 - any YAML value is meant
        """Return a value of a kind that an agreement can have; any other is noted."""
        if isinstance(value, str) and acts(value):
            self._acting(value, at)
        if value is None or isinstance(value, str | bool | int):
            return value
        if isinstance(value, float) and math.isfinite(value):
            return float(value)
        if isinstance(value, date):
            self.source.add(
                at, "A date or time without quotation marks.", f'Write it as "{value}".'
            )
            return str(value)
        what = f"A value of a kind unknown here: {shown(value)}."
        if isinstance(value, Exception):
            what = f"A value that is not YAML: {shown(value)}."
        self.source.add(at, what, "Put it in quotation marks.")
        return shown(value)

    def _acting(self, text: str, at: Path_) -> None:
        mend = "Take the \\e, \\x, \\u or \\U out of the quotation marks."
        self.source.add(at, f"A text that holds control characters: {shown(text)}.", mend)
