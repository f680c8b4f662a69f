"""Files given on the command line as records and documents, bad lines kept apart."""

from __future__ import annotations

import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from truceline.cli.output import Bars, say
from truceline.cli.streams import PACKED, Entry, entries, entry_of
from truceline.collect import CollectInput, collect
from truceline.collect.connectors import BY_SUFFIX
from truceline.ground.errors import InputError, UsageError, VocabularyError
from truceline.model.doors import NAMES
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.vocabulary.sources import load_sources

STDIN = "-"
_JSON_LINES = (".jsonl", ".ndjson", ".json")
_YAML = (".yaml", ".yml")
_HEAD = 4096
_AT_ONCE = 10  # items that are read before the bar moves


@dataclass(slots=True)
class Given:
    """What the files held: records by type and id, and what could not be used."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[InputError] = field(default_factory=list)

    def of(self, name: str) -> list[Any]:
        """Return the records of one type, in the order in which they came."""
        return list(self.records.get(name, {}).values())

    def counts(self) -> Counter[str]:
        """Return how many records there are of each type."""
        return Counter({name: len(each) for name, each in self.records.items()})

    def take(self, entry: Entry) -> None:
        """Add what a line held; of two records that share an id the first stays."""
        if isinstance(entry, InputError):
            self.problems.append(entry)
            return
        name = NAMES[type(entry)]
        key = getattr(entry, "id", "") or repr(entry)
        if self.records.setdefault(name, {}).setdefault(key, entry) != entry:
            self.problems.append(
                InputError(
                    f"Two different {name}s share the id {key}; the first is used.",
                    mend="Give each an id of its own.",
                )
            )

    def add(self, other: Given, name: str, option: str, *also: str) -> None:
        """Add what an option's files hold of one type, or of others too, and their problems."""
        self.problems += other.problems
        if other.records and not {name, *also} & set(other.records):
            self.problems.append(
                InputError(
                    f"No {name} in what {option} names, only: {', '.join(other.records)}.",
                    mend=f"`truceline schema {name}` shows what a line looks like.",
                )
            )
        for each in (record for kind in (name, *also) for record in other.of(kind)):
            self.take(each)


def gather(files: Sequence[str], *, assumed: str | None = None) -> Given:
    """Return all that files hold; "-" or no file at all means JSON Lines on standard input.

    assumed: the type of lines that name none, such as "source"; without it they are items.
    """
    given = Given()
    for entry in each_entry(files, assumed=assumed):
        given.take(entry)
    return given


def each_entry(files: Sequence[str], *, assumed: str | None = None) -> Iterator[Entry]:
    """Yield what files hold, one after the other: records, documents, errors.

    Raises UsageError for a file that is not there, before anything is read.
    """
    for file in files:
        if not file or (file != STDIN and not Path(file).exists()):
            raise UsageError("There is no such file.", where=file or "“”", mend="Check the path.")
    for file in files or [STDIN]:
        if file == STDIN:
            yield from _standard_input(assumed)
        else:
            yield from _file(Path(file), assumed)


def is_piped() -> bool:
    """Return whether standard input comes from anywhere but a person who types."""
    return sys.stdin is not None and not sys.stdin.isatty()


def _standard_input(assumed: str | None) -> Iterator[Entry]:
    if sys.stdin is None:
        raise UsageError("Standard input is closed.", mend="Name a file, or pipe JSON Lines in.")
    if sys.stdin.isatty():
        say("Reading JSON Lines from the terminal; Ctrl-D ends them.")
    yield from entries(sys.stdin.buffer, "stdin", assumed)


def _file(path: Path, assumed: str | None) -> Iterator[Entry]:
    try:
        if assumed == "source" and path.suffix in _YAML:
            yield from load_sources(path).values()
        elif _is_json_lines(path):
            with path.open("rb") as stream:
                yield from entries(stream, str(path), assumed)
        else:
            for item in collect([CollectInput(path=path)], now=datetime.now(UTC)):
                yield entry_of(item)
    except VocabularyError as error:
        yield error
    except OSError as error:
        yield InputError(
            f"The file cannot be read: {error.strerror or error}.",
            where=str(path),
            mend="Check that it is a file and may be read.",
        )


def _is_json_lines(path: Path) -> bool:
    """Tell whether a file holds JSON Lines: by its name, a pipe always, else by its first byte."""
    if path.is_dir():
        return False
    if not stat.S_ISREG(path.stat().st_mode):
        return True
    suffix = Path(path.name.lower().removesuffix(PACKED)).suffix
    if suffix in _JSON_LINES or suffix in BY_SUFFIX:
        return suffix in _JSON_LINES
    with path.open("rb") as stream:
        return stream.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def read_items(
    documents: Sequence[Document], given: Given, watch: Bars | None = None
) -> list[Statement]:
    """Return the statements of items; what cannot be read joins the problems of what was given."""
    from truceline.read import Reader

    reader = Reader.load()
    found: list[Statement] = []
    if watch:
        watch.start("read", len(documents))
    for number, document in enumerate(documents, 1):
        try:
            found += reader.read(document).statements
        except InputError as error:
            given.problems.append(error)
        if watch and (number % _AT_ONCE == 0 or number == len(documents)):
            watch.advance("read", (number - 1) % _AT_ONCE + 1)
    return found


def with_quotes(statements: Iterable[Statement], documents: Iterable[Document]) -> list[Statement]:
    """Return statements, those without a quote with the words of their span where known."""
    texts = {each.id: each.text for each in documents}
    return [
        each
        if each.quote or each.document not in texts
        else replace(each, quote=texts[each.document][each.span.start : each.span.end])
        for each in statements
    ]
