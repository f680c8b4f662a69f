"""Turns a piece of a sentence into numbers: its words, its grammar, what surrounds it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from zlib import crc32

import numpy as np

from truceline.language.grammar import Parse, Token, Tree
from truceline.model.statement import Statement
from truceline.model.values import Span, overlap
from truceline.read.model.features import GRAMS, SIGNS, Places, Values
from truceline.read.model.masks import read_as
from truceline.read.model.meanings import Keys, keys_of
from truceline.read.model.signs import MOST_HITS, blind_group, vocabulary_signs
from truceline.read.scenes.scene import Scene

MOST_WORDS = 160  # words of one sentence that are looked at
MINE, NEARLY = 0.3, 0.7  # share from which a statement of the rules is the piece itself
NAME = "#name"  # what any other name is read as
OUTSIDE = 0.7  # how much the words around a piece weigh beside its own
_FUNCTION = frozenset({"aux", "auxpass", "neg", "mark", "prt"})
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "prep", "agent", "xcomp", "ccomp", "attr"})
_SIZES = 10  # steps of length that are told apart
_EDGE = 4  # code points that may stand before or after a piece that begins or ends a sentence


@dataclass(frozen=True)
class Seen:
    """A sentence as the pieces of it share it; spans count its code points.

    words: span and word, whatever names somebody or something made blind; hits: span, group and
    value of the words of the vocabulary; actors: span and role; found: span and kind of the rules'
    statements; parse: its grammar.
    """

    text: str
    words: tuple[tuple[int, int, str], ...]
    hits: tuple[tuple[int, int, str, str], ...]
    actors: tuple[tuple[int, int, str], ...]
    found: tuple[tuple[Span, str], ...]
    spoken: int
    parse: Parse

    @staticmethod
    def of(scene: Scene, found: Sequence[Statement]) -> Seen | None:
        """Return a sentence with the rules' statements, None where its language has no grammar."""
        if scene.parse is None:
            return None
        named = {each.start for each in scene.parse.tokens if each.pos == "PROPN"}
        return Seen(
            text=scene.text,
            words=tuple(
                (start, end, NAME if _names(scene.text, start, end, named, word) else word)
                for start, end, word in read_as(scene)[:MOST_WORDS]
            ),
            hits=tuple(
                (h.start, h.end, blind_group(h.group), h.value) for h in scene.hits[:MOST_HITS]
            ),
            actors=tuple(
                (scene.words[a.first].start, scene.words[a.last].end, a.role) for a in scene.actors
            ),
            found=tuple((scene.own(each.span), each.kind) for each in found),
            spoken=len(scene.speakers),
            parse=scene.parse,
        )

    @cached_property
    def tree(self) -> Tree:
        """Return the grammar with its branches."""
        return Tree(self.text, self.parse)

    @cached_property
    def labels(self) -> dict[int, str]:
        """Return what each word made blind is read as, by where it begins."""
        return {start: word for start, _, word in self.words if word[0] == "#"}


def vector_of(seen: Seen, piece: Span) -> tuple[Places, Values, Keys]:
    """Return a piece's places in the table with their values, and hashes of its words.

    Three parts of one length each: words and pairs and triples of words; signs of vocabulary,
    grammar and shape; the words around it. No sign names a party or a place.
    """
    inside, outside = _divided(seen, piece)
    words = {crc32(each.encode()) % GRAMS for each in _sequences(inside)}
    signs = {_place(each) for each in _signs(seen, piece, len(inside), len(outside))}
    around = {crc32(f"o{each}".encode()) % GRAMS for each in outside}
    total: dict[int, float] = {}
    for places, weight in ((words, 1.0), (signs, 1.0), (around, OUTSIDE)):
        for place in places:
            total[place] = total.get(place, 0.0) + weight / len(places) ** 0.5
    ordered = sorted(total)
    values = np.array([total[place] for place in ordered], dtype=np.float32)
    return np.array(ordered, dtype=np.int64), values, keys_of(inside)


def _names(text: str, start: int, end: int, named: Container[int], word: str) -> bool:
    """Tell whether a word that is not blind yet is a name, or joined to one ("pro-X")."""
    joined = "-" in word and not text[start:end].islower()
    return word[0] != "#" and (joined or start in named)


def _place(sign: str) -> int:
    """Return a sign's place: one that holds a word lies among the words, others apart."""
    key = crc32(sign.encode())
    return key % GRAMS if sign[0] == "~" else GRAMS + key % SIGNS


def _divided(seen: Seen, piece: Span) -> tuple[list[str], list[str]]:
    """Return the words in a piece and around it; a name of several words counts once."""
    inside: list[str] = []
    outside: list[str] = []
    for start, end, word in seen.words:
        held = inside if piece.start <= start and end <= piece.end else outside
        if word[0] != "#" or held[-1:] != [word]:
            held.append(word)
    return inside, outside


def _sequences(words: Sequence[str]) -> Iterator[str]:
    yield from (f"w{each}" for each in words)
    yield from (f"b{a[:6]} {b[:6]}" for a, b in pairwise(words))
    yield from (f"t{a[:5]} {b[:5]} {c[:5]}" for (a, b), (_, c) in pairwise(pairwise(words)))
    if words:
        yield f"^{words[0]}"
        yield f"^^{' '.join(words[:2])}"
        yield f"{words[-1]}$"


def _signs(seen: Seen, piece: Span, inside: int, outside: int) -> Iterator[str]:
    yield from _vocabulary(seen, piece)
    yield from (
        f"{'a' if _in(piece, start, end) else 'oa'}:{role}" for start, end, role in seen.actors
    )
    yield from _rules(seen, piece)
    yield from _grammar(seen, piece)
    yield f"length:{min(inside // 4, _SIZES)}"
    yield f"around:{min(outside // 4, _SIZES)}"
    yield f"whole:{piece.end - piece.start == len(seen.text)}"
    yield f"begins:{piece.start < _EDGE}"
    yield f"ends:{piece.end > len(seen.text) - _EDGE}"
    yield f"spoken:{min(seen.spoken, 2)}"


def _vocabulary(seen: Seen, piece: Span) -> Iterator[str]:
    """Yield which words of the vocabulary a piece holds, in which order, and which stand around."""
    held = [_in(piece, start, end) for start, end, _, _ in seen.hits]
    yield from (f"og:{hit[2]}" for hit, inside in zip(seen.hits, held, strict=True) if not inside)
    inside = (hit[2:] for hit, mine in zip(seen.hits, held, strict=True) if mine)
    yield from vocabulary_signs(inside)


def _rules(seen: Seen, piece: Span) -> Iterator[str]:
    """Yield what the rules made of the piece, of a part of it and of what lies beside it."""
    for span, kind in seen.found:
        share = overlap(span, piece)
        if share >= MINE:
            yield f"is:{kind}"
        if share >= NEARLY:
            yield f"very:{kind}"
        if 0 < share < MINE:
            yield f"part:{kind}"
        if share == 0:
            yield f"by:{kind}"


def _grammar(seen: Seen, piece: Span) -> Iterator[str]:
    """Yield the verb that heads a piece, what it hangs on and what hangs on it."""
    tokens = seen.tree.tokens
    inside = (i for i, t in enumerate(tokens) if _in(piece, t.start, t.end))
    head = next((i for i in inside if _top(seen, i, piece)), None)
    if head is None:
        return
    token, above = tokens[head], tokens[tokens[head].head]
    lemma = _blind(seen, token)
    yield f"~h:{lemma}"
    yield f"hd:{token.dep}"
    yield f"hp:{token.pos}"
    if token.head != head:
        yield f"~up:{_blind(seen, above)}"
        yield f"~upd:{_blind(seen, above)}:{token.dep}"
    for kid in seen.tree.children[head]:
        hung = tokens[kid]
        word = _blind(seen, hung)
        if hung.dep in _FUNCTION:
            yield f"~k:{hung.dep}:{word}"
        elif hung.dep in _PARTS:
            yield f"kd:{hung.dep}"
            yield f"~kl:{hung.dep}:{word}"
            yield f"~hk:{lemma}:{hung.dep}:{word}"


def _blind(seen: Seen, token: Token) -> str:
    """Return a token's lemma; what names somebody or something is made blind."""
    named = seen.labels.get(token.start, "")
    proper = token.pos == "PROPN" or ("-" in token.lemma and not token.lemma.islower())
    return named or (NAME if proper else token.lemma.casefold())


def _top(seen: Seen, index: int, piece: Span) -> bool:
    """Tell whether a token hangs on nothing in the piece."""
    tokens = seen.tree.tokens
    above = tokens[index].head
    return above == index or not _in(piece, tokens[above].start, tokens[above].end)


def _in(piece: Span, start: int, end: int) -> bool:
    return piece.start <= start and end <= piece.end
