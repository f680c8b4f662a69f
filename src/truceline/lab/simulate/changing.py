"""What is lost and what is changed when a text is copied: one field of a copy at a time."""

from __future__ import annotations

import numpy as np

from truceline.lab.simulate.claims import Speaking, kindred
from truceline.lab.simulate.families import Common, Rng, Shares, Whole, Yes
from truceline.lab.simulate.lines import CHANGES, EDGES, MODES, UNKNOWN, Lines

_HOUR = 3600.0
_LOSABLE = ("time", "by", "harm", "target", "place")


def _shares(figures: Shares, edge: Whole) -> np.ndarray:
    """Return a share for each line by the kind of its edge."""
    return np.array([0.0, *(figures[name] for name in EDGES[1:])])[edge]


def lose(said: Lines, laws: Common, rng: Rng) -> None:
    """Leave one field open in a share of copies; a lost place leaves its region."""
    gone = rng.random(len(said)) < _shares(laws.lose, said["edge"])
    which = np.where(gone, rng.integers(0, len(_LOSABLE), len(said)), -1)
    said["time"][which == _LOSABLE.index("time")] = np.nan
    named = said["by"] >= 0
    said["by"][(which == _LOSABLE.index("by")) & named & (said["kind"] == 0)] = UNKNOWN
    for name in ("killed", "injured"):
        said[name][which == _LOSABLE.index("harm")] = np.nan
    said["target"][which == _LOSABLE.index("target")] = 0
    placed = (which == _LOSABLE.index("place")) & (said["mode"] > 0)
    said["mode"][placed] = MODES.index("region")


def change(said: Lines, speaking: Speaking, rng: Rng) -> None:
    """Change one field in a share of copies and note which; only what is said can be changed."""
    changed = rng.random(len(said)) < _shares(speaking.laws.change, said["edge"])
    timed = ~np.isnan(said["time"][:, 0])
    placed = np.isin(said["mode"], (MODES.index("settlement"), MODES.index("point")))
    possible: dict[str, Yes] = {
        "number": _numbered(said),
        "window": timed,
        "zone": timed,
        "speaker": said["speaker"] >= 0,
        "place": placed,
        "translation": said["edge"] == EDGES.index("translation"),
    }
    weight = np.stack([rng.random(len(said)) * possible[name] for name in CHANGES[1:]])
    which = np.where(changed & (weight.max(axis=0, initial=0.0) > 0), weight.argmax(axis=0) + 1, 0)
    _change_numbers(said, which == CHANGES.index("number"), rng)
    sign = rng.choice([-1.0, 1.0], len(said))
    hours = np.where(which == CHANGES.index("window"), 24.0, rng.integers(1, 4, len(said)))
    moved = np.isin(which, (CHANGES.index("window"), CHANGES.index("zone")))
    said["time"] += np.where(moved, sign * hours * _HOUR, 0.0)[:, None]
    other = rng.integers(0, len(speaking.outlets), len(said))
    said["speaker"] = np.where(which == CHANGES.index("speaker"), other, said["speaker"])
    astray = which == CHANGES.index("place")
    town = speaking.ground.neighbour(said["town"][astray].astype(np.int64), rng)
    said["town"][astray] = town
    said["mode"][astray] = MODES.index("settlement")
    wrong = which == CHANGES.index("translation")
    said["act"][wrong] = kindred(said["act"][wrong].astype(np.int64), speaking.laws, rng)
    # A change on top of a change is named by the last one; one inherited is not the copy's own.
    said["distorted"] = which


def _numbered(said: Lines) -> Yes:
    known = [said[name][:, 0] > 0 for name in ("killed", "injured", "quantity")]
    return np.asarray(known[0] | known[1] | known[2])


def _change_numbers(said: Lines, which: Yes, rng: Rng) -> None:
    """Change every number above zero: by one to three, or tenfold by a slip of the pen."""
    step = rng.integers(1, 4, len(said)) * rng.choice([-1, 1], len(said))
    for name in ("killed", "injured", "quantity"):
        number = said[name]
        rows = which & (number[:, 0] > 0)
        least = number[rows, 0]
        new = least + step[rows]
        new = np.where(new < 1, least * 10, new)
        number[rows, 1] = np.where(np.isinf(number[rows, 1]), np.inf, new)
        number[rows, 0] = new
