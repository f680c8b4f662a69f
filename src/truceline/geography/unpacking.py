"""Opens tables of places, plain or packed, so that no bomb unfolds: size and ratio are limited."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from truceline.ground.errors import PlaceError
from truceline.ground.files import open_file

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES = 3_000_000_000  # unpacked; the largest dump of GeoNames has about 1.8 GB
# Dumps of GeoNames unfold to 4 to 6 times their size, tables of few words to 20; a bomb to 1000.
MOST_RATIO = 100
RATIO_FREE = 4_000_000  # unpacked bytes below which a high ratio does no harm
_MOST_LISTED = 1_000_000  # bytes of a zip's list of members: some 15,000 of them
_END, _END_SIZE, _COMMENT = b"PK\x05\x06", 22, 65_535
_END_64 = b"PK\x06\x07"
_BUFFER = 1 << 16
_MEND = "Do not open it; take the table anew from where it is published."


class _Limited(io.RawIOBase):
    """A stream that ends in a PlaceError once it gives far more than was read from the file."""

    def __init__(self, stream: Any, file: IO[bytes], path: Path) -> None:  # noqa: ANN401 - two kinds
        self._stream, self._file, self._path = stream, file, path
        self._start = file.tell()
        self._given = 0

    def readable(self) -> bool:
        """Say that it can be read, as io.BufferedReader asks."""
        return True

    def readinto(self, into: WriteableBuffer) -> int:
        """Fill a buffer; raises PlaceError beyond the limits."""
        target = memoryview(into)
        data = self._stream.read(len(target))
        target[: len(data)] = data
        self._given += len(data)
        if self._given > MOST_BYTES:
            raise PlaceError(
                f"The table has more than {MOST_BYTES:,} bytes unpacked.",
                where=str(self._path),
                mend="Split it, by country for example.",
            )
        packed = max(self._file.tell() - self._start, 0) + _BUFFER
        if self._given > RATIO_FREE and self._given > MOST_RATIO * packed:
            raise PlaceError(
                f"The file unfolds to over {MOST_RATIO} times its size (a bomb): reading stopped "
                f"after {self._given:,} bytes.",
                where=str(self._path),
                mend=_MEND,
            )
        return len(data)


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """Give the text of a plain, gzip or zip file, one member of the latter, and close it.

    What a file is, its first bytes tell. Raises PlaceError for what unfolds beyond all measure,
    and OSError, BadZipFile and zlib.error as the packages do.
    """
    with ExitStack() as closing:
        file: Any = closing.enter_context(open_file(path))
        magic = file.read(4)
        file.seek(0)
        stream = file
        if magic[:2] == b"\x1f\x8b":
            stream = closing.enter_context(gzip.GzipFile(fileobj=file))
        elif magic == b"PK\x03\x04":
            _check_list(file, path)
            packed = closing.enter_context(zipfile.ZipFile(file))
            stream = closing.enter_context(packed.open(_member(packed)))
            file.seek(0)
        if stream is not file:
            stream = io.BufferedReader(_Limited(stream, file, path), _BUFFER)
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
        yield closing.enter_context(text)


def _check_list(file: IO[bytes], path: Path) -> None:
    """Raise PlaceError for a zip with a list of members so long that reading it takes minutes."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_SIZE - _COMMENT))
    tail = file.read()
    file.seek(0)
    end = tail.rfind(_END)
    listed = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    if listed > _MOST_LISTED or tail.rfind(_END_64) >= 0:
        raise PlaceError(
            "The archive lists too many files.", where=str(path), mend="Unpack the one table."
        )


def _member(packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the largest table in a zip; GeoNames packs a readme beside it."""
    tables = [
        each
        for each in packed.infolist()
        if each.filename.lower().endswith((".txt", ".csv", ".tsv"))
        and "readme" not in each.filename.lower()
    ]
    if not tables:
        raise zipfile.BadZipFile("it holds no .txt, .csv or .tsv file")
    return max(tables, key=lambda each: each.file_size)
