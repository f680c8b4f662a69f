"""Wordings that tell an armed act, a total or a posture by a verb with what it is done to or by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.model.statement import Kind
from truceline.read.events.clauses import NOMINAL, is_real, is_verb
from truceline.read.events.view import (
    Made,
    View,
    armed_doer,
    counted,
    is_party,
    nothing,
    number_of,
    suffers,
)
from truceline.vocabulary.files import shipped_entries

FILE = "event_frames.yaml"
WEIGHTS: Mapping[str, int] = {"incident_report": 3, "tally": 5, "posture": 3}
_LISTS = ("subject", "object", "with", "within", "unless", "needs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One wording; its fields are those that the head of the file tells of."""

    kind: Kind
    weight: int
    voice: str = ""
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    at: Mapping[str, tuple[str, ...]]
    least: int = 0
    once: bool = False


@cache
def frames_of(lang: str) -> Mapping[str, tuple[Frame, ...]]:
    """Return the wordings of a language by the dictionary form of their verb, in file order."""
    found: dict[str, list[Frame]] = {}
    for entry in shipped_entries("vocabulary", FILE).get(lang, ()):
        frame = _frame(entry)
        for verb in entry["verbs"]:
            found.setdefault(verb, []).append(frame)
    return {verb: tuple(each) for verb, each in found.items()}


def _frame(entry: Mapping[str, Any]) -> Frame:
    lists = {name: tuple(entry.get(name, ())) for name in _LISTS}
    lists["beside"] = lists.pop("with")
    return Frame(
        kind=entry["kind"],
        weight=int(entry.get("weight", WEIGHTS[entry["kind"]])),
        voice=entry.get("voice", ""),
        at={prep: tuple(each) for prep, each in entry.get("at", {}).items()},
        least=int(entry.get("least", 0)),
        once=bool(entry.get("once", False)),
        **lists,
    )


def framed(view: View, index: int) -> Made | None:
    """Read a verb that tells an event only together with what it is done to or by."""
    clauses = view.clauses
    known = frames_of(view.scene.lang).get(clauses.lemmas[index], ())
    if not known or not is_verb(clauses, index):
        return None
    frame = next((each for each in known if _fits(view, index, each)), None)
    if frame is None or nothing(view, index) or not is_real(view.words, clauses, index):
        return None
    if frame.kind == "incident_report" and not frame.once:
        return counted(view, index) or (frame.kind, frame.weight)
    return frame.kind, frame.weight


def _fits(view: View, index: int, frame: Frame) -> bool:
    """Tell whether a verb's surroundings are those of a wording; the cheap tests come first."""
    clauses, words = view.clauses, view.words
    passive = clauses.passive(index)
    if (frame.voice and (frame.voice == "passive") != passive) or (
        "war" in frame.needs and not view.carried.war
    ):
        return False
    objects, subjects = _objects(view, index), _subjects(view, index)
    if (frame.object and not _any(view, objects, frame.object)) or (
        frame.subject and not _any(view, subjects, frame.subject)
    ):
        return False
    if frame.at and not _governed(view, index, frame):
        return False
    if frame.beside:
        told = [i for i in clauses.under(index) if i != index]
        if not words.held_by(clauses, told, *frame.beside):
            return False
    return _measured(view, index, frame, [*objects, *subjects])


def _objects(view: View, index: int) -> list[int]:
    """Return what a verb is done to, also where a passive shares it with the verb before it."""
    found = suffers(view, index)
    shares = not found and view.clauses.passive(view.clauses.first(index))
    subject = view.clauses.subject(index) if shares else None
    return found if subject is None else [view.words.meant(view.clauses, subject)]


def _measured(view: View, index: int, frame: Frame, parts: list[int]) -> bool:
    """Tell whether the parts of a clause hold, number and lack what a wording asks for."""
    clauses, words = view.clauses, view.words
    inside = [i for part in parts for i in clauses.under(_whole(view, part))]
    if frame.within and not words.held_by(clauses, inside, *frame.within):
        return False
    hung = [
        *clauses.kids(index),
        *(k for p in clauses.kids(index, "prep") for k in clauses.kids(p)),
    ]
    if frame.unless and words.held_by(clauses, [*hung, *parts], *frame.unless):
        return False
    if frame.least and max((_number(view, p) for p in parts), default=0) < frame.least:
        return False
    if "numbered" in frame.needs and not view.scene.numbers:
        return False
    return "armed" not in frame.needs or armed_doer(view, index)


def _whole(view: View, index: int) -> int:
    """Return the noun of quantity above what it counts ("half of the dead"), else the noun."""
    for above, dep in view.clauses.above(index):
        if dep not in ("pobj", "prep"):
            break
        if view.words.among(view.clauses, above, "quantities", "shares"):
            return above
    return index


def _number(view: View, index: int) -> float:
    """Return the greatest number that counts a noun, or that its noun of quantity is."""
    whole = _whole(view, index)
    token = view.clauses.tokens[whole]
    itself = [
        n.bounds.min for n in view.scene.numbers if n.start < token.end and token.start < n.end
    ]
    return max([number_of(view, index), number_of(view, whole), *itself])


def _subjects(view: View, index: int) -> list[int]:
    """Return whose act an active verb is, its own subject or the one that it shares."""
    if view.clauses.passive(index):
        agent = view.clauses.agent(index)
        return [] if agent is None else [view.words.meant(view.clauses, agent)]
    subject = view.clauses.subject(index)
    return [] if subject is None else [view.words.meant(view.clauses, subject)]


def _governed(view: View, index: int, frame: Frame) -> bool:
    """Tell whether one of the prepositions at a verb governs what it must."""
    clauses = view.clauses
    for prep in clauses.kids(index, "prep", "prt", "advmod", "agent"):
        lists = frame.at.get(clauses.lemmas[prep])
        inner = [prep, *clauses.kids(prep, "prep")]
        held = [view.words.meant(clauses, k) for p in inner for k in clauses.kids(p, "pobj")]
        if lists and _any(view, held, lists):
            return True
    return False


def _any(view: View, found: list[int], lists: tuple[str, ...]) -> bool:
    return any(_is(view, each, lists) for each in found)


def _is(view: View, index: int, lists: tuple[str, ...]) -> bool:
    """Tell whether a noun, or one set beside it, is on one of the lists."""
    clauses, words = view.clauses, view.words
    named = tuple(each for each in lists if each not in _KNOWN)
    both = [index, *clauses.kids(index, "conj"), _whole(view, index)]
    if words.held_by(clauses, both, *named):
        return True
    return any(_KNOWN[each](view, index) for each in lists if each in _KNOWN)


def _anyone(view: View, index: int) -> bool:
    people = view.words.among(view.clauses, index, "people", "quantities")
    return people or view.clauses.tokens[index].pos in ("NUM", "PROPN")


def _place(view: View, index: int) -> bool:
    token = view.clauses.tokens[index]
    named = token.pos in NOMINAL
    return named and any(
        p.start < token.end and token.start < p.end for p in view.scene.places if p.candidates
    )


_KNOWN = {"party": is_party, "place": _place, "anyone": _anyone}
