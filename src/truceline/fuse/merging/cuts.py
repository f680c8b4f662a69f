"""Three nested partitions of the reports: a strict one, the decided one and a lenient one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truceline.fuse.likeness import PARTS, Edges, State, parts_of
from truceline.fuse.merging.rounds import Merges, Rounds
from truceline.fuse.merging.spells import Spells, spells_of, with_spells
from truceline.fuse.settings import Settings
from truceline.model.arrow import Floats, Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """Partitions by first member, each (n,), and what led to the decided one.

    link: (n,) log odds that a report belongs where it is, inf for one that others joined; merges:
    all up to the decided partition; open: the edges that were left, with their score tables;
    bound: (k, 2) units that people bound; spells: the clusters that came together afterwards
    because fighting that goes on is one.
    """

    strict: Integers
    decided: Integers
    lenient: Integers
    link: Floats
    merges: Merges
    open: Merges
    bound: Integers
    spells: Spells


def _all(merges: list[Merges]) -> Merges:
    nothing = np.empty(0, dtype=np.int64)
    empty = Merges(a=nothing, b=nothing, parts=np.empty((0, len(PARTS))))
    together = [empty, *merges]
    return Merges(
        a=np.concatenate([each.a for each in together]),
        b=np.concatenate([each.b for each in together]),
        parts=np.concatenate([each.parts for each in together]),
    )


def cut(
    state: State,
    edges: Edges,
    scores: Floats,
    same: Sequence[tuple[int, int]],
    sector: Integers,
    settings: Settings,
) -> Cuts:
    """Return the partitions that merging ends in, at three thresholds of the log odds.

    edges, scores: between single units; same: pairs of units that people bound; sector: (n,) of
    units, where and when each tells of fighting, -1 for none. state is written over.
    What falls apart at `strict`, or would merge only at `lenient`, cannot be told from the data:
    an unresolved group.
    """
    rule = settings.cluster
    rounds = Rounds(state=state, edges=edges, scores=scores, settings=settings)
    rounds.bind(same)
    rounds.down_to(rule["strict"])
    strict = rounds.home
    rounds.down_to(rule["merge"])
    decided, link, merges = rounds.home, rounds.weakest, _all(rounds.merges)
    left = _left(rounds, rule["show_links_from"])
    spells = spells_of(rounds.state, decided, _apart(rounds.edges), sector, settings)
    rounds.down_to(rule["lenient"])
    whole = with_spells(spells, decided)
    # The rule leaves no doubt: what is one spell is no smaller incident at any threshold.
    ruled = np.isin(whole, spells.a)
    return Cuts(
        strict=np.where(ruled, whole, strict),
        decided=whole,
        lenient=with_spells(spells, rounds.home),
        link=link,
        merges=merges,
        open=left,
        bound=_bound(same),
        spells=spells,
    )


def _bound(same: Sequence[tuple[int, int]]) -> Integers:
    pairs = np.sort(np.array(same, dtype=np.int64).reshape(-1, 2), axis=1)
    return np.asarray(pairs[pairs[:, 0] != pairs[:, 1]])


def _apart(edges: Edges) -> Integers:
    """Return the clusters that are held apart, as pairs; shape (k, 2)."""
    held = edges.of(edges.held)
    return np.stack([held.a, held.b], axis=1)


def _left(rounds: Rounds, lowest: float) -> Merges:
    """Return the edges that did not merge but score above `lowest`."""
    near = rounds.edges.of(rounds.scores > lowest)
    return Merges(a=near.a, b=near.b, parts=parts_of(rounds.state, near, rounds.settings))
