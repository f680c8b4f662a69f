"""Work in threads: in the order given, whatever ends first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from time import sleep

import pytest

from truceline.fuse.likeness.threads import in_threads


def test_results_come_in_the_order_of_blocks() -> None:
    """Though the first block is the slowest."""

    def work(number: int) -> int:
        sleep(0.02 if number % 3 == 0 else 0.0)
        return number * number

    assert in_threads(work, range(12)) == [number**2 for number in range(12)]


def test_blocks_are_drawn_only_as_threads_get_free() -> None:
    """Of a long stream few blocks are in memory at a time."""
    drawn, done = [], threading.Event()

    def blocks() -> Iterator[int]:
        for number in range(100):
            drawn.append(number)
            yield number

    def work(number: int) -> int:
        if number == 0:
            done.wait(0.2)
            seen.append(len(drawn))
        return number

    seen: list[int] = []
    in_threads(work, blocks())
    assert seen[0] < 20


def test_an_error_in_a_block_is_raised() -> None:
    """Nothing is lost in silence."""

    def work(number: int) -> int:
        raise ValueError(number)

    with pytest.raises(ValueError, match="0"):
        in_threads(work, [0])
