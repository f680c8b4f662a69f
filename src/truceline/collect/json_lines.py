"""The connector for JSON Lines: items of text or HTML, or rows of a table under a mapping."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from truceline.collect import mapping as mappings
from truceline.collect.capture import Said, capture, checked
from truceline.collect.decoding import check_page, check_text
from truceline.collect.items import Context, Item, quarantined
from truceline.collect.limits import JSON_LINE_LIMIT, LONG_LINE_HEAD
from truceline.collect.moments import range_of
from truceline.collect.rows import Row, assemble
from truceline.collect.streams import Bytes, Line, lines
from truceline.collect.tables import check_columns
from truceline.ground.errors import EvidenceError, InputError
from truceline.ground.times import TimeRange

_SHAPE = '{"id": ..., "text" or "html": ..., "source": ..., "published": ..., "lang": ...}'


def read_json_lines(stream: Bytes, context: Context) -> Iterator[Item]:
    """Yield an item for each line; a line that does not fit is quarantined by itself.

    Raises TableError for a mapping that there is none of, EvidenceError where the file breaks off.
    """
    if context.mapping is None:
        for line in lines(stream, JSON_LINE_LIMIT, LONG_LINE_HEAD):
            yield from _line_item(line, context)
        return
    mapping = mappings.load(context.mapping)
    columns = list(mapping.required)
    rows = _rows(stream, context, mapping)
    yield from assemble(rows, mapping, context, columns)


def _line_item(line: Line, context: Context) -> Iterator[Item]:
    raw = line.raw.rstrip(b"\r\n")
    locator = f"{context.locator}:{line.number}"
    try:
        item = _parsed(line)
        if item is None:
            return
        said = _said(item, locator)
    except InputError as error:
        yield _bad_line(line, error, locator)
        return
    yield capture(raw, media_type="application/json", locator=locator, context=context, said=said)


def _bad_line(line: Line, error: InputError, locator: str) -> Item:
    return quarantined(
        error,
        locator=locator,
        kept=line.raw.rstrip(b"\r\n"),
        size=line.size if line.sha256 else None,
        sha256=line.sha256 or None,
    )


def _parsed(line: Line) -> dict[str, Any] | None:
    """Return a line's object, None for an empty line; raises EvidenceError."""
    if line.sha256:
        raise EvidenceError(
            f"A line of {line.size:,} bytes; {JSON_LINE_LIMIT:,} are read at most.",
            mend="Split the item, or save it as a file of its own.",
        )
    if not line.raw.strip():
        return None
    try:
        text = line.raw.decode("utf-8-sig" if line.number == 1 else "utf-8")
        item = json.loads(text, object_pairs_hook=_unambiguous)
    except UnicodeDecodeError as error:
        raise EvidenceError(
            f"The line is not UTF-8 (byte {error.start}).", mend="Save the file again as UTF-8."
        ) from error
    except (ValueError, RecursionError) as error:
        raise EvidenceError(
            f"The line is not JSON: {error}.", mend="Correct the line or remove it."
        ) from error
    if not isinstance(item, dict):
        raise EvidenceError("The line holds no JSON object.", mend=f"Write it as {_SHAPE}.")
    return item


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; raises ValueError if it names a key twice, as readers differ over which."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands in it twice")
    return found


def _said(item: dict[str, Any], where: str) -> Said:
    """Return what an item says of itself; raises EvidenceError or TimeError."""
    kinds = [name for name in ("text", "html") if item.get(name) is not None]
    if len(kinds) != 1 or not isinstance(item[kinds[0]], str) or not item[kinds[0]].strip():
        raise EvidenceError(
            "The item needs either a text or an html that says something.",
            mend=f"Write it as {_SHAPE}.",
        )
    check_text(item[kinds[0]], where=where)
    if kinds[0] == "html":
        check_page(item["html"], where=where)
    said = Said(
        given_id=_text(item, "id"),
        source=_text(item, "source"),
        url=_text(item, "url"),
        title=_text(item, "title"),
        language=_text(item, "lang"),
        published=_published(item),
    )
    return checked(said)


def _published(item: dict[str, Any]) -> TimeRange | None:
    """Return when an item says it was published; the contract's times are UTC."""
    text = _text(item, "published")
    return range_of(text, "UTC") if text else None


def _text(item: dict[str, Any], key: str) -> str | None:
    value = item.get(key)
    if value is None or isinstance(value, str):
        if value:
            check_text(value, where=key)
        return value or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise EvidenceError(f"“{key}” is not a text.", mend=f"Write it as {_SHAPE}.")


def _rows(stream: Bytes, context: Context, mapping: mappings.Mapping) -> Iterator[Row | Item]:
    """Yield lines as rows of a table: numbers and null become cells as CSV would write them."""
    for line in lines(stream, JSON_LINE_LIMIT, LONG_LINE_HEAD):
        try:
            item = _parsed(line)
            if item is None:
                continue
            check_columns(list(item), mapping)
            values = {key: _cell(value) for key, value in item.items()}
            check_text("\n".join(values.values()), where="")
        except InputError as error:
            yield _bad_line(line, error, f"{context.locator}:{line.number}")
            continue
        except RecursionError:
            deep = EvidenceError("The line nests too deep.", mend="Give plain values.")
            yield _bad_line(line, deep, f"{context.locator}:{line.number}")
            continue
        yield Row(values=values, raw=line.raw.rstrip(b"\r\n"), lines=(line.number,))


def _cell(value: Any) -> str:  # noqa: ANN401 - any JSON value is meant
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
