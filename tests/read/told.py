"""What the reader makes of a text: the statements of a document of some day."""

from __future__ import annotations

from truceline.ground.times import TimeRange
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.read import Reader

READER = Reader.load()


def statements_of(
    text: str, published: TimeRange, lang: str | None = None, *, reader: Reader = READER
) -> list[Statement]:
    """Return the statements of a plain text."""
    document = Document(
        id="d",
        evidence="e",
        source="s",
        media_type="text/plain",
        text=text,
        language=lang,
        published=published,
    )
    return list(reader.read(document).statements)


def reports_of(text: str, published: TimeRange) -> list[Statement]:
    """Return the reports of incidents of a plain text."""
    return [each for each in statements_of(text, published) if each.kind == "incident_report"]
