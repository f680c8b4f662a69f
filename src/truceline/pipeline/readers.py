"""Documents read by this process or by several, one a core; results come in the order given."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context, parent_process

from truceline.ground.errors import EvidenceError
from truceline.model.evidence import Document
from truceline.read import Reader, ReadResult

WORTH_A_POOL = 400_000  # bytes of evidence from which on several processes start (2 to 4 s each)
_CHUNK = 16  # documents sent at once at most
_CHUNK_LENGTH = 8_000  # code points of them together
_AHEAD = 4  # chunks a process that wait to be read or to be fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Why a document could not be read: what is wrong and how to mend it."""

    what: str
    mend: str


Outcome = ReadResult | Unreadable


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def read_here(read: Callable[[Document], ReadResult], document: Document) -> Outcome:
    """Return what a document says, or why it cannot be read."""
    try:
        return read(document)
    except EvidenceError as error:
        return Unreadable(what=error.what, mend=error.mend)


def read_apart(
    load: Callable[[], Reader], documents: Iterable[Document], jobs: int
) -> Iterator[Outcome]:
    """Yield what each document says, in order, read by so many processes.

    load: makes each process its own reader; it is sent to them, so it must be picklable. What is
    yielded doesn't depend on jobs. Documents are taken a little ahead of the results. Whoever
    calls this from a script of their own must guard it by `if __name__ == "__main__"`.
    """
    context = get_context("spawn")  # a fork would copy other threads' locks
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(load,))
    waiting: deque[Future[list[Outcome]]] = deque()
    try:
        for chunk in _chunks(documents):
            waiting.append(pool.submit(_read, chunk))
            if len(waiting) > _AHEAD * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _Worker:
    """What a process that reads for another one keeps: its reader."""

    reader: Reader | None = None


def _begin(load: Callable[[], Reader]) -> None:
    """Get a process ready: Ctrl-C is for its parent to handle, whose death is also its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.reader = load()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # a killed parent leaves nobody to read for


def _read(documents: list[Document]) -> list[Outcome]:
    reader = _Worker.reader
    if reader is None:
        raise RuntimeError("This process was never made ready to read.")
    return [read_here(reader.read, each) for each in documents]


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield documents in lists of about equal work."""
    gathered: list[Document] = []
    length = 0
    for each in documents:
        gathered.append(each)
        length += len(each.text)
        if len(gathered) == _CHUNK or length >= _CHUNK_LENGTH:
            yield gathered
            gathered, length = [], 0
    if gathered:
        yield gathered
