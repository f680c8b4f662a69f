"""Adds what a language model points at to what the rules read; it takes nothing away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from truceline.ground.canonical import digest, make_id
from truceline.ground.errors import InputError
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.read.language_model.answers import Pointed, pointed
from truceline.read.language_model.asking import request, stretches, version
from truceline.read.language_model.confirming import confirmed
from truceline.read.page.clean import WorkingCopy
from truceline.read.reader import Reader, ReadResult

SAME = 0.3  # overlap from which on two statements of one kind are the same
ROW = "text/csv-row"

MOST_SILENT = 3  # documents in a row without an answer, after which no more is asked
Answer = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistant:
    """The optional second reader.

    model: its name; answer: asks it (see Answering.answer); address: where, for the version;
    problems: what went wrong with single documents, for who runs it; silent: those of the last
    documents in a row, after MOST_SILENT of which it is asked no more.
    """

    model: str
    answer: Answer
    address: str = ""
    problems: list[InputError] = field(default_factory=list)
    silent: list[InputError] = field(default_factory=list, repr=False)

    @property
    def version(self) -> str:
        """Return a hash of what its answers depend on besides the text."""
        return digest([self.model, self.address, version()])[:16]

    def read(self, reader: Reader, document: Document) -> ReadResult:
        """Return what the rules read, and after it what only the model points at.

        What the rules found stays as it is. Without an answer nothing is added, and `problems`
        says why. Raises what `Reader.read` raises.
        """
        result = reader.read(document)
        if document.media_type == ROW or len(self.silent) >= MOST_SILENT:
            return result
        further = self._further(reader, document, result.statements)
        return replace(result, statements=(*result.statements, *further))

    def _further(
        self, reader: Reader, document: Document, known: tuple[Statement, ...]
    ) -> list[Statement]:
        opened = reader.opened(document)
        copy, carried = opened.copy, opened.carried(reader.anchors)
        added: list[Statement] = []
        try:
            for start, text, found in self._found(copy.text):
                begin, end = start + found.span.start, start + found.span.end
                scene = reader.scene(copy.text[begin:end], begin, opened.lang, carried)
                each = _placed(confirmed(scene, found, text, self.model), copy, document)
                if not any(_same(each, other) for other in (*known, *added)):
                    added.append(each)
            self.silent.clear()
        except InputError as error:
            self.problems.append(error)
            self.silent.append(error)
        return added

    def _found(self, text: str) -> Iterator[tuple[int, str, Pointed]]:
        for stretch in stretches(text):
            piece = text[stretch.start : stretch.end]
            for found in pointed(self.answer(request(self.model, piece)), piece):
                yield stretch.start, piece, found


def _placed(statement: Statement, copy: WorkingCopy, document: Document) -> Statement:
    span = copy.source_span(statement.span.start, statement.span.end)
    key = {"evidence": document.evidence, "span": list(span), "kind": statement.kind, "part": 0}
    return replace(
        statement,
        id=make_id("st", key),
        document=document.id,
        span=span,
        quote=document.text[span.start : span.end],
    )


def _same(one: Statement, other: Statement) -> bool:
    """Tell whether two statements of one kind share most of their words."""
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    whole = max(one.span.end, other.span.end) - min(one.span.start, other.span.start)
    return one.kind == other.kind and shared >= SAME * whole
