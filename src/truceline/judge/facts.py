"""The facts that a verdict rests on, in words: each answer with its doubt and its statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

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
class Earlier:
    """What came before an incident: the surest failure of the other, and how many are alleged."""

    surest: Incident | None = None
    alleged: int = 0

    @property
    def key(self) -> tuple[str, int]:
        """Return what tells it from others."""
        return (self.surest.id if self.surest else "", self.alleged)

    @property
    def statements(self) -> tuple[str, ...]:
        """Return the statements that report the surest failure."""
        found = self.surest.members if self.surest else ()
        return tuple(each.statement for each in found)


def weighed_of(asked: Asked, row: int) -> tuple[tuple[Question, ...], Weighed]:
    """Return one row's answers, and the questions in the same order."""
    names: list[Question] = [*asked.plain, "time"]
    names += ["area"] if asked.reach.area is not None else []
    names += ["prevails"] if asked.prevails is not None else []
    names += ["permission"] if asked.permission is not None else []
    names += ["condition"] if asked.condition is not None else []
    weighed = Weighed(
        plain=tuple(_at(each, row) for each in asked.plain.values()),
        time=_at(asked.reach.time, row),
        area=_at(asked.reach.area, row) if asked.reach.area is not None else None,
        reach=(float(asked.reach.both[row]), float(asked.reach.either[row])),
        permission=_at(asked.permission, row) if asked.permission is not None else None,
        condition=_at(asked.condition, row) if asked.condition is not None else None,
        prevails=_at(asked.prevails, row) if asked.prevails is not None else None,
        cells=asked.joint.of(row) if asked.joint is not None else (),
    )
    return tuple(names), weighed


def _at(answers: Answers, row: int) -> Share:
    return (float(answers.yes[row]), float(answers.no[row]))


@dataclass(slots=True)
class Telling:
    """Tells the facts of one incident; what one clause's fact says, another's repeats."""

    incident: Incident
    members: Sequence[Statement]
    wording: Wording
    _told: dict[tuple[object, ...], Fact] = field(default_factory=dict)

    def facts(
        self, entry: Entry, names: Sequence[Question], weighed: Weighed, earlier: Earlier
    ) -> tuple[Fact, ...]:
        """Return a fact for each question, in the same order."""
        found = []
        for name, answer in zip(names, weighed.parts, strict=True):
            permitted = name == "act" and self.incident.act in entry.permitted
            before = (entry.circular, *earlier.key) if name == "condition" else ()
            key = (name, answer, entry.respondent, entry.duty.conduct_of, permitted, before)
            if key not in self._told:
                self._told[key] = self._fact(entry, name, answer, earlier)
            found.append(self._told[key])
        return tuple(found)

    def _fact(self, entry: Entry, name: Question, answer: Share, earlier: Earlier) -> Fact:
        """Return an answer's likeliest side as a sentence, or that it is open."""
        yes, no = answer
        unclear = 1 - yes - no
        side, p = max((("unclear", unclear), ("yes", yes), ("no", no)), key=lambda each: each[1])
        if name == "author" and not yes and not no:
            return Fact(what=self.wording.phrase("fact", "author", "unknown"), p=1.0)
        if name == "act" and side == "yes" and self.incident.act in entry.permitted:
            side = "permitted"
        if name == "condition" and entry.circular:
            side, p = "circular", 1.0
        told = share(yes if side == "unclear" else p)
        values = {**self._values(entry), "alleged": earlier.alleged, "share": told}
        statements = earlier.statements if name == "condition" else self._saying(name)
        told_as = "time_by_report" if name == "time" and self._untold else name
        return Fact(
            what=self.wording.phrase("fact", told_as, side, **values), p=p, statements=statements
        )

    @property
    def _untold(self) -> bool:
        """Tell whether no report tells the time, while it is known when it was reported."""
        return self.incident.time is None and self.incident.reported is not None

    def _values(self, entry: Entry) -> dict[str, object]:
        weapons = dict.fromkeys(each.weapon for each in self.members if each.weapon)
        at = self.incident.time or self.incident.reported
        return {
            "party": self.wording.name(entry.respondent),
            "other": self.wording.name(entry.duty.conduct_of or ""),
            "when": when(at) if at else "",
            "act": self.incident.act.replace("_", " ") or "?",
            "target": self.incident.target_class or "?",
            "weapon": ", ".join(weapons) or "?",
        }

    def _saying(self, name: Question) -> tuple[str, ...]:
        """Return the statements that an answer rests on."""
        if name == "author":
            return self.incident.attribution_stated
        says = _SAYS.get(name)
        if says is None:
            return ()
        return tuple(each.id for each in self.members if says(each, self.incident))


# Whether a member says something of what a question asks.
_SAYS: Mapping[Question, Callable[[Statement, Incident], bool]] = {
    "time": lambda said, _: said.time is not None,
    "act": lambda said, incident: said.act == incident.act,
    "permission": lambda said, incident: said.act == incident.act,
    "target": lambda said, incident: (
        bool(said.target_class) and said.target_class == incident.target_class
    ),
    "weapon": lambda said, _: bool(said.weapon),
    "area": lambda said, _: bool(said.places),
}
