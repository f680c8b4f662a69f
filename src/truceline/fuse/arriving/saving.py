"""What is kept, in a folder of Arrow files and arrays: written whole, opened without a copy."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pyarrow as pa

from truceline.fuse.arriving.decided import Decided
from truceline.fuse.arriving.growing import Growing, Rows
from truceline.fuse.arriving.index import Index
from truceline.fuse.arriving.kept import RECORDS, Kept, Still
from truceline.fuse.arriving.looking import LOOKS
from truceline.fuse.arriving.standing import Names, Standing
from truceline.fuse.belief.watching import Chance
from truceline.fuse.likeness.frozen import Frozen
from truceline.fuse.settings import Settings
from truceline.ground.canonical import digest
from truceline.ground.errors import CaseError
from truceline.model.columns import from_table, to_table
from truceline.model.review import Review
from truceline.vocabulary.files import shipped_yaml

VERSION = 3  # of the folder: another one is not read
_NAME = "kept.json"
_ARRAYS = ("day_code", "day_rate", "cell_code", "cell_rate", "size_rate", "stem", "used")
_MEND = "Delete the folder: it is made anew from the statements."


def save(kept: Kept, folder: Path, settings: Settings) -> None:
    """Write what is kept into a folder, in place of what it held before.

    All files are written beside the earlier ones, and then one file names the new ones: whoever
    is interrupted leaves the folder as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part = f"part-{uuid4().hex[:12]}"
    (folder / part).mkdir()
    for name, table in _tables(kept).items():
        file = str(folder / part / f"{name}.arrow")
        with pa.OSFile(file, "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table.combine_chunks())
    for name, values in _arrays(kept).items():
        np.save(folder / part / f"{name}.npy", values, allow_pickle=False)
    frozen = kept.still.frozen
    said = {
        "version": VERSION,
        "settings": _fingerprint(settings),
        "part": part,
        "tiles": kept.tiles,
        "figured": kept.figured,
        "kind_of_data": kept.kind_of_data,
        "lowest": frozen.lowest,
        "number": frozen.number,
        "chances": [
            [*sensor, dataclasses.asdict(each)] for sensor, each in kept.still.chances.items()
        ],
        "texts": kept.standing.texts.texts,
        "members": {name: list(each) for name, each in kept.decided.members.items()},
    }
    fresh = folder / f"{part}.json"
    fresh.write_text(json.dumps(said), encoding="utf-8")
    fresh.replace(folder / _NAME)
    for old in folder.glob("part-*"):
        if old.is_dir() and old.name != part:
            shutil.rmtree(old)


def load(folder: Path, settings: Settings) -> Kept:
    """Return what `save` wrote; its large files are read from the disk as they are used.

    Raises CaseError for a folder that is missing, damaged, of another version or of other settings.
    """
    said = _said(folder, settings)
    try:
        return _opened(folder / said["part"], said)
    except (KeyError, ValueError, TypeError, OSError, pa.ArrowInvalid, EOFError) as error:
        raise _broken(folder, f"What is kept is damaged: {type(error).__name__}.") from error


def _broken(folder: Path, what: str) -> CaseError:
    return CaseError(what, where=str(folder), mend=_MEND)


def _said(folder: Path, settings: Settings) -> dict[str, Any]:
    try:
        said = json.loads((folder / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _broken(folder, f"Nothing is kept here that can be read: {_NAME}.") from error
    if not isinstance(said, dict) or said.get("version") != VERSION:
        raise _broken(folder, "What is kept was written by another version.")
    if said.get("settings") != _fingerprint(settings):
        raise _broken(folder, "What is kept was fused with other settings.")
    part = str(said.get("part", ""))
    if not part.startswith("part-") or Path(part).name != part:
        raise _broken(folder, "What is kept is damaged: it names no part.")
    return said


def _fingerprint(settings: Settings) -> str:
    """Return a hash of all figures and words that fusing goes by."""
    return digest(
        {"fuse": dataclasses.asdict(settings), "belief": shipped_yaml("vocabulary", "belief.yaml")}
    )


def _tables(kept: Kept) -> dict[str, pa.Table]:
    standing = kept.standing
    tables = {name: rows.whole for name, rows in kept.tables.items()}
    columns = {
        "incidents": {"id": standing.ids, "group": standing.groups},
        "heirs": {"old": list(standing.heirs), "new": list(standing.heirs.values())},
        "retired": {"id": sorted(standing.retired)},
    }
    plain = {
        name: pa.table({each: pa.array(texts, pa.string()) for each, texts in found.items()})
        for name, found in columns.items()
    }
    reviews = to_table(Review, kept.decided.reviews.values())
    return {**tables, **plain, "review": reviews}


def _growing(kept: Kept) -> dict[str, Growing]:
    standing = kept.standing
    return {
        "reports": kept.reports,
        "words": kept.words,
        **{f"circles-{name}": each for name, each in kept.circles.items()},
        "standing": standing.incidents,
        "weighing": standing.weighing,
        "link": standing.link,
    }


def _indices(kept: Kept) -> dict[str, Index]:
    standing = kept.standing
    return {
        **{f"ids-{name}": each for name, each in kept.ids.items()},
        **{f"by-{name}": each for name, each in kept.by.items()},
        "number": standing.number,
        "members": standing.members,
        "weighing": standing.weighing_of,
        "link": standing.link_of,
    }


def _arrays(kept: Kept) -> dict[str, np.ndarray]:
    found = {f"frozen.{name}": getattr(kept.still.frozen, name) for name in _ARRAYS}
    for name, growing in _growing(kept).items():
        found |= {f"{name}.{each}": growing[each] for each in growing.names}
    for name, index in _indices(kept).items():
        found[f"{name}.index-codes"], found[f"{name}.index-rows"] = index.arrays()
    return found


class _Files:
    """The files of one part."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = sorted(each.name.removesuffix(".npy") for each in folder.glob("*.npy"))

    def array(self, name: str) -> np.ndarray:
        # Copied where it is written into, and only there: the file stays as it is.
        found: np.ndarray = np.load(self.folder / f"{name}.npy", mmap_mode="c", allow_pickle=False)
        return found

    def growing(self, name: str) -> Growing:
        names = [each for each in self.names if each.startswith(f"{name}.")]
        columns = {each.removeprefix(f"{name}."): each for each in names if "index-" not in each}
        found = {each: self.array(file) for each, file in columns.items()}
        if len({len(each) for each in found.values()}) != 1:
            raise ValueError(name)
        return Growing(**found)

    def index(self, name: str) -> Index:
        return Index.sorted(self.array(f"{name}.index-codes"), self.array(f"{name}.index-rows"))

    def table(self, name: str) -> pa.Table:
        source = pa.memory_map(str(self.folder / f"{name}.arrow"))
        return pa.ipc.open_file(source).read_all()

    def texts(self, name: str, column: str) -> list[str]:
        return [str(each) for each in self.table(name)[column].to_pylist()]


def _opened(folder: Path, said: dict[str, Any]) -> Kept:
    files = _Files(folder)
    names = [each.removesuffix(".index-codes") for each in files.names if "index-codes" in each]
    frozen = {name: files.array(f"frozen.{name}") for name in _ARRAYS}
    chances = {(feed, channel): Chance(**each) for feed, channel, each in said["chances"]}
    decided = Decided()
    members = {name: tuple(each) for name, each in said["members"].items()}
    decided.add(from_table(Review, files.table("review")), members)
    return Kept(
        tables={name: Rows(files.table(name)) for name in RECORDS},
        ids={name: files.index(f"ids-{name}") for name in RECORDS},
        reports=files.growing("reports"),
        words=files.growing("words"),
        by={each.removeprefix("by-"): files.index(each) for each in names if each[:3] == "by-"},
        circles={name: files.growing(f"circles-{name}") for name in LOOKS},
        still=Still(
            frozen=Frozen(**frozen, lowest=said["lowest"], number=said["number"]),
            chances=chances,
        ),
        standing=_standing(files, said["texts"]),
        decided=decided,
        kind_of_data=said["kind_of_data"],
        tiles=said["tiles"],
        figured=said["figured"],
    )


def _standing(files: _Files, texts: list[str | None]) -> Standing:
    found = Standing(
        ids=files.texts("incidents", "id"),
        groups=files.texts("incidents", "group"),
        number=files.index("number"),
        incidents=files.growing("standing"),
        members=files.index("members"),
        weighing=files.growing("weighing"),
        weighing_of=files.index("weighing"),
        texts=Names(texts),
        link=files.growing("link"),
        link_of=files.index("link"),
        heirs={},
        led={},
        retired=set(files.texts("retired", "id")),
    )
    for old, new in zip(files.texts("heirs", "old"), files.texts("heirs", "new"), strict=True):
        found.lead(old, new)
    return found
