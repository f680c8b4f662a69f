"""A machine-readable agreement: dated, cited instruments, clauses and readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from truceline.ground.times import TimeRange
from truceline.model.terms import Clause, Counting, Held, Ladder, Otherwise, Period
from truceline.model.zones import Line, Zone

Standing = Literal["proposed", "declared", "effective", "disputed", "suspended", "ended"]
InstrumentAct = Literal[
    "proposal",
    "declaration",
    "mirror_pledge",
    "acceptance",
    "conditional_acceptance",
    "rejection",
    "condition",
    "withdrawal",
    "extension",
    "suspension",
    "ending",
    "addendum",
    "ratification",
    "resolution",
    "order",
]
# Acts that accept on a condition; which counts once all on whom it depends have accepted.
CONDITIONAL: tuple[InstrumentAct, ...] = ("conditional_acceptance", "mirror_pledge")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document that a term was read from.

    title, publisher, date: of the primary document or its publication; url: the public page;
    number: the document's own, such as that of a resolution, "" if it has none or none is known;
    sha256: hash of the official text that a user attached, None while it is a paraphrase; via:
    who carried the words where we read them, "" if we read them at the publisher's own.
    """

    id: str
    title: str
    publisher: str
    date: str
    url: str
    language: str = ""
    sha256: str | None = None
    via: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One act of one party that brings the agreement about: a declaration or an acceptance.

    by: party or mediator id, the first of `joint` where several made it; binds: the parties whom
    it can bind by itself; condition: what it was made to depend on, in our own words; depends_on:
    party ids whose acceptance or conduct the condition is about; an acceptance on a condition
    counts once they have accepted, on one that names nobody never: words are not tested. at: the
    instant, or the first instant of the day in the agreement's zone where only the day is known
    (at_precision "day"); until: when it lapses. version: of the text; amends, replaces: ids of
    earlier instruments.
    """

    id: str
    act: InstrumentAct
    by: str
    at: datetime
    summary: str
    binds: tuple[str, ...] = ()
    condition: str = ""
    depends_on: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    at_precision: Literal["day", "instant"] = "instant"
    joint: tuple[str, ...] = ()
    version: str = ""
    amends: tuple[str, ...] = ()
    replaces: str = ""
    until: datetime | None = None

    @property
    def moment(self) -> TimeRange:
        """Return when it was made: some moment of its day where only that is known."""
        length = timedelta(days=1) if self.at_precision == "day" else timedelta()
        return TimeRange(earliest=self.at, latest=self.at + length)

    @property
    def untestable(self) -> bool:
        """Tell whether it accepts on a condition that names nobody: words, which nothing tests."""
        return self.act in CONDITIONAL and not self.depends_on

    @property
    def makers(self) -> tuple[str, ...]:
        """Return all who made it."""
        return self.joint or (self.by,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Whom a reading binds, when, and on what it depends.

    within: None where nobody fixed when it begins or ends. starts: "accepted" where it begins
    with the last acceptance of acceptance_by, and lasts lasts_s seconds from then (None: without
    end), all of it inside of within. conduct_of: the duty lasts only while that party keeps its
    own (release on breach); otherwise: what an act comes to where no failure of that party is
    shown. acceptance_by: it is in force only while these parties have accepted: not before, nor
    from a withdrawal on until they accept again. What a suspension does is for a reading to say,
    as a gap of within.
    """

    party: str
    within: Period | None
    instruments: tuple[str, ...] = ()
    conduct_of: str | None = None
    acceptance_by: tuple[str, ...] = ()
    because: str = ""
    starts: Literal["", "accepted"] = ""
    lasts_s: float | None = None
    otherwise: Otherwise = "undetermined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A named interpretation of whom the agreement binds, from when, and until when.

    held_by: ids of who is known to hold it; empty where it is ours; held: since when. clauses:
    terms that it takes otherwise than the agreement's own list does, whole. options: the option
    of each choice that it combines, () where it stands in the file as it is.
    """

    id: str
    title: str
    summary: str
    duties: tuple[Duty, ...]
    held_by: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    clauses: tuple[Clause, ...] = ()
    options: tuple[str, ...] = ()

    def clause(self, named: Clause) -> Clause:
        """Return a clause as this reading takes it."""
        return next((each for each in self.clauses if each.id == named.id), named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to take what a choice is about; held_by: who is known to take it so."""

    id: str
    title: str
    summary: str
    held_by: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an agreement leaves open: each reading is judged under each option.

    instrument: id of the instrument whose words are open, "" if it is the whole.
    """

    id: str
    about: Literal["start", "end", "scope", "release"]
    title: str
    options: tuple[Option, ...]
    instrument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """When an agreement came to stand as it does, by the record."""

    status: Standing
    at: datetime
    at_precision: Literal["day", "instant"] = "instant"
    summary: str = ""
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement as judged against.

    parties: in the order in which every list shows them; mediators: others who act in it;
    zone: IANA zone in which its times were given; window: as announced, from its first possible
    moment to its last, None if never fixed; period: the same with the doubt of its ends;
    standard: probability that a verdict must reach; below it a finding is undetermined.
    subject: folded words or phrases by which texts speak of it, a word that ends in * stands
    for every word that begins so; spoken_of: positions published or dated outside of this range
    are about something else.
    """

    id: str
    version: str
    title: str
    summary: str
    standing: Standing
    zone: str
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    window: TimeRange | None
    instruments: tuple[Instrument, ...]
    clauses: tuple[Clause, ...]
    readings: tuple[Reading, ...]
    citations: tuple[Citation, ...]
    unknowns: tuple[str, ...] = ()
    standard: float = 0.95
    subject: tuple[str, ...] = ()
    spoken_of: TimeRange | None = None
    period: Period | None = None
    status: tuple[StatusChange, ...] = ()
    lines: tuple[Line, ...] = ()
    zones: tuple[Zone, ...] = ()
    choices: tuple[Choice, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    counting: Counting = field(default_factory=Counting)
