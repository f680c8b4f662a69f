"""The terms of an agreement file: clauses, obligations, ladders and how breaches count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from truceline.agreements.building.moments import DAY_S, Moments
from truceline.agreements.source import Path_
from truceline.ground.times import TimeRange
from truceline.model.agreement import Instrument
from truceline.model.terms import (
    Answering,
    Clause,
    Counting,
    Ladder,
    Obligation,
    Period,
    Stage,
    Step,
    Weapons,
)
from truceline.model.values import Amount, Bounds

_LISTS = (
    "acts",
    "may_cover",
    "targets",
    "respondents",
    "areas",
    "exceptions",
    "domains",
    "prevails_over",
    "citations",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """Makes terms from values that fit the schema; instruments: those of the file, by id."""

    moments: Moments
    instruments: Mapping[str, Instrument]

    def clause(self, value: Mapping[str, Any], at: Path_) -> Clause:
        """Return a clause."""
        owed = value.get("obligation")
        stands_by = value.get("stands_by", "")
        clause = Clause(
            id=value["id"],
            scope=value["scope"],
            text=value["text"].strip(),
            article=value.get("article", ""),
            stands_by=stands_by,
            within=self._standing(stands_by),
            obligation=self._obligation(owed, (*at, "obligation")) if owed else None,
            answers=_answering(value["answers"]) if "answers" in value else None,
        )
        return self.amended(clause, value, at)

    def amended(self, clause: Clause, value: Mapping[str, Any], at: Path_) -> Clause:
        """Return a clause with the terms that a value names in the place of its own."""
        changes: dict[str, Any] = {key: tuple(value[key]) for key in _LISTS if key in value}
        if "areas_of" in value:
            changes["areas_of"] = {k: tuple(v) for k, v in value["areas_of"].items()}
            changes.setdefault("areas", ())
        elif "areas" in value:
            changes["areas_of"] = {}
        if "weapons" in value:
            changes["weapons"] = _weapons(value["weapons"])
        if "within" in value:
            changes["within"] = self.moments.period(value["within"], (*at, "within"), clause.within)
        return replace(clause, **changes)

    def ladder(self, value: Mapping[str, Any], at: Path_) -> Ladder:  # noqa: ARG002 - the shape of every part
        """Return a ladder."""
        return Ladder(
            id=value["id"],
            text=value["text"].strip(),
            clauses=tuple(value.get("clauses", ())),
            citations=tuple(value["citations"]),
            steps=tuple(
                Step(
                    id=each["id"],
                    breaches=each["breaches"],
                    then=each["then"].strip(),
                    within_s=each["within_days"] * DAY_S if "within_days" in each else None,
                    by=tuple(each.get("by", ())),
                )
                for each in value["steps"]
            ),
        )

    def _standing(self, name: str) -> Period | None:
        """Return since when, and until when, a clause stands by the instrument that brought it."""
        brought = self.instruments.get(name)
        if brought is None:
            return None
        gone = [each.at for each in self.instruments.values() if each.replaces == name]
        gone += [brought.until] if brought.until else []
        end = min(gone, default=None)
        return Period(start=brought.moment, end=TimeRange.instant(end) if end else None)

    def _obligation(self, value: Mapping[str, Any], at: Path_) -> Obligation:
        after = value.get("after", {})
        deadline = self.moments.given(value, "deadline", at)
        if "instrument" in after and after["instrument"] in self.instruments:
            made = self.instruments[after["instrument"]].moment
            step = timedelta(days=after["days"])
            deadline = TimeRange(earliest=made.earliest + step, latest=made.latest + step)
        return Obligation(
            kind=value["kind"],
            what=tuple(value.get("what", ())),
            serves=tuple(value.get("of", ())),
            quantity=_amount(value),
            start=self.moments.given(value, "from", at),
            deadline=deadline,
            after_start_s=after["days"] * DAY_S if "start" in after else None,
            every_s=value["every_days"] * DAY_S if "every_days" in value else None,
            stages=tuple(
                Stage(
                    id=each["id"],
                    deadline=self.moments.given(each, "deadline", (*at, "stages", index)),
                    quantity=_amount(each),
                )
                for index, each in enumerate(value.get("stages", ()))
            ),
            areas=tuple(value.get("areas", ())),
        )


def counting(value: Mapping[str, Any] | None) -> Counting:
    """Return how breaches are counted; by the incident where the file does not say."""
    if value is None:
        return Counting()
    return Counting(
        unit=value["unit"], text=value["text"].strip(), citations=tuple(value["citations"])
    )


def _answering(value: Mapping[str, Any]) -> Answering:
    return Answering(
        acts=tuple(value["acts"]),
        within_s=value["within_minutes"] * 60.0,
        within_m=value.get("within_m"),
        otherwise=value.get("otherwise", "undetermined"),
        besides=value.get("besides", "").strip(),
    )


def _weapons(value: Mapping[str, Any]) -> Weapons:
    calibre = value.get("calibre_mm")
    bounds = Bounds(calibre.get("min") or 0.0, calibre.get("max")) if calibre else None
    return Weapons(classes=tuple(value.get("classes", ())), calibre_mm=bounds)


def _amount(value: Mapping[str, Any]) -> Amount | None:
    stated = value.get("quantity")
    if stated is None:
        return None
    return Amount(min=stated["min"], max=stated.get("max"), unit=stated["unit"])
