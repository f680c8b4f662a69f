"""A case folder's own description, case.toml: what to judge, what to collect, how to show it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from truceline.ground.errors import CaseError, TimeError
from truceline.ground.files import leads_outside, read_file
from truceline.ground.times import parse_instant, zone_of
from truceline.pipeline.standard import checked_standard
from truceline.vocabulary.files import DATA

SCHEMA = "truceline/case/1"
FILE = "case.toml"
SOURCES = "sources.yaml"
MOST_BYTES = 1 << 20
MOST_LETTERS = 250  # of a title or a name; a longer one is no file on most machines
MOST_URL = 2_000
KNOWN = {"schema", "title", "agreement", "as_of", "zone", "vocabulary", "lines", "standard"}
KNOWN |= {"input", "layer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file or folder to collect from; source, mapping and language as far as they are known."""

    path: Path
    source: str | None = None
    mapping: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page or feed on the web to fetch; source and language as far as they are known."""

    url: str
    source: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A GeoJSON file to draw under the incidents, and whose it is."""

    path: Path
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What case.toml says, its paths made absolute.

    agreement: a shipped agreement's name or the path of a file in the folder; as_of: cut-off of
    the report, None for the moment of the last capture; vocabulary: the folder of names and
    phrases, the shipped one unless the case brings its own; lines: the folder of the files of the
    agreement's lines, None for none; standard: the probability that a verdict must reach in this
    case, None for the one in the agreement's file; pages: inputs on the web; outside: whether the
    person who runs the case allows it to name files outside of its folder (docs/decisions/0003,
    point 5).
    """

    folder: Path
    title: str
    agreement: str
    zone: str
    as_of: datetime | None
    inputs: tuple[Input, ...]
    layers: tuple[Layer, ...]
    pages: tuple[Page, ...] = ()
    vocabulary: Path = DATA / "vocabulary"
    lines: Path | None = None
    standard: float | None = None
    outside: bool = False


def load_case(folder: Path, *, outside: bool = False) -> Case:
    """Return the case that a folder describes; raises CaseError naming the field and the mend.

    outside: allow what case.toml names to lie outside of the folder.
    """
    path = folder / FILE
    try:
        content = tomllib.loads(read_file(path, MOST_BYTES).decode("utf-8"))
    except FileNotFoundError as error:
        raise CaseError(
            "This is no case folder: there is no case.toml.",
            where=str(folder),
            mend="`truceline init DIR --agreement NAME` makes one.",
        ) from error
    except OSError as error:
        raise CaseError(
            f"The file cannot be read: {error.strerror or error}.",
            where=str(path),
            mend="Put a plain file in its place.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise CaseError(
            f"The file is not TOML: {error}.", where=str(path), mend="Correct the line it names."
        ) from error
    return _case(folder, path, content, outside=outside)


def _case(folder: Path, path: Path, content: dict[str, Any], *, outside: bool) -> Case:
    if content.get("schema") != SCHEMA:
        raise CaseError(
            f"The case's schema is {content.get('schema')!r}, not {SCHEMA!r}.",
            where=str(path),
            mend=f'Write schema = "{SCHEMA}", or use the version of Truceline that made it.',
        )
    unknown = sorted(set(content) - KNOWN)
    if unknown:
        raise CaseError(
            f"There is no setting named “{unknown[0]}”.",
            where=str(path),
            mend=f"Settings are: {', '.join(sorted(KNOWN))}.",
        )
    case = _described(folder, path, content, outside=outside)
    if not outside:
        _stays(case, path)
    return case


def _described(folder: Path, path: Path, content: dict[str, Any], *, outside: bool) -> Case:
    agreement = _text(path, content, "agreement")
    inside = folder / agreement
    vocabulary = _word(path, content, "vocabulary")
    lines = _word(path, content, "lines")
    given = _list(path, content, "input")
    return Case(
        folder=folder,
        title=_text(path, content, "title"),
        agreement=str(inside) if inside.is_file() else agreement,
        zone=_zone(path, content.get("zone", "UTC")),
        as_of=_instant(path, content.get("as_of")),
        inputs=tuple(_input(folder, path, each) for each in given if not _on_web(each)),
        pages=tuple(_page(path, each) for each in given if _on_web(each)),
        layers=tuple(_layer(folder, path, each) for each in _list(path, content, "layer")),
        vocabulary=folder / vocabulary if vocabulary else DATA / "vocabulary",
        lines=folder / lines if lines else None,
        standard=_standard(path, content.get("standard")),
        outside=outside,
    )


def _stays(case: Case, path: Path) -> None:
    """Raise CaseError if a mapping, agreement, vocabulary or layer leads out of the folder.

    Inputs that lead out go to quarantine one by one when they are collected. A plain name, of a
    shipped mapping or agreement, is no path.
    """
    named = [each.mapping for each in case.inputs if each.mapping]
    paths = [Path(each) for each in (*named, case.agreement) if Path(each).name != each]
    own = [] if case.vocabulary == DATA / "vocabulary" else [case.vocabulary]
    own += [case.lines] if case.lines else []
    beside = (case.folder / SOURCES, *(layer.path for layer in case.layers))
    for each in (*paths, *own, *beside):
        if leads_outside(each, case.folder):
            raise CaseError(
                f"“{each}” leads out of the case folder.",
                where=str(path),
                mend="Copy the file into the folder, or run with --outside if you trust the case.",
            )


def _text(path: Path, content: dict[str, Any], key: str) -> str:
    value = content.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_LETTERS:
        raise CaseError(
            f"“{key}” is missing or no short text.", where=str(path), mend=f'Write {key} = "…".'
        )
    return value


def _list(path: Path, content: dict[str, Any], key: str) -> list[Any]:
    value = content.get(key, [])
    if not isinstance(value, list):
        raise CaseError(f"“{key}” is no list.", where=str(path), mend=f"Write [[{key}]] tables.")
    return value


def _word(path: Path, table: dict[str, Any], key: str) -> str | None:
    """Return an optional short text of an input or layer."""
    value = table.get(key)
    if value is not None and not (isinstance(value, str) and len(value) <= MOST_LETTERS):
        raise CaseError(
            f"“{key}” is no short text.",
            where=str(path),
            mend=f'Write {key} = "…" or leave it out.',
        )
    return value


def _zone(path: Path, name: object) -> str:
    try:
        zone_of(str(name))
    except TimeError as error:
        raise CaseError(error.what, where=str(path), mend=error.mend) from error
    return str(name)


def _standard(path: Path, value: object) -> float | None:
    return None if value is None else checked_standard(value, f"{path}, standard", CaseError)


def _instant(path: Path, value: object) -> datetime | None:
    if value is None:
        return None
    try:
        return parse_instant(str(value))
    except TimeError as error:
        raise CaseError(f"as_of: {error.what}", where=str(path), mend=error.mend) from error


def _within(folder: Path, path: Path, entry: object, kind: str) -> tuple[dict[str, Any], Path]:
    """Return an entry's table and its path, counted from the case folder."""
    if not isinstance(entry, dict) or not _word(path, entry, "path"):
        raise CaseError(
            f"A [[{kind}]] without a path.",
            where=str(path),
            mend=f'Write path = "…" under [[{kind}]].',
        )
    return entry, folder / entry["path"]


def _input(folder: Path, path: Path, entry: object) -> Input:
    table, place = _within(folder, path, entry, "input")
    mapping = _word(path, table, "mapping")
    if mapping and (folder / mapping).is_file():
        mapping = str(folder / mapping)
    return Input(
        path=place,
        source=_word(path, table, "source"),
        mapping=mapping,
        language=_word(path, table, "language"),
    )


def _on_web(entry: object) -> bool:
    return isinstance(entry, dict) and "url" in entry


def _page(path: Path, entry: dict[str, Any]) -> Page:
    """Return an input that lies on the web; whether it may be fetched is decided when it is."""
    url = entry["url"]
    if not isinstance(url, str) or not url or len(url) > MOST_URL or "path" in entry:
        raise CaseError(
            "An [[input]] whose url is no address, or that has a path as well.",
            where=str(path),
            mend='Write url = "https://…" or path = "…" under each [[input]].',
        )
    return Page(
        url=url, source=_word(path, entry, "source"), language=_word(path, entry, "language")
    )


def _layer(folder: Path, path: Path, entry: object) -> Layer:
    table, place = _within(folder, path, entry, "layer")
    return Layer(
        path=place, name=str(table.get("name", place.stem)), note=str(table.get("note", ""))
    )
