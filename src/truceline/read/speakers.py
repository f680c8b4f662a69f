"""Who says what in a sentence: speakers, what is attributed to them, whom they can bind."""

from __future__ import annotations

from datetime import date

from truceline.read.speaker_mention import SpeakerMention
from truceline.read.speaker_names import Namer
from truceline.read.speaker_words import cues_of
from truceline.read.speakers_by_words import WordFinder
from truceline.vocabulary.officeholders import Officeholders

__all__ = ["SpeakerMention", "find_speakers"]

_LONGEST = 2_000  # code points read of a sentence


def find_speakers(
    sentence: str, lang: str, people: Officeholders, published: date | None
) -> list[SpeakerMention]:
    """Return the attributions of one sentence in order.

    Read are "X said ...", "..., said X", "according to X", "X: ..." and "... – X" of headlines.
    Words of speech inside a quotation are the quoted person's and attribute nothing here. Who
    is not in the register binds nobody; a party named by itself ("Moscow said") binds itself.
    """
    cues = cues_of(lang)
    if cues is None:
        return []
    namer = Namer(sentence[:_LONGEST], lang, people, cues, published)
    return WordFinder(namer, cues).mentions()
