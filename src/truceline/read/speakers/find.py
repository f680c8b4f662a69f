"""Who says what in a sentence: speakers, what is attributed to them, whom they can bind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from truceline.language.grammar import Parse, parse
from truceline.read.speakers.attribution_words import speech
from truceline.read.speakers.by_grammar import by_grammar
from truceline.read.speakers.by_words import WordFinder
from truceline.read.speakers.carriers import carried_by, tagged
from truceline.read.speakers.mention import SpeakerMention
from truceline.read.speakers.names import Namer
from truceline.read.speakers.words import Cues, cues_of
from truceline.vocabulary.officeholders import Officeholders

__all__ = ["SpeakerMention", "find_speakers"]

ENGLISH = "en"  # the language whose grammar is known
_TOLD = re.compile(r":\s?[\"“]")  # a quotation behind a colon
_LONGEST = 2_000  # code points read of a sentence


def find_speakers(
    sentence: str,
    lang: str,
    people: Officeholders,
    published: date | None,
    grammar: Callable[[], Parse | None] | None = None,
    opened: str = "",
) -> list[SpeakerMention]:
    """Return the attributions of one sentence in order.

    Read are "X said ...", "..., said X", "according to X", "X: ..." and "... – X" of headlines;
    English by its grammar, asked for only where a word of speech stands, other languages by
    words. grammar: gives the sentence's parse, by default a fresh one; opened: the quotation mark
    open where it begins. Words of speech inside a quotation are the quoted person's and attribute
    nothing here. Who is not in the register binds nobody; a party named by itself binds itself.
    """
    cues = cues_of(lang)
    if cues is None:
        return []
    namer = Namer(sentence[:_LONGEST], lang, people, cues, published)
    finder = WordFinder(namer, cues, opened)
    if lang != ENGLISH:
        return finder.mentions(finder.said())
    listed = frozenset(name for _, name in cues.carriers)
    relays = [*tagged(namer, cues), *carried_by(namer, cues)]
    return _with_relays(_english(namer, finder, cues, grammar, opened), relays, listed)


def _english(
    namer: Namer,
    finder: WordFinder,
    cues: Cues,
    grammar: Callable[[], Parse | None] | None,
    opened: str,
) -> list[SpeakerMention]:
    """Return the attributions of an English sentence."""
    if not any(each.search(namer.folded) for each in (cues.said, cues.after, speech(), _TOLD)):
        return finder.mentions([])
    if namer.text.isupper():  # no grammar is known of headlines in capitals
        return finder.mentions(finder.said())
    parsed = grammar() if grammar else next(parse([namer.text]))
    return finder.mentions(by_grammar(namer, parsed, opened) if parsed else finder.said())


def _with_relays(
    found: list[SpeakerMention], relays: list[SpeakerMention], listed: frozenset[str]
) -> list[SpeakerMention]:
    """Return attributions with the carriers that are not yet among them.

    An outlet that no list of carriers holds speaks for itself where nobody else does.
    """
    spoken = any(not each.relay for each in found)
    found = [
        each if spoken or each.name in listed else replace(each, relay=False) for each in found
    ]
    known = {each.name for each in found if each.relay}
    for relay in relays:
        if relay.name not in known:
            known.add(relay.name)
            found = [*found, relay]
    return sorted(found, key=lambda each: (each.start, each.end))
