"""Where the data files lie and how one is opened; broken ones are named with line and mend."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from truceline.ground.canonical import digest, sha256_hex
from truceline.ground.errors import VocabularyError
from truceline.ground.files import read_file

MOST_BYTES = 4 << 20  # the largest shipped file has a fortieth of it
DATA = Path(str(files("truceline"))) / "data"


def load_yaml(path: Path) -> Any:  # noqa: ANN401 - any YAML document is meant
    """Return a YAML file's content as plain values.

    Raises VocabularyError naming file, line and mend if it cannot be read.
    """
    reader = YAML(typ="safe", pure=True)
    try:
        return reader.load(read_file(path, MOST_BYTES).decode("utf-8"))
    except FileNotFoundError as error:
        raise VocabularyError(
            "The file is missing.", where=str(path), mend="Restore it or correct the path."
        ) from error
    except OSError as error:
        raise VocabularyError(
            f"The file cannot be read: {error.strerror or error}.",
            where=str(path),
            mend="Put a plain file in its place.",
        ) from error
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise VocabularyError(
            f"The file is not YAML: {problem}.",
            where=f"{path}{line}",
            mend="Correct the line; check indentation and quotation marks.",
        ) from error


class Entries(dict[Any, Any]):
    """A mapping of a data file that knows where it stands: a key that it lacks is named."""

    def __init__(self, content: dict[Any, Any], where: Path, above: str = "") -> None:
        super().__init__(
            (key, named(each, where, f"{above}{key}.")) for key, each in content.items()
        )
        self._where, self._above = where, above

    def __missing__(self, key: object) -> Any:  # noqa: ANN401 - as dict.__missing__
        """Raise VocabularyError naming file and key."""
        raise VocabularyError(
            f"“{self._above}{key}” is missing.",
            where=str(self._where),
            mend="Add the key, as the comments of the file describe it, or restore the file.",
        )


def named(content: Any, where: Path, above: str = "") -> Any:  # noqa: ANN401 - YAML values
    """Return YAML content whose mappings name the file and key where one is looked up in vain."""
    if isinstance(content, dict):
        return Entries(content, where, above)
    if isinstance(content, list):
        return [named(each, where, f"{above}{i + 1}.") for i, each in enumerate(content)]
    return content


@cache
def shipped_yaml(*parts: str) -> Any:  # noqa: ANN401 - any YAML document is meant
    """Return a shipped data file's content, read once; callers must not change it."""
    return load_yaml(DATA.joinpath(*parts))


@cache
def shipped_entries(*parts: str) -> Any:  # noqa: ANN401 - any YAML document is meant
    """Return a shipped data file's content, read once; a key that it lacks is named.

    Raises VocabularyError if it cannot be read, and wherever a missing key is looked up in it.
    """
    path = DATA.joinpath(*parts)
    return named(load_yaml(path), path)


@cache
def folder_digest(folder: Path, pattern: str = "*.yaml") -> str:
    """Return a hash of the files in a folder that fit: it changes when any of them does."""
    files = sorted(each for each in folder.rglob(pattern) if each.is_file())
    return digest({str(each.relative_to(folder)): sha256_hex(each.read_bytes()) for each in files})
