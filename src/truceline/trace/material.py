"""What tracing works on: statements with their documents, sources, voices and passages."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

from truceline.ground.times import TimeRange
from truceline.model.evidence import Document
from truceline.model.source import Source
from truceline.model.statement import Statement
from truceline.trace.claims import claim_key
from truceline.trace.passages import Corpus
from truceline.trace.voices import Voice, Voices

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Material:
    """Statements in id order, and by index what is known of each.

    publications: key of the publication that carries it: a report that was captured twice, or
    as several rows of a table, is one publication; passages: index of the passage that holds
    the statement's beginning, None in documents that have none; days: first and last day (UTC,
    ordinal) of the document's publication, None if unknown; signatures: equal for statements
    that no comparison of claims, voices and days can tell apart, as in a flood of copies;
    by_document: the indexes of each document's statements.
    """

    statements: tuple[Statement, ...]
    voices: tuple[Voice, ...]
    documents: tuple[Document | None, ...]
    sources: tuple[Source | None, ...]
    publications: tuple[str, ...]
    passages: tuple[int | None, ...]
    days: tuple[tuple[int, int] | None, ...]
    signatures: tuple[int, ...]
    by_document: Mapping[str, Sequence[int]]

    def published(self, index: int) -> TimeRange | None:
        """Return when the statement's document was published, None if unknown."""
        document = self.documents[index]
        return document.published if document else None

    def sources_differ(self, a: int, b: int) -> bool:
        """Tell whether two statements may be of two sources; nobody knows of undescribed ones."""
        first, second = self.documents[a], self.documents[b]
        if first is None or second is None or first.id == second.id:
            return False
        source = self.sources[a]
        known = source is not None and source.kind != "unknown"
        return first.source != second.source or not known

    def days_apart(self, a: int, b: int) -> int | None:
        """Return the days between the publications of two statements, None if unknown.

        Whole days are counted, the last day's end to the first day's beginning, whether or not
        an hour is known: outlets' clocks say little about who heard whom.
        """
        first, second = self.days[a], self.days[b]
        if first is None or second is None:
            return None
        return max(0, first[0] - second[1], second[0] - first[1])

    def in_passage(self) -> Mapping[int, list[int]]:
        """Return the indexes of the statements that each passage holds."""
        held: dict[int, list[int]] = defaultdict(list)
        for index, passage in enumerate(self.passages):
            if passage is not None:
                held[passage].append(index)
        return held


def material_of(
    statements: Sequence[Statement],
    documents: Sequence[Document],
    sources: Sequence[Source],
    corpus: Corpus,
    voices: Voices,
) -> Material:
    """Return statements with all that tracing asks about them, whatever their order was."""
    ordered = tuple(sorted(statements, key=lambda each: each.id))
    by_document = {each.id: each for each in documents}
    by_source = {each.id: each for each in sources}
    held = tuple(by_document.get(each.document) for each in ordered)
    feeds = tuple(by_source.get(each.source) if each else None for each in held)
    passages = _passages(ordered, corpus)
    told_by = tuple(voices.of(each, feed) for each, feed in zip(ordered, feeds, strict=True))
    days = tuple(_days(document) for document in held)
    held_by: dict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(ordered):
        held_by[each.document].append(index)
    return Material(
        statements=ordered,
        voices=told_by,
        documents=held,
        sources=feeds,
        publications=tuple(
            _publication(document) if document else each.document
            for each, document in zip(ordered, held, strict=True)
        ),
        passages=passages,
        days=days,
        signatures=_signatures(ordered, told_by, days),
        by_document=held_by,
    )


def _days(document: Document | None) -> tuple[int, int] | None:
    """Return the first day of a publication, and the day by whose beginning it was out."""
    if document is None or document.published is None:
        return None
    earliest, latest = (
        each.astimezone(UTC) for each in (document.published.earliest, document.published.latest)
    )
    return earliest.toordinal(), max(latest, earliest + _DAY).toordinal()


def _signatures(
    statements: Sequence[Statement], voices: Sequence[Voice], days: Sequence[object]
) -> tuple[int, ...]:
    known: dict[Hashable, int] = {}
    rows = zip(statements, voices, days, strict=True)
    return tuple(
        known.setdefault((claim_key(one), voice.signature, day), len(known))
        for one, voice, day in rows
    )


def _publication(document: Document) -> str:
    """Return one key for all captures of one report: its address and the day it came out."""
    if not document.url:
        return document.id
    day = document.published.earliest.date().isoformat() if document.published else ""
    return f"{document.url} {day}"


def _passages(statements: Sequence[Statement], corpus: Corpus) -> tuple[int | None, ...]:
    index_of = {document: i for i, document in enumerate(corpus.documents)}
    starts = [span.start for span in corpus.spans]
    found: list[int | None] = []
    for statement in statements:
        document = index_of.get(statement.document)
        if document is None:
            found.append(None)
            continue
        first, end = int(corpus.first[document]), int(corpus.first[document + 1])
        place = bisect_right(starts, statement.span.start, first, end) - 1
        inside = place >= first and statement.span.start < corpus.spans[place].end
        found.append(place if inside else None)
    return tuple(found)
