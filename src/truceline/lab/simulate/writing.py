"""The texts of a day: a document of sentences around each statement, with the spans in it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.lab.simulate.copying import generations
from truceline.lab.simulate.lines import EDGES, Lines
from truceline.lab.simulate.tables import Setting, Written
from truceline.lab.simulate.wording import WAYS, Odd, Words, words_of

_MOST_FILLERS = 4
_OTHER_WORDS = tuple(EDGES.index(name) for name in ("rewrite", "aggregation"))


def written(said: Lines, number: int, setting: Setting, rng: np.random.Generator) -> Written:
    """Return the texts of `number` documents in which the lines stand.

    A verbatim copy, a translation and a shared statement keep the wording's position, a rewrite
    takes the next; all keep the order of sentences and what is odd. Fillers are common to many.
    """
    ways = _ways(said, rng)
    odds = _odds(int(said["origin"].max(initial=-1)) + 1, rng)
    fillers = rng.integers(0, _MOST_FILLERS + 1, number)
    choice = rng.random((number, 2))
    texts, spans, quotes = [""] * number, np.zeros((len(said), 2), dtype=np.int64), [""] * len(said)
    order = np.argsort(said["document"], kind="stable")
    begins = np.searchsorted(said["document"][order], np.arange(number + 1))
    for document in range(number):
        rows = order[begins[document] : begins[document + 1]]
        outlet = int(said["outlet"][rows[0]])
        words = words_of(setting.outlets.languages[setting.outlets.language[outlet]])
        text = ""
        for row in rows.tolist():
            own, beside = words.sentences(
                _fields(said[row], setting), odds[said["origin"][row]], ways[row]
            )
            spans[row] = len(text), len(text) + len(" ".join(own))
            quotes[row] = " ".join(own)
            text += " ".join([*own, *beside]) + " "
        text += _ending(
            words, setting.outlets.names[outlet], int(fillers[document]), choice[document]
        )
        texts[document] = text
    return Written(texts=texts, spans=spans, quotes=quotes)


def _ways(said: Lines, rng: np.random.Generator) -> list[int]:
    """Return the position of each line's wording."""
    parent = said["parent"].astype(np.int64)
    depth = generations(parent)
    found = rng.integers(0, WAYS, len(said))
    step = np.isin(said["edge"], _OTHER_WORDS).astype(np.int64)
    for generation in range(1, int(depth.max(initial=0)) + 1):
        rows = np.flatnonzero(depth == generation)
        found[rows] = (found[parent[rows]] + step[rows]) % WAYS
    return [int(each) for each in found]


def _odds(number: int, rng: np.random.Generator) -> list[Odd]:
    """Return what is odd about each origin."""
    words = words_of("en").content
    sizes = (len(words["detail"]), len(words["odd"]), 90, len(words["quote"]))
    drawn = rng.integers(0, sizes, (number, len(sizes))).tolist()
    return [
        Odd(detail=detail, thing=thing, number=number_ + 10, quote=quote)
        for detail, thing, number_, quote in drawn
    ]


def _fields(line: Any, setting: Setting) -> dict[str, Any]:  # noqa: ANN401 - one NumPy record
    """Return a line's fields with its names in Latin letters."""
    theatre, town, speaker = setting.ground.theatre, int(line["town"]), int(line["speaker"])
    names = ("kind", "denies", "act", "by", "target", "mode")
    return {
        **{name: int(line[name]) for name in names},
        **{name: line[name].tolist() for name in ("killed", "injured", "time", "quantity")},
        "timed": not np.isnan(line["time"][0]),
        "place": theatre.names[town],
        "region": theatre.regions[theatre.region[town]].name,
        "person": setting.outlets.persons[speaker] if speaker >= 0 else "",
    }


def _ending(words: Words, outlet: str, number: int, choice: NDArray[np.float64]) -> str:
    """Return sentences that many documents share, and one that all of a source do."""
    fillers = words.content["filler"]
    first, step = int(choice[0] * len(fillers)), 1 + int(choice[1] * (len(fillers) - 1))
    # At least two, so that no document is shorter than three sentences.
    chosen = dict.fromkeys((first + step * each) % len(fillers) for each in range(number + 1))
    sentences = [fillers[each] for each in chosen]
    return " ".join([*sentences, words.content["sign"].format(outlet=outlet)])
