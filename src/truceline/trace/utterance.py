"""Ties within a publication: what one speaker says in one utterance, a total and its parts."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.model.statement import Statement
from truceline.trace.claims import (
    can_be_one,
    number_of,
    number_relation,
    same_window,
    windows_fit,
    windows_overlap,
    windows_touch,
)
from truceline.trace.material import Material
from truceline.trace.settings import Thresholds
from truceline.trace.tie import Tie, blocks, tie_of
from truceline.trace.voices import same_speaker

_SAME_UTTERANCE = 0.9  # how sure it is; reasoned, because no pairs were fitted


def within_publication(material: Material, limits: Thresholds) -> Iterator[Tie]:
    """Yield what one speaker says in one publication in one utterance: a total and its parts."""
    for a, b in blocks((publication, i) for i, publication in enumerate(material.publications)):
        if not same_speaker(material.voices[a], material.voices[b]):
            continue
        if _one_breath(material, a, b) or _one_count(material, a, b, limits):
            yield tie_of(material, a, b, "shared_statement", _SAME_UTTERANCE)


def _one_breath(material: Material, a: int, b: int) -> bool:
    """Tell whether a named speaker says both in one sentence, or both in a joint statement."""
    voice = material.voices[a]
    place = material.passages[a]
    return voice.joint or (not voice.own and place is not None and place == material.passages[b])


def _one_count(material: Material, a: int, b: int, limits: Thresholds) -> bool:
    first, second = material.statements[a], material.statements[b]
    if first.kind != second.kind or first.kind not in ("tally", "figure", "incident_report"):
        return False
    together = _one_actor(first, second) and _near(first, second, limits)
    return together and _one_utterance(first, second, limits)


def _one_actor(a: Statement, b: Statement) -> bool:
    """Tell whether two parts of an utterance are about one actor."""
    return a.perpetrator == b.perpetrator or not a.perpetrator or not b.perpetrator


def _near(a: Statement, b: Statement, limits: Thresholds) -> bool:
    """Tell whether two statements stand close together, or in rows of one publication."""
    if a.document != b.document:
        return True
    return max(a.span.start, b.span.start) - min(a.span.end, b.span.end) <= limits.utterance_gap


def _one_utterance(a: Statement, b: Statement, limits: Thresholds) -> bool:
    """Tell whether a total and its parts, or two mentions of one event, are one utterance.

    The same thing counted twice over windows that overlap is two occasions: a later total
    replaces an earlier one.
    """
    relation = number_relation(number_of(a), number_of(b), limits)
    if a.kind == "tally":
        recount = a.act == b.act and a.unit == b.unit and relation == "different"
        overlapping = windows_overlap(a, b) and not same_window(a, b)
        return windows_touch(a, b) and not (recount and overlapping)
    if a.kind == "figure":
        return a.unit == b.unit and a.about == b.about and relation == "same"
    return can_be_one(a, b) and relation != "different" and windows_fit(a, b, limits.window_overlap)
