"""Whether a text is in the language that it is said to be in."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.trace.pieces import Piece
from truceline.trace.settings import word_lists

_FEWEST = 40  # words of a text by which its language is doubted
_LEAST = 0.12  # share of everyday words in any text of a language; below it, it is another one


def languages(declared: Sequence[str], split: Sequence[Sequence[Piece]]) -> tuple[str, ...]:
    """Return the language of each text, "not en" for one that is said to be English and is not.

    Feeds declare one language for all they carry. Texts without the everyday words of the
    declared language are in some other; which one does not matter here. A text with none at
    all is a list of names or numbers, of which nothing is known.
    """
    return tuple(
        lang if _fits(lang, pieces) else f"not {lang}"
        for lang, pieces in zip(declared, split, strict=True)
    )


def _fits(lang: str, pieces: Sequence[Piece]) -> bool:
    everyday = word_lists().everyday.get(lang)
    if not everyday:
        return True
    found = [word.folded for piece in pieces for word in piece.words]
    known = sum(word in everyday for word in found)
    return len(found) < _FEWEST or known == 0 or known >= _LEAST * len(found)
