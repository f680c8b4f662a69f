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
from truceline.read.model.kinds import KIND, STANCES, WEIGHTS
from truceline.read.model.likeness import Likeness
from truceline.read.model.meanings import Meanings
from truceline.read.model.told import KINDS
from truceline.read.model.weights import FOLDER, Head, Weights, load, save, shipped


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


def meaning_something() -> Weights:
    """Return weights of a head of three answers that look at the vector of the words too."""
    table = np.zeros((3, SIZE), dtype=np.float32)
    table[:, 3] = [0.5, -1.25, 2.0]
    one = np.ones(3, dtype=np.float32)
    head = Head(
        answers=("first", "second", "third"),
        weights=table,
        bias=one * 0.5,
        slope=one,
        shift=one * 0,
        meant=np.array([[1.0, 0.5], [-0.25, 4.0], [0.0, 0.0]], dtype=np.float32),
    )
    words = Meanings(keys=np.array([4, 9], dtype=np.uint32), vectors=np.eye(2, dtype=np.float32))
    return replace(small(), heads={"kind": head}, meanings=words)


def test_weights_of_the_meaning_come_back_as_they_were_written(tmp_path: Path) -> None:
    """A head answers the same after loading, and the words' vector is what moves it."""
    told = meaning_something()
    one, other = (save(told, tmp_path / each, "kinds") for each in "ab")
    assert one == other
    back = load(tmp_path / "a", "kinds").heads["kind"]
    meant = told.heads["kind"].meant
    assert meant is not None
    assert back.meant is not None
    assert (back.meant == meant).all()
    places, values = np.array([3]), np.ones(1, dtype=np.float32)
    meaning = np.array([0.6, 0.8], dtype=np.float32)
    without = told.heads["kind"].scores(places, values)
    scores = back.scores(places, values, meaning)
    assert without.tolist() == [1.0, -0.75, 2.5]
    assert scores == pytest.approx(without + np.array([1.0, 3.05, 0.0], dtype=np.float32))
    assert scores.tolist() == told.heads["kind"].scores(places, values, meaning).tolist()


def test_a_head_without_weights_of_the_meaning_has_none_after_loading(tmp_path: Path) -> None:
    """Nothing stands for what was never fitted."""
    save(replace(small(), meanings=meaning_something().meanings), tmp_path)
    assert load(tmp_path).heads["incident"].meant is None


@pytest.mark.parametrize(
    "meant",
    [
        np.ones((3, 3)),
        np.ones((2, 2)),
        np.ones(2),
        np.ones((3, 2, 1)),
        np.ones((3, 0)),
        np.full((3, 2), np.nan),
        np.full((3, 2), 1e9),
    ],
    ids=["too long", "too few", "flat", "deep", "empty", "no numbers", "too large"],
)
def test_weights_of_the_meaning_that_do_not_fit_are_refused(
    tmp_path: Path, meant: np.ndarray
) -> None:
    """One row for each answer, one number for each of a word's: anything else is an error."""
    told = meaning_something()
    broken = replace(told.heads["kind"], meant=meant.astype(np.float32))
    with np.errstate(over="ignore"):  # 1e9 is beyond half precision: it is written as infinite
        save(replace(told, heads={"kind": broken}), tmp_path)
    with pytest.raises(VocabularyError, match="an array of shape") as caught:
        load(tmp_path)
    assert "headlines.npz" in str(caught.value)


def test_weights_of_the_meaning_without_vectors_of_words_are_refused(tmp_path: Path) -> None:
    """Weights of words that the file does not hold could only fail later."""
    save(replace(meaning_something(), meanings=None), tmp_path)
    with pytest.raises(VocabularyError, match="an array of shape"):
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


def test_the_weights_of_kinds_that_ship_load_and_are_small() -> None:
    """They hold a head of kinds and one for each stance, vectors of words, and English alone."""
    weights = load(name=WEIGHTS)
    assert set(weights.heads) == {KIND, *STANCES.values()}
    assert set(weights.heads[KIND].answers) == set(KINDS)
    assert weights.meanings is not None
    assert weights.about["languages"] == ["en"]
    assert 0 < weights.about["thresholds"][KIND] < 1
    assert (FOLDER / f"{WEIGHTS}.npz").stat().st_size < 8 << 20


def test_weights_that_ship_are_loaded_once_for_each_name() -> None:
    """Two names are two models, and a second asking loads nothing."""
    assert shipped(WEIGHTS) is shipped(WEIGHTS)
    assert shipped(WEIGHTS) is not shipped()
    assert set(shipped().heads) != set(shipped(WEIGHTS).heads)
