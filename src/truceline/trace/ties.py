"""Every tie between statements: pairs that repeat one utterance, and what shows it."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.trace.copied import by_copy, by_derivation
from truceline.trace.dependent import by_dependence
from truceline.trace.derivation import Comparison
from truceline.trace.material import Material
from truceline.trace.passages import Corpus
from truceline.trace.repeated import by_event, by_number, by_stance, swapped_speakers
from truceline.trace.settings import Thresholds
from truceline.trace.tie import Tie
from truceline.trace.utterance import within_publication


def find_ties(
    material: Material, corpus: Corpus, compared: Sequence[Comparison], limits: Thresholds
) -> list[Tie]:
    """Return every tie between statements, each pair of statements once for each reason."""
    found = [
        *by_derivation(material, corpus, compared, limits),
        *by_copy(material, corpus, compared, limits),
        *by_dependence(material, corpus, compared, limits),
        *by_number(material, limits),
        *by_event(material, limits),
        *by_stance(material, limits),
        *within_publication(material, limits),
        *swapped_speakers(material, limits),
    ]
    return sorted(set(found))
