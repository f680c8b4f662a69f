"""Ties by derivation: statements in passages that one document took from another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from truceline.model.origin import EdgeKind
from truceline.model.statement import Statement
from truceline.trace.claims import (
    can_be_one,
    changed_place,
    number_of,
    number_relation,
    same_place,
    settlement_of,
    windows_fit,
)
from truceline.trace.derivation import Comparison, Derivation
from truceline.trace.material import Material
from truceline.trace.origins import is_own_text
from truceline.trace.passages import Corpus
from truceline.trace.settings import Thresholds
from truceline.trace.tie import Tie, tie_of
from truceline.trace.voices import same_voice

_SHARED: EdgeKind = "shared_statement"


def by_derivation(
    material: Material, corpus: Corpus, compared: Sequence[Comparison], limits: Thresholds
) -> Iterator[Tie]:
    """Yield statements that stand in passages of which one derives from the other.

    Words that both quote are a shared statement; where one of the texts is the speaker's own,
    the other quotes it.
    """
    held = material.in_passage()
    for one in (each for pair in compared for each in pair.derived):
        pairs = [
            (a, b)
            for a in held.get(one.a, ())
            for b in held.get(one.b, ())
            if _copied(material, a, b, one, limits)
        ]
        for a, b in _best_fitting(material, pairs):
            ends = sorted(((a, corpus.spans[one.a]), (b, corpus.spans[one.b])))
            (first, span_a), (second, span_b) = ends
            quoted = is_own_text(material, a) != is_own_text(material, b)
            kind: EdgeKind = "quotation" if quoted and one.kind == _SHARED else one.kind
            yield Tie(first, second, kind, one.score, span_a, span_b)


def _best_fitting(
    material: Material, pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of two passages, without those whose ends fit another one better.

    Of "will resume aid and intelligence sharing" the aid is the aid and nothing else; where a
    rewrite calls one subject by another word, nothing fits better and the pair stays.
    """
    about = material.statements
    exact = [(a, b) for a, b in pairs if about[a].about == about[b].about]
    settled = {index for pair in exact for index in pair}
    yield from exact
    yield from (pair for pair in pairs if not settled & set(pair))


def by_copy(
    material: Material, corpus: Corpus, compared: Sequence[Comparison], limits: Thresholds
) -> Iterator[Tie]:
    """Yield figures and totals that two copies share although they stand in other passages."""
    counted: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(material.statements):
        if one.kind in ("figure", "tally"):
            counted[one.document].append(index)
    for pair in compared:
        if pair.copy is None:
            continue
        first, second = (counted[corpus.documents[each]] for each in (pair.a, pair.b))
        for a, b in product(first, second):
            if _same_count(material.statements[a], material.statements[b], limits):
                yield tie_of(material, a, b, "rewrite", pair.copy)


def _same_count(a: Statement, b: Statement, limits: Thresholds) -> bool:
    same = number_relation(number_of(a), number_of(b), limits) == "same"
    return same and can_be_one(a, b) and a.about == b.about


def _copied(material: Material, a: int, b: int, one: Derivation, limits: Thresholds) -> bool:
    """Tell whether two statements in derived passages say the same, or did before a change.

    A number or a settlement may differ only where the documents are copies as a whole, of two
    sources: daily bulletins and mirrored accusations are worded alike without being copies.
    """
    first, second = material.statements[a], material.statements[b]
    changed = one.whole and material.sources_differ(a, b)
    one_claim = can_be_one(first, second) or (changed and _moved(material, a, b))
    if not one_claim or not _stances_fit(first, second):
        return False
    if not windows_fit(first, second, limits.window_overlap):
        return False
    relation = number_relation(number_of(first), number_of(second), limits)
    if relation in ("different", "loose") and not changed:
        return False
    voices = material.voices[a], material.voices[b]
    quoted = one.kind == _SHARED
    named = not voices[0].own and not voices[1].own
    if named and not same_voice(*voices):
        return False
    return not (quoted and (voices[0].own or voices[1].own))


def _moved(material: Material, a: int, b: int) -> bool:
    """Tell whether a copy tells the same event of another settlement.

    Neither text may tell of the other's settlement anywhere: who lists both changed nothing.
    """
    ends = material.statements[a], material.statements[b]
    if not changed_place(*ends):
        return False
    return not any(
        settlement_of(one) is not None and same_place(one, other)
        for document, other in zip((ends[0].document, ends[1].document), ends[::-1], strict=True)
        for one in (material.statements[i] for i in material.by_document[document])
    )


def _stances_fit(a: Statement, b: Statement) -> bool:
    return not a.stance or not b.stance or a.stance == b.stance
