"""The facts that a verdict rests on, in words: each answer with its doubt and its statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from truceline.judge.docket import Entry
from truceline.judge.verdicts.answers import Answers, Question
from truceline.judge.verdicts.sets import Weighed
from truceline.judge.verdicts.weigh import Asked
from truceline.judge.wording import Wording, share, when
from truceline.model.finding import Fact
from truceline.model.incident import Incident
from truceline.model.statement import Statement

Share = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One incident under one entry of the docket, and what its members say."""

    incident: Incident
    entry: Entry
    members: Sequence[Statement]
    wording: Wording
    surest: Incident | None = None
    alleged: int = 0


def weighed_of(asked: Asked, row: int) -> tuple[tuple[Question, ...], Weighed]:
    """Return one row's answers, and the questions in the same order."""
    names: list[Question] = [*asked.plain, "time"]
    names += ["area"] if asked.reach.area is not None else []
    names += ["permission"] if asked.permission is not None else []
    names += ["condition"] if asked.condition is not None else []
    weighed = Weighed(
        plain=tuple(_at(each, row) for each in asked.plain.values()),
        time=_at(asked.reach.time, row),
        area=_at(asked.reach.area, row) if asked.reach.area is not None else None,
        reach=(float(asked.reach.both[row]), float(asked.reach.either[row])),
        permission=_at(asked.permission, row) if asked.permission is not None else None,
        condition=_at(asked.condition, row) if asked.condition is not None else None,
    )
    return tuple(names), weighed


def _at(answers: Answers, row: int) -> Share:
    return (float(answers.yes[row]), float(answers.no[row]))


def facts(matter: Matter, names: Sequence[Question], weighed: Weighed) -> tuple[Fact, ...]:
    """Return a fact for each question, in the same order."""
    pairs = zip(names, weighed.parts, strict=True)
    return tuple(_fact(matter, name, each) for name, each in pairs)


def _fact(matter: Matter, name: Question, answer: Share) -> Fact:
    """Return an answer's likeliest side as a sentence, or that it is open."""
    incident, wording = matter.incident, matter.wording
    yes, no = answer
    unclear = 1 - yes - no
    side, p = max((("unclear", unclear), ("yes", yes), ("no", no)), key=lambda each: each[1])
    values = _values(matter)
    if name == "author" and not yes and not no:
        return Fact(what=wording.phrase("fact", "author", "unknown"), p=1.0)
    if name == "time" and incident.time is None:
        values["when"] = ""
    if name == "act" and side == "yes" and incident.act in matter.entry.permitted:
        side = "permitted"
    if name == "condition" and matter.entry.circular:
        return Fact(what=wording.phrase("fact", "condition", "circular", **values), p=1.0)
    told = share(yes if side == "unclear" else p)
    what = wording.phrase("fact", name, side, **{**values, "share": told})
    return Fact(what=what, p=p, statements=_telling(matter, name))


def _values(matter: Matter) -> dict[str, object]:
    incident, wording = matter.incident, matter.wording
    weapons = dict.fromkeys(each.weapon for each in matter.members if each.weapon)
    return {
        "party": wording.name(matter.entry.respondent),
        "other": wording.name(matter.entry.duty.conduct_of or ""),
        "when": when(incident.time) if incident.time else "",
        "act": incident.act.replace("_", " ") or "?",
        "target": incident.target_class or "?",
        "weapon": ", ".join(weapons) or "?",
        "alleged": matter.alleged,
    }


def _telling(matter: Matter, name: Question) -> tuple[str, ...]:
    """Return the statements that an answer rests on."""
    incident = matter.incident
    if name == "author":
        return incident.attribution_stated
    if name == "condition":
        found = matter.surest.members if matter.surest else ()
        return tuple(each.statement for each in found)
    tells: Mapping[str, list[bool]] = {
        "time": [each.time is not None for each in matter.members],
        "act": [each.act == incident.act for each in matter.members],
        "permission": [each.act == incident.act for each in matter.members],
        "target": [
            bool(incident.target_class) and each.target_class == incident.target_class
            for each in matter.members
        ],
        "weapon": [bool(each.weapon) for each in matter.members],
        "area": [bool(each.places) for each in matter.members],
    }
    kept = zip(matter.members, tells.get(name, ()), strict=False)
    return tuple(member.id for member, telling in kept if telling)
