"""Loads the list of sources that a case keeps beside its evidence."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from truceline.ground.errors import InputError, VocabularyError
from truceline.ground.plain_yaml import load_plain_yaml
from truceline.model.columns import adapter
from truceline.model.source import Source


def load_sources(path: Path) -> dict[str, Source]:
    """Return the sources of a YAML file by id, in its order; none if there is no file.

    Raises VocabularyError naming the entry and the field that do not fit.
    """
    if not path.exists():
        return {}
    try:
        content = load_plain_yaml(path) or {}
    except InputError as error:
        raise VocabularyError(error.what, where=error.where, mend=error.mend) from error
    entries = content.get("sources") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise VocabularyError(
            "There is no list named “sources”.",
            where=str(path),
            mend="Begin the file with “sources:” and one entry for each source.",
        )
    found: dict[str, Source] = {}
    for number, entry in enumerate(entries, start=1):
        try:
            source: Source = adapter(Source).validate_python(entry)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"]) or "entry"
            raise VocabularyError(
                f"Source {number}: “{field}” does not fit: {first['msg']}.",
                where=str(path),
                mend="`truceline schema source` prints what a source looks like.",
            ) from error
        found[source.id] = source
    return found
