"""YAML files from strangers as plain values: no tags, no aliases, no depth, no masses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    NodeEvent,
)
from ruamel.yaml.reader import ReaderError

from truceline.ground.errors import InputError
from truceline.ground.files import read_file
from truceline.ground.printable import printable, shortened

MOST_BYTES = 4 << 20
MOST_VALUES = 50_000  # 3,500 sources of six fields; checking them takes about a second
MOST_DEPTH = 16  # nothing that is written by hand here nests over 6 deep
_SHOWN = 80
_MEND = "Correct the line; check indentation, colons, repeated keys and quotation marks."


class Trouble(NamedTuple):
    """Why a YAML text is not read: the line from 1, the problem, how to mend it."""

    line: int
    what: str
    mend: str


def load_plain_yaml(path: Path, *, most_bytes: int = MOST_BYTES) -> Any:  # noqa: ANN401 - any YAML document is meant
    """Return a YAML file's values (mappings, lists, texts, numbers, dates, true, false, null).

    Raises InputError naming the file, the line and the mend; the file is looked through before
    anything is built from it.
    """
    try:
        text = read_file(path, most_bytes).decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"The file cannot be read: {error.strerror or error}.",
            where=str(path),
            mend="Restore it or correct the path.",
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            "The file is not UTF-8.", where=str(path), mend="Save it as UTF-8."
        ) from error
    trouble = look_through(text)
    if trouble is None:
        try:
            value = YAML(typ="safe", pure=True).load(text)
        except Exception as error:  # the package raises far beyond its own tree
            trouble = explain(error, text)
        else:
            _check_texts(value, str(path))
            return value
    raise InputError(trouble.what, where=f"{path}:{trouble.line}", mend=trouble.mend)


class RefusedError(Exception):
    """A YAML text must not be built, or cannot be; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.what)
        self.trouble = trouble


def look_through(
    text: str, *, most_values: int = MOST_VALUES, deepest: int = MOST_DEPTH
) -> Trouble | None:
    """Return why a YAML text must not be built, None if nothing speaks against it."""
    try:
        for _ in events(text, YAML(typ="rt", pure=True), most_values=most_values, deepest=deepest):
            pass
    except RefusedError as refused:
        return refused.trouble
    return None


def events(
    text: str, yaml: YAML, *, most_values: int = MOST_VALUES, deepest: int = MOST_DEPTH
) -> Iterator[Any]:
    """Yield a YAML text's events one by one; raises RefusedError at the first that must not be."""
    depth = values = documents = 0
    try:
        for event in yaml.parse(text):
            depth += isinstance(event, CollectionStartEvent)
            depth -= isinstance(event, CollectionEndEvent)
            documents += isinstance(event, DocumentStartEvent)
            values += 1
            found = _odd(event)
            if depth > deepest:
                found = (f"Nested more than {deepest} deep.", "Make it flatter.")
            elif values > most_values:
                found = (f"More than {most_values} values.", "Split the file or shorten it.")
            elif documents > 1:
                found = ("A second document (---).", "Give each document a file of its own.")
            if found:
                raise RefusedError(Trouble(event.start_mark.line + 1, *found))
            yield event
    except RefusedError:
        raise
    except Exception as error:  # the package raises far beyond its own tree
        raise RefusedError(explain(error, text)) from error


def _odd(event: Any) -> tuple[str, str] | None:  # noqa: ANN401 - the package's events are untyped
    if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
        return ("An anchor or alias (& or *).", "Write the value out.")
    if getattr(event, "ctag", None) is not None and str(event.ctag) not in ("", "None", "!"):
        tag = shortened(str(event.ctag), _SHOWN)
        return (f"A tag ({tag}).", "Remove it and put the value in quotation marks.")
    return None


def explain(error: Exception, text: str) -> Trouble:
    """Return what the package's exception says of a YAML text."""
    line, what = 1, "it cannot be parsed"
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = error.problem or what
    elif isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        what = "it holds a control character"
    return Trouble(line, f"The file is not YAML: {shortened(what, _SHOWN)}.", _MEND)


def _check_texts(value: Any, where: str) -> None:  # noqa: ANN401 - any YAML value is meant
    """Raise InputError for a text that holds what would act on a terminal."""
    if isinstance(value, dict):
        for key, each in value.items():
            _check_texts(key, where)
            _check_texts(each, where)
    elif isinstance(value, (list, tuple, set)):
        for each in value:
            _check_texts(each, where)
    elif isinstance(value, str) and acts(value):
        raise InputError(
            f"A text that holds control characters: “{shortened(value, _SHOWN)}”.",
            where=where,
            mend="Take the \\e, \\x, \\u or \\U out of the quotation marks.",
        )


def acts(text: str) -> bool:
    """Tell whether a text holds what would act on a terminal, line ends and tabs aside."""
    plain = text.replace("\n", "").replace("\t", "")
    return printable(plain) != plain
