"""Blocks of work in a few threads: numpy lets go of the interpreter while it reckons."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from typing import TypeVar

_Block = TypeVar("_Block")
_Found = TypeVar("_Found")
_MOST = 4  # threads; more share one memory bus in vain


def in_threads(work: Callable[[_Block], _Found], blocks: Iterable[_Block]) -> list[_Found]:
    """Return what work makes of each block, in the order of blocks.

    Blocks are drawn as threads get free, so that few are in memory at a time. A single block
    needs no thread, which costs more than what one new report takes.
    """
    drawn = iter(blocks)
    first = list(islice(drawn, 2))
    if len(first) < 2:  # noqa: PLR2004 - with two there is something to share
        return [work(each) for each in first]
    threads = max(1, min(_MOST, os.cpu_count() or 1))
    found: list[_Found] = []
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[_Found]] = deque()
        for block in chain(first, drawn):
            waiting.append(pool.submit(work, block))
            if len(waiting) > threads:
                found.append(waiting.popleft().result())
        found += [each.result() for each in waiting]
    return found
