"""Where the data files lie and how one is opened; broken ones are named with line and mend."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from truceline.ground.canonical import digest, sha256_hex
from truceline.ground.errors import VocabularyError

DATA = Path(str(files("truceline"))) / "data"


def load_yaml(path: Path) -> Any:  # noqa: ANN401 - any YAML document is meant
    """Return a YAML file's content as plain values.

    Raises VocabularyError naming file, line and mend if it cannot be read.
    """
    reader = YAML(typ="safe", pure=True)
    try:
        return reader.load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise VocabularyError(
            "The file is missing.", where=str(path), mend="Restore it or correct the path."
        ) from error
    except (MarkedYAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise VocabularyError(
            f"The file is not YAML: {problem}.",
            where=f"{path}{line}",
            mend="Correct the line; check indentation and quotation marks.",
        ) from error


@cache
def shipped_yaml(*parts: str) -> Any:  # noqa: ANN401 - any YAML document is meant
    """Return a shipped data file's content, read once; callers must not change it."""
    return load_yaml(DATA.joinpath(*parts))


@cache
def folder_digest(folder: Path) -> str:
    """Return a hash of all YAML files in a folder: it changes when any of them does."""
    files = sorted(folder.rglob("*.yaml"))
    return digest({str(each.relative_to(folder)): sha256_hex(each.read_bytes()) for each in files})
