"""Figures of how texts word what they know, fitted to accounts of labelled incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from truceline.lab.simulate.accounts import Account
from truceline.lab.simulate.acts_fitting import Figures, acts_told, digits, followups, news
from truceline.lab.simulate.measured import Tally, share


def fitted_telling(
    accounts: Sequence[Account], tally: Tally, kinds: Mapping[str, float], named: float
) -> Figures:
    """Return the figures that follow from accounts alone, each section with its n.

    tally: of those accounts (`tallied`). kinds: shares of acts among incidents (fronts.yaml).
    named: the share of simulated incidents that somebody known did.
    """
    found = {name: share(counts)[0] for name, counts in tally.items()}
    number = {"n": round(share(tally["side: stated"])[1])}
    return {
        "act": acts_told(accounts, kinds, found["acts of two: one word"]),
        "time": number | _time(found),
        "place": number | _place(found),
        "side": number | _side(found, named),
        "target": number | _target(found),
        "harm": _harm(found, tally),
        "followup": followups(accounts),
        "news": news(accounts, kinds),
    }


def _time(found: Mapping[str, float]) -> Figures:
    return {
        "told": digits(found["time: stated"]),
        "follow": follow(found["time: stated"], found["times of two: both stated"]),
        "hour": digits(found["time: an hour or less, if stated"]),
        "part": digits(found["time: a part of the day, if stated"]),
        "other_day": digits(found["time: misses the day, if stated"]),
    }


def _place(found: Mapping[str, float]) -> Figures:
    wide, unlike = found["place: wide"], found["places of two: one wide"]
    return {
        "nowhere": digits(found["place: none"]),
        "wide": digits(wide),
        "follow": follow(wide, wide - unlike / 2),
    }


def _side(found: Mapping[str, float], named: float) -> Figures:
    by = found["side: stated"] + found["side: implied"]
    return {
        "told": digits(by / named),
        "implied": digits(found["side: implied"] / by),
        "follow": follow(by, by - found["sides of two: one unknown"] / 2),
    }


def _target(found: Mapping[str, float]) -> Figures:
    classes = {name: found[f"target: {name}"] for name in ("civilian", "energy", "military")}
    told = sum(classes.values())
    both = told - found["targets of two: one open"] / 2
    return {
        "told": digits(told),
        "follow": follow(told, both),
        "other": _other(found["targets of two: clash"] / both, classes),
        **{name: digits(each / told) for name, each in classes.items()},
    }


def _harm(found: Mapping[str, float], tally: Tally) -> Figures:
    both = {name: f"{name} of two: both, if one is stated" for name in ("killed", "injured")}
    none = found["harm: killed stated"] * found["harm: none killed, if killed stated"]
    return {
        "n": round(sum(share(tally[figure])[1] for figure in both.values())),
        **{name: given(found[figure]) for name, figure in both.items()},
        "none": digits(none),
    }


def follow(one: float, both: float) -> float:
    """Return the share of texts that follow their incident's own draw, for a yes or no.

    one: share of texts that say yes; both: share of pairs that do. Two texts that both follow
    (share f * f) are alike, all others are independent: both = f^2 one + (1 - f^2) one^2.
    """
    squared = (both - one**2) / (one - one**2)
    return digits(np.sqrt(np.clip(squared, 0.0, 1.0)))


def given(both: float) -> float:
    """Return the share that states a number where there is one, from pairs one of which does.

    Two texts state it independently with share t: of pairs with it in one, t / (2 - t) have both.
    """
    return digits(2 * both / (1 + both))


def _other(clash: float, shares: Mapping[str, float]) -> float:
    """Return the share that names the class of target anew, from how often two classes clash."""
    parts = np.array(list(shares.values())) / sum(shares.values())
    unlike = 1 - float((parts**2).sum())
    # Of two texts at least one names it anew with 1 - (1 - x)^2, then they are unlike as often as
    # two drawn from all.
    return digits(1 - np.sqrt(max(0.0, 1 - clash / unlike)))
