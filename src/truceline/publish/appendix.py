"""Section: every passage that the report cites, and every item of evidence with its hash."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from typing import Any

from truceline.model.detection import Detection
from truceline.publish.figures import counted
from truceline.publish.lookup import Lookup
from truceline.publish.report import Entry, EvidenceRow

HASH = "sha256:"


def cited(parts: Any) -> tuple[str, ...]:  # noqa: ANN401 - any part of a report is meant
    """Return every id that the parts of a report cite, in the order of reading, each once."""
    return tuple(dict.fromkeys(_cites(parts)))


def _cites(value: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a report is meant
    if isinstance(value, tuple | list):
        for each in value:
            yield from _cites(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            held = getattr(value, field.name)
            if field.name == "cites":
                yield from held
            else:
                yield from _cites(held)


def make_appendix(ids: tuple[str, ...], look: Lookup) -> tuple[Entry, ...]:
    """Return the numbered entries for the ids, in that order."""
    detections = {each.id: each for each in look.given.detections}
    return tuple(
        _entry(number, each, detections.get(each), look) for number, each in enumerate(ids, start=1)
    )


def _entry(number: int, cite: str, detection: Detection | None, look: Lookup) -> Entry:
    statement = look.statements.get(cite)
    kind: str
    if statement is not None:
        words, where, kind = statement.quote, statement.document, statement.kind
    elif detection is not None:
        words = look.say(
            "labels.detection",
            quantity=counted(detection.quantity, detection.unit, look.phrases),
            channel=look.phrases.word("channels", detection.channel),
            window=look.window(detection.window),
        )
        where, kind = detection.document, "detection"
    else:
        words, where, kind = "", cite, "document"
    before, after = look.around(where, statement.span) if statement else ("", "")
    document = look.given.documents.get(where)
    source = look.given.sources.get(document.source) if document else None
    return Entry(
        number=number,
        id=cite,
        kind=look.phrases.word("kinds", kind),
        quote=words,
        before=before,
        after=after,
        document=where,
        source=look.source_name(document.source) if document else "",
        allegiance=look.side(source.allegiance if source else None),
        title=(document.title or "") if document else "",
        url=(document.url or "") if document else "",
        published=look.range(document.published if document else None),
        locator=look.locator(where),
        span=statement.span if statement else None,
        sha256=evidence_hash(document.evidence) if document else "",
    )


def evidence_hash(evidence: str) -> str:
    """Return the hex digits of an evidence id."""
    return evidence.removeprefix(HASH)


def make_evidence(look: Lookup) -> tuple[EvidenceRow, ...]:
    """Return every document's evidence, in the order of publication and place of finding."""
    said = Counter(each.document for each in look.given.statements)
    said.update(each.document for each in look.given.detections)
    ordered = sorted(look.given.documents.values(), key=lambda each: look.document_key(each.id))
    return tuple(
        EvidenceRow(
            id=each.id,
            sha256=evidence_hash(each.evidence),
            source=look.source_name(each.source),
            locator=look.locator(each.id),
            published=look.range(each.published),
            url=each.url or "",
            statements=said[each.id],
        )
        for each in ordered
    )
