"""The model of kinds is fitted alike every time, and tells what it was taught."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.lab.training.small import ROWS, written
from truceline.lab.training.kinds_fitting import LEAST, RARE_AT_LEAST, fit_kinds, meanings_from
from truceline.lab.training.written import Piece, Sentence, load_written, pieces_of
from truceline.read.model.kinds import KIND, STANCES, WEIGHTS
from truceline.read.model.meanings import Meanings, keys_of
from truceline.read.model.told import KINDS
from truceline.read.model.weights import Weights, load, save

NUMBERS = 8
WORDS = sorted({w.strip(".,").casefold() for text, *_ in ROWS for w in text.split()})


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Piece], Meanings]:
    """Return the pieces of the small set and vectors of its words."""
    sentences = load_written(written(tmp_path_factory.mktemp("small")))
    drawn = np.random.default_rng(7).normal(size=(len(WORDS), NUMBERS)).astype(np.float32)
    return pieces_of(sentences, KINDS), meanings_from(WORDS, drawn, sentences)


@pytest.fixture(scope="module")
def made(taught: tuple[list[Piece], Meanings]) -> Weights:
    """Return the model fitted on the small set."""
    return fit_kinds(*taught)


def test_equal_pieces_give_equal_bytes(
    taught: tuple[list[Piece], Meanings], made: Weights, tmp_path: Path
) -> None:
    """Training twice writes the same file: a stranger can make what ships."""
    one = save(made, tmp_path / "one", WEIGHTS)
    assert save(fit_kinds(*taught), tmp_path / "other", WEIGHTS) == one
    files = [(tmp_path / each / f"{WEIGHTS}.npz").read_bytes() for each in ("one", "other")]
    assert files[0] == files[1]


def test_it_tells_what_it_was_taught(taught: tuple[list[Piece], Meanings], made: Weights) -> None:
    """Of every piece that states a kind that kind is the likeliest; its stance too."""
    pieces, meanings = taught
    stated = [(each, kind) for each in pieces for kind in KINDS if each.told[kind]]
    assert stated
    for each, kind in stated:
        meaning = meanings.of(each.words)
        scores = made.heads[KIND].scores(each.places, each.values, meaning)
        assert made.heads[KIND].answers[int(scores.argmax())] == kind
        if kind in STANCES:
            head = made.heads[STANCES[kind]]
            best = int(head.scores(each.places, each.values, meaning).argmax())
            assert head.answers[best] == each.stance


def test_what_is_too_near_to_call_is_not_learned_from(
    taught: tuple[list[Piece], Meanings], made: Weights
) -> None:
    """A piece that may or may not state a kind moves nothing of that kind's weights."""
    pieces, meanings = taught
    number = next(i for i, each in enumerate(pieces) if set(each.told.values()) == {False})
    open_one = {**pieces[number].told, "threat": None}
    doubtful = Piece(
        article=pieces[number].article,
        places=pieces[number].places,
        values=pieces[number].values,
        words=pieces[number].words,
        told=open_one,
        stance="",
    )
    heads = [
        fit_kinds([*pieces, each], meanings).heads[KIND] for each in (doubtful, pieces[number])
    ]
    threat = KINDS.index("threat")
    assert (heads[0].weights[threat] == made.heads[KIND].weights[threat]).all()
    assert (heads[1].weights[threat] != made.heads[KIND].weights[threat]).any()


def test_the_weights_say_what_they_were_made_of(made: Weights, tmp_path: Path) -> None:
    """Languages, threshold and how often each kind was stated stand beside them, and come back."""
    save(made, tmp_path, WEIGHTS)
    about = load(tmp_path, WEIGHTS).about
    assert about["languages"] == ["en"]
    assert about["thresholds"] == {KIND: LEAST}
    assert about["articles"] == 2
    assert set(about["stated"]) == set(KINDS)
    assert all(count >= 2 for count in about["stated"].values())
    assert about["answers"]["position_stance"] == ["accepts", "rejects"]


def test_rare_words_have_longer_vectors() -> None:
    """A word in every sentence has the least weight; one in none weighs most."""
    texts = ["the army left", "the siege held"] * 100
    sentences = [Sentence(article="a", text=each, told=()) for each in texts]
    vectors = np.ones((3, 2), dtype=np.float32)
    words = meanings_from(["the", "siege", "moth"], vectors, sentences)
    place = {
        w: int(np.searchsorted(words.keys, keys_of([w])[0, 0])) for w in ("the", "siege", "moth")
    }
    long = {word: float(words.vectors[at, 0]) for word, at in place.items()}
    assert long["the"] == pytest.approx(RARE_AT_LEAST, abs=1e-3)
    assert long["the"] < long["siege"] < long["moth"]


def test_a_stem_has_the_mean_of_its_words() -> None:
    """Words of one stem share it; a short word has none."""
    sentences = [Sentence(article="a", text="moth", told=())] * 100
    vectors = np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    words = meanings_from(["shelling", "shelled"], vectors, sentences)
    own, stem = keys_of(["shelling"])[0]
    assert own != stem
    assert stem == keys_of(["shelled"])[0, 1]
    one, joint = (words.vectors[np.searchsorted(words.keys, key)] for key in (own, stem))
    assert joint[0] == joint[1] == pytest.approx(one[0] / 2, rel=1e-3)
    assert (words.keys[1:] > words.keys[:-1]).all()
