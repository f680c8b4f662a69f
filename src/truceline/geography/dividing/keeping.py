"""Keeps what was made while there is room for it, the least lately asked for let go of first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Held = TypeVar("Held")


class Kept(Generic[Key, Held]):
    """What was made, by what it was made of; most: of the room that all of it takes.

    room: what one takes, one place without it.
    """

    def __init__(self, most: int, room: Callable[[Held], int] = lambda _: 1) -> None:
        self._most = most
        self._room = room
        self._held: OrderedDict[Key, Held] = OrderedDict()
        self._taken = 0

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._held)

    def get(self, key: Key, make: Callable[[], Held]) -> Held:
        """Return what is kept under a key, made first if it is not; the latest is always kept."""
        if key not in self._held:
            self._held[key] = make()
            self._taken += self._room(self._held[key])
        self._held.move_to_end(key)
        while self._taken > self._most and len(self._held) > 1:
            self._taken -= self._room(self._held.popitem(last=False)[1])
        return self._held[key]
