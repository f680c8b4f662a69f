"""Bytes kept in a folder under their own hash, written so that a crash leaves all or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import mkstemp

from truceline.ground.canonical import sha256_hex
from truceline.ground.errors import CaseError
from truceline.ground.files import open_file

_FOLDER_DIGITS = 2
_WRITERS = 8  # threads that wait for the disk; more gained nothing on a laptop's
PARTIAL = ".partial"


class Blobs:
    """A folder of bytes by SHA-256: FOLDER/ab/cdef..."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return where the bytes of a hash lie."""
        return self.folder / sha256[:_FOLDER_DIGITS] / sha256[_FOLDER_DIGITS:]

    def put(self, items: Iterable[bytes]) -> list[str]:
        """Keep some bytes, on disk for certain when this returns; return their hashes in order."""
        pieces = list(items)
        names = [sha256_hex(piece) for piece in pieces]
        fresh = {
            name: piece
            for name, piece in zip(names, pieces, strict=True)
            if not self.path(name).exists()
        }
        folders = sorted({self.path(name).parent for name in fresh})
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(_WRITERS) as pool:
            list(pool.map(write_durably, (self.path(name) for name in fresh), fresh.values()))
            list(pool.map(sync_folder, folders))
        if folders:
            sync_folder(self.folder)
        return names

    def get(self, sha256: str) -> bytes:
        """Return the bytes of a hash; raises CaseError if they are not there."""
        try:
            with open_file(self.path(sha256), follow=False) as file:
                return file.read()
        except OSError as error:
            raise CaseError(
                f"The bytes of sha256:{sha256} cannot be read: {error.strerror}.",
                where=str(self.folder),
                mend="Restore the case folder from a copy.",
            ) from error

    def held(self) -> Iterator[tuple[str, Path]]:
        """Yield the hash that each file claims to have, and the file, in order of hashes."""
        for path in sorted(self.folder.glob("*/*")):
            if not path.name.endswith(PARTIAL):
                yield path.parent.name + path.name, path


def write_durably(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, whatever happens meanwhile.

    The folder's own entry is durable only after sync_folder.
    """
    handle, partial = mkstemp(dir=path.parent, suffix=PARTIAL)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(partial).replace(path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make a folder's entries durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
