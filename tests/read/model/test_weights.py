"""The model's weights: what is written is what is loaded, and a stranger's file is refused."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from truceline.ground.canonical import sha256_hex
from truceline.ground.errors import VocabularyError
from truceline.read.model.features import GRAMS, SIZE
from truceline.read.model.likeness import Likeness
from truceline.read.model.meanings import Meanings
from truceline.read.model.weights import FOLDER, Head, Weights, load, save


def small() -> Weights:
    """Return weights with two places in use."""
    table = np.zeros((1, SIZE), dtype=np.float32)
    table[0, 3], table[0, GRAMS + 5] = 0.5, -1.25
    one = np.ones(1, dtype=np.float32)
    head = Head(answers=("yes",), weights=table, bias=one * 0, slope=one, shift=one * 0)
    rarity = np.ones(GRAMS, dtype=np.float32)
    return Weights(heads={"incident": head}, rarity=rarity, about={"languages": ["xx"]})


def test_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    """Nothing that half precision holds is lost on the way through the file."""
    save(small(), tmp_path)
    back = load(tmp_path)
    assert (back.heads["incident"].weights == small().heads["incident"].weights).all()
    assert back.heads["incident"].answers == ("yes",)
    assert back.about["languages"] == ["xx"]


def test_words_and_likeness_come_back_as_they_were_written(tmp_path: Path) -> None:
    """The vectors of words and the sentences learned from answer the same after loading."""
    words = Meanings(keys=np.array([4, 9], dtype=np.uint32), vectors=np.eye(2, dtype=np.float32))
    learned = Likeness(
        meanings=np.eye(2, dtype=np.float32),
        signs=np.array([5, 6], dtype=np.int32),
        ends=np.array([1, 2], dtype=np.int32),
        worth=np.array([1.5, -0.5], dtype=np.float32),
        bias=0.25,
    )
    told = replace(small().heads["incident"], likeness=learned)
    save(replace(small(), heads={"incident": told}, meanings=words), tmp_path)
    back = load(tmp_path)
    assert back.meanings is not None
    meaning = back.meanings.of(np.array([[4, 9]], dtype=np.uint32))
    places, values = np.array([GRAMS + 5]), np.ones(1, dtype=np.float32)
    both = [each.scores(places, values, meaning)[0] for each in (told, back.heads["incident"])]
    assert both[0] == both[1] != told.scores(places, values)[0]


def test_likeness_without_vectors_of_words_is_refused(tmp_path: Path) -> None:
    """Sentences that are compared by words need the words' vectors in the same file."""
    learned = Likeness(
        meanings=np.eye(2, dtype=np.float32),
        signs=np.array([5, 6], dtype=np.int32),
        ends=np.array([1, 2], dtype=np.int32),
        worth=np.ones(2, dtype=np.float32),
        bias=0.0,
    )
    told = replace(small().heads["incident"], likeness=learned)
    save(replace(small(), heads={"incident": told}), tmp_path)
    with pytest.raises(VocabularyError, match="likeness"):
        load(tmp_path)


def test_equal_weights_are_equal_bytes(tmp_path: Path) -> None:
    """Writing twice gives one hash: who trains anew can tell that nothing changed."""
    assert save(small(), tmp_path / "a") == save(small(), tmp_path / "b")
    one, other = (tmp_path / each / "headlines.npz" for each in "ab")
    assert one.read_bytes() == other.read_bytes()


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    """One byte more than was hashed, and the model is not used."""
    save(small(), tmp_path)
    path = tmp_path / "headlines.npz"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(VocabularyError, match="hash"):
        load(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """No weights is an error with a place and a mend, not a crash."""
    with pytest.raises(VocabularyError) as caught:
        load(tmp_path)
    assert "headlines.npz" in str(caught.value)


def hostile(arrays: dict[str, bytes], folder: Path) -> None:
    """Write an archive of raw entries with a hash that fits."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in arrays.items():
            packed.writestr(f"{name}.npy", content)
    facts = {"format": 1, "sha256": sha256_hex(held.getvalue()), "answers": {"incident": ["yes"]}}
    (folder / "headlines.npz").write_bytes(held.getvalue())
    (folder / "headlines.json").write_text(json.dumps(facts), encoding="utf-8")


def packed_array(values: np.ndarray, *, pickled: bool = False) -> bytes:
    """Return an array as a file holds it."""
    held = io.BytesIO()
    np.save(held, values, allow_pickle=pickled)
    return held.getvalue()


def test_a_pickle_in_the_archive_is_refused(tmp_path: Path) -> None:
    """An array of objects would run code as it loads: it is not loaded, whatever its hash."""
    bad = packed_array(np.array([{"a": 1}], dtype=object), pickled=True)
    hostile({"rarity": bad}, tmp_path)
    with pytest.raises(VocabularyError):
        load(tmp_path)


@pytest.mark.parametrize(
    "used",
    [np.array([SIZE], dtype=np.int32), np.array([-1], dtype=np.int32), np.array([0.5])],
    ids=["beyond", "before", "no whole number"],
)
def test_weights_outside_the_table_are_refused(tmp_path: Path, used: np.ndarray) -> None:
    """A place that no feature can have is no place to write to."""
    one = packed_array(np.ones(1, dtype=np.float32))
    arrays = {f"incident.{part}": one for part in ("bias", "slope", "shift")}
    arrays["incident.used"] = packed_array(used)
    arrays["incident.weights"] = packed_array(np.ones((1, 1), dtype=np.float16))
    arrays["rarity"] = packed_array(np.ones(GRAMS, dtype=np.float16))
    hostile(arrays, tmp_path)
    with pytest.raises(VocabularyError):
        load(tmp_path)


def test_numbers_that_are_none_are_refused(tmp_path: Path) -> None:
    """A weight that is not a number would make every sentence an incident, or none."""
    hostile({"rarity": packed_array(np.full(GRAMS, np.nan, dtype=np.float16))}, tmp_path)
    with pytest.raises(VocabularyError):
        load(tmp_path)


def test_the_weights_that_ship_load_and_are_small() -> None:
    """They fit the limit that the project sets itself: five megabytes."""
    weights = load()
    assert set(weights.heads) == {"incident", "act", "target", "doer"}
    assert (FOLDER / "headlines.npz").stat().st_size < 5 << 20
