"""The terms of an agreement: clauses with their scope, obligations, ladders, how breaches count."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from truceline.ground.times import LATEST, TimeRange
from truceline.model.values import Amount, Bounds

Scope = Literal["prohibits", "permits", "obliges"]
Domain = Literal["land", "sea", "air"]
# What an act comes to where nothing shows the circumstance that would excuse or permit it.
Otherwise = Literal["undetermined", "breach"]
ObligationKind = Literal[
    "release",
    "exchange",
    "aid",
    "corridor",
    "withdrawal",
    "movement",
    "ratification",
    "publication",
    "monitoring",
    "support",
    "talks",
    "other",
]
CountingUnit = Literal["incident", "explosion", "spell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A part of a period in which it does not hold; its ends as those of a period."""

    start: TimeRange
    end: TimeRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A half-open stretch of time whose ends may be known to the day only.

    start, end: the moment lies anywhere in that range, each moment as likely (length 0: known
    exactly); end None: no end was fixed. gaps: parts of it that are left out, such as a
    suspension; they do not overlap.
    """

    start: TimeRange
    end: TimeRange | None = None
    gaps: tuple[Gap, ...] = ()

    @classmethod
    def of(cls, known: TimeRange) -> Period:
        """Return a period whose ends are known exactly."""
        ends = [TimeRange.instant(e) for e in (known.earliest, known.latest)]
        return cls(start=ends[0], end=ends[1])

    @property
    def outer(self) -> TimeRange:
        """Return the longest stretch that it can be, up to the last moment that is recorded."""
        last = self.end.latest if self.end else LATEST
        first = min(self.start.earliest, last)
        return TimeRange(earliest=first, latest=last, zone=self.start.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """When a permission covers an act that it may cover, as an answer to fire.

    acts: what has to have come before, from another party; within_s: at most so many seconds
    before; within_m: at most so many metres away, None for anywhere. otherwise: what follows
    where no such act is shown; besides: what else the permission asks for that no report tells,
    so that an answer is not permitted outright either.
    """

    acts: tuple[str, ...]
    within_s: float
    within_m: float | None = None
    otherwise: Otherwise = "undetermined"
    besides: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapons:
    """The weapons that a clause is about: by class (vocabulary ids) or calibre (millimetres)."""

    classes: tuple[str, ...] = ()
    calibre_mm: Bounds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of an obligation with a deadline of its own."""

    id: str
    deadline: TimeRange | None = None
    quantity: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What a party has to do, how much of it, and by when.

    what: ids of what is delivered; serves: whom; quantity: None where none was fixed. start: from
    when on; deadline: the moment by which it is done, None if none was fixed or if it hangs on
    the duty's own start: then after_start_s seconds after it. every_s: it recurs so often
    (seconds). areas: zones in which it is done.
    """

    kind: ObligationKind
    what: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    quantity: Amount | None = None
    start: TimeRange | None = None
    deadline: TimeRange | None = None
    after_start_s: float | None = None
    every_s: float | None = None
    stages: tuple[Stage, ...] = ()
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A term in our own words, with the document and article that it paraphrases.

    acts: vocabulary ids of the acts meant, or "any_attack"; targets: target classes; domains;
    weapons: empty or None for all. respondents: party ids, empty for every bound party. areas:
    zone ids, one of which must hold the place, empty for everywhere; areas_of: the same by
    respondent, where each has its own. within: narrower times than the duty's, None if it has
    none of its own. exceptions: ids of the clauses that permit what this one would otherwise
    prohibit; prevails_over: ids of the clauses that it takes the place of where both reach.
    may_cover (of a permission): acts that it covers in some circumstances which a single report
    does not settle; answers: the circumstance, where it can be tested: firing back.
    """

    id: str
    scope: Scope
    text: str
    acts: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    respondents: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    article: str = ""
    may_cover: tuple[str, ...] = ()
    within: Period | None = None
    areas_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    domains: tuple[Domain, ...] = ()
    weapons: Weapons | None = None
    prevails_over: tuple[str, ...] = ()
    stands_by: str = ""
    answers: Answering | None = None
    obligation: Obligation | None = None

    def zones(self, respondent: str) -> tuple[str, ...]:
        """Return the zones that limit the clause for a respondent, () for everywhere."""
        return self.areas_of.get(respondent, ()) if self.areas_of else self.areas


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a ladder: so many breaches, within so many seconds (None: ever), and what then."""

    id: str
    breaches: int
    then: str
    within_s: float | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """What follows upon breaches, step by step, each for breaches by one respondent.

    clauses: whose breaches count, () for those of every prohibition.
    """

    id: str
    text: str
    steps: tuple[Step, ...]
    clauses: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What one breach is when breaches are counted; text: the convention in our own words."""

    unit: CountingUnit = "incident"
    text: str = ""
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Who held an interpretation, from when and until when (None: not recorded)."""

    by: str
    start: datetime | None = None
    end: datetime | None = None
