"""Who says what in a sentence: speakers, what is attributed to them, whom they can bind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.model.values import Span
from truceline.vocabulary.officeholders import Officeholders


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerMention:
    """One attribution in a sentence; all spans count the sentence's own code points.

    start, end: the speaker's words; name: as shown ("Marco Rubio"), the words themselves if
    the register does not know them. party: whose voice it is; binds: the party that the speaker
    can bind, None if nobody. scope: what is attributed, the cue and the speaker left out.
    cue: the word of speech or attribution. relay: a carrier (wire, outlet), not a speaker.
    """

    start: int
    end: int
    name: str
    party: str | None
    binds: str | None
    scope: Span
    cue: str
    relay: bool = False


def find_speakers(
    sentence: str, lang: str, people: Officeholders, published: date | None
) -> list[SpeakerMention]:
    """Return the attributions of one sentence in order."""
    del sentence, lang, people, published
    return []
