"""A machine-readable agreement: dated, cited instruments, clauses and readings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from truceline.ground.times import TimeRange

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
]
Scope = Literal["prohibits", "permits", "obliges"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document that a term was read from.

    title, publisher, date: of the primary document or its publication; url: the public page;
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One act of one party that brings the agreement about: a declaration or an acceptance.

    by: party or mediator id; binds: the parties whom it can bind by itself; condition: what it
    was made to depend on, in our own words; depends_on: party ids whose acceptance or conduct
    the condition is about. at: the instant, or the first instant of the day in the agreement's
    zone where only the day is known (at_precision "day").
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Whom a reading binds, when, and on what it depends.

    within: None where nobody fixed when it begins or ends.
    conduct_of: the duty lasts only while that party keeps its own (release on breach);
    acceptance_by: it does not begin before these parties have accepted.
    """

    party: str
    within: TimeRange | None
    instruments: tuple[str, ...] = ()
    conduct_of: str | None = None
    acceptance_by: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A named interpretation of whom the agreement binds, from when, and until when.

    held_by: ids of who is known to hold it, with `held_citations`; empty where it is ours.
    """

    id: str
    title: str
    summary: str
    duties: tuple[Duty, ...]
    held_by: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A term in our own words, with the document and article that it paraphrases.

    acts: vocabulary ids of the acts meant, or "any_attack"; targets: target classes, empty for
    all; respondents: party ids, empty for every bound party; areas: area ids, empty for all.
    within: narrower times than the duty's, None if it has none of its own. exceptions: ids of
    the clauses that permit what this one would otherwise prohibit. may_cover (of a permission):
    acts that it covers in some circumstances which a single report does not settle, such as
    firing back.
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
    within: TimeRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement as judged against.

    parties: in the order in which every list shows them; mediators: others who act in it;
    zone: IANA zone in which its times were given; window: as announced, None if never fixed;
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
