"""Training: the same examples give the same weights, and a set never trains its own model."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from truceline.lab.headlines import load_gold
from truceline.lab.measures import Gap, from_json, to_json
from truceline.lab.pooled import board
from truceline.lab.pooled_fields import Read
from truceline.lab.training import wording
from truceline.lab.training.examples import answers_of, examples_of
from truceline.lab.training.fitting import fit
from truceline.lab.training.folds import without
from truceline.lab.training.wording import learned, unlabelled
from truceline.read.model.meanings import Meanings, keys_of
from truceline.read.model.weights import load, save

TOWNS = ("Сумах", "Херсоні", "Харкові", "Одесі", "Полтаві", "Луцьку")


def row(name: str, headline: str, incident: bool, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a labelled headline as the codebook has it."""
    base = {"id": name, "date": "2030-05-01", "headline": headline, "contested": [], "places": []}
    kind = {"kind": "incident" if incident else "other", "incident_row": incident}
    told = {"act": "explosion", "perpetrator": "unknown", "target": ""} if incident else {}
    return {**base, **kind, **told, **fields}


def folder(where: Path, *names: str) -> Path:
    """Write small labelled sets in which blasts are incidents and concerts are not."""
    (where / "gold").mkdir()
    for name in names:
        rows = [
            each
            for number, town in enumerate(TOWNS)
            for each in (
                row(f"{name}{number}a", f"У {town} пролунали вибухи", True),
                row(f"{name}{number}b", f"У {town} відбувся концерт", False),
                row(f"{name}{number}c", f"У {town} поранено {number + 2} людей", True),
            )
        ]
        text = "\n".join(json.dumps(each, ensure_ascii=False) for each in rows)
        (where / "gold" / f"{name}.jsonl").write_text(text + "\n", encoding="utf-8")
    return where


def test_equal_examples_give_equal_weights(tmp_path: Path) -> None:
    """Training twice writes the same bytes."""
    examples = examples_of(folder(tmp_path, "easter", "energy"))
    one, other = (save(fit(examples), tmp_path / name) for name in ("one", "other"))
    assert one == other


def test_words_that_keep_the_same_company_lie_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two words that never meet but stand among the same others are near; a third is not."""
    monkeypatch.setattr(wording, "FOUND", 6)
    near = [("siren", "wails", "night"), ("klaxon", "wails", "night"), ("choir", "sings", "hall")]
    words = learned([each for each in near for _ in range(5)])
    assert words is not None
    siren, klaxon, choir = (words.of(keys_of([each])) for each in ("siren", "klaxon", "choir"))
    assert float(siren @ klaxon) > 0.7
    assert float(siren @ choir) < 0.3


def test_too_few_words_have_no_vectors() -> None:
    """Without text to learn from the model does without likeness."""
    assert learned([["siren", "wails"]]) is None


def test_likeness_is_fitted_where_there_are_vectors_of_words(tmp_path: Path) -> None:
    """The head that tells incidents has it, its weights load, and blasts are still incidents."""
    examples = examples_of(folder(tmp_path, "easter", "energy", "winter"))
    keys = np.unique(np.concatenate([each.features.words.ravel() for each in examples]))
    drawn = np.random.default_rng(7).normal(size=(len(keys), 8)).astype(np.float32)
    save(fit(examples, Meanings(keys=keys, vectors=drawn)), tmp_path / "made")
    made = load(tmp_path / "made")
    head = made.heads["incident"]
    assert head.likeness is not None
    assert made.meanings is not None
    for each in examples:
        meaning = made.meanings.of(each.features.words)
        told = head.scores(*each.features.vector(made.rarity), meaning)[0] > 0
        assert told == each.answers.incident


def test_no_day_of_a_labelled_set_is_learned_from(tmp_path: Path) -> None:
    """Of the feed's headlines those of a labelled day are left out, though they carry no label."""
    data = folder(tmp_path, "easter")
    (data / "viina").mkdir()
    table = "datetime,headline\n2030-05-01 10:00:00,Blast\n2030-05-02 10:00:00,Concert\n"
    with gzip.open(data / "viina" / "viina_203005.csv.gz", "wt", encoding="utf-8") as file:
        file.write(table)
    assert unlabelled(data) == [("2030-05-02", "Concert")]


def test_a_set_never_trains_the_model_that_reads_it(tmp_path: Path) -> None:
    """The model left for a set counts the sentences of all others and none of its own."""
    data = folder(tmp_path, "easter", "energy", "winter")
    model = without("energy", data)
    assert model.weights is not None
    assert set(model.weights.about["sentences"]) == {"easter", "winter"}


def test_a_lone_set_is_read_by_the_rules_alone(tmp_path: Path) -> None:
    """The weights that ship have seen all sets: they do not stand in for a model left out."""
    assert without("easter", folder(tmp_path, "easter")).weights is None


def test_what_a_file_does_not_code_is_not_learned() -> None:
    """A file that codes energy only says nothing of civilians; a null target says nothing."""
    hit = row("x", "", True)
    assert set(answers_of("energy", hit).targets) == {"energy"}
    assert set(answers_of("spring", hit).targets) == {"energy", "civilian", "military", "port"}
    assert not answers_of("spring", row("x", "", True, target=None)).targets


@pytest.mark.parametrize(("hits", "gap"), [([1, 1, 1, 1], 0.0), ([1, 1, 1, 0], 0.5)])
def test_a_gap_is_the_distance_of_two_shares(hits: list[int], gap: float) -> None:
    """It is the same whichever group comes first, and survives being written."""
    one, other = np.array([1.0, 1, 0, 0]), np.array([0.0, 0, 1, 1])
    rows = np.arange(4)[None, :]
    for pair in ((one, other), (other, one)):
        found = Gap(np.array(hits, dtype=np.float64), *pair)
        assert found(rows)[0] == gap
        assert from_json(to_json(found))(rows)[0] == gap


def test_the_board_counts_a_missed_incident_as_wrong(tmp_path: Path) -> None:
    """With no report at all recall is 0, and the letters that say yes to all have F1 above it."""
    gold = load_gold(folder(tmp_path, "easter") / "gold" / "easter.jsonl")
    rows = [
        Read(file="easter", gold=each, ours=(), rules=(), letters=True, feed=None) for each in gold
    ]
    found = {each.name: each for each in board(rows)}
    assert found["incident recall"].figure == 0.0
    against = found["incident F1, against letters"]
    assert against.baseline_figure == pytest.approx(0.8)
    assert found["incident F1"].set == "easter"  # the last of that name is the file's own
