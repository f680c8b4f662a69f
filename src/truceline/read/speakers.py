"""Who says what in a sentence: speakers, what is attributed to them, whom they can bind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from truceline.language.words import fold
from truceline.model.values import Span
from truceline.vocabulary.files import shipped_entries
from truceline.vocabulary.officeholders import Naming, Officeholders

_LONGEST = 2_000
_SUBJECT = 160
_SUBJECT_WORDS = 12
_HEADLINE_TAIL = 8
_TITLE, _TITLE_WORDS = 60, 3  # code points and words of an article and title before a name
_FEW_WORDS = 4
_QUOTED = re.compile(r"“[^“”]{0,1500}”|«[^«»]{0,1500}»|\"[^\"]{0,1500}\"|„[^„“”]{0,1500}[“”]")
_WORD = re.compile(r"[^\W_]+(?:['.’-][^\W_]+)*")
_LEAD = re.compile(r"([^:,\n]{2,60}):\s+")
_OPENING_QUOTES = ("“", "«", '"', "„")
_BREAKS = (",", "”", "»", '"', "-", "–", "—", "!", "?", "…")
_CLOSING_QUOTES = ("”", "»", '"', "”,", "»,", '",', ",”", ',"')
_TAIL = re.compile(r"(?:,\s?[-–—]|\s[-–—])\s?([^-–—:]{2,70}?)[.\s]{0,3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerMention:
    """One attribution in a sentence; all spans count the sentence's own code points.

    start, end: the speaker's words; name: as shown ("Marco Rubio"), the words themselves if
    the register does not know them. party: whose voice it is; binds: the party that the speaker
    can bind, None if nobody. scope: what is attributed, the cue and the speaker left out.
    An empty scope means the sentence before ("X reported this"). cue: the word of speech or
    attribution, ":" or "–" in a headline. relay: a carrier (wire, outlet), not a speaker.
    pronoun: the speaker is "he", "they": someone named before.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cues:
    """The attributing words of one language, compiled."""

    said: re.Pattern[str]
    after: re.Pattern[str]
    that: re.Pattern[str]
    free_order: bool
    prepositions: re.Pattern[str]
    trailing: re.Pattern[str]
    adverbs: re.Pattern[str]
    about: re.Pattern[str]
    aides: re.Pattern[str]
    heads: frozenset[str]
    pronouns: frozenset[str]
    ended: re.Pattern[str]
    carriers: tuple[tuple[re.Pattern[str], str], ...]


def _either(forms: list[str]) -> str:
    return (
        "|".join(
            re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s")
            for form in sorted(forms, key=lambda each: (-len(each), each))
        )
        or r"(?!)"
    )


@cache
def _cues(lang: str) -> _Cues | None:
    everything = shipped_entries("vocabulary", "speakers.yaml")
    content: dict[str, Any] | None = everything.get(lang) if lang != "carriers" else None
    if content is None:
        return None
    objects = _either([*content["objects"]])
    return _Cues(
        said=re.compile(rf"\b(?:{_either(content['cues'])})\b"),
        after=re.compile(rf"\b(?:{_either(content['after'])})\s"),
        that=re.compile(
            rf"\s*(?:(?:{objects})\b)?[\s,]*(?:(?:{_either(content['that'])})\b)?[\s,:]*"
        ),
        trailing=re.compile(rf"\s*(?:(?:{objects})\s)?(?:{_either(content['trailing'])})\b"),
        adverbs=re.compile(rf"(?:\s(?:{_either(content['adverbs'])}))+\s*$"),
        about=re.compile(rf"\s(?:{_either(content['about'])})\s"),
        free_order=bool(content["free_order"]),
        prepositions=re.compile(rf"(?:{_either(content['prepositions'])})\s"),
        aides=re.compile(
            rf"\b(?:{_either(content['aides'])})(?:\s(?:to|of|for))?(?:\s[\w'-]+)?\s$"
        ),
        heads=frozenset(content["heads"]),
        pronouns=frozenset(content["pronouns"]),
        ended=re.compile(rf"[,;:]|\b(?:{_either(content['ended'])})\b"),
        carriers=tuple(
            (re.compile(rf"\b(?:{_either(forms)})(?!\w)"), name)
            for name, forms in everything["carriers"].items()
        ),
    )


def find_speakers(
    sentence: str, lang: str, people: Officeholders, published: date | None
) -> list[SpeakerMention]:
    """Return the attributions of one sentence in order.

    Read are "X said ...", "..., said X", "according to X", "X: ..." and "... – X" of headlines.
    Words of speech inside a quotation are the quoted person's and attribute nothing here. Who
    is not in the register binds nobody; a party named by itself ("Moscow said") binds itself.
    """
    cues = _cues(lang)
    if cues is None:
        return []
    return _Finder(sentence[:_LONGEST], lang, people, cues, published).mentions()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """Who speaks, without what is said."""

    start: int
    end: int
    name: str
    party: str | None = None
    binds: str | None = None
    relay: bool = False
    pronoun: bool = False
    known: bool = True


class _Finder:
    """One pass over one sentence."""

    def __init__(
        self, text: str, lang: str, people: Officeholders, cues: _Cues, published: date | None
    ) -> None:
        folded = fold(text)
        self._text = text
        self._folded = folded if len(folded) == len(text) else text.lower().ljust(len(text))
        self._folded = self._folded[: len(text)]
        self._lang = lang
        self._people = people
        self._cues = cues
        self._when = published
        self._quotes = [Span(m.start(), m.end()) for m in _QUOTED.finditer(text)]
        self._namings = people.find(self._folded, lang)

    def mentions(self) -> list[SpeakerMention]:
        found = [*self._said(), *self._according()]
        found = [*found, *self._headline(found)]
        kept: list[SpeakerMention] = []
        for each in sorted(found, key=lambda mention: (mention.start, mention.end)):
            if not kept or each.start >= kept[-1].end:
                kept.append(each)
        return kept

    def _quoted(self, place: int) -> bool:
        return any(span.start < place < span.end - 1 for span in self._quotes)

    def _mention(self, voice: _Voice, scope: tuple[int, int], cue: str) -> SpeakerMention:
        return SpeakerMention(
            start=voice.start,
            end=voice.end,
            name=voice.name,
            party=voice.party,
            binds=voice.binds,
            scope=self._trimmed(*scope),
            cue=cue,
            relay=voice.relay,
            pronoun=voice.pronoun,
        )

    def _trimmed(self, start: int, end: int) -> Span:
        """Return a span without the space, commas and dashes at its two ends."""
        while start < end and self._text[start] in " \t\u00a0,;:–—-":
            start += 1
        while end > start and self._text[end - 1] in " \t\u00a0,;–—-":
            end -= 1
        return Span(start, end)

    def _said(self) -> list[SpeakerMention]:
        found: list[SpeakerMention] = []
        for match in self._cues.said.finditer(self._folded):
            named = match.start() > 0 and self._text[match.start()].isupper()
            if named or self._quoted(match.start()):  # "the United States" states nothing
                continue
            voice, scope = self._around(match.start(), match.end())
            if voice is not None:
                found.append(self._mention(voice, scope, match.group()))
        return found

    def _around(self, start: int, end: int) -> tuple[_Voice | None, tuple[int, int]]:
        """Return who speaks around a word of speech, and where what is said stands."""
        voice = self._subject_before(start)
        inverted = voice is None
        broken = self._text[:start].rstrip().endswith(_BREAKS)
        if inverted and (broken or self._cues.free_order):
            voice = self._subject_after(end)
        if voice is None:
            return None, (0, 0)
        opening, closing = min(voice.start, start), max(voice.end, end)
        opening = opening if inverted else self._titled(opening)
        following = self._following(closing)
        lead = self._text[:opening].rstrip()
        rest = self._text[following:]
        few = len(_WORD.findall(rest)) <= _FEW_WORDS
        if inverted and len(lead.split()) < _FEW_WORDS and not lead.endswith(_BREAKS):
            listed = self._text[closing:].lstrip().startswith(",") and _WORD.search(rest)
            return voice, (following if listed else closing, len(self._text) if listed else closing)
        enough = len(lead.split()) >= _FEW_WORDS - 1 or lead.endswith(_CLOSING_QUOTES)
        short = not enough or not lead.endswith(_BREAKS)
        if short or rest[:1] in _OPENING_QUOTES:
            return voice, (following, len(self._text))
        told = following > closing + 1 and not self._cues.trailing.match(self._folded, closing)
        late = lead.endswith(",") and self._cues.trailing.match(self._folded, closing)
        if few or lead.endswith(_CLOSING_QUOTES) or late or (inverted and not told):
            return voice, (0, opening)
        return voice, (following, len(self._text))

    def _titled(self, place: int) -> int:
        """Return where the words that belong to a name before it begin: "..., the president N."."""
        before = self._text[max(0, place - _TITLE) : place]
        words = list(_WORD.finditer(before))[-_TITLE_WORDS:]
        for word in reversed(words):
            if before[: word.start()].rstrip().endswith(_BREAKS):
                return place - len(before) + word.start()
        return place

    def _following(self, place: int) -> int:
        """Return where what is said begins after a word of speech: past "reporters that"."""
        that = self._cues.that.match(self._folded, place)
        return that.end() if that else place

    def _subject_before(self, place: int) -> _Voice | None:
        """Return the speaker whose words end before a word of speech."""
        first = max(0, place - _SUBJECT)
        stretch = self._folded[first:place]
        apposition = stretch.rstrip().endswith(",")
        cuts = [m.end() for m in self._cues.ended.finditer(stretch.rstrip().rstrip(","))]
        start = cuts[-1] if cuts else 0
        if apposition or self._relative(stretch[start:], stretch[:start]):
            # "X, who was there, said": the name stands before the clause between commas.
            named = [n for n in self._namings if first <= n.start and n.end <= first + start]
            person = next((n for n in reversed(named) if n.terms[0].office), None)
            return self._registered(person) if person else None
        return self._voice(first + start, place)

    @staticmethod
    def _relative(stretch: str, before: str) -> bool:
        """Tell whether a stretch opens a relative clause and so holds no subject of its own."""
        return not stretch.strip() and bool(before.strip())

    def _subject_after(self, place: int) -> _Voice | None:
        """Return the speaker whose words follow a word of speech."""
        while place < len(self._text) and self._text[place].isspace():
            place += 1
        preposition = self._cues.prepositions.match(self._folded, place)
        place = preposition.end() if preposition else place
        stop = self._cues.ended.search(self._folded, place)
        end = min(stop.start() if stop else len(self._text), place + _SUBJECT)
        words = list(_WORD.finditer(self._folded, place, end))[:_SUBJECT_WORDS]
        return self._voice(place, words[-1].end()) if words else None

    def _registered(self, naming: Naming) -> _Voice:
        term = self._people.as_of(naming, self._when)
        before = self._folded[max(0, naming.start - 60) : naming.start]
        possessive = self._folded[naming.start : naming.end].endswith("'s")
        near = bool(self._cues.aides.search(before)) or possessive
        body = not naming.terms[0].office
        if near and not body:
            words = self._text[naming.start : naming.end]
            return _Voice(start=naming.start, end=naming.end, name=words, party=term.party)
        return _Voice(
            start=naming.start,
            end=naming.end,
            name=term.name,
            party=term.party,
            binds=term.party if term.binds else None,
        )

    def _voice(self, start: int, end: int) -> _Voice | None:
        """Return who is named in a stretch of words, None if nobody who can speak."""
        trailing = self._cues.adverbs.search(self._folded[:end], start)
        end = trailing.start() if trailing else end
        words = list(_WORD.finditer(self._folded, start, end))
        if not words or len(words) > _SUBJECT_WORDS:
            return None
        start, end = words[0].start(), words[-1].end()
        named = [n for n in self._namings if start <= n.start and n.end <= end]
        persons = [n for n in named if n.terms[0].office]
        if named:
            voice = self._registered((persons or named)[-1])
            if voice.binds or voice.name != self._text[voice.start : voice.end]:
                return voice
            return _Voice(start=start, end=end, name=self._text[start:end], party=voice.party)
        carrier = self._carrier(start, end)
        if carrier is not None:
            return carrier
        if words[-1].group() in self._cues.pronouns and len(words) <= 2:  # noqa: PLR2004 - "as he"
            place = words[-1]
            name = self._text[place.start() : place.end()]
            return _Voice(start=place.start(), end=place.end(), name=name, pronoun=True)
        return self._unregistered(words, start, end)

    def _carrier(self, start: int, end: int) -> _Voice | None:
        for pattern, name in self._cues.carriers:
            match = pattern.search(self._folded, start, end)
            if match:
                return _Voice(start=match.start(), end=match.end(), name=name, relay=True)
        return None

    def _unregistered(self, words: list[re.Match[str]], start: int, end: int) -> _Voice | None:
        """Return a speaker whom the register lacks: a party itself, an office, or a name."""
        party, covered = self._party(start, end)
        name = self._text[start:end]
        articles = {"the", "a"}
        plain = [word for word in words if word.group() not in articles]
        if party is not None and plain and covered == (plain[0].start(), plain[-1].end()):
            shown = self._people.parties.name(party)
            return _Voice(start=start, end=end, name=shown, party=party, binds=party, known=False)
        heads = self._cues.heads
        if any(heads & {word.group(), word.group().removesuffix("'s")} for word in words):
            return _Voice(start=start, end=end, name=name, party=party)
        capitals = [word for word in words if self._text[word.start()].isupper()]
        if len(capitals) > 1 and capitals[-1] is words[-1]:
            return _Voice(start=start, end=end, name=name, party=party, known=False)
        return None

    def _party(self, start: int, end: int) -> tuple[str | None, tuple[int, int]]:
        """Return the party that a stretch names first, and the words that name it."""
        best: tuple[int, str, tuple[int, int]] | None = None
        for pattern, party in self._people.party_forms.get(self._lang, ()):
            for match in pattern.finditer(self._folded, start, end):
                capital = self._text[match.start()].isupper() or self._lang != "en"
                if capital and (best is None or match.start() < best[0]):
                    best = (match.start(), party, (match.start(), match.end()))
        return (best[1], best[2]) if best else (None, (0, 0))

    def _according(self) -> list[SpeakerMention]:
        found: list[SpeakerMention] = []
        for match in self._cues.after.finditer(self._folded):
            if self._quoted(match.start()):
                continue
            voice = self._subject_after(match.end())
            if voice is None:
                continue
            lead = self._text[: match.start()].rstrip()
            enough = _FEW_WORDS - 2 if lead.endswith(_BREAKS) else _FEW_WORDS - 1
            following = len(_WORD.findall(self._text[voice.end :]))
            first = len(lead.split()) < (enough if following <= _FEW_WORDS else _FEW_WORDS)
            scope = (voice.end, len(self._text)) if first else (0, match.start())
            found.append(self._mention(voice, scope, match.group().strip()))
        return found

    def _headline(self, found: list[SpeakerMention]) -> list[SpeakerMention]:
        """Return the speakers of "X: ..." and "... – X"."""
        extra: list[SpeakerMention] = []
        lead = _LEAD.match(self._text)
        if lead and not any(each.start < lead.end(1) for each in found):
            about = self._cues.about.search(self._folded, lead.start(1), lead.end(1))
            voice = self._voice(lead.start(1), about.start() if about else lead.end(1))
            label = voice is not None and not voice.party and " " not in voice.name
            if voice is not None and voice.known and not voice.pronoun and not label:
                extra.append(self._mention(voice, (lead.end(), len(self._text)), ":"))
        tail = _TAIL.search(self._text, max(0, len(self._text) - 90))
        if tail and not any(each.end > tail.start(1) for each in found):
            few = len(tail[1].split()) <= _HEADLINE_TAIL
            voice = self._voice(tail.start(1), tail.end(1)) if few else None
            if voice is not None and voice.known and not voice.pronoun:
                extra.append(self._mention(voice, (0, tail.start()), "–"))
        return extra
