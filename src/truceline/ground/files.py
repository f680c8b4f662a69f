"""Opening files that a stranger may have made: plain files only, and never a wait."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def open_file(path: Path, *, follow: bool = True) -> BinaryIO:
    """Open a plain file for reading bytes; follow: whether the path itself may be a link.

    Raises OSError, also for a folder, a device or a pipe: what was opened is looked at, not the
    name, so that nothing can be put in its place between the two; nothing is waited for.
    """
    flags = _FLAGS | getattr(os, "O_NONBLOCK", 0)
    if not follow:
        flags |= getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, flags)
    except ValueError as error:  # a NUL in the name
        raise OSError(errno.EINVAL, "no file can have this name") from error
    except OSError as error:
        if error.errno == errno.ELOOP and path.is_symlink():
            raise OSError(errno.ELOOP, "it is a link, not a file") from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is a folder, a device or a pipe, not a file")
    return os.fdopen(handle, "rb")


def read_file(path: Path, most: int, *, follow: bool = True) -> bytes:
    """Return a plain file's bytes; raises OSError as open_file does, and for over `most` bytes."""
    with open_file(path, follow=follow) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it has more than {most:,} bytes")
    return data


def leads_outside(path: Path, folder: Path) -> bool:
    """Tell whether a path lies outside of a folder, by its name or by where its links lead."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # links in a circle, a NUL in the name
        return True
