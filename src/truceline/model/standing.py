"""Who stands how to an agreement, when, and by whose word; and how the agreement stood by that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from truceline.ground.times import TimeRange
from truceline.model.finding import ReviewState

Authority = Literal["binds", "reports", "cannot_bind"]
Dated = Literal["stated", "published", "unknown"]
ShownBy = Literal["both", "evidence", "record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One line of the timeline of positions: a stance of one party to an agreement.

    at: when it was taken, None if unknown; dated: whether the words say so or it is when the first
    report was published. authority: "binds" where the speaker could bind the party then by the
    register of office-holders; "reports" where a document says it in its own voice; "cannot_bind"
    where a named speaker has no such authority: shown, never counted. relays: who carried the
    words. origins: the utterances behind it, each once, () where nothing was traced; statements:
    that say it, the first first. condition: its words, "" if none. matches: id of the agreement's
    instrument that is the same act; disputed: ids of lines that say otherwise of the same day;
    conflict: where it and the agreement's record differ, in a sentence, for a person to look at;
    it changes nothing.
    """

    id: str
    agreement: str
    party: str
    stance: str
    at: TimeRange | None
    dated: Dated
    authority: Authority
    speaker: str = ""
    relays: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    condition: str = ""
    matches: str = ""
    disputed: tuple[str, ...] = ()
    conflict: str = ""
    review: ReviewState = "proposed"

    @property
    def counts(self) -> bool:
        """Tell whether it says anything of where the party stands."""
        return self.authority != "cannot_bind"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingChange:
    """How an agreement came to stand, by the stances in the evidence, beside its own record.

    status: proposed, declared, effective, disputed, suspended or ended; standings: ids of the
    lines that make it so, () where only the record has it. shown_by: who has it so around then;
    conflict: where evidence and record differ, for a person to look at; it changes nothing.
    """

    id: str
    agreement: str
    status: str
    at: TimeRange | None
    shown_by: ShownBy
    standings: tuple[str, ...] = ()
    conflict: str = ""
    review: ReviewState = "proposed"
