"""An attribution in a sentence: who speaks, what is attributed, whose voice it is."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.values import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerMention:
    """One attribution in a sentence; all spans count the sentence's own code points.

    start, end: the speaker's words; name: as shown ("Marco Rubio"), the words themselves if
    the register does not know them. party: whose voice it is; binds: the party that the speaker
    can bind, None if nobody. scope: what is attributed, the cue and the speaker left out
    unless it goes on behind them.
    An empty scope means the sentence before ("X reported this"). cue: the word of speech or
    attribution, ":" or "–" in a headline. relay: a carrier (wire, outlet), not a speaker.
    pronoun: the speaker is "he", "they": someone named before. role: the words for what a named
    person is ("the regional governor"). nested: told by another speaker of the sentence. carried:
    the words stand in another sentence, whose quotation goes on here; start and end are 0 then.
    aside: the sentence only mentions what they say ("..., which they deny"), others go on.
    """

    start: int
    end: int
    name: str
    party: str | None
    binds: str | None
    scope: Span
    cue: str
    relay: bool = False
    pronoun: bool = False
    role: str = ""
    nested: bool = False
    carried: bool = False
    aside: bool = False
