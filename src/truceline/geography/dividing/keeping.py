"""Keeps drawn ground while there is room for it, the least lately asked for let go of first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from truceline.geography.dividing.mixtures import Drawn


class Kept:
    """Drawn ground by what it was drawn of; most: corners of all that is kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Drawn] = OrderedDict()
        self._corners = 0

    def __len__(self) -> int:
        """Return how many grounds are kept."""
        return len(self._held)

    def get(self, key: Hashable, draw: Callable[[], Drawn]) -> Drawn:
        """Return what is kept under a key, drawn first if it is not; the latest is always kept."""
        if key not in self._held:
            self._held[key] = draw()
            self._corners += self._held[key].corners
        self._held.move_to_end(key)
        while self._corners > self._most and len(self._held) > 1:
            self._corners -= self._held.popitem(last=False)[1].corners
        return self._held[key]
