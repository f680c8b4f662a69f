"""The stage: statements and documents to origins and contradictions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from truceline.model.columns import from_table, to_table
from truceline.model.evidence import Document
from truceline.model.origin import Contradiction, Origin
from truceline.model.source import Source
from truceline.model.stage import Delta, Params, Tables
from truceline.model.statement import Statement
from truceline.trace.background import Background
from truceline.trace.candidates import candidate_pairs
from truceline.trace.contradictions import rival_figures
from truceline.trace.derivation import Comparison, compare
from truceline.trace.distortions import distortions
from truceline.trace.earlier import Earlier
from truceline.trace.material import Material, material_of
from truceline.trace.origins import Part, origin_of, partition
from truceline.trace.passages import Corpus, corpus_of
from truceline.trace.settings import Thresholds, thresholds
from truceline.trace.tie import Tie
from truceline.trace.ties import find_ties
from truceline.trace.voices import Voices

Record = TypeVar("Record")


def step(batch: Tables, neighbourhood: Tables, decisions: Tables, params: Params) -> Delta:
    """Return the origins of a batch's statements together with those around it.

    batch and neighbourhood: tables "statement", "document", "source" (and in the neighbourhood
    the earlier "origin" and "contradiction", and "words": `Memory.words`). Both are traced as one
    set, so the order in which documents arrive changes nothing. Every statement gets exactly one
    origin. An earlier origin that has members elsewhere keeps them, and so does what was found to
    be changed among them; others are withdrawn where they no longer hold. Puts "origin" and
    "contradiction". params.values may hold "thresholds", and "vocabulary": the folder of a case's
    own names. No decision binds it yet.
    """
    del decisions
    limits = thresholds(params)
    statements = _records(Statement, "statement", batch, neighbourhood)
    documents = _records(Document, "document", batch, neighbourhood)
    sources = _records(Source, "source", batch, neighbourhood)
    described = frozenset(each.id for each in sources if each.kind != "unknown")
    words = neighbourhood.get("words")
    background = None if words is None else Background.of(words)
    corpus = corpus_of(documents, limits, described, background)
    material = material_of(statements, documents, sources, corpus, _voices(params))
    earlier = Earlier.of(_records(Origin, "origin", neighbourhood), material)
    compared = compare(corpus, candidate_pairs(corpus, limits), limits)
    ties = find_ties(material, corpus, compared, limits)
    parts = partition(material, ties, earlier.joins(material))
    origins = earlier.whole([origin_of(material, members, kept) for members, kept in parts])
    found = _contradictions(material, parts, ties, _related(corpus, compared), limits)
    found = _standing(found, _records(Contradiction, "contradiction", neighbourhood), earlier)
    return _delta(origins, found, neighbourhood, {each.id for each in material.statements})


def _contradictions(
    material: Material,
    parts: Sequence[Part],
    ties: Sequence[Tie],
    related: Mapping[tuple[str, str], int],
    limits: Thresholds,
) -> list[Contradiction]:
    """Return what repetitions of one origin changed, and the rival figures of several."""
    origin_index = {index: i for i, (members, _) in enumerate(parts) for index in members}
    within: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        within[origin_index[tie.a]].append(tie)
    found = [
        one
        for i, (members, _) in enumerate(parts)
        for one in distortions(material, members, within[i], limits)
    ]
    origins = [origin_index[i] for i in range(len(material.statements))]
    return found + rival_figures(material, origins, related, limits)


def _standing(
    found: Sequence[Contradiction], before: Sequence[Contradiction], earlier: Earlier
) -> list[Contradiction]:
    """Return what was found, but as it was before between members of origins that reach beyond."""
    again = {each.id for each in earlier.settled(found)}
    return [each for each in found if each.id not in again] + list(earlier.settled(before))


def _voices(params: Params) -> Voices:
    folder = params.values.get("vocabulary")
    return Voices(Path(folder)) if folder else _shipped_voices()


@cache
def _shipped_voices() -> Voices:
    """Return the voices of the shipped vocabulary, which remember the speakers they met."""
    return Voices()


def _records(record: type[Record], name: str, *tables: Tables) -> list[Record]:
    """Return the records of one table from batch and neighbourhood, the batch's first."""
    held: dict[str, Record] = {}
    for each in tables:
        if name in each:
            for one in from_table(record, each[name]):
                identity: str = one.id  # type: ignore[attr-defined]  # every record has an id
                held.setdefault(identity, one)
    return list(held.values())


def _related(corpus: Corpus, compared: Sequence[Comparison]) -> dict[tuple[str, str], int]:
    """Return how many passages each pair of documents has in common, ids in order."""
    return {
        (corpus.documents[one.a], corpus.documents[one.b]): one.related
        for one in compared
        if one.related
    }


def _delta(
    origins: Sequence[Origin],
    found: Sequence[Contradiction],
    neighbourhood: Tables,
    here: Container[str],
) -> Delta:
    """Return the rows to put in id order, and the earlier ones that no longer hold.

    here: the statements at hand; a contradiction of others is not looked at.
    """
    put: dict[str, pa.Table] = {
        "origin": to_table(Origin, sorted(origins, key=lambda each: each.id)),
        "contradiction": to_table(
            Contradiction, sorted({each.id: each for each in found}.values(), key=_identity)
        ),
    }
    known = {
        "origin": {each.id for each in _records(Origin, "origin", neighbourhood)},
        "contradiction": {
            each.id
            for each in _records(Contradiction, "contradiction", neighbourhood)
            if each.a in here and each.b in here
        },
    }
    withdraw = {
        name: tuple(sorted(known[name] - _ids(table)))
        for name, table in put.items()
        if name in neighbourhood
    }
    return Delta(put=put, withdraw=withdraw)


def _ids(table: pa.Table) -> set[str]:
    return {str(each) for each in table.column("id").to_pylist()}


def _identity(record: Contradiction) -> str:
    return record.id
