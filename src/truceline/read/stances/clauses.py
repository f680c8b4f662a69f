"""The clauses of a sentence: what hangs on what, who is subject, and which words tell one fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from truceline.language.grammar import Name, Parse, Token
from truceline.model.values import Span
from truceline.read.scenes.scene import Actor, Scene

SUBJECTS = ("nsubj", "nsubjpass")
_SHARING = ("xcomp", "conj", "advcl", "acl", "pcomp")  # relations that take the subject from above
_NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
_LOOSE = " \t\r\n\u00a0,;:–—-"
_ASIDE = frozenset({"as", "while", "after", "before", "although", "though", "because", "since"})
RELATIVES = ("who", "that", "which")
DEEP = 40  # steps up or down a sentence at most: hostile ones nest without end


@dataclass(frozen=True)
class Clauses:
    """One sentence's tokens as a tree; every index is a token's, every span the sentence's own."""

    text: str
    tokens: tuple[Token, ...]
    find_names: Callable[[], tuple[Name, ...]]

    @staticmethod
    def of(scene: Scene) -> Clauses | None:
        """Return the tree of a sentence, None where its language has no grammar here."""
        found: Parse | None = scene.parse
        return Clauses(scene.text, found.tokens, found.find_names) if found else None

    @cached_property
    def _kids(self) -> tuple[tuple[int, ...], ...]:
        kids: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                kids[token.head].append(index)
        return tuple(tuple(each) for each in kids)

    def kids(self, index: int, *deps: str) -> list[int]:
        """Return what hangs on a token directly, of some relations if named, in text order."""
        return [k for k in self._kids[index] if not deps or self.tokens[k].dep in deps]

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """Return each token's lemma in lower case, a verb's particle with it ("rule out")."""
        plain = [t.lemma.casefold() for t in self.tokens]
        found = list(plain)
        for index, token in enumerate(self.tokens):
            if token.dep == "prt" and self.tokens[token.head].pos in ("VERB", "AUX"):
                found[token.head] = f"{plain[token.head]} {plain[index]}"
        return tuple(found)

    def wordings(self, index: int) -> list[str]:
        """Return a verb with each word of direction after it ("bring home"), then its lemma."""
        lemma, found = self.lemmas[index], []
        if self.tokens[index].pos == "VERB":
            after = [k for k in self.kids(index, "advmod", "prep", "prt") if k > index]
            found = [f"{lemma} {self.lemmas[k]}" for k in after]
        return [*found, lemma]

    def above(self, index: int) -> Iterator[tuple[int, str]]:
        """Yield what a token hangs on, step by step, with the relation by which it was reached."""
        for _ in range(DEEP):
            head = self.tokens[index].head
            if head == index:
                return
            yield head, self.tokens[index].dep
            index = head

    def under(self, index: int, *, without: tuple[int, ...] = ()) -> list[int]:
        """Return a token and all that hangs on it, in text order; some branches left out."""
        found, heap = [index], [index]
        while heap:
            nearest = [k for k in self._kids[heap.pop()] if k not in without]
            found += nearest
            heap += nearest
        return sorted(found)

    def subject(self, index: int) -> int | None:
        """Return the subject of a verb or adjective: its own, else that of what it hangs on."""
        for _ in range(DEEP):
            own = self.kids(index, *SUBJECTS)
            token = self.tokens[index]
            if own:
                relative = token.dep == "relcl" and self.lemmas[own[-1]] in RELATIVES
                return token.head if relative else own[-1]
            if token.pos in ("NOUN", "PROPN") and token.dep in ("dobj", "attr", "oprd"):
                index = token.head
                continue
            if token.dep == "acl" and self.tokens[token.head].pos in _NOUNS:
                verb = self._governing(token.head)
                return token.head if verb is None else self.subject(verb)
            controlled = self.kids(token.head, "dobj") if token.dep == "xcomp" else []
            if controlled and controlled[-1] < index:
                return controlled[-1]
            if token.head == index or token.dep not in (
                *_SHARING,
                "acomp",
                "attr",
                "prep",
                "ccomp",
            ):
                return None
            if token.dep == "ccomp" and self.kids(index, "mark"):
                return None
            index = token.head
        return None

    def _governing(self, index: int) -> int | None:
        """Return the verb whose object a noun is, None if it is another part of a sentence."""
        token = self.tokens[index]
        verb = self.tokens[token.head].pos in ("VERB", "AUX")
        return token.head if verb and token.dep in ("dobj", "attr") else None

    def agent(self, index: int) -> int | None:
        """Return by whom something is done ("was rejected by X"), None if it isn't said."""
        for by in self.kids(index, "agent"):
            for found in self.kids(by, "pobj"):
                return found
        return None

    def passive(self, index: int) -> bool:
        """Tell whether the subject of a verb suffers it."""
        return bool(self.kids(index, "auxpass", "nsubjpass", "agent"))

    def negated(self, index: int) -> bool:
        """Tell whether a word, or the auxiliary or determiner that goes with it, says no."""
        if self.kids(index, "neg"):
            return True
        return any(self.lemmas[k] in ("no", "never") for k in self.kids(index, "det", "advmod"))

    def first(self, index: int) -> int:
        """Return the first of the verbs that share a subject with this one, set beside it."""
        for _ in range(DEEP):
            token = self.tokens[index]
            if token.dep != "conj" or self.kids(index, *SUBJECTS):
                return index
            if self.tokens[token.head].pos not in ("VERB", "AUX"):
                return index
            index = token.head
        return index

    def auxiliaries(self, index: int) -> set[str]:
        """Return the lemmas of a verb's auxiliaries ("will", "to"), also of one beside it."""
        own = self.kids(index, "aux", "auxpass")
        return {self.lemmas[k] for k in own or self.kids(self.first(index), "aux")}

    def marks(self, index: int) -> set[str]:
        """Return the words that open a clause ("if", "that", "after"), or the one beside it."""
        both = (index, self.first(index))
        return {self.lemmas[k] for each in both for k in self.kids(each, "mark", "advmod", "prep")}

    def word(self, index: int) -> str:
        """Return a token as it stands."""
        return self.text[self.tokens[index].start : self.tokens[index].end]

    def is_person(self, index: int) -> bool:
        """Tell whether a token belongs to the name of a person."""
        return any(n.first <= index <= n.last and n.label == "PERSON" for n in self.find_names())

    def span(self, index: int) -> Span:
        """Return the clause of a verb, its shared subject left out, without what is only loose.

        Clauses set beside it ("and ...", "but ...", a second sentence) are not part of it.
        """
        beside = self.kids(index, "conj", "parataxis")
        beside = [k for k in beside if self.tokens[k].pos in ("VERB", "AUX")]
        inner = [index, *self.kids(index, "xcomp", "ccomp")]
        inner += [k for each in inner[1:] for k in self.kids(each, "xcomp", "ccomp")]
        beside += [k for i in inner for k in self.kids(i, "advcl", "prep") if self._aside(k)]
        loose = self.kids(index, "cc", "punct", "mark", "preconj")
        told = [k for k in self.kids(index, "ccomp") if k < index]  # what is said before "he said"
        return self.covering(self.under(index, without=(*beside, *loose, *told)))

    def _aside(self, index: int) -> bool:
        """Tell whether a clause only says while or after what another thing happened."""
        opening = self.marks(index) if self.tokens[index].dep == "advcl" else {self.lemmas[index]}
        clause = self.tokens[index].dep == "advcl" or bool(self.kids(index, "pcomp"))
        return clause and bool(opening & _ASIDE)

    def covering(self, found: list[int]) -> Span:
        """Return the span from the first to the last of some tokens without loose punctuation."""
        start, end = self.tokens[found[0]].start, max(self.tokens[k].end for k in found)
        while start < end and self.text[start] in _LOOSE:
            start += 1
        while end > start and self.text[end - 1] in _LOOSE:
            end -= 1
        return Span(start, end)


def party_of(scene: Scene, clauses: Clauses, index: int | None) -> Actor | None:
    """Return the party that a noun phrase names: its head's, else the first within it."""
    if index is None:
        return None
    own_asides = clauses.kids(index, "relcl", "acl", "appos", "advcl")
    deeper = [k for k in clauses.under(index) if clauses.tokens[k].dep in ("relcl", "advcl")]
    without = tuple(k for k in (*own_asides, *deeper) if k != index)
    own = clauses.tokens[index]
    head = named(scene, own.start, own.end)
    if head is not None:
        return head
    for each in clauses.under(index, without=without):
        token = clauses.tokens[each]
        if token.dep == "pobj" and clauses.lemmas[token.head] in ("against", "with", "in", "on"):
            continue
        found = named(scene, token.start, token.end)
        if found is not None:
            return found
    return None


def named(scene: Scene, start: int, end: int) -> Actor | None:
    """Return the first party whose words meet text[start:end], None if none does."""
    for actor in scene.actors:
        first, last = scene.words[actor.first].start, scene.words[actor.last].end
        if first < end and start < last:
            return actor
    return None
