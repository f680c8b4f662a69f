"""What the trafilatura library keeps of a page, as one voice among others about each line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST_PAGE = 1_500_000  # code points of a source that the library is given
MOST_TAGS = 20_000
_LONG = 24  # letters of a line that is found anywhere in what was kept; a shorter one as a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was kept: whole lines, and all their letters in one string; asked: whether it ran."""

    lines: frozenset[str] = frozenset()
    letters: str = ""
    asked: bool = False

    def measures(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return for each line whether it is kept, kept as a line, and whether we know."""
        known = float(self.asked)
        rows = [(*self._kept(_bare(text)), known) for text in texts]
        return np.array(rows, dtype=np.float64).reshape(len(texts), 3)

    def _kept(self, bare: str) -> tuple[float, float]:
        whole = bare in self.lines
        inside = whole or (len(bare) >= _LONG and bare in self.letters)
        return float(inside), float(whole)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def kept_of(written: Iterable[str], *, asked: bool = True) -> Kept:
    """Return what was kept, from the lines of the library's answer."""
    lines = [bare for line in written if (bare := _bare(line))]
    return Kept(lines=frozenset(lines), letters="".join(lines), asked=asked)


def ask(source: str) -> Kept:
    """Return what the library keeps of a page; nothing is known of one too large for it."""
    if len(source) > LONGEST_PAGE or source.count("<") > 2 * MOST_TAGS:
        return Kept()
    import trafilatura  # noqa: PLC0415 - takes 0.3 s to load, and only pages need it

    try:
        found = trafilatura.extract(source)
    except Exception:  # whatever a hostile page breaks in the library, the page is still read
        return Kept()
    return kept_of((found or "").split("\n"))
