"""Finds who says what in an English sentence by its grammar; who speaks is named as elsewhere."""

from __future__ import annotations

import re

from truceline.language.grammar import Parse
from truceline.model.values import Span
from truceline.read.speakers.attribution import Attribution
from truceline.read.speakers.attributions import find_attributions
from truceline.read.speakers.mention import SpeakerMention
from truceline.read.speakers.names import Namer

_MARKS = (":", "–")  # of headlines, which are found by words
_NAMING = re.compile(r"\b[Ww]hat\s$")  # "what X called ..." is a word of X's, said by another
_THAT = re.compile(r"\s*(?:that\b|as\b)[\s,:]*")
_EDGES, _OPENING = " \t\u00a0,;:–—-", '“«"„'


def by_grammar(namer: Namer, grammar: Parse, opened: str = "") -> list[SpeakerMention]:
    """Return the spoken attributions of a sentence outside its quotations, in order.

    opened: the quotation mark that is open where it begins. Who is quoted by somebody else is
    marked as nested.
    """
    told = [
        each
        for each in find_attributions(namer.text, grammar, opened)
        if each.manner == "spoken"
        and not each.quoted
        and each.lemma not in _MARKS
        and not _NAMING.search(namer.text, max(0, each.source.start - 6), each.source.start)
    ]
    return [mention_of(namer, each, told) for each in told if namer.somebody(each.core)]


def mention_of(namer: Namer, told: Attribution, beside: list[Attribution]) -> SpeakerMention:
    """Return an attribution with its speaker named; beside: all of the sentence."""
    scope = _scope(namer.text, told, beside)
    voice = namer.source(told.core, told.source)
    return voice.saying(scope, told.lemma, nested=told.nested, aside=told.aside)


def _scope(text: str, told: Attribution, beside: list[Attribution]) -> Span:
    """Return what is attributed with the marks around it; what stands first, from the start."""
    start, end = told.content
    if end <= told.cue.start:
        alone = all(each.cue.start >= told.cue.start for each in beside)
        start = 0 if alone else start
        end = min(told.source.start, told.cue.start)
    elif not any(letter.isalnum() for letter in text[end:]):
        end = len(text)
    opening = _THAT.match(text, start, end)
    start = opening.end() if opening else start
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    while start > 0 and text[start - 1] in _OPENING:
        start -= 1
    return Span(start, end)
