"""Looks at a case folder that a stranger may have made before anything in it is opened."""

from __future__ import annotations

import os
from pathlib import Path

from truceline.ground.errors import CaseError
from truceline.ground.files import open_file

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600  # evidence names people; its owner decides who reads
_BESIDE = ("", "-journal", "-wal", "-shm")  # what SQLite reads and writes beside a database
# The last bytes of a journal that names a further file. SQLite deletes that file when it rolls
# back, wherever it lies (src/pager.c, readSuperJournal); no case of ours ever has one.
_NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")


def check_folder(folder: Path, names: tuple[str, ...]) -> None:
    """Raise CaseError if a part of a case is a link: what is kept in it would go elsewhere."""
    for name in names:
        if (folder / name).is_symlink():
            raise CaseError(
                f"“{name}” in the case is a link.",
                where=str(folder),
                mend="Put the folder itself in its place, or do not use this case.",
            )


def check_files(database: Path) -> None:
    """Raise CaseError if a database or a file beside it is a link, or its journal does harm."""
    check_folder(database.parent, tuple(f"{database.name}{each}" for each in _BESIDE))
    try:
        with open_file(Path(f"{database}-journal"), follow=False) as journal:
            size = journal.seek(0, os.SEEK_END)
            journal.seek(max(0, size - len(_NAMES_ANOTHER)))
            end = journal.read()
    except FileNotFoundError:
        return
    except OSError as error:
        raise CaseError(
            f"The journal of the case's database cannot be read: {error.strerror or error}.",
            where=str(database),
            mend="Restore the case folder from a copy.",
        ) from error
    if end == _NAMES_ANOTHER:
        raise CaseError(
            "The journal of the case's database names another file, which SQLite would delete.",
            where=str(database),
            mend="Do not use this case; Truceline never writes such a journal.",
        )


def make_private(folder: Path, names: tuple[str, ...], database: Path) -> None:
    """Make a case's folders and an empty database that only their owner may read.

    Raises OSError; what is there already keeps the permissions that somebody gave it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    os.close(os.open(database, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
