"""The connector for files that are one text or one page."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.collect.capture import Said, capture, checked
from truceline.collect.decoding import check_page, decode
from truceline.collect.items import Context, Item, quarantined
from truceline.collect.limits import EVIDENCE_LIMIT
from truceline.collect.streams import Bytes, read_whole
from truceline.ground.errors import EvidenceError, InputError


def read_text(stream: Bytes, context: Context) -> Iterator[Item]:
    """Yield the one item that a plain text is."""
    yield _whole(stream, context, page=False)


def read_page(stream: Bytes, context: Context) -> Iterator[Item]:
    """Yield the one item that an HTML page is."""
    yield _whole(stream, context, page=True)


def _whole(stream: Bytes, context: Context, *, page: bool) -> Item:
    found = read_whole(stream, EVIDENCE_LIMIT)
    try:
        if found.sha256:
            raise EvidenceError(
                f"A file of {found.size:,} bytes; {EVIDENCE_LIMIT:,} are read at most.",
                mend="Split it into the texts that it holds.",
            )
        text = decode(found.raw, where=context.locator, page=page)
        if not text.strip():
            raise EvidenceError("The file is empty.", mend="Save it again or remove it.")
        if page:
            check_page(text, where=context.locator)
        said = checked(Said(given_id=context.name, url=context.url))
    except InputError as error:
        return quarantined(
            error,
            locator=context.locator,
            kept=found.raw,
            size=found.size,
            sha256=found.sha256 or None,
        )
    return capture(
        found.raw,
        media_type="text/html" if page else "text/plain",
        locator=context.locator,
        context=context,
        said=said,
    )
