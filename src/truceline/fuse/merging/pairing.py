"""The edges between units: which pairs are worth comparing, and what each has by itself."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from scipy.sparse import csr_matrix

from truceline.fuse.likeness import Edges, State, total
from truceline.fuse.likeness.fields import fields_of
from truceline.fuse.likeness.nearby import (
    Worth,
    codes_of,
    distinct,
    keyed_pairs,
    near_pairs,
    pairs_of,
)
from truceline.fuse.likeness.places import peaks, place_part
from truceline.fuse.likeness.times import heights, time_part
from truceline.fuse.likeness.wording import alike, word_table
from truceline.fuse.merging.units import occasions_of
from truceline.fuse.reported import Reports
from truceline.fuse.settings import Settings
from truceline.model.arrow import Floats, Integers, Truths, column

_AT_ONCE = 250_000  # pairs whose fields are in memory at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Units with what pairs of them are scored by.

    lead: (u,) the report that leads each; binding: (n,) how much the origin of each report ties,
    from 0 to 1; few_use: (stems,) which stems bring units together; None: those that few of them
    use.
    """

    reports: Reports
    lead: Integers
    state: State
    words: csr_matrix
    settings: Settings
    binding: Floats
    few_use: Truths | None = None


def texts_of(reports: Reports, lead: Integers) -> tuple[list[str], Integers]:
    """Return the different quotes, and which of them each unit has."""
    encoded = column(reports.said, "quote").dictionary_encode()
    text_of = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    return encoded.dictionary.to_pylist(), text_of[reports.row[lead]]


def binding_of(reports: Reports, settings: Settings) -> Floats:
    """Return how much the origin of each report ties it to the others, from 0 to 1; shape (n,)."""
    rule = settings.score
    spread = rule["origin_spread"] * np.log(occasions_of(reports)) / max(rule["origin"], 1e-9)
    return np.asarray(np.maximum(0.0, 1.0 - spread))


def words_of(reports: Reports, lead: Integers, settings: Settings) -> csr_matrix:
    """Return the table of words of units; equal quotes are cut into words once."""
    return word_table(*texts_of(reports, lead), settings.score["text"])


def _usable(pairing: Pairing, room: float) -> Truths:
    """Return which units place and time may bring together with any other; shape (u,).

    Not those of a country, nor a region at a time where so much happens that naming the region
    tells nothing.
    """
    state, rule = pairing.state, pairing.settings.score
    high = peaks(state.places, rule["place"]) * heights(state.times)
    quiet = (state.rate + state.rate.min(initial=0.0)) / 2
    most = np.log(np.maximum(high, 1e-300)) - quiet
    return np.asarray(
        (state.places.radius_km[:, 0] * 1000 <= rule["place"]["finer_than_m"]) & (most > room)
    )


def _apart(pairing: Pairing, pairs: Integers) -> Truths:
    """Return which pairs can't be one incident at all: a past event and a present one, denials."""
    reports, lead = pairing.reports, pairing.lead
    a, b = lead[pairs[:, 0]], lead[pairs[:, 1]]
    last = len(reports.row) - reports.denials
    return np.asarray(
        (reports.background[a] != reports.background[b]) | ((a >= last) & (b >= last))
    )


def _worth(pairing: Pairing, room: float) -> Worth:
    """Return the test whether two units coincide so closely that the rest can make up for it."""
    state, rule = pairing.state, pairing.settings.score
    return Worth(
        place=lambda a, b: place_part(state.places, a, b, np.ones(len(a)), rule["place"]),
        time=lambda a, b: time_part(state.times, a, b, rule["time"]),
        rate=state.rate,
        high=heights(state.times) + rule["time"]["wrong"] / rule["time"]["hours"],
        room=room,
    )


def candidates(pairing: Pairing) -> Integers:
    """Return the pairs of units worth scoring, each once, ascending; shape (k, 2).

    Found by place and time, by one origin, by rare words.
    """
    state, settings, number = pairing.state, pairing.settings, len(pairing.lead)
    room = settings.cluster["edge"] - settings.cluster["allowance"] - settings.score["prior"]

    found = [near_pairs(state.places, state.times, _usable(pairing, room), _worth(pairing, room))]
    origin = pairing.reports.origin[pairing.lead]
    most = int(settings.cluster["origin_most"])
    worded = alike(pairing.words, settings.score["text"], pairing.few_use)
    others = (*keyed_pairs(origin, most), *worded)
    found += [codes_of(pairs, number) for pairs in others]
    pairs = pairs_of(distinct(np.concatenate(found)), number)
    return pairs[~_apart(pairing, pairs)]


def _scored(pairing: Pairing, pairs: Integers, held: Truths) -> tuple[Edges, Floats]:
    reports = pairing.reports
    a, b = pairing.lead[pairs[:, 0]], pairing.lead[pairs[:, 1]]
    across = reports.document[a] != reports.document[b]
    same = (reports.origin[a] == reports.origin[b]) & across
    edges = Edges(
        a=pairs[:, 0],
        b=pairs[:, 1],
        pairs=np.ones(len(pairs)),
        fields=fields_of(reports, pairing.words, pairing.lead, pairs, pairing.settings),
        # Two events told in one breath share an origin too: only across documents it binds.
        origin=np.where(same, pairing.binding[a], 0.0),
        held=held,
    )
    return edges, total(pairing.state, edges, pairing.settings)


def edges_of(pairing: Pairing, pairs: Integers, held: Integers) -> tuple[Edges, Floats]:
    """Return the edges that score above `edge`, and all that are held, with scores; ascending.

    held: codes of the pairs that must stay apart, whether or not they are among `pairs`.
    """
    number = len(pairing.lead)
    codes = distinct(np.concatenate([codes_of(pairs, number), held]))

    def scored(start: int) -> tuple[Edges, Floats]:
        few = codes[start : start + _AT_ONCE]
        apart = np.isin(few, held)
        edges, scores = _scored(pairing, pairs_of(few, number), apart)
        worth = (scores > pairing.settings.cluster["edge"]) | apart
        return edges.of(worth), scores[worth]

    found = [scored(start) for start in range(0, max(1, len(codes)), _AT_ONCE)]
    return _together([edges for edges, _ in found]), np.concatenate([each for _, each in found])


def _together(kept: list[Edges]) -> Edges:
    names = [each.name for each in fields(Edges)]
    return Edges(**{name: np.concatenate([getattr(each, name) for each in kept]) for name in names})
