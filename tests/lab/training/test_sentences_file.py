"""The file that the model of kinds is trained on: sound, by the codebook, and of nobody real."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from truceline.lab.labelled_articles import KINDS
from truceline.lab.training.written import load_written
from truceline.language.words import fold
from truceline.read.model.told import KINDS as TAUGHT
from truceline.vocabulary.files import shipped_entries
from truceline.vocabulary.officeholders import Officeholders

FOLDER = Path(__file__).resolve().parents[3] / "training"
FILE = FOLDER / "sentences_en.jsonl"
LINES: list[dict[str, Any]] = [json.loads(each) for each in FILE.read_text("utf-8").splitlines()]
TOLD = [(line, each) for line in LINES for each in line["statements"]]
FEWEST = 100  # statements of a kind under which there is little to learn from


def test_every_line_is_a_labelled_sentence() -> None:
    """The reader of the file takes it whole, in order."""
    assert [each.text for each in load_written(FILE)] == [line["text"] for line in LINES]


def test_every_quote_is_once_in_its_text() -> None:
    """A quote is words of its sentence, found in one place, without loose blanks."""
    for line, told in TOLD:
        assert line["text"].count(told["quote"]) == 1, told
        assert told["quote"] == told["quote"].strip() != "", told


def test_nothing_is_stated_twice() -> None:
    """No quote has one kind twice."""
    for line in LINES:
        counted = Counter((each["quote"], each["kind"]) for each in line["statements"])
        assert set(counted.values()) <= {1}, line["text"]


def test_kinds_stances_and_acts_are_of_the_codebook() -> None:
    """Positions and undertakings have a stance of their list, others none; acts are known."""
    known = shipped_entries("language_model.yaml")
    for _, told in TOLD:
        stances = known["stances"].get(told["kind"])
        assert told["kind"] in KINDS, told
        assert told.get("stance") in (stances or [None]), told
        if told.get("act"):
            assert told["act"] in known["acts"], told
        assert set(told) <= {"kind", "quote", "stance", "act", "background"}, told


def test_there_is_enough_of_every_kind_and_of_none() -> None:
    """Each kind that is taught is there often, and most sentences state nothing."""
    counted = Counter(told["kind"] for _, told in TOLD)
    assert all(counted[kind] >= FEWEST for kind in TAUGHT)
    assert sum(not line["statements"] for line in LINES) > len(LINES) / 2


def test_the_lines_of_an_article_stand_together() -> None:
    """Sentences are read in the order and the company that they were written in."""
    runs = [article for article, _ in groupby(LINES, key=lambda line: line["article"])]
    assert len(runs) == len(set(runs))


def test_texts_are_single_lines_of_plain_length() -> None:
    """A sentence is one paragraph: no line breaks, no blanks around it, no page of text."""
    for line in LINES:
        assert line["text"] == line["text"].strip() != ""
        assert not re.search(r"[\n\r\t]", line["text"])
        assert len(line["text"]) < 1_000


def test_no_text_is_an_article_twice() -> None:
    """No sentence of some length comes twice: a copy could lie in what is held out."""
    long = Counter(line["text"] for line in LINES if len(line["text"]) > 80)
    assert set(long.values()) == {1}


def persons_named() -> list[str]:
    """Return where the file names a person of the register of office-holders."""
    register = Officeholders.load()
    return [
        f"{line['article']}: {named.who}: {line['text'][:60]}"
        for line in LINES
        for named in register.find(fold(line["text"]), "en")
        if any(term.office for term in named.terms)
    ]


def test_no_holder_of_an_office_is_named() -> None:
    """What is invented is said of nobody real: no person of the register stands in the file."""
    assert persons_named() == []


def test_vectors_are_of_words_of_the_file() -> None:
    """One vector of finite numbers for every word, words in order and without doubles."""
    with np.load(FOLDER / "words_en.npz", allow_pickle=False) as held:
        words, vectors = [str(each) for each in held["words"]], held["vectors"]
    assert words == sorted(set(words))
    assert vectors.shape[0] == len(words)
    assert np.isfinite(vectors.astype(np.float32)).all()
    said = {word for line in LINES for word in re.findall(r"[a-z]+", line["text"].casefold())}
    assert said <= set(words)
