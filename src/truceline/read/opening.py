"""Opens raw bytes as a document: decodes, finds title and language, guesses no date."""

from __future__ import annotations

from typing import Literal

from truceline.model.evidence import Document, Evidence


def open_document(
    evidence: Evidence, raw: bytes, *, naming: Literal["evidence", "given"]
) -> Document:
    """Return the document that evidence holds.

    naming: "given" uses the id that the input gave (where there is one), "evidence" the hash.
    """
    return Document(
        id=(evidence.given_id if naming == "given" else None) or evidence.id,
        evidence=evidence.id,
        source=evidence.source,
        media_type=evidence.media_type,
        text=raw.decode("utf-8"),
        published=evidence.published,
        language=evidence.language,
        title=evidence.title,
        url=evidence.url,
        fields=evidence.fields,
    )
