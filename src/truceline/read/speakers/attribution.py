"""One attribution of a text, and those that a name with a colon or a dash makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from truceline.language.grammar import Tree
from truceline.model.values import Span
from truceline.read.speakers.attribution_words import Manner, load_words
from truceline.read.speakers.source_spans import core_span, noun_span

_NAME = r"[^\W\d_a-z][\w.'’-]{0,30}(?:\s(?:of\s|the\s)?[^\W\d_a-z][\w.'’-]{0,30}){0,4}"
_LABEL = re.compile(rf"[\s\"“”„«(]{{0,3}}({_NAME})(:)\s+\S")
_QUOTING = re.compile(r"(:)\s?[\"“]")
_SIGNED = re.compile(rf"(?:^|[”\"»]\s?)([―—–-]{{1,2}})\s?({_NAME})[\s.”\"]{{0,3}}$")
_TAIL = 160  # code points from the end in which a signature may begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution of a text; all spans count the text's own code points.

    source: the words for who says, thinks or shows it ("Anna Berg, who lost the vote,"); core: of
    these the noun without clauses and appositions, or whom a relative pronoun stands for; cue:
    the verb with its helpers, or the preposition; content: what is attributed, empty if it
    stands elsewhere; manner: uttered ("spoken"), done with words ("acted": asked, refused) or
    held in mind ("thought"); lemma: the cue's dictionary form; quoted: the cue stands within a
    quotation and is the quoted person's; nested: it stands within what another attribution of
    the text attributes ("X said that Y feared ..."); aside: it stands in a clause or noun that only
    describes something ("the plan, which X denounced").
    """

    source: Span
    core: Span
    cue: Span
    content: Span
    manner: Manner
    lemma: str
    quoted: bool = False
    nested: bool = False
    aside: bool = False


def labelled(text: str, tree: Tree, inside: Sequence[bool]) -> Iterator[Attribution]:
    """Yield whose name stands before what is said with a colon, or behind it with a dash.

    inside: for each token of the tree whether it is quoted.
    """
    label = _LABEL.match(text)
    if label and not load_words().is_label(label[1]):
        name, told = Span(*label.span(1)), Span(label.end() - 1, len(text))
        yield _said_by(name, Span(*label.span(2)), told, ":")
    yield from _before_colon(text, tree, inside)
    first = max(0, len(text) - _TAIL)
    signed = _SIGNED.search(text, first)
    if signed:
        name, told = Span(*signed.span(2)), Span(0, signed.start(1))
        yield _said_by(name, Span(*signed.span(1)), told, "–")


def _said_by(name: Span, cue: Span, content: Span, lemma: str) -> Attribution:
    """Return who says what by a mark: all of the source is the name."""
    return Attribution(
        source=name, core=name, cue=cue, content=content, manner="spoken", lemma=lemma
    )


def _before_colon(text: str, tree: Tree, inside: Sequence[bool]) -> Iterator[Attribution]:
    """Yield who is told of before a quotation with a colon: 'Berg struck a sad note: "..."'."""
    colon = _QUOTING.search(text)
    if colon is None:
        return
    for place, token in enumerate(tree.tokens):
        if token.start >= colon.start():
            return
        plain = token.dep in ("nsubj", "nsubjpass") and not inside[place]
        verb = tree.tokens[token.head]
        above = verb.dep == "ROOT" and verb.start < colon.start()
        if plain and above and token.pos in ("PROPN", "PRON"):
            span = noun_span(tree, place, token.head)
            yield Attribution(
                source=span,
                core=core_span(tree, place),
                cue=Span(*colon.span(1)),
                content=Span(colon.end(1), len(text)),
                manner="spoken",
                lemma="colon",
            )
