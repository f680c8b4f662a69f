"""Data files: a broken one, or one that lacks a key, is named with file and mend."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from truceline.ground.errors import VocabularyError
from truceline.language.number_words import number_words
from truceline.read.moments.time_words import time_words
from truceline.read.scenes.lexicon import FILES, load_lexicon
from truceline.vocabulary import files
from truceline.vocabulary.files import DATA, named, shipped_entries, shipped_yaml


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the vocabulary that stands for the shipped one, nothing of it read yet."""
    shutil.copytree(DATA / "vocabulary", tmp_path / "vocabulary")
    cached = (shipped_yaml, shipped_entries, number_words, time_words)
    for each in cached:
        each.cache_clear()
    monkeypatch.setattr(files, "DATA", tmp_path)
    yield tmp_path / "vocabulary"
    for each in cached:
        each.cache_clear()


def drop(path: Path, key: str) -> None:
    """Take every line that begins with a key out of a file."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.strip().startswith(f"{key}:")]
    assert len(kept) < len(lines)
    path.write_text("".join(kept), encoding="utf-8")


@pytest.mark.parametrize("key", ["or_more", "joined", "percent", "clock"])
def test_numbers_without_a_key(data: Path, key: str) -> None:
    """A list of number words that is gone is named with its file."""
    drop(data / "numbers.yaml", key)
    with pytest.raises(VocabularyError, match=key) as raised:
        number_words("en")
    assert "numbers.yaml" in str(raised.value)
    assert "Add the key" in str(raised.value)


@pytest.mark.parametrize("key", ["midnight", "ago", "began", "not_span"])
def test_times_without_a_key(data: Path, key: str) -> None:
    """A list of words of time that is gone is named with its file."""
    drop(data / "times.yaml", key)
    with pytest.raises(VocabularyError, match=key) as raised:
        time_words("uk")
    assert "times.yaml" in str(raised.value)


@pytest.mark.parametrize("name", FILES)
def test_a_lexicon_of_the_wrong_shape(data: Path, name: str) -> None:
    """A file that is a list, or a group without values, is refused with its name."""
    for content in ("[one, two]", "act: some words", "act: {shelling: {en: 5}}"):
        (data / f"{name}.yaml").write_text(content, encoding="utf-8")
        with pytest.raises(VocabularyError, match=rf"{name}\.yaml"):
            load_lexicon(data)


def test_the_key_is_named_with_what_stands_above_it() -> None:
    """Deep keys are named by their whole path; what is there is found as ever."""
    content = named({"en": {"units": [{"one": 1}]}}, Path("some.yaml"))
    assert content["en"]["units"][0]["one"] == 1
    with pytest.raises(VocabularyError, match=r"en\.units\.1\.two"):
        content["en"]["units"][0]["two"]
