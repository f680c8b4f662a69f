"""What a document can be found again by: numbers for its rare runs, names, quotes and claims."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from truceline.language.words import fold
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.trace.background import number
from truceline.trace.claims import number_of
from truceline.trace.passages import Ints, features_of
from truceline.trace.pieces import Splitter

_ONE_IN = 8  # of the runs are kept: those whose number divides by it, the same ones in every text
_STEP = 1.3  # numbers meet in steps of this factor
_CELL = 2  # places meet in cells of half a degree
_MOST = 4_000  # numbers of one document; hostile input is cut off


class Fingerprint(NamedTuple):
    """The numbers (CRC-32) of one document, each once, in order.

    keys: what it can be found by; claims: those of them that one voice's claims meet by; words:
    its content words, names and numbers, to be counted.
    """

    keys: Ints
    claims: Ints
    words: Ints


def fingerprint(
    document: Document, statements: Sequence[Statement], splitter: Splitter
) -> Fingerprint:
    """Return what a document can be found again by.

    Runs are thinned by value, so that two texts keep the same ones (Manber 1994).
    """
    claims = {number(f"s:{each}") for one in statements for each in _claims(one)}
    keys = set(claims)
    counted: set[int] = set()
    for piece in splitter.split(document).pieces:
        found = features_of(piece)
        counted.update(number(each) for each in found["words"])
        keys.update(number(each) for each in found["tells"])
        keys.update(number(f"q:{each}") for each in found["quoted"])
        keys.update(each for each in map(number, found["runs"]) if each % _ONE_IN == 0)
        keys.add(number(f"t:{' '.join(word.folded for word in piece.words)}"))
    return Fingerprint(_column(keys), _column(claims), _column(counted))


def _column(found: Iterable[int]) -> Ints:
    return np.array(sorted(found)[:_MOST], dtype=np.int64)


def _claims(one: Statement) -> Iterator[str]:
    """Yield by what claims of one voice meet: number, place or stance."""
    told = number_of(one)
    if told is not None:
        step = math.floor(math.log(max(1.0, told.min), _STEP))
        yield from (f"{one.kind}|{one.act}|{each}" for each in (step, step + 1))
    if one.kind == "incident_report":
        yield from (
            f"{one.act}|{math.floor(each.lat * _CELL)}|{math.floor(each.lon * _CELL)}"
            for each in one.places
            if each.role == "event" and each.lat is not None and each.lon is not None
        )
    if one.stance:
        yield f"{one.kind}|{one.stance}|{one.perpetrator}"
        yield f"{one.kind}|{one.stance}|{one.perpetrator}|{fold(one.speaker)}"
