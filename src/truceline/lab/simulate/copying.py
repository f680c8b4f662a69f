"""Copies of first utterances: who copies whom in which way, and what is lost or changed by it."""

from __future__ import annotations

import numpy as np

from truceline.lab.simulate.changing import change, lose
from truceline.lab.simulate.claims import Speaking
from truceline.lab.simulate.families import Copies, Floats, Rng, Whole
from truceline.lab.simulate.family_a import attached
from truceline.lab.simulate.lines import CONTENT, EDGES, KINDS, Lines, lines
from truceline.lab.simulate.outlets import NOBODY
from truceline.lab.simulate.reaching import readiness

_FLOOD_S = 2 * 86400.0  # a flood of rewrites is over after this
_COMMAND_S = 2 * 3600.0  # mean wait until another official repeats what one has said


def spread(first: Lines, news: Floats, speaking: Speaking, rng: Rng, flood: int = 0) -> Lines:
    """Return first utterances and, after them, their copies, with what each copy says.

    news: log of the harm of each. flood: so many rewrites are made of the last first utterance.
    """
    copies = speaking.family.copies(first["outlet"].astype(np.int64), news, speaking.outlets, rng)
    copies = _joined(copies, _repeats(first, copies, speaking, rng))
    floods = _flooded(first, speaking, len(first) + len(copies.parent), flood, rng)
    copies = _joined(copies, floods)
    everything = np.concatenate([first, lines(len(copies.parent))])
    born = everything[len(first) :]
    born["parent"], born["outlet"] = copies.parent, copies.outlet
    born["origin"] = first["origin"][copies.origin]
    _choose_ways(everything, first, copies, speaking, rng)
    if flood:
        everything["edge"][-flood:] = EDGES.index("rewrite")
    _hand_down(everything, len(first), copies.delay, speaking, rng)
    return everything


def _joined(one: Copies, other: Copies) -> Copies:
    return Copies(
        parent=np.concatenate([one.parent, other.parent]),
        origin=np.concatenate([one.origin, other.origin]),
        outlet=np.concatenate([one.outlet, other.outlet]),
        delay=np.concatenate([one.delay, other.delay]),
    )


def _repeats(first: Lines, copies: Copies, speaking: Speaking, rng: Rng) -> Copies:
    """Return what other members of a chain of command say after one of them: one voice."""
    outlets = speaking.outlets
    number = len(outlets)
    official = np.flatnonzero(outlets.command[first["outlet"]])
    origin = np.repeat(official, rng.poisson(speaking.laws.command["repeats"], len(official)))
    drawn = rng.random(len(origin))
    members = [np.flatnonzero(outlets.command & (outlets.side == side)) for side in (0, 1)]
    side = outlets.side[first["outlet"][origin]]
    chosen = [members[s][int(d * len(members[s]))] for s, d in zip(side, drawn, strict=True)]
    outlet = np.array(chosen, dtype=np.int64)
    keys = origin * number + outlet
    told = [
        np.arange(len(first)) * number + first["outlet"],
        copies.origin * number + copies.outlet,
    ]
    _, once = np.unique(keys, return_index=True)
    once = np.sort(once[~np.isin(keys[once], np.concatenate(told))])
    origin = origin[once].astype(np.int64)
    delay = rng.exponential(_COMMAND_S, len(origin))
    return Copies(parent=origin, origin=origin, outlet=outlet[once], delay=delay)


def _flooded(first: Lines, speaking: Speaking, begin: int, flood: int, rng: Rng) -> Copies:
    """Return a flood of copies of the last first utterance, a source copying again and again."""
    if not flood:
        nothing = np.zeros(0, dtype=np.int64)
        return Copies(parent=nothing, origin=nothing, outlet=nothing, delay=np.zeros(0))
    tree = attached(np.array([flood]), 0.5, rng)
    last = len(first) - 1
    readily = np.exp(readiness(first["outlet"][-1:].astype(np.int64), speaking.outlets)[0])
    return Copies(
        parent=np.where(tree == 0, last, tree - 1 + begin),
        origin=np.full(flood, last),
        outlet=rng.choice(len(readily), flood, p=readily / readily.sum()),
        delay=rng.random(flood) * _FLOOD_S / np.log2(flood + 1),
    )


def _choose_ways(
    everything: Lines, first: Lines, copies: Copies, speaking: Speaking, rng: Rng
) -> None:
    """Say of each copy what kind of edge leads to it."""
    outlets, ways, number = speaking.outlets, speaking.laws.ways, len(copies.parent)
    parents = everything["outlet"][copies.parent]
    drawn = rng.random((2, number))
    edge = np.where(
        drawn[0] < ways["verbatim"] / (ways["verbatim"] + ways["rewrite"]),
        EDGES.index("verbatim"),
        EDGES.index("rewrite"),
    )
    abroad = outlets.language[copies.outlet] != outlets.language[parents]
    edge = np.where(abroad, EDGES.index("translation"), edge)
    heard = first["speaker"][copies.origin] >= 0
    quoted = heard & (drawn[1] < ways["quotation_of_officials"])
    edge = np.where(quoted, EDGES.index("quotation"), edge)
    begun = first["outlet"][copies.origin]
    own = outlets.command[copies.outlet] & outlets.command[begun]
    own &= outlets.side[copies.outlet] == outlets.side[begun]
    everything["edge"][len(first) :] = np.where(own, EDGES.index("shared_statement"), edge)


def generations(parent: Whole) -> Whole:
    """Return how many steps each line is from its first utterance; a parent has a lower number."""
    depth = np.zeros(len(parent), dtype=np.int64)
    above = parent.astype(np.int64)
    while (above >= 0).any():
        depth += above >= 0
        above = np.where(above >= 0, parent[np.maximum(above, 0)], -1)
    return depth


def _hand_down(everything: Lines, number: int, delay: Floats, speaking: Speaking, rng: Rng) -> None:
    """Give every copy what its parent says, less what is lost and with what is changed."""
    depth = generations(everything["parent"].astype(np.int64))
    waits = np.concatenate([np.zeros(number), delay])
    for generation in range(1, int(depth.max(initial=0)) + 1):
        rows = np.flatnonzero(depth == generation)
        inherit(everything, rows, speaking, rng)
        everything["published"][rows] = (
            everything["published"][everything["parent"][rows]] + waits[rows]
        )


def inherit(everything: Lines, rows: Whole, speaking: Speaking, rng: Rng) -> None:
    """Give some lines what their parents say, less what is lost and with what is changed."""
    parents = everything["parent"][rows]
    for name in CONTENT:
        everything[name][rows] = everything[name][parents]
    everything["direct"][rows] = False
    made = everything[rows]
    lose(made, speaking.laws, rng)
    change(made, speaking, rng)
    everything[rows] = made


def hidden(everything: Lines, speaking: Speaking, rng: Rng) -> Lines:
    """Return lines without those official texts that are not among the evidence.

    What quotes such a text directly shares a statement with the first that did: that one stands
    for the first utterance, the others hang on it.
    """
    parent = everything["parent"].astype(np.int64)
    children = np.bincount(parent[parent >= 0], minlength=len(everything))
    official = speaking.outlets.command[everything["outlet"]] & (parent < 0) & (children > 0)
    gone = official & (rng.random(len(everything)) < speaking.laws.command["hidden"])
    orphans = np.flatnonzero((parent >= 0) & gone[np.maximum(parent, 0)])
    order = orphans[np.lexsort((everything["published"][orphans], parent[orphans]))]
    above, first = np.unique(parent[order], return_index=True)
    heir = np.full(len(everything), NOBODY)
    heir[above] = order[first]
    new = parent.copy()
    new[orphans] = heir[parent[orphans]]
    everything["edge"][orphans] = EDGES.index("shared_statement")
    new[order[first]] = -1
    everything["edge"][order[first]] = 0
    kept = np.flatnonzero(~gone)
    place = np.full(len(everything), -1)
    place[kept] = np.arange(len(kept))
    everything["parent"] = np.where(new >= 0, place[np.maximum(new, 0)], -1)
    return everything[kept]


def roundups(everything: Lines, evening: float, speaking: Speaking, rng: Rng) -> Lines:
    """Return lines with those of round-ups after them: documents that gather a day's reports."""
    law, outlets = speaking.laws.roundup, speaking.outlets
    writers = np.flatnonzero(outlets.wide & (rng.random(len(outlets)) < law["share"]))
    when = evening + (law["from_h"] + rng.random(len(writers)) * law["hours"]) * 3600
    reports = everything["kind"] == KINDS.index("incident_report")
    # A quiet day fills no long round-up.
    told = len(np.unique(everything["incident"][reports]))
    most = int(min(law["most"], 1 + told * law["of_the_day"]))
    made: list[Lines] = []
    for writer, at in zip(writers, when, strict=True):
        known = rng.permutation(np.flatnonzero(reports & (everything["published"] < at)))
        _, once = np.unique(everything["incident"][known], return_index=True)
        chosen = known[np.sort(once)][: int(rng.integers(1, most + 1))]
        own = lines(len(chosen))
        own["parent"], own["origin"] = chosen, everything["origin"][chosen]
        own["outlet"], own["published"] = writer, at
        own["edge"], own["document"] = EDGES.index("aggregation"), writer
        made.append(own)
    found = np.concatenate([everything, *made])
    inherit(found, np.arange(len(everything), len(found)), speaking, rng)
    return found


def in_documents(everything: Lines, speaking: Speaking, rng: Rng) -> Lines:
    """Return lines with documents: one each but for round-ups and articles of several accounts.

    An article joins what its source copied of one event, if nobody copied it in turn; it is
    published when the last of it is known.
    """
    number = len(everything)
    parent = everything["parent"].astype(np.int64)
    leaf = np.bincount(parent[parent >= 0], minlength=number) == 0
    leaf &= (parent >= 0) & (everything["document"] < 0) & (everything["incident"] >= 0)
    key = everything["outlet"].astype(np.int64) * (number + 1) + everything["incident"]
    _, article = np.unique(key, return_inverse=True)
    joins = leaf & (rng.random(number) < speaking.laws.joined)[article]
    whole = np.where(
        everything["document"] >= 0, 2 * number + everything["document"], np.arange(number)
    )
    whole = np.where(joins, number + article, whole)
    _, document = np.unique(whole, return_inverse=True)
    everything["document"] = document
    latest = np.full(int(document.max(initial=-1)) + 1, -np.inf)
    np.maximum.at(latest, document, everything["published"])
    everything["published"] = np.floor(latest[document] / 60) * 60
    return everything
