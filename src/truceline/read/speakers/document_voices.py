"""The attributions of every sentence of a document, each found once, then joined into voices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from truceline.language.grammar import Parse, Tree
from truceline.language.words import fold
from truceline.model.values import Span
from truceline.read.scenes.parses import Parses
from truceline.read.speakers.attribution_words import load_words
from truceline.read.speakers.carriers import own_names, passed_on
from truceline.read.speakers.find import find_speakers
from truceline.read.speakers.mention import SpeakerMention
from truceline.read.speakers.named_before import aliases, named_before
from truceline.read.speakers.source_spans import core_span
from truceline.read.speakers.voice_words import voice_words
from truceline.read.speakers.voices import Sentence, opened_quotes, voices
from truceline.read.speakers.words import cues_of
from truceline.vocabulary.officeholders import Officeholders

_NO_PERSONS = frozenset({"GPE", "NORP", "LOC", "FAC", "DATE", "PRODUCT", "EVENT"})
_SUBJECTS = ("nsubj", "nsubjpass")


Voices = tuple[SpeakerMention, ...]


def sentence_voices(
    text: str, lang: str, people: Officeholders, day: date | None, parses: Parses
) -> Voices:
    """Return who says what in a sentence by itself."""
    return tuple(find_speakers(text, lang, people, day, _asked(parses, text, lang)))


def document_voices(
    text: str,
    spans: Sequence[Span],
    langs: Sequence[str],
    people: Officeholders,
    day: date | None,
    parses: Parses,
    source: str = "",
) -> list[Voices]:
    """Return who says what in each sentence of a text; spans of mentions count the sentence's own.

    spans: the sentences, in order; langs: the language of each; day: of publication, for the
    register; source: the id of the text's own outlet, which carries nothing in it.
    """
    if not spans:
        return []
    texts = [text[span.start : span.end] for span in spans]
    breaks = [False] + ["\n" in text[before.end : span.start] for before, span in pairwise(spans)]
    marks = opened_quotes(texts, breaks)
    found = [
        find_speakers(piece, lang, people, day, _asked(parses, piece, lang), opened)
        for piece, lang, opened in zip(texts, langs, marks, strict=True)
    ]
    offices = any(_office(m, lang) for told, lang in zip(found, langs, strict=True) for m in told)
    plain = any(_plain(m, lang) for told, lang in zip(found, langs, strict=True) for m in told)
    sentences = [
        Sentence(
            text=piece,
            breaks=fresh,
            opened=opened,
            mentions=tuple(mentions),
            officials=_officials(piece, lang, people, day) if offices else (),
            bodies=named_before(piece, lang, people) if plain else (),
            subject=_subject(piece, lang, parses) if _alone([*mentions, *following], lang) else "",
        )
        for piece, lang, fresh, opened, mentions, following in zip(
            texts, langs, breaks, marks, found, [*found[1:], []], strict=True
        )
    ]
    return _joined(sentences, langs, source)


def _joined(sentences: list[Sentence], langs: Sequence[str], source: str) -> list[Voices]:
    """Return the voices of each sentence with those that reach it, and with who carried them."""
    lang = max(langs, key=lambda each: (langs.count(each), each))
    own = own_names(source, cues_of(lang))
    return passed_on(voices(sentences, lang), [len(each.text) for each in sentences], own)


def _asked(parses: Parses, text: str, lang: str) -> Callable[[], Parse | None]:
    return lambda: parses.of(text, lang)


def _office(mention: SpeakerMention, lang: str) -> bool:
    """Tell whether somebody is called by an office or pronoun, which the text must explain."""
    words = mention.name.casefold().split()
    return bool(words) and (mention.pronoun or words[-1] in voice_words(lang).people)


def _plain(mention: SpeakerMention, lang: str) -> bool:
    """Tell whether somebody is called by a plain word for a body or for several."""
    last = mention.name.casefold().split()[-1:]
    return bool(last) and (last[0] in aliases(lang) or last[0] in voice_words(lang).joint)


def _alone(mentions: Sequence[SpeakerMention], lang: str) -> bool:
    """Tell whether the next sentence speaks of one person by a pronoun."""
    pronouns = voice_words(lang).pronouns
    return any(m.pronoun and pronouns.get(m.name.casefold()) == "person" for m in mentions)


def _subject(text: str, lang: str, parses: Parses) -> str:
    """Return the person whom a sentence is about, "" if it names none.

    That is its first subject, or who is named within that ("a video by Anna Berg"), or whom an
    outlet spoke to.
    """
    grammar = parses.of(text, lang)
    if grammar is None:
        return ""
    first = next((i for i, t in enumerate(grammar.tokens) if t.dep in _SUBJECTS), None)
    if first is None:
        return ""
    tree, token = Tree(text, grammar), grammar.tokens[first]
    within = range(tree.left[first], tree.right[first] + 1)
    if token.pos == "PROPN":
        labels = {n.label for n in grammar.names if n.first <= first <= n.last}
        core = core_span(tree, first)
        name = text[core.start : core.end]
        if labels & _NO_PERSONS:
            return ""
        if not _outlet(name, lang):
            return name
        within = range(tree.right[first] + 1, len(grammar.tokens))
    elif token.lemma.casefold() not in load_words().writings | load_words().nouns:
        return ""
    persons = (n for n in grammar.names if n.label == "PERSON" and n.first in within)
    found = next(persons, None)
    return text[found.start : found.end].removesuffix("'s").removesuffix("’s") if found else ""


def _outlet(name: str, lang: str) -> bool:
    """Tell whether a name is that of a carrier in the list, who is no person."""
    cues = cues_of(lang)
    return cues is not None and any(form.search(fold(name)) for form, _ in cues.carriers)


def _officials(
    text: str, lang: str, people: Officeholders, day: date | None
) -> tuple[tuple[str, SpeakerMention], ...]:
    """Return the office and the voice of everyone in the register whom a sentence names."""
    found = []
    for naming in people.find(fold(text), lang):
        term = people.as_of(naming, day)
        if term.office:
            voice = SpeakerMention(
                start=0,
                end=0,
                name=term.name,
                party=term.party,
                binds=term.party if term.binds else None,
                scope=Span(0, 0),
                cue="",
            )
            found.append((term.office, voice))
    return (*_titled(text, lang), *found)


def _titled(text: str, lang: str) -> list[tuple[str, SpeakerMention]]:
    """Return persons with an office before their name, whom the register may lack."""
    pattern = voice_words(lang).titled
    found = []
    for match in pattern.finditer(text) if pattern else ():
        office = "_".join(match[1].casefold().split())
        voice = SpeakerMention(
            start=0,
            end=0,
            name=match[2],
            party=None,
            binds=None,
            scope=Span(0, 0),
            cue="",
            role=match[1],
        )
        found.append((office, voice))
    return found
