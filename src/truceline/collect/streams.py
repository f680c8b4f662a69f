"""Reading bytes that may be hostile: with budgets, line by line, never too many at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from truceline.ground.errors import EvidenceError

_PIECE = 1024 * 1024


class Bytes(Protocol):
    """What the connectors need of an open file."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, b"" at the end."""
        ...

    def readline(self, size: int, /) -> bytes:
        """Return up to `size` bytes, and no further than the end of the line."""
        ...


@dataclass(slots=True)
class Budget:
    """A number of bytes that may be read, by one reader or by several together."""

    left: int
    what: str
    mend: str

    def spend(self, size: int, where: str) -> None:
        """Take bytes off; raises EvidenceError once more was read than there was."""
        self.left -= size
        if self.left < 0:
            raise EvidenceError(self.what, where=where, mend=self.mend)


class BoundedReader:
    """An open file whose every read is counted against budgets.

    Whatever goes wrong underneath (a broken archive, a disk error) comes out as EvidenceError.
    """

    def __init__(self, stream: Bytes, where: str, budgets: tuple[Budget, ...]) -> None:
        self._stream = stream
        self._where = where
        self._budgets = budgets

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; raises EvidenceError."""
        return self._counted(self._tried(self._stream.read, size))

    def readline(self, size: int, /) -> bytes:
        """Return up to `size` bytes of a line; raises EvidenceError."""
        return self._counted(self._tried(self._stream.readline, size))

    def _tried(self, take: Callable[[int], bytes], size: int) -> bytes:
        try:
            return take(size)
        except EvidenceError:  # of a budget further inside
            raise
        except Exception as error:  # unpackers raise far beyond their own tree on hostile bytes
            raise EvidenceError(
                f"The file breaks off or is damaged: {error}.",
                where=self._where,
                mend="Get the file again from where it came from.",
            ) from error

    def _counted(self, data: bytes) -> bytes:
        for budget in self._budgets:
            budget.spend(len(data), self._where)
        return data


class Line(NamedTuple):
    """One line: its number from 1, its bytes with the line's end, and of long ones only the head.

    size, sha256: of the whole line; sha256 is "" where `raw` is the whole line.
    """

    number: int
    raw: bytes
    size: int
    sha256: str = ""


def lines(stream: Bytes, limit: int, head: int) -> Iterator[Line]:
    """Yield the lines of a file; of those over `limit` bytes only the first `head` are held."""
    number = 0
    while piece := stream.readline(limit + 1):
        number += 1
        if len(piece) <= limit or piece.endswith(b"\n"):
            yield Line(number, piece, len(piece))
            continue
        summary = hashlib.sha256(piece)
        size = len(piece)
        kept = piece[:head]
        while not piece.endswith(b"\n") and (piece := stream.readline(_PIECE)):
            summary.update(piece)
            size += len(piece)
        yield Line(number, kept, size, summary.hexdigest())


def read_whole(stream: Bytes, limit: int) -> Line:
    """Return a file as one piece, cut to `limit` bytes, with the size and hash of the whole."""
    pieces = []
    size = 0
    summary = hashlib.sha256()
    while piece := stream.read(_PIECE):
        summary.update(piece)
        if size < limit:
            pieces.append(piece[: limit - size])
        size += len(piece)
    return Line(1, b"".join(pieces), size, summary.hexdigest() if size > limit else "")
