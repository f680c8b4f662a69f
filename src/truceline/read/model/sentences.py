"""What the model makes of a sentence: drops false reports, adds missed ones, tells act and doer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from truceline.model.statement import Statement
from truceline.read.events.actors import Doer
from truceline.read.events.incidents import accused, cues_of, told_of
from truceline.read.events.postures import postures
from truceline.read.harm.targets import names_thing
from truceline.read.model.briefs import as_tally, lists_places
from truceline.read.model.doers import candidates, sender_of
from truceline.read.model.features import Places, Values, features_of
from truceline.read.model.foes import foe_of, repelled_by
from truceline.read.model.weights import Head, Weights, shipped
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene
from truceline.read.stances.threats import threats
from truceline.vocabulary.parties import load_parties

READ_BY = "model"
INCIDENT, ACT, TARGET, DOER = "incident", "act", "target", "doer"
UNNAMED = "unknown"
PEACEFUL = ("accident", "sport", "crime")  # traps that only a word of arms outweighs
MOST_ACTS = 500  # so many acts counted are no single event (the most in a labelled one: 234)
SEVERAL = "mixed"  # two weapons are counted better than learned


class Reviser(Protocol):
    """Whatever looks at a sentence once more after the rules."""

    def revise(self, scene: Scene, carried: Carried, found: list[Statement]) -> list[Statement]:
        """Return the statements of a sentence, given those that the rules found."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceModel:
    """The trained model over the rules; without weights it changes nothing.

    It works only in the languages that it was trained on.
    """

    weights: Weights | None

    @staticmethod
    def shipped() -> SentenceModel:
        """Return the model that ships; raises VocabularyError if its file is broken."""
        return SentenceModel(weights=shipped())

    @staticmethod
    def none() -> SentenceModel:
        """Return no model: the rules stand alone."""
        return SentenceModel(weights=None)

    def revise(self, scene: Scene, carried: Carried, found: list[Statement]) -> list[Statement]:
        """Return a sentence's statements after the model's decision; the rules' stand otherwise.

        A report that only the model sees spans the sentence and says so in `read_by`.
        """
        model = self.weights
        if model is None or scene.lang not in model.about["languages"]:
            return found
        if any(each.kind == "denial" for each in found):
            return found  # who denies an attack reports none
        if lists_places(scene):
            return _without_list(scene, carried, found)
        seen = features_of(scene, found)
        vector = seen.vector(model.rarity)
        reports = [each for each in found if each.kind == "incident_report"]
        meaning = model.meanings.of(seen.words) if model.meanings else None
        likely = float(model.heads[INCIDENT].scores(*vector, meaning)[0])
        if likely < float(model.about["thresholds"][INCIDENT]):
            return _without(scene, carried, found) if reports else found
        if not reports and (_total(found) or (scene.has("trap", *PEACEFUL) and not cues_of(scene))):
            return found  # four dead in a crash: no word tells of arms
        if not reports:
            reports = [replace(r, read_by=READ_BY) for r in told_of(scene, carried, cues_of(scene))]
            found = [*(s for s in found if s.kind not in ("threat", "posture")), *reports]
        told = self._told(scene, reports, *vector)
        by_place = dict(zip(map(id, reports), told, strict=True))
        return [by_place.get(id(each), each) for each in found]

    def _told(
        self, scene: Scene, reports: Sequence[Statement], places: Places, values: Values
    ) -> list[Statement]:
        """Return reports with act, class of target and doer; several acts in one sentence stand."""
        assert self.weights is not None  # noqa: S101 - asked only with weights
        heads = self.weights.heads
        told = list(reports)
        if len({each.act for each in told}) == 1 and told[0].act != SEVERAL:
            scores = heads[ACT].scores(places, values)
            told = [replace(r, act=heads[ACT].answers[int(scores.argmax())]) for r in told]
        if len({each.target_class for each in told}) == 1 and not names_thing(scene):
            target = _target(heads[TARGET], told[0].target_class, places, values)
            told = [replace(r, target_class=target) for r in told]
        if len({each.perpetrator for each in told}) == 1:
            told = [self._blamed(scene, each) for each in told]
        return told

    def _blamed(self, scene: Scene, report: Statement) -> Statement:
        """Return a report with the party that the words make the doer, if they name one."""
        assert self.weights is not None  # noqa: S101 - asked only with weights
        told = _told_doer(scene)
        if told is not None:
            return replace(report, perpetrator=told.party, perpetrator_stated=told.stated)
        head = self.weights.heads[DOER]
        scores = {
            party: float(head.scores(signs, np.ones(len(signs), dtype=np.float32))[0])
            for party, signs in candidates(scene).items()
        }
        best = max(scores, key=lambda party: scores[party], default=None)
        if best is not None and scores[best] > 0:
            return replace(report, perpetrator=best, perpetrator_stated=True)
        if report.perpetrator_stated:
            return replace(report, perpetrator=UNNAMED, perpetrator_stated=False)
        return report


def _told_doer(scene: Scene) -> Doer | None:
    """Return the doer that a sentence settles by what it says was done to whom, None if none."""
    charged = accused(scene, scene.actors)
    if charged is not None:
        return Doer(charged.party, True)
    opponents = load_parties().opponents
    repelled = repelled_by(scene, opponents)
    if repelled is not None:
        return repelled
    sender = sender_of(scene)
    if sender is not None:
        return Doer(sender, True)
    foe = foe_of(scene, opponents)
    return Doer(foe, False) if foe is not None else None


def _total(found: Sequence[Statement]) -> bool:
    """Tell whether the rules counted more acts than one event can have."""
    counted = (each.quantity for each in found if each.kind == "tally")
    return any(each is not None and each.min >= MOST_ACTS for each in counted)


def _target(head: Head, told: str, places: Places, values: Values) -> str:
    """Return the class of target; one that the model does not know stands as the rules told it."""
    if told and told not in head.answers:
        return told
    scores = head.scores(places, values)
    best = int(scores.argmax())
    learned = head.answers[best] if scores[best] > 0 else ""
    return learned or told  # people who are said to be harmed need no model


def _without(scene: Scene, carried: Carried, found: list[Statement]) -> list[Statement]:
    """Return statements without reports; what the reports kept from being read is read now."""
    rest = [each for each in found if each.kind != "incident_report"]
    if any(each.kind in ("tally", "figure", "denial") for each in rest):
        return rest
    actors = scene.actors
    return rest + (threats(scene, actors, carried, alone=True) or postures(scene, actors))


def _without_list(scene: Scene, carried: Carried, found: list[Statement]) -> list[Statement]:
    """Return statements with the reports of a listed day made one tally, where none was read."""
    reports = [each for each in found if each.kind == "incident_report"]
    rest = [each for each in found if each.kind != "incident_report"]
    if reports and not any(each.kind == "tally" for each in rest):
        return [as_tally(scene, carried, reports), *rest]
    return rest
