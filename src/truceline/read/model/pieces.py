"""The pieces of an English sentence that may each be a statement: the whole, and its clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.language.grammar import Token, Tree
from truceline.model.values import Span, overlap

MOST_PIECES = 24  # of one sentence; only hostile ones have more
SHORTEST = 12  # code points of a piece that can say something
ALIKE = 0.85  # share of the joint span from which two pieces are the same
_VERBAL = ("VERB", "AUX")
_HEADS = frozenset({"ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "xcomp"})
_LEAVING = frozenset({"conj", "advcl", "parataxis", "ccomp", "relcl"})
_JOINING = ("cc", "punct")
_LOOSE = " ,;:-–—"


def pieces(text: str, tree: Tree) -> list[Span]:
    """Return the spans of a sentence that may be statements, the whole sentence first.

    Of each verb that heads a clause: all that hangs on it, the same without the clauses joined to
    it by "and", and without any clause at its edges. Pieces that are nearly the same count once.
    """
    found = [Span(0, len(text))]
    heads = [i for i, token in enumerate(tree.tokens) if _is_head(token, i)]
    for first, last in (run for head in heads for run in _runs(tree, heads, head)):
        start, end = _closed(tree, first, last)
        if len(found) >= MOST_PIECES:
            break
        span = _trimmed(text, tree.tokens[start].start, tree.tokens[end].end)
        if span.end - span.start >= SHORTEST and all(overlap(span, o) <= ALIKE for o in found):
            found.append(span)
    return found


def _is_head(token: Token, index: int) -> bool:
    return token.head == index or (token.dep in _HEADS and token.pos in _VERBAL)


def _runs(tree: Tree, heads: Sequence[int], head: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of a clause: whole, without what is joined, and alone."""
    first, last = tree.left[head], tree.right[head]
    yield first, last
    under = [k for k in heads if k != head and first <= k <= last]
    for leaving in (_LEAVING, frozenset({"conj"})):
        gone = [(tree.left[k], tree.right[k]) for k in under if tree.tokens[k].dep in leaving]
        yield _around(head, first, last, gone)


def _around(head: int, first: int, last: int, gone: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the unbroken run of tokens around a head that keeps clear of the spans gone."""
    after_left = [right + 1 for _, right in gone if right < head]
    before_right = [left - 1 for left, _ in gone if left > head]
    return max([first, *after_left]), min([last, *before_right])


def _closed(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """Return a run without the words and marks at its end that join on what is not in it."""
    while last > first and tree.tokens[last].dep in _JOINING:
        last -= 1
    return first, last


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the marks and blanks at its edges."""
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start and text[end - 1] in _LOOSE + ".":
        end -= 1
    return Span(start, end)
