"""The shape of the report's section on who accepted, rejected or conditioned the agreement."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.publish.sentences import Quote, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow:
    """One line of the timeline of positions.

    stance: in words, with what it rests on; origins: how many utterances, by side; record: the
    act on record that it is, "" if none; conflict: what a person has to look at, "" if nothing;
    disputed: that the same day holds the opposite, "" if not; quotes: the first leads.
    """

    id: str
    at: str
    party: str
    party_id: str
    stance: Sentence
    speaker: str
    authority: str
    counted: bool
    origins: str
    condition: str
    record: Sentence
    disputed: str
    conflict: str
    quotes: tuple[Quote, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """A change of the agreement's status, and who has it so: evidence, record or both."""

    id: str
    at: str
    status: str
    shown_by: str
    conflict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The timeline of positions, the agreement's course by it, and how much is to be looked at."""

    summary: tuple[str, ...]
    rows: tuple[StandingRow, ...]
    course: tuple[CourseRow, ...]
