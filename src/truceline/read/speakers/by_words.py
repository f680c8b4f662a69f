"""Finds who says what in a sentence by its words alone: verbs of speech, prefixes, dashes."""

from __future__ import annotations

import re

from truceline.model.values import Span
from truceline.read.speakers.mention import SpeakerMention
from truceline.read.speakers.names import MOST_WORDS, WORD, Namer, Voice
from truceline.read.speakers.words import Cues

_SUBJECT = 160
_NEAR = 160  # code points behind a source in which grammar may find it more exactly
_HEADLINE_TAIL = 8
_TITLE, _TITLE_WORDS = 60, 3  # code points and words of an article and title before a name
_FEW_WORDS = 4
_QUOTED = re.compile(r"“[^“”]{0,1500}”|«[^«»]{0,1500}»|\"[^\"]{0,1500}\"|„[^„“”]{0,1500}[“”]")
_LEAD = re.compile(r"([^:,\n]{2,60}):\s+")
_OPENING_QUOTES = ("“", "«", '"', "„")
_CLOSERS = ("”", "»", '"')
_BREAKS = (",", "”", "»", '"', "-", "–", "—", "!", "?", "…")
_CLOSING_QUOTES = ("”", "»", '"', "”,", "»,", '",', ",”", ',"')
_DASH = "-–—―−"
_TAIL = re.compile(
    rf"(?:[,.…!?»”\"]\s?[{_DASH}]|\s[{_DASH}])\s?((?:[^{_DASH}:]|(?<=\w)-(?=\w)){{2,70}}?)"
    r"\s?(?:\([^()]{2,20}\))?[.\s]{0,3}$"
)
_ON = re.compile(rf"(?:^|:\s)([^{_DASH}:,]{{2,60}}?)\s(?:[{_DASH}]\s)?$")


class WordFinder:
    """One pass over one sentence, by the words of its language."""

    def __init__(self, namer: Namer, cues: Cues, opened: str = "") -> None:
        """Take the sentence with its namer, the words of its language, and an open quote mark."""
        self._namer = namer
        self._text = namer.text
        self._folded = namer.folded
        self._cues = cues
        self._quotes = [Span(m.start(), m.end()) for m in _QUOTED.finditer(self._text)]
        if opened:
            ends = [self._text.find(mark) for mark in _CLOSERS if mark in self._text]
            self._quotes.append(Span(-1, min(ends, default=len(self._text)) + 1))

    def mentions(self, said: list[SpeakerMention]) -> list[SpeakerMention]:
        """Return these attributions and those without a verb in order, none over another."""
        plain = self._according()
        found = [*said, *(each for each in plain if not _within(each, said))]
        found = [*found, *self._headline(found)]
        kept: list[SpeakerMention] = []
        for each in sorted(found, key=lambda mention: (mention.start, mention.end)):
            again = kept and (each.start, each.end) == (kept[-1].start, kept[-1].end)
            if not kept or each.start >= kept[-1].end or (again and each.scope != kept[-1].scope):
                kept.append(each)
        return kept

    def _quoted(self, place: int) -> bool:
        return any(span.start < place < span.end - 1 for span in self._quotes)

    def _mention(self, voice: Voice, scope: tuple[int, int], cue: str) -> SpeakerMention:
        return voice.saying(self._trimmed(*scope), cue)

    def _trimmed(self, start: int, end: int) -> Span:
        """Return a span without the space, commas and dashes at its two ends."""
        while start < end and self._text[start] in " \t\u00a0,;:–—-":
            start += 1
        while end > start and self._text[end - 1] in " \t\u00a0,;–—-":
            end -= 1
        return Span(start, end)

    def said(self) -> list[SpeakerMention]:
        """Return the attributions by verbs of speech."""
        found: list[SpeakerMention] = []
        for match in self._cues.said.finditer(self._folded):
            capital = self._text[match.start()].isupper() and not self._text.isupper()
            named = match.start() > 0 and capital
            if named or self._quoted(match.start()):  # "the United States" states nothing
                continue
            voice, scope = self._around(match.start(), match.end())
            if voice is not None:
                found.append(self._mention(voice, scope, match.group()))
        return found

    def _around(self, start: int, end: int) -> tuple[Voice | None, tuple[int, int]]:
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
        few = len(WORD.findall(rest)) <= _FEW_WORDS
        if inverted and len(lead.split()) < _FEW_WORDS and not lead.endswith(_BREAKS):
            listed = self._text[closing:].lstrip().startswith(",") and WORD.search(rest)
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
        words = list(WORD.finditer(before))[-_TITLE_WORDS:]
        for word in reversed(words):
            if before[: word.start()].rstrip().endswith(_BREAKS):
                return place - len(before) + word.start()
        return place

    def _following(self, place: int) -> int:
        """Return where what is said begins after a word of speech: past "reporters that"."""
        that = self._cues.that.match(self._folded, place)
        return that.end() if that else place

    def _subject_before(self, place: int) -> Voice | None:
        """Return the speaker whose words end before a word of speech."""
        first = max(0, place - _SUBJECT)
        stretch = self._folded[first:place]
        apposition = stretch.rstrip().endswith(",")
        cuts = [m.end() for m in self._cues.ended.finditer(stretch.rstrip().rstrip(","))]
        start = cuts[-1] if cuts else 0
        if apposition or self._relative(stretch[start:], stretch[:start]):
            # "X, who was there, said": the name stands before the clause between commas.
            named = [n for n in self._namer.namings if first <= n.start and n.end <= first + start]
            person = next((n for n in reversed(named) if n.terms[0].office), None)
            return self._namer.registered(person) if person else None
        return self._namer.voice(first + start, place, acts=True)

    @staticmethod
    def _relative(stretch: str, before: str) -> bool:
        """Tell whether a stretch opens a relative clause and so holds no subject of its own."""
        return not stretch.strip() and bool(before.strip())

    def _subject_after(self, place: int) -> Voice | None:
        """Return the speaker whose words follow a word of speech."""
        while place < len(self._text) and self._text[place].isspace():
            place += 1
        preposition = self._cues.prepositions.match(self._folded, place)
        place = preposition.end() if preposition else place
        stop = self._cues.ended.search(self._folded, place)
        end = min(stop.start() if stop else len(self._text), place + _SUBJECT)
        words = list(WORD.finditer(self._folded, place, end))[:MOST_WORDS]
        return self._namer.voice(place, words[-1].end()) if words else None

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
            following = len(WORD.findall(self._text[voice.end :]))
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
            voice = self._namer.voice(lead.start(1), about.start() if about else lead.end(1))
            label = voice is not None and not voice.party and " " not in voice.name
            label = label and not self._cues.free_order
            if voice is not None and voice.known and not voice.pronoun and not label:
                extra.append(self._mention(voice, (lead.end(), len(self._text)), ":"))
        tail = _TAIL.search(self._text, max(0, len(self._text) - 90))
        if tail and not any(each.end > tail.start(1) for each in found):
            few = len(tail[1].split()) <= _HEADLINE_TAIL
            voice = self._namer.signed(tail.start(1), tail.end(1)) if few else None
            if voice is not None and not voice.pronoun:
                extra.append(self._mention(voice, (0, tail.start()), "–"))
        return extra or ([] if found else self._on())

    def _on(self) -> list[SpeakerMention]:
        """Return the speaker of "...: X on the truce" and "X – on the truce"."""
        for match in self._cues.about.finditer(self._folded) if self._cues.free_order else ():
            named = _ON.search(self._text[: match.start() + 1])
            dashed = named is not None and self._text[named.end(1) : named.end()].strip()
            if named is None or not (dashed or named.start()):
                continue
            voice = self._namer.signed(named.start(1), named.end(1))
            if voice is not None and not voice.pronoun:
                return [self._mention(voice, (0, named.start(1)), ":")]
        return []


def _within(mention: SpeakerMention, said: list[SpeakerMention]) -> bool:
    """Tell whether grammar has found the same attribution, its source named more exactly."""
    return any(
        each.cue == mention.cue
        and mention.start <= each.end
        and each.start < mention.end + _SUBJECT
        for each in said
    )
