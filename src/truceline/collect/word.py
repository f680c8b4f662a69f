"""The connector for Word files (.docx): paragraphs and tables in their order, as one text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx

from truceline.collect.extracted import captured_words, whole_file
from truceline.collect.items import Context, Item
from truceline.collect.limits import WORD_FILE_LIMIT
from truceline.collect.office import checked_office_file
from truceline.collect.streams import Bytes
from truceline.ground.errors import EvidenceError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Words that an editor took out or moved away, and the second drawing of the same box.
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_COMPATIBLE}Fallback"})
_DEEPEST_TABLE = 5


def read_word(stream: Bytes, context: Context) -> Iterator[Item]:
    """Yield the one item that a Word file is; raises EvidenceError for one without words.

    Tracked changes count as accepted. Cells of a row are separated by " | ". Page headers,
    footers and comments are left out.
    """
    raw = whole_file(stream)
    checked_office_file(raw, "Word file", _MAIN, WORD_FILE_LIMIT)
    try:
        document = docx.Document(io.BytesIO(raw))
        words = "\n".join(_lines(document, 0)).strip()
        title = document.core_properties.title
    except Exception as error:  # the package raises far beyond its own tree on hostile bytes
        raise EvidenceError(
            f"The Word file cannot be taken apart: {type(error).__name__}.",
            mend="Open it and save it anew.",
        ) from error
    if not words:
        raise EvidenceError("The Word file holds no words.", mend="Save its text as a .txt.")
    yield captured_words(raw, words, media_type=MEDIA_TYPE, context=context, title=title)


def _lines(holder: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - the package is untyped
    """Yield the lines of a document or a cell, those of tables row by row."""
    for block in holder.iter_inner_content():
        if hasattr(block, "rows"):
            if depth < _DEEPEST_TABLE:
                yield from (_row(row, depth) for row in block.rows)
        else:
            yield _text(block._p)  # what the package calls text lacks what was added


def _row(row: Any, depth: int) -> str:  # noqa: ANN401 - the package is untyped
    """Return a row's cells on one line; a cell that spans several columns stands once."""
    cells = list(dict.fromkeys(row.cells))
    return " | ".join(" ".join(" ".join(_lines(each, depth + 1)).split()) for each in cells)


def _text(paragraph: Any) -> str:  # noqa: ANN401 - the package is untyped
    """Return a paragraph's words with what was added to it while changes were tracked."""
    pieces = []
    for node in paragraph.iter():
        mark = _MARKS.get(node.tag)
        gone = any(each.tag in _GONE for each in node.iterancestors())
        if (node.tag == f"{_W}t" or mark) and not gone:
            pieces.append(mark or node.text or "")
    return "".join(pieces)
