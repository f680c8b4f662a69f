"""Who says what over a whole document: pronouns, short names and quotations of many sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from truceline.model.values import Span
from truceline.read.speakers.attribution_words import load_words
from truceline.read.speakers.mention import SpeakerMention
from truceline.read.speakers.named_before import TOGETHER, aliases
from truceline.read.speakers.names import ARTICLES
from truceline.read.speakers.quotes import still_open
from truceline.read.speakers.voice_words import VoiceWords, voice_words

_OPENING = ("“", "«", '"', "„")
_CLOSING = ("”", "»", '"')
_BETWEEN = 4  # sentences after which the same speaker is not thought to have gone on
_DEFINITE = 2  # words of "the group"
_SILENCE = 2  # sentences without attribution after which nobody is thought to go on


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a document as voices need it.

    breaks: a new paragraph begins with it; opened: the quotation mark open where it begins;
    mentions: its own attributions; subject: the person whom it tells about first, "" if none;
    officials: who in the register is named in it, with the id of the office; bodies: bodies
    and joint speakers named in it, by class.
    """

    text: str
    breaks: bool
    opened: str
    mentions: tuple[SpeakerMention, ...]
    subject: str = ""
    officials: tuple[tuple[str, SpeakerMention], ...] = ()
    bodies: tuple[tuple[str, SpeakerMention], ...] = ()


def opened_quotes(texts: Sequence[str], breaks: Sequence[bool]) -> list[str]:
    """Return the quotation mark that is open where each sentence begins, "" if none is.

    A paragraph that begins with a mark goes on with a quotation that the one before left open;
    any other paragraph ends it.
    """
    found, opened = [], ""
    for text, fresh in zip(texts, breaks, strict=True):
        opened = "" if fresh else opened
        found.append(opened)
        opened = still_open(text, opened)
    return found


def voices(sentences: Sequence[Sentence], lang: str) -> list[tuple[SpeakerMention, ...]]:
    """Return the attributions of each sentence, with those that reach it from others.

    "He" is the last person who spoke, "it" the last body, "they" the last of several; a short
    name stands for the longer one that ends so; a sentence that is only quoted belongs to who
    closes the quotation, else to who spoke last.
    """
    words = voice_words(lang)
    return [] if not sentences else _Conversation(words, lang).told(sentences)


@dataclass(slots=True)
class _Conversation:
    """What has been said so far in a document, and who may go on."""

    words: VoiceWords
    lang: str
    person: SpeakerMention | None = None
    body: SpeakerMention | None = None
    several: SpeakerMention | None = None
    joint: SpeakerMention | None = None
    joined: int = 0
    last: SpeakerMention | None = None
    known: dict[str, SpeakerMention] = field(default_factory=dict)
    officials: dict[str, SpeakerMention] = field(default_factory=dict)
    bodies: dict[str, SpeakerMention] = field(default_factory=dict)
    silence: int = 0

    def told(self, sentences: Sequence[Sentence]) -> list[tuple[SpeakerMention, ...]]:
        """Return the attributions of every sentence, its own and those that reach it."""
        found: list[list[SpeakerMention]] = []
        waiting: list[int] = []
        closed = False
        for place, each in enumerate(sentences):
            quoted = bool(each.opened) or each.text.startswith(_OPENING)
            if waiting and (not quoted or (closed and not each.opened)):
                self._give(sentences, found, waiting, self.last)
            for office, official in each.officials:
                self.officials.pop(office, None)
                self.officials[office] = official
            for kind, body in each.bodies:
                if kind == TOGETHER and (self.joint is None or each.text.startswith(body.name)):
                    self.joint, self.joined = body, place  # rather those whom a sentence is about
                self.bodies[kind] = body
            named = [self._resolved(mention, sentences, place) for mention in each.mentions]
            found.append(named)
            spoken = [m for m in named if not m.relay]
            own = next((m for m in spoken if not (m.aside or m.nested)), next(iter(spoken), None))
            if own is not None:
                if quoted and waiting:
                    self._give(sentences, found, waiting, own)
                self._remember(named)
                self.last, self.silence = own, 0
            elif quoted:
                waiting.append(place)
                closed = not still_open(each.text, each.opened)
            else:
                self._fall_silent()
        if waiting:
            self._give(sentences, found, waiting, self.last)
        return [tuple(each) for each in _between(sentences, found)]

    def _fall_silent(self) -> None:
        self.silence += 1
        if self.silence >= _SILENCE:
            self.last = None

    @staticmethod
    def _give(
        sentences: Sequence[Sentence],
        found: list[list[SpeakerMention]],
        waiting: list[int],
        voice: SpeakerMention | None,
    ) -> None:
        """Give the sentences that wait for a speaker to one."""
        for place in waiting:
            if voice is not None:
                scope = _quoted_part(sentences[place])
                found[place].append(
                    replace(voice, start=0, end=0, scope=scope, cue="“”", carried=True)
                )
        waiting.clear()

    def _remember(self, named: list[SpeakerMention]) -> None:
        for each in named:
            if each.relay or not each.name:
                continue
            kind = self.words.kind(each)
            if kind == "person":
                self.person = each
            elif kind == "several":
                self.several = each
            else:
                self.body = each
            self.known[each.name.casefold()] = each

    def _resolved(
        self, mention: SpeakerMention, sentences: Sequence[Sentence], place: int
    ) -> SpeakerMention:
        """Return an attribution with its pronoun, short name or bare office named."""
        if mention.pronoun:
            return self._pronoun(mention, sentences, place)
        spoken = mention.name.casefold().strip()
        if not spoken:
            return mention
        told = spoken in self.words.writings or self._owned(spoken.split())
        if told and self.last is not None:
            return _as(mention, self.last)
        longer = self._longer(spoken)
        if longer is not None:
            return _as(mention, longer)
        meant = self._meant(sentences[place].text[mention.start : mention.end])
        if meant is not None:
            return _as(mention, meant)
        return self._office(mention, spoken)

    def _owned(self, words: list[str]) -> bool:
        """Tell whether what somebody owns speaks for them: "their figures", not "their allies"."""
        last = words[-1].removesuffix("s")
        speaks = {words[-1], last} & (load_words().writings | load_words().nouns)
        return words[0] in self.words.owners and bool(speaks or words[-1] in self.words.bodies)

    def _together(self) -> bool:
        """Tell whether the last of several who spoke are a list of names."""
        return self.several is not None and " and " in self.several.name

    def _meant(self, spoken: str) -> SpeakerMention | None:
        """Return whom "the group" or "the governments" stands for, None if for nobody."""
        words = spoken.casefold().split()
        if len(words) < _DEFINITE or words[0] not in self.words.definite:
            return None
        if words[-1] in self.words.joint and len(words) <= _DEFINITE + 2:
            return self.several if self._together() else self.joint
        own = [word for word in spoken.split()[1:] if word[0].isupper() and "-" not in word]
        return None if own else self.bodies.get(aliases(self.lang).get(words[-1], ""))

    def _longer(self, spoken: str) -> SpeakerMention | None:
        """Return the last speaker whose name ends so: a person's surname, a body's plain word."""
        for name, known in reversed(self.known.items()):
            if not name.endswith(" " + spoken):
                continue
            if spoken in self.words.bodies or self.words.kind(known) == "person":
                return known
        return None

    def _office(self, mention: SpeakerMention, spoken: str) -> SpeakerMention:
        """Return "the minister" as the last person whose office is called so."""
        words = spoken.split()
        if not words or words[-1] not in self.words.people:
            return mention
        if self.person is not None and spoken in self.person.role.casefold():
            return _as(mention, self.person)
        for wanted in ("_".join(words[-2:]), words[-1]):
            for office, official in reversed(self.officials.items()):
                same = not (mention.party and official.party not in (None, mention.party))
                if same and f"_{wanted}_" in f"_{office}_":
                    return _as(mention, official)
        return mention

    def _pronoun(
        self, mention: SpeakerMention, sentences: Sequence[Sentence], place: int
    ) -> SpeakerMention:
        kind = self.words.pronouns.get(mention.name.casefold(), "")
        if kind == "person":
            inside = sentences[place]
            first = inside.text.find(inside.subject) if inside.subject else -1
            if first >= 0 and first + len(inside.subject) <= mention.start:
                return self._subject(mention, inside.subject)
            if place and sentences[place - 1].subject:
                return self._subject(mention, sentences[place - 1].subject)
        meant = {"person": self.person, "several": self._they(place), "body": self.body}
        last = self.last if self.last and kind in ("", self.words.kind(self.last)) else None
        voice = meant.get(kind) or last
        return _as(mention, voice) if voice is not None else mention

    def _they(self, place: int) -> SpeakerMention | None:
        """Return who "they" are: the last of several who spoke or were just named, else a body."""
        near = self.joint if place - self.joined <= _BETWEEN else None
        return self.several or near or self.body

    def _subject(self, mention: SpeakerMention, subject: str) -> SpeakerMention:
        """Return "he" as the person whom the sentence before is about."""
        spoken = subject.casefold()
        ends = [known for name, known in self.known.items() if spoken.endswith(name)]
        known = ends[-1] if ends else self._longer(spoken)
        if known is not None:
            return _as(mention, known)
        plain = spoken.split(" ", 1)[-1] if spoken.split()[0] in ARTICLES else spoken
        office = self._office(replace(mention, name=plain), plain)
        if office.name != plain:
            return office
        return replace(mention, name=subject, pronoun=False)


def _between(
    sentences: Sequence[Sentence], found: list[list[SpeakerMention]]
) -> list[list[SpeakerMention]]:
    """Give sentences without a voice to who speaks before and after them in one paragraph."""
    before: tuple[int, SpeakerMention] | None = None
    for place, own in enumerate(found):
        if sentences[place].breaks:
            before = None
        voice = next((each for each in own if not each.relay), None)
        if voice is None:
            continue
        if before is not None and before[1].name == voice.name and place - before[0] <= _BETWEEN:
            for silent in range(before[0] + 1, place):
                if not found[silent]:
                    scope = Span(0, len(sentences[silent].text))
                    found[silent].append(
                        replace(voice, start=0, end=0, scope=scope, cue="", carried=True)
                    )
        before = (place, voice)
    return found


def _as(mention: SpeakerMention, voice: SpeakerMention) -> SpeakerMention:
    return replace(
        mention,
        name=voice.name,
        party=voice.party,
        binds=voice.binds,
        role=voice.role,
        pronoun=False,
    )


def _quoted_part(sentence: Sentence) -> Span:
    """Return the part of a sentence that stands inside the quotation it begins in."""
    text, first = sentence.text, 0 if sentence.opened else 1
    ends = [text.find(mark, first) for mark in _CLOSING]
    return Span(0, min((end for end in ends if end >= 0), default=len(text)))
