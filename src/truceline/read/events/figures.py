"""Figures: other checkable numbers, under plain subjects so that two texts can be compared."""

from __future__ import annotations

from truceline.language.numbers import NumberMention
from truceline.model.statement import Statement
from truceline.model.values import Bounds
from truceline.read.scenes.drafts import draft
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Scene
from truceline.read.stances.modality import modality

UNIT = 3  # words between a number and the thing counted at most
AROUND = 20  # words between a number and what it is about at most


def figures(scene: Scene) -> list[Statement]:
    """Return the figures of a sentence on the subjects that the vocabulary knows."""
    found: list[Statement] = []
    for subject in sorted(scene.of("figure"), key=lambda h: (h.value, -h.first)):
        number = _number(scene, subject)
        if number and not any(f.about == subject.value for f in found):
            start, end = min(number.start, subject.start), max(number.end, subject.end)
            _, last = scene.word_range(number.start, number.end)
            units = [h for h in scene.of("beside") if last < h.first <= last + UNIT]
            end = max([end, *(h.end for h in units)])
            found.append(
                draft(
                    scene,
                    "figure",
                    start,
                    end,
                    modality=modality(scene, "figure", start, end),
                    quantity=Bounds(*number.bounds),
                    unit=scene.setting(subject, "unit"),
                    about=subject.value,
                )
            )
    return found


def _number(scene: Scene, subject: Hit) -> NumberMention | None:
    """Return the number that fits the subject's unit and has the words it needs beside it."""
    unit, needs = scene.setting(subject, "unit"), scene.setting(subject, "needs")
    if needs and not scene.has("beside", needs):
        return None
    for number in scene.numbers:
        first, last = scene.word_range(number.start, number.end)
        near = min(abs(subject.first - last), abs(first - subject.last)) <= AROUND
        counted = unit == "percent" or unit_follows(scene, last, needs)
        if near and number.percent == (unit == "percent") and counted:
            return number
    return None


def unit_follows(scene: Scene, last: int, group: str) -> bool:
    """Tell whether the thing counted stands within three words after the number."""
    return group in ("", "ever") or scene.between(last, last + UNIT, "beside", group)
