"""The model's weights: loaded from a plain file whose hash is checked, never from a pickle."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.ground.canonical import json_line, sha256_hex
from truceline.ground.errors import VocabularyError
from truceline.ground.files import read_file
from truceline.read.model.features import GRAMS, SIZE, Places, Values
from truceline.read.model.likeness import Likeness, likeness_of
from truceline.read.model.meanings import Meanings, meanings_of
from truceline.read.model.trees import Forest, forest_of
from truceline.vocabulary.files import DATA

FOLDER = DATA / "models"
NAME = "headlines"
FORMAT = 2
MOST_BYTES = 30 << 20  # of the file as it lies
MOST_ARRAYS = 256 << 20  # of its arrays once unpacked
_WHEN = (1980, 1, 1, 0, 0, 0)  # every entry's date, so that equal weights are equal bytes

Arrays = dict[str, NDArray[Any]]

_MEND = "Restore the file, or make it anew with the training script."


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One decision of the model: an answer per row of its weights.

    answers: their names; weights: shape (answers, SIZE); bias, slope, shift: shape (answers,);
    slope and shift turn a score into log-odds (Platt's scaling, fitted out of fold); forest:
    trees, and likeness: sentences, whose answer is added to the score, for a head of one answer;
    meant: weights of the vector of the words, shape (answers, numbers), None where there are none.
    """

    answers: tuple[str, ...]
    weights: Values
    bias: Values
    slope: Values
    shift: Values
    forest: Forest | None = None
    likeness: Likeness | None = None
    meant: Values | None = None

    def scores(self, places: Places, values: Values, meaning: Values | None = None) -> Values:
        """Return the calibrated log-odds of each answer for one vector.

        meaning: the vector of the sentence's words, which likeness and `meant` ask for.
        """
        raw = self.weights[:, places] @ values + self.bias
        raw = raw + (self.forest.score(places) if self.forest else 0.0)
        if self.likeness and meaning is not None:
            raw = raw + self.likeness.score(places, meaning)
        if self.meant is not None and meaning is not None:
            raw = raw + self.meant @ meaning
        return np.asarray(self.slope * raw + self.shift, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """All heads by name, rarity of word sequences (shape (GRAMS,)), and facts about the training.

    meanings: vectors of words, None where the heads do without; about: plain JSON: languages,
    thresholds by head, how many rows of which files.
    """

    heads: Mapping[str, Head]
    rarity: Values
    meanings: Meanings | None = None
    about: Mapping[str, Any] = field(default_factory=dict)


def save(weights: Weights, folder: Path, name: str = NAME) -> str:
    """Write weights and their facts; equal weights give equal bytes. Return the hash."""
    arrays: Arrays = {"rarity": weights.rarity.astype(np.float16)}
    for head, each in weights.heads.items():
        used = np.flatnonzero(np.any(each.weights != 0, axis=0)).astype(np.int32)
        arrays[f"{head}.used"] = used
        arrays[f"{head}.weights"] = each.weights[:, used].astype(np.float16)
        for part in ("bias", "slope", "shift"):
            arrays[f"{head}.{part}"] = getattr(each, part).astype(np.float32)
        if each.forest:
            arrays |= _named(f"{head}.trees.", each.forest.arrays())
        if each.likeness:
            arrays |= _named(f"{head}.likeness.", each.likeness.arrays())
        if each.meant is not None:
            arrays[f"{head}.meant"] = each.meant.astype(np.float16)
    if weights.meanings:
        arrays |= _named("words.", weights.meanings.arrays())
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for key in sorted(arrays):
            one = io.BytesIO()
            np.save(one, arrays[key], allow_pickle=False)
            packed.writestr(zipfile.ZipInfo(f"{key}.npy", _WHEN), one.getvalue(), 8)
    content = held.getvalue()
    facts = {
        **weights.about,
        "format": FORMAT,
        "answers": {head: list(each.answers) for head, each in weights.heads.items()},
        "sha256": sha256_hex(content),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.npz").write_bytes(content)
    (folder / f"{name}.json").write_bytes((json_line(facts) + "\n").encode())
    return sha256_hex(content)


def load(folder: Path = FOLDER, name: str = NAME) -> Weights:
    """Return the weights of a folder.

    Raises VocabularyError if a file is missing, too large, not what its hash says, or broken.
    """
    where = folder / f"{name}.npz"
    try:
        facts = json.loads(read_file(folder / f"{name}.json", 1 << 20))
        content = read_file(where, MOST_BYTES)
        if facts["format"] != FORMAT or facts["sha256"] != sha256_hex(content):
            raise ValueError("its hash or format is not the one written beside it")
        arrays = _arrays(content)
        words = _part("words.", arrays)
        meanings = meanings_of(words) if words else None
        numbers = meanings.vectors.shape[1] if meanings else 0
        heads = {
            str(h): _head(str(h), tuple(a), arrays, numbers) for h, a in facts["answers"].items()
        }
        rarity = _checked(arrays["rarity"].astype(np.float32), (GRAMS,))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise VocabularyError(
            f"The model's weights cannot be used: {error}.", where=str(where), mend=_MEND
        ) from error
    return Weights(heads=heads, rarity=rarity, meanings=meanings, about=facts)


@cache
def shipped(name: str = NAME) -> Weights:
    """Return the weights of a name that ship, loaded once."""
    return load(name=name)


def _arrays(content: bytes) -> Arrays:
    """Return the arrays of an archive; raises ValueError for one that would unpack too large."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(each.file_size for each in packed.infolist()) > MOST_ARRAYS:
            raise ValueError("it would unpack to more than is allowed")
        return {
            each.filename.removesuffix(".npy"): np.load(
                io.BytesIO(packed.read(each)), allow_pickle=False
            )
            for each in packed.infolist()
        }


def _named(start: str, arrays: Arrays) -> Arrays:
    """Return arrays under names that begin with the name of the whole that they are parts of."""
    return {start + key: part for key, part in arrays.items()}


def _part(start: str, arrays: Arrays) -> Arrays:
    """Return the arrays of one whole by their own names."""
    return {k.removeprefix(start): each for k, each in arrays.items() if k.startswith(start)}


def _head(name: str, answers: tuple[str, ...], arrays: Arrays, numbers: int) -> Head:
    """Return a head; numbers: how long the vectors of words are, 0 where there are none."""
    used, narrow = arrays[f"{name}.used"], arrays[f"{name}.weights"]
    _checked(narrow, (len(answers), len(used)))
    if len(used) and not (used.dtype.kind == "i" and used.min() >= 0 and used.max() < SIZE):
        raise ValueError(f"{name} points outside its table")
    weights = np.zeros((len(answers), SIZE), dtype=np.float32)
    weights[:, used] = narrow
    parts = {
        part: _checked(arrays[f"{name}.{part}"].astype(np.float32), (len(answers),))
        for part in ("bias", "slope", "shift")
    }
    grown, alike = _part(f"{name}.trees.", arrays), _part(f"{name}.likeness.", arrays)
    if (grown or alike) and len(answers) != 1:
        raise ValueError(f"{name} has trees or likeness but not one answer")
    meant = arrays.get(f"{name}.meant")
    return Head(
        answers=answers,
        weights=weights,
        meant=None
        if meant is None
        else _checked(meant.astype(np.float32), (len(answers), numbers)),
        forest=forest_of(grown) if grown else None,
        likeness=likeness_of(alike, numbers) if alike else None,
        **parts,
    )


def _checked(values: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    if values.shape != shape or values.dtype.kind != "f" or not np.isfinite(values).all():
        raise ValueError(f"an array of shape {values.shape} where {shape} of numbers is due")
    return values
