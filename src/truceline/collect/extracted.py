"""Files whose words are taken out when they are captured, so that spans always fit what was read.

The words stand in the evidence's fields beside the bytes: a later version of a package that finds
other line breaks in the same PDF moves no span of a review.
"""

from __future__ import annotations

import json

from truceline.collect.capture import Said, capture, checked
from truceline.collect.decoding import check_text
from truceline.collect.items import Context, Item
from truceline.collect.limits import EVIDENCE_LIMIT, WORDS_LIMIT
from truceline.collect.streams import Bytes, read_whole
from truceline.ground.errors import EvidenceError


def whole_file(stream: Bytes) -> bytes:
    """Return a file's bytes; raises EvidenceError for one that is empty or over the limit."""
    found = read_whole(stream, EVIDENCE_LIMIT)
    if found.sha256:
        raise EvidenceError(
            f"A file of {found.size:,} bytes; {EVIDENCE_LIMIT:,} are read at most.",
            mend="Split it into the texts that it holds.",
        )
    if not found.raw:
        raise EvidenceError("The file is empty.", mend="Save it again or remove it.")
    return found.raw


def fields_of_words(words: str, *, page: bool = False) -> str:
    """Return an evidence's fields for the words of a file: a plain text, or an HTML page.

    Raises EvidenceError for words that are none or too many.
    """
    if len(words) > WORDS_LIMIT:
        raise EvidenceError(
            f"The file holds {len(words):,} characters of text; {WORDS_LIMIT:,} are read at most.",
            mend="Split it.",
        )
    check_text(words, where="")
    content = {"as": "page", "html": words} if page else {"as": "text", "text": words}
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def captured_words(
    raw: bytes, words: str, *, media_type: str, context: Context, title: str | None
) -> Item:
    """Return the evidence that a document file is, its words in the fields; raises EvidenceError.

    When it appeared stays unknown: the dates inside such files are those of saving.
    """
    said = Said(
        given_id=context.name,
        title=shortened_title(title),
        fields=fields_of_words(words),
    )
    return capture(
        raw, media_type=media_type, locator=context.locator, context=context, said=checked(said)
    )


def shortened_title(title: str | None) -> str | None:
    """Return a title on one line, None for none."""
    return " ".join((title or "").split())[:500] or None
