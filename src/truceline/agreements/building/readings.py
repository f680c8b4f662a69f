"""Readings of an agreement file, and every combination of them with the options of its choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Any

from truceline.agreements.building.clauses import Terms
from truceline.agreements.building.moments import DAY_S, FROM_EVER, Moments
from truceline.agreements.source import Path_
from truceline.model.agreement import Choice, Duty, Option, Reading
from truceline.model.terms import Clause, Period

Names = tuple[str, ...]
MOST_READINGS = 64  # a report that shows more interpretations than that shows none


@dataclass(frozen=True, slots=True)
class Readings:
    """Makes readings; period: the agreement's own; clauses: its terms as the file lists them."""

    moments: Moments
    terms: Terms
    parties: Sequence[str]
    period: Period | None
    clauses: Sequence[Clause]

    def reading(self, value: Mapping[str, Any], at: Path_) -> Reading:
        """Return a reading as it stands in the file."""
        return Reading(
            id=value["id"],
            title=value["title"],
            summary=value["summary"].strip(),
            duties=tuple(
                self._duty(each, (*at, "duties", index))
                for index, each in enumerate(value["duties"])
            ),
            held_by=tuple(value.get("held_by", ())),
            citations=tuple(value.get("citations", ())),
            held=self.moments.held(value.get("held", ()), (*at, "held")),
            clauses=self._amended(value.get("clauses", {}), self.clauses, (*at, "clauses")),
        )

    def choice(self, value: Mapping[str, Any], at: Path_) -> Choice:
        """Return a choice with its options, without what they change."""
        return Choice(
            id=value["id"],
            about=value["about"],
            instrument=value.get("instrument", ""),
            title=value["title"],
            options=tuple(
                Option(
                    id=each["id"],
                    title=each["title"],
                    summary=each["summary"].strip(),
                    held_by=tuple(each.get("held_by", ())),
                    held=self.moments.held(each.get("held", ()), (*at, "options", index, "held")),
                    citations=tuple(each.get("citations", ())),
                )
                for index, each in enumerate(value["options"])
            ),
        )

    def combined(
        self, readings: Sequence[Reading], values: Sequence[Mapping[str, Any]]
    ) -> tuple[Reading, ...]:
        """Return every reading with every combination of one option from each choice."""
        many = len(readings) * prod(len(each["options"]) for each in values)
        if not values or many > MOST_READINGS:
            if values:
                what = f"The choices make {many} readings, more than {MOST_READINGS}."
                mend = "Leave out options that nobody holds."
                self.moments.source.add(("choices",), what, mend)
            return tuple(readings)
        placed = [
            [(option, ("choices", i, "options", j)) for j, option in enumerate(each["options"])]
            for i, each in enumerate(values)
        ]
        parts: list[list[Names]] = [[each.held_by for each in readings]]
        parts += [[tuple(e.get("held_by", ())) for e in each["options"]] for each in values]
        found = []
        for reading in readings:
            for picked in product(*placed):
                held = [reading.held_by, *(tuple(e.get("held_by", ())) for e, _ in picked)]
                made = self._with(reading, picked)
                found.append(replace(made, held_by=_holders(held, parts)))
        return tuple(found)

    def _with(self, reading: Reading, picked: Iterable[tuple[Mapping[str, Any], Path_]]) -> Reading:
        for option, at in picked:
            reading = self._with_option(reading, option, at)
        return reading

    def _with_option(self, reading: Reading, option: Mapping[str, Any], at: Path_) -> Reading:
        """Return a reading with what one option changes."""
        taken = [reading.clause(each) for each in self.clauses]
        amended = self._amended(option.get("clauses", {}), taken, (*at, "clauses"))
        names = {each.id for each in amended}
        return replace(
            reading,
            id=f"{reading.id}.{option['id']}",
            title=f"{reading.title}; {option['title']}",
            summary=f"{reading.summary} {option['summary'].strip()}",
            citations=tuple(dict.fromkeys([*reading.citations, *option.get("citations", ())])),
            clauses=(*(each for each in reading.clauses if each.id not in names), *amended),
            duties=tuple(self._changed(each, option, at) for each in reading.duties),
            options=(*reading.options, option["id"]),
        )

    def _amended(
        self, values: Mapping[str, Any], clauses: Sequence[Clause], at: Path_
    ) -> tuple[Clause, ...]:
        known = {each.id: each for each in clauses}
        for name in values:
            if name not in known:
                mend = f"Name one of: {', '.join(known)}."
                self.moments.source.add((*at, name), f"Unknown clause “{name}”.", mend)
        return tuple(
            self.terms.amended(known[name], value, (*at, name))
            for name, value in values.items()
            if name in known
        )

    def _changed(self, duty: Duty, option: Mapping[str, Any], at: Path_) -> Duty:
        changes: dict[str, Any] = {}
        if duty.party not in option.get("of", [duty.party]):
            return duty
        if "within" in option:
            within = self.moments.period(option["within"], (*at, "within"), duty.within)
            changes["within"] = within
        others = [each for each in self.parties if each != duty.party]
        if option.get("conduct") == "none":
            changes["conduct_of"] = None
        elif option.get("conduct") == "mutual" and duty.party in self.parties and others:
            changes["conduct_of"] = others[0]
        if "otherwise" in option:
            changes["otherwise"] = option["otherwise"]
        return replace(duty, **changes)

    def _duty(self, value: Mapping[str, Any], at: Path_) -> Duty:
        starts = value.get("starts", "")
        within = self.period
        if "within" in value:
            within = self.moments.period(value["within"], (*at, "within"), within)
        fixed = starts == "accepted" or "within" in value  # when it begins, one of the two says
        if within is not None and not fixed and within.start == FROM_EVER:
            within = None
        return Duty(
            party=value["party"],
            within=within,
            instruments=tuple(value["instruments"]),
            conduct_of=value.get("conduct_of"),
            acceptance_by=tuple(value.get("acceptance_by", ())),
            because=value["because"].strip(),
            starts=starts,
            lasts_s=value["lasts_days"] * DAY_S if "lasts_days" in value else None,
            otherwise=value.get("otherwise", "undetermined"),
        )


def _holders(held: Sequence[Names], parts: Sequence[Sequence[Names]]) -> Names:
    """Return who holds a combination: who holds a part of it and no other option of any choice.

    held: who holds each of its parts; parts: the same of all readings and of all options of each
    choice, in the same order. Who is silent on a choice is not taken to reject an option of it.
    """
    named = dict.fromkeys(name for part in held for name in part)
    return tuple(
        name
        for name in named
        if all(
            name in own or not any(name in other for other in others)
            for own, others in zip(held, parts, strict=True)
        )
    )
