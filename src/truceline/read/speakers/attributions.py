"""English attributions by grammar: whose words, thoughts or findings a sentence tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from truceline.language.grammar import Parse, Token, Tree, parse
from truceline.language.words import sentences
from truceline.model.values import Span
from truceline.read.speakers.attribution import Attribution, labelled
from truceline.read.speakers.attribution_words import Manner, Words, load_words
from truceline.read.speakers.quotes import MARKS, inside_quotes, still_open
from truceline.read.speakers.source_spans import (
    around,
    core_span,
    cue_span,
    noun_span,
    stray_subject,
)

_CLAUSES = ("ccomp", "parataxis")
_DESCRIBING = ("relcl", "acl")
_JOINED = ("conj", "parataxis", "ccomp", "ROOT")
_OBJECTS = ("dobj", "oprd", "attr", "dative")
_BEHIND = 10  # tokens behind a writing in which stands who made it
_FIRST, _REST = 2, 3  # words behind a source of which one counts, and so many at least
_FARTHEST = 6  # verbs between a verb without subject and the one whose subject it shares


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


def _loudest(how: set[Manner]) -> Manner:
    """Return how a verb attributes at most: aloud, else by an act, else in mind."""
    order: tuple[Manner, ...] = ("spoken", "acted", "thought")
    return min(how, key=order.index)


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
        self._inside = inside_quotes(text, self._tokens, opened)

    def found(self) -> Iterator[Attribution]:
        """Yield the attributions as the cues are met."""
        for place, token in enumerate(self._tokens):
            if token.pos in ("VERB", "AUX"):
                yield from self._verb(place, token)
            elif token.pos == "NOUN":
                yield from self._noun(place, token)
        yield from labelled(self._text, self._tree, self._inside)

    def _verb(self, place: int, token: Token) -> Iterator[Attribution]:
        lemma = token.lemma.casefold()
        if lemma in self._words.prepositions:
            yield from self._according(place)
            return
        agent = self._agent(place)
        if agent is not None:
            known = self._words.verbs.get(lemma, ())
            how = {manner for need, manner in known if need != "writing"}
            if how:
                yield self._attribution(place, agent, lemma, _loudest(how))
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
            aside=self._tokens[place].dep in _DESCRIBING,
        )

    def _manner(self, place: int, lemma: str) -> Manner | None:
        """Return how a verb attributes where it stands, None if it does not."""
        silent = self._tokens[place].dep in ("amod", "compound", "aux", "auxpass")
        if silent or self._only_supposed(place):
            return None
        particles = self._lemmas(place, "prep", "prt", "dative", "advmod") | self._following(place)
        if particles & self._words.phrasal.get(lemma, frozenset()):
            return "spoken"
        other = self._child(place, "prt") is not None  # "backed out" backs nobody
        for need, manner in () if other else self._words.verbs.get(lemma, ()):
            given = need == "object" and self._child(place, *_OBJECTS) is not None
            written = need == "writing" and self._writes(place)
            if need == "any" or given or written or self._clause(place):
                return manner
        return None

    def _writes(self, place: int) -> bool:
        """Tell whether a verb's object is something said or written ("issued a warning")."""
        given = self._lemmas(place, "dobj")
        return bool(given & (self._words.nouns | self._words.issued))

    def _only_supposed(self, place: int) -> bool:
        helpers = {self._tree.text_of(i).casefold() for i in self._children(place, "aux")}
        marks = self._lemmas(place, "mark")
        return bool(helpers & self._words.unsaid or marks & self._words.supposed)

    def _children(self, place: int, *deps: str) -> list[int]:
        return [i for i in self._tree.children[place] if self._tokens[i].dep in deps]

    def _following(self, place: int) -> set[str]:
        """Return the preposition right behind a verb, whatever it was joined to."""
        after = self._tokens[place + 1 : place + 2]
        return {token.lemma.casefold() for token in after if token.pos in ("ADP", "SCONJ", "ADV")}

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
        return any(mark in self._text[start:end] for mark in MARKS)

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
            stray = self._stray(place)
            if stray is not None:
                return stray
            above = self._sharing(place)
            if above is None:
                return None
            if self._tokens[above].pos in ("NOUN", "PROPN"):
                return above
            place = above
        return None

    def _stray(self, place: int) -> int | None:
        """Return the noun right before a verb of speech that was joined to the clause before.

        "Trucks reached the valley, Anna Berg, a nurse, told reporters" says nothing of who drove.
        """
        token = self._tokens[place]
        if token.dep not in _JOINED or self._tree.text_of(place).endswith("ing"):
            return None
        if token.head != place and any(
            self._tokens[i].pos == "CCONJ" for i in self._children(token.head, "cc")
        ):
            return None
        return stray_subject(self._tree, place)

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
            if above == token.head and place and self._tree.text_of(place - 1) == ",":
                above = self._governor(above)
        return None if above == place else above

    def _telling(self, noun: int) -> int:
        """Return the verb in "issued a statement blaming ...", else the noun itself."""
        token = self._tokens[noun]
        given = token.dep == "dobj" and self._tokens[token.head].pos == "VERB"
        return token.head if given and token.lemma in self._words.nouns else noun

    def _governor(self, noun: int) -> int:
        """Return the verb of the clause that a noun ends: "..., struck at X, saying", else itself.

        The verb's subject describes itself, and stays.
        """
        above = noun
        for _ in range(_FARTHEST):
            token = self._tokens[above]
            if token.dep in ("nsubj", "nsubjpass", "ROOT", "appos"):
                return noun
            above = token.head
            if self._tokens[above].pos in ("VERB", "AUX"):
                return above
        return noun

    def _purpose(self, place: int) -> bool:
        """Tell whether a verb is an infinitive with "to"."""
        return any(self._tokens[i].pos == "PART" for i in self._children(place, "aux"))

    def _can_speak(self, place: int) -> bool:
        return self._tokens[place].lemma.casefold() not in self._words.speechless

    def _author(self, noun: int) -> int:
        """Return who made a writing ("figures compiled by X", "a report from X"), else itself."""
        if self._tokens[noun].lemma.casefold() not in self._words.writings:
            return noun
        for each in self._children(noun, "acl"):
            made = self._agent(each)
            if made is not None:
                return made
        near = range(noun + 1, min(len(self._tokens), noun + _BEHIND))
        for each in near:  # "data on the fire released by X": joined to any noun between
            if self._tokens[each].dep == "acl" and (made := self._agent(each)) is not None:
                return made
        for each in self._children(noun, "prep", "agent"):
            if self._tokens[each].lemma.casefold() in self._words.issuers:
                return self._child(each, "pobj") or noun
        return noun

    def _according(self, place: int) -> Iterator[Attribution]:
        """Yield "according to X"."""
        to = self._child(place, "prep")
        source = None if to is None else self._child(to, "pobj")
        if source is None or to is None:
            return
        source = self._author(source)
        span = noun_span(self._tree, source, place)
        cue = Span(self._tokens[place].start, self._tokens[to].end)
        yield Attribution(
            source=span,
            core=core_span(self._tree, source),
            cue=cue,
            content=self._with_rest(around(self._tree, place, source, span, cue), source, span),
            manner="spoken",
            lemma="according to",
            quoted=self._inside[place],
        )

    def _with_rest(self, content: Span, noun: int, source: Span) -> Span:
        """Return what is told before "according to X", with a count that goes on behind X."""
        end = core_span(self._tree, noun).end
        rest = [token for token in self._tokens if token.start >= end and token.pos != "PUNCT"]
        counted = any(token.pos == "NUM" for token in rest[:_FIRST])
        verbs = any(token.pos in ("VERB", "AUX") for token in rest)
        if content.end > source.start or not counted or verbs or len(rest) < _REST:
            return content
        return Span(content.start, self._tokens[-1].end)

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
            aside=True,
        )
