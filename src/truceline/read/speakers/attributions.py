"""English attributions by grammar: whose words, thoughts or findings a sentence tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from truceline.language.grammar import Parse, Token, Tree, parse
from truceline.language.words import sentences
from truceline.model.values import Span
from truceline.read.speakers.attribution_words import Manner, Words, load_words
from truceline.read.speakers.source_spans import around, core_span, cue_span, noun_span

_CLAUSES = ("ccomp", "parataxis")
_OBJECTS = ("dobj", "oprd", "attr", "dative")
_OPENING, _CLOSING, _EITHER = "“«„", "”»", '"'
_QUOTES = _OPENING + _CLOSING + _EITHER
_NAME = r"[^\W\d_a-z][\w.'’-]{0,30}(?:\s(?:of\s|the\s)?[^\W\d_a-z][\w.'’-]{0,30}){0,4}"
_LABEL = re.compile(rf"[\s\"“”„«(]{{0,3}}({_NAME})(:)\s+\S")
_SIGNED = re.compile(rf"(?:^|[”\"»]\s?)([―—–-]{{1,2}})\s?({_NAME})[\s.”\"]{{0,3}}$")
_TAIL = 160  # code points from the end in which a signature may begin
_FARTHEST = 6  # verbs between a verb without subject and the one whose subject it shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution of a text; all spans count the text's own code points.

    source: the words for who says, thinks or shows it ("Anna Berg, who lost the vote,"); core: of
    these the noun without clauses and appositions, or whom a relative pronoun stands for; cue:
    the verb with its helpers, or the preposition; content: what is attributed, empty if it
    stands elsewhere; manner: uttered ("spoken"), done with words ("acted": asked, refused) or
    held in mind ("thought"); lemma: the cue's dictionary form; quoted: the cue stands within a
    quotation and is the quoted person's; nested: it stands within what another attribution of
    the text attributes ("X said that Y feared ...").
    """

    source: Span
    core: Span
    cue: Span
    content: Span
    manner: Manner
    lemma: str
    quoted: bool = False
    nested: bool = False


def find_attributions(text: str, grammar: Parse, opened: str = "") -> list[Attribution]:
    """Return the attributions of an English text in the order of their cues.

    Read are verbs of speech, judgement and thought with their subject, wherever it stands
    ("X said", "said X", "X came, saying"), "by X" of a passive, "according to X" and nouns of
    speech with whose they are ("X's claim that"). Two cues may share a source. opened: the
    quotation mark that is still open where the text begins, "" if none is.
    """
    finder = _Finder(text, Tree(text, grammar), load_words(), opened)
    found = sorted(finder.found(), key=lambda each: (each.cue.start, each.source.start))
    return [replace(each, nested=_nested(each, found)) for each in found]


def attributions_of(text: str) -> list[Attribution]:
    """Return the outermost attributions of a whole English text, spans in the text, in order.

    Cues inside a quotation and inside what somebody else says are left out. A quotation that a
    paragraph leaves open ends with it.
    """
    spans = sentences(text)
    pieces = [text[span.start : span.end] for span in spans]
    found: list[Attribution] = []
    opened, before = "", 0
    for span, piece, grammar in zip(spans, pieces, parse(pieces), strict=True):
        opened = "" if "\n" in text[before : span.start] else opened
        told = find_attributions(piece, grammar, opened)
        found += [_moved(each, span.start) for each in told if not (each.quoted or each.nested)]
        opened, before = still_open(piece, opened), span.end
    return found


def _moved(one: Attribution, by: int) -> Attribution:
    source, core, cue, content = (
        Span(each.start + by, each.end + by)
        for each in (one.source, one.core, one.cue, one.content)
    )
    return replace(one, source=source, core=core, cue=cue, content=content)


def _nested(one: Attribution, found: list[Attribution]) -> bool:
    return any(
        other.content.start <= one.cue.start < other.content.end
        and not one.content.start <= other.cue.start < one.content.end
        for other in found
        if other.cue != one.cue
    )


class _Finder:
    """One pass over the grammar of one text."""

    def __init__(self, text: str, tree: Tree, words: Words, opened: str) -> None:
        self._text = text
        self._tree = tree
        self._tokens = tree.tokens
        self._words = words
        self._inside = _inside_quotes(text, self._tokens, opened)

    def found(self) -> Iterator[Attribution]:
        """Yield the attributions as the cues are met."""
        for place, token in enumerate(self._tokens):
            if token.pos in ("VERB", "AUX"):
                yield from self._verb(place, token)
            elif token.pos == "NOUN":
                yield from self._noun(place, token)
        yield from self._labels()

    def _labels(self) -> Iterator[Attribution]:
        """Yield whose name stands before what is said with a colon, or behind it with a dash."""
        label = _LABEL.match(self._text)
        if label and not self._words.is_label(label[1]):
            name, told = Span(*label.span(1)), Span(label.end() - 1, len(self._text))
            yield Attribution(
                source=name,
                core=name,
                cue=Span(*label.span(2)),
                content=told,
                manner="spoken",
                lemma=":",
            )
        first = max(0, len(self._text) - _TAIL)
        signed = _SIGNED.search(self._text, first)
        if signed:
            name, told = Span(*signed.span(2)), Span(0, signed.start(1))
            yield Attribution(
                source=name,
                core=name,
                cue=Span(*signed.span(1)),
                content=told,
                manner="spoken",
                lemma="–",
            )

    def _verb(self, place: int, token: Token) -> Iterator[Attribution]:
        lemma = token.lemma.casefold()
        if lemma in self._words.prepositions:
            yield from self._according(place)
            return
        agent = self._agent(place)
        if agent is not None:
            if self._words.can_speak(lemma):
                yield self._attribution(place, agent, lemma)
            return
        manner = self._manner(place, lemma)
        if manner is None:
            return
        source = self._source(place)
        if source is not None:
            yield self._attribution(place, source, lemma, manner)

    def _attribution(
        self, place: int, source: int, lemma: str, manner: Manner = "spoken"
    ) -> Attribution:
        tree = self._tree
        span = noun_span(tree, source, place)
        cue = cue_span(tree, place)
        return Attribution(
            source=span,
            core=core_span(tree, source),
            cue=cue,
            content=around(tree, place, source, span, cue),
            manner=manner,
            lemma=lemma,
            quoted=self._inside[place] and self._inside[source],
        )

    def _manner(self, place: int, lemma: str) -> Manner | None:
        """Return how a verb attributes where it stands, None if it does not."""
        if self._tokens[place].dep in ("amod", "compound", "aux", "auxpass"):
            return None
        if self._only_supposed(place):
            return None
        particles = self._lemmas(place, "prep", "prt", "dative", "advmod")
        if particles & self._words.phrasal.get(lemma, frozenset()):
            return "spoken"
        other = self._child(place, "prt") is not None  # "backed out" backs nobody
        for need, manner in () if other else self._words.verbs.get(lemma, ()):
            if need == "any" or self._clause(place):
                return manner
            if need == "object" and self._child(place, *_OBJECTS) is not None:
                return manner
        return None

    def _only_supposed(self, place: int) -> bool:
        helpers = {self._tree.text_of(i).casefold() for i in self._children(place, "aux")}
        marks = self._lemmas(place, "mark")
        return bool(helpers & self._words.unsaid or marks & self._words.supposed)

    def _children(self, place: int, *deps: str) -> list[int]:
        return [i for i in self._tree.children[place] if self._tokens[i].dep in deps]

    def _lemmas(self, place: int, *deps: str) -> set[str]:
        return {self._tokens[i].lemma.casefold() for i in self._children(place, *deps)}

    def _clause(self, place: int) -> bool:
        """Tell whether a verb governs a clause, or a quotation stands beside it."""
        if self._tokens[place].dep == "parataxis" or self._child(place, *_CLAUSES) is not None:
            return True
        return self._beside_quote(place) or self._closing(place)

    def _closing(self, place: int) -> bool:
        """Tell whether a verb ends what was told: "..., X reported."."""
        subjects = self._children(place, "nsubj")
        last = all(token.pos == "PUNCT" for token in self._tokens[place + 1 :])
        first = self._tree.left[subjects[-1]] if subjects else 0
        return last and first > 1 and self._tree.text_of(first - 1) == ","

    def _beside_quote(self, place: int) -> bool:
        first, last = max(0, place - 3), min(len(self._tokens), place + 4)
        start, end = self._tokens[first].start, self._tokens[last - 1].end
        return any(mark in self._text[start:end] for mark in _QUOTES)

    def _child(self, place: int, *deps: str) -> int | None:
        return next(iter(self._children(place, *deps)), None)

    def _agent(self, place: int) -> int | None:
        """Return who does what a passive verb tells: "reported by X"."""
        by = self._child(place, "agent")
        return None if by is None else self._child(by, "pobj")

    def _source(self, place: int) -> int | None:
        """Return the noun that is a verb's subject, its own or the one that it shares."""
        for _ in range(_FARTHEST):
            for subject in self._children(place, "nsubj")[-1:]:
                return subject if self._can_speak(subject) else None
            if self._child(place, "nsubjpass", "csubj", "expl", "auxpass") is not None:
                quoted = self._tokens[place].lemma.casefold() in self._words.quoted
                return self._child(place, "nsubjpass") if quoted else None
            above = self._sharing(place)
            if above is None:
                return None
            if self._tokens[above].pos in ("NOUN", "PROPN"):
                return above
            place = above
        return None

    def _sharing(self, place: int) -> int | None:
        """Return the verb whose subject a verb shares, or the noun that it describes."""
        token = self._tokens[place]
        head = self._tokens[token.head]
        above: int | None = None
        if token.dep == "conj" or (token.dep == "advcl" and not self._purpose(place)):
            above = token.head if head.pos in ("VERB", "AUX") else None
        elif token.dep == "xcomp" and self._child(token.head, "dobj") is None:
            above = head.head if head.pos == "ADJ" else token.head
        elif token.dep == "pcomp":
            above = head.head if self._tokens[head.head].pos in ("VERB", "AUX") else None
        elif token.dep == "acl" and not self._purpose(place):
            above = self._telling(token.head) if self._tree.text_of(place).endswith("ing") else None
        return None if above == place else above

    def _telling(self, noun: int) -> int:
        """Return the verb in "issued a statement blaming ...", else the noun itself."""
        token = self._tokens[noun]
        given = token.dep == "dobj" and self._tokens[token.head].pos == "VERB"
        return token.head if given and token.lemma in self._words.nouns else noun

    def _purpose(self, place: int) -> bool:
        """Tell whether a verb is an infinitive with "to"."""
        return any(self._tokens[i].pos == "PART" for i in self._children(place, "aux"))

    def _can_speak(self, place: int) -> bool:
        return self._tokens[place].lemma.casefold() not in self._words.speechless

    def _according(self, place: int) -> Iterator[Attribution]:
        """Yield "according to X"."""
        to = self._child(place, "prep")
        source = None if to is None else self._child(to, "pobj")
        if source is None or to is None:
            return
        span = noun_span(self._tree, source, place)
        cue = Span(self._tokens[place].start, self._tokens[to].end)
        yield Attribution(
            source=span,
            core=core_span(self._tree, source),
            cue=cue,
            content=around(self._tree, place, source, span, cue),
            manner="spoken",
            lemma="according to",
            quoted=self._inside[place],
        )

    def _noun(self, place: int, token: Token) -> Iterator[Attribution]:
        """Yield "X's claim that ..."."""
        if token.lemma.casefold() not in self._words.nouns:
            return
        owner = self._child(place, "poss")
        told = self._child(place, "acl", "ccomp", "relcl")
        issuer = self._issuer(place, token)
        if issuer is not None:
            yield self._noted(place, issuer, told, "spoken")
        elif owner is not None and told is not None:
            yield self._noted(place, owner, told, "acted")

    def _issuer(self, place: int, token: Token) -> int | None:
        """Return who issued a writing: "a joint statement from X and Y"."""
        if token.lemma.casefold() not in self._words.issued:
            return None
        for each in self._children(place, "prep", "agent"):
            if self._tokens[each].lemma.casefold() in self._words.issuers:
                return self._child(each, "pobj")
        return None

    def _noted(self, place: int, owner: int, told: int | None, manner: Manner) -> Attribution:
        """Return a noun of speech with whose it is and the clause that it governs, if any."""
        tree, token = self._tree, self._tokens[place]
        content = Span(token.end, token.end)
        if told is not None and tree.left[told] > place:
            content = Span(self._tokens[tree.left[told]].start, self._tokens[tree.right[told]].end)
        return Attribution(
            source=noun_span(tree, owner, place),
            core=core_span(tree, owner),
            cue=Span(token.start, token.end),
            content=content,
            manner=manner,
            lemma=token.lemma.casefold(),
            quoted=self._inside[place],
        )


def still_open(text: str, opened: str = "") -> str:
    """Return the quotation mark that is open at the end of a text, "" if none is."""
    for place in range(len(text)):
        opened = _after(text, place, opened)
    return opened


def _after(text: str, place: int, opened: str) -> str:
    """Return the mark that is open behind a place; a straight one closes where it must."""
    mark = text[place]
    if mark in _OPENING:
        return mark
    if mark in _CLOSING:
        return ""
    if mark == _EITHER:
        begins = place == 0 or text[place - 1].isspace() or text[place - 1] in "([—–"
        wordy = text[place + 1 : place + 2].isalnum() or text[place + 1 : place + 2] in "'‘[$…."
        return mark if begins and wordy else ""
    return opened


def _inside_quotes(text: str, tokens: tuple[Token, ...], opened: str) -> list[bool]:
    """Return for each token whether it stands inside quotation marks."""
    found, done = [], 0
    for token in tokens:
        for place in range(done, token.start + 1):
            opened = _after(text, place, opened)
        done = max(done, token.start + 1)
        found.append(bool(opened))
    return found
