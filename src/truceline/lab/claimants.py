"""The scoreboard of claimants: whom reading names as speaker of Ukrainian and Russian headlines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from truceline.ground.errors import InputError
from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.identify import language_of
from truceline.language.words import fold, sentences
from truceline.read.scenes.parses import Parses
from truceline.read.speakers.document_voices import document_voices
from truceline.vocabulary.files import shipped_entries
from truceline.vocabulary.officeholders import Officeholders

SET = "claimants"
SETS = GOLD_SETS[1:]  # the first is not coded for who claims
BASELINE = "words before a colon, else after the last dash"
_LEAD = re.compile(r"^([^:]{2,60}):\s")
_TAIL = re.compile(r"\s[-–—]\s?([^-–—]{2,60})$")
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouyjw]")
_TELLING = 4  # letters from which a word of a name tells something
_SKELETON = 3  # consonants that two spellings of one name share


@dataclass(frozen=True, slots=True)
class Claimed:
    """One headline with the speaker whom a person, reading and the baseline name, "" for nobody."""

    gold: str
    ours: str
    plain: str


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of the scoreboard; raises InputError for a broken file."""
    people = Officeholders.load()
    watch.start("read", len(SETS))
    found: list[Claimed] = []
    for name in SETS:
        found += [_claimed(row, people) for row in _rows(data / "gold" / f"{name}.jsonl")]
        watch.advance("read")
    return score(found)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        return [row for row in rows if row.get("claimant") is not None]
    except (OSError, ValueError) as error:
        raise InputError(
            f"The labelled headlines cannot be read: {error}.",
            where=str(path),
            mend="Give the folder that holds the labels with --data.",
        ) from error


def _claimed(row: dict[str, str], people: Officeholders) -> Claimed:
    text = row["headline"]
    return Claimed(
        row["claimant"], speaker_of(text, people, date.fromisoformat(row["date"])), _plain(text)
    )


def speaker_of(text: str, people: Officeholders, day: date) -> str:
    """Return whom reading names first as speaker of a headline, else its carrier, "" for nobody."""
    spans = sentences(text)
    lang = language_of(text)
    told = document_voices(text, spans, [lang] * len(spans), people, day, Parses())
    voices = [voice for sentence in told for voice in sentence]
    own = [voice.name for voice in voices if not voice.relay]
    return (own or [voice.name for voice in voices] or [""])[0]


def _plain(text: str) -> str:
    lead = _LEAD.search(text) or _TAIL.search(text)
    return lead[1] if lead else ""


def alike(gold: str, said: str) -> bool:
    """Tell whether a label and a name mean one speaker: a role, a body or a name in common.

    Lenient on purpose: labels are English, headlines are not, so that names are compared by
    their consonants and bodies by a table of meanings. Nobody is only nobody.
    """
    if not gold or not said:
        return gold == said
    if _meanings(gold) & _meanings(said):
        return True
    ours, theirs = _skeletons(gold), _skeletons(said)
    return any(a.startswith(b) or b.startswith(a) for a in ours for b in theirs)


def _meanings(name: str) -> set[int]:
    folded = fold(name)
    return {
        place
        for place, forms in enumerate(_table()["meanings"])
        for form in forms
        if re.search(rf"\b{re.escape(form)}", folded)
    }


def _skeletons(name: str) -> set[str]:
    letters: dict[str, str] = _table()["letters"]
    words = [word for word in _WORD.findall(fold(name)) if len(word) >= _TELLING]
    latin = ["".join(letters.get(c, c if c.isascii() else "") for c in word) for word in words]
    bare = [_VOWELS.sub("", word).replace("g", "h") for word in latin]
    return {word for word in bare if len(word) >= _SKELETON}


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = shipped_entries("vocabulary", "claimants.yaml")
    return found


def score(found: Sequence[Claimed]) -> list[Row]:
    """Return how often the claimant is named where one is, and nobody where none is."""
    named = [each for each in found if each.gold]
    nobody = [each for each in found if not each.gold]
    rows = [
        _row("claimant, where one is named", named, alike),
        _row("somebody, where one is named", named, lambda _, said: bool(said)),
        _row("nobody, where none is named", nobody, lambda _, said: not said),
    ]
    return [replace(row, stage="read") for row in rows]


def _row(name: str, among: Sequence[Claimed], right: Callable[[str, str], bool]) -> Row:
    ours = np.array([right(each.gold, each.ours) for each in among], dtype=np.float64)
    plain = np.array([right(each.gold, each.plain) for each in among], dtype=np.float64)
    every = np.ones(len(among))
    against = paired_bootstrap(ratio(ours, every), ratio(plain, every))
    return row_of(name, SET, len(among), against, BASELINE)
