"""What is known of each cluster of reports: place, time and act as mixtures, in columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from truceline.fuse.likeness.places import Places, combined_places, places_of
from truceline.fuse.likeness.times import Times, combined_times, times_of
from truceline.fuse.reported import Reports
from truceline.fuse.settings import Settings
from truceline.model.arrow import Floats, Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The clusters that are being merged; each array has a row for each cluster.

    act: (n, a) log likelihood of what was said of the act, under each definite act; size: (n,)
    reports; rate: (n,) log of the rate of incidents around it, in 1/(km^2 h).
    """

    places: Places
    times: Times
    act: Floats
    size: Floats
    rate: Floats

    def put(self, rows: Integers, new: State) -> None:
        """Write the rows of another state over some of these, in place: there may be millions."""
        self.places.put(rows, new.places)
        self.times.put(rows, new.times)
        self.act[rows], self.size[rows], self.rate[rows] = new.act, new.size, new.rate


def _acts(reports: Reports, rows: Integers, settings: Settings) -> Floats:
    """Return the log likelihood of what each report calls the act, under each definite act.

    One of an open word fits every act alike; `kindred` is shared by all that are akin. A word
    that the vocabulary does not hold is an open one.
    """
    rule: Mapping[str, Any] = settings.score["act"]
    open_words = set(settings.acts["open"])
    definite = [each for each in settings.proposition["acts"] if each not in open_words]
    kindred = [set(each) for each in settings.acts["kindred"]]
    table = np.full((len(reports.acts) + 1, len(definite)), rule["open"])
    for i, said in enumerate(reports.acts):
        if said not in definite:
            continue
        akin = {other for group in kindred if said in group for other in group} - {said}
        for j, true in enumerate(definite):
            near = rule["kindred"] / max(1, len(akin)) if true in akin else rule["unlike"]
            table[i, j] = rule["same"] if said == true else near
    return np.asarray(np.log(table)[reports.act[rows]])


def state_of(reports: Reports, rows: Integers, rate: Floats, settings: Settings) -> State:
    """Return the clusters that hold one report each, given by `rows`; rate: log, of each row."""
    return State(
        places=places_of(reports, rows),
        times=times_of(reports, rows, settings.score["time"]),
        act=_acts(reports, rows, settings),
        size=np.ones(len(rows)),
        rate=rate.copy(),
    )


def joined(state: State, a: Integers, b: Integers, settings: Settings) -> State:
    """Return the clusters that pairs of clusters make together, a row for each pair.

    Places and times are the products of both mixtures, cut to their heaviest members: the
    posterior of a cluster is the normalised product of what its reports say.
    """
    return State(
        places=combined_places(state.places, a, b, settings.score["place"]),
        times=combined_times(state.times, a, b, settings.score["time"]),
        act=state.act[a] + state.act[b],
        size=state.size[a] + state.size[b],
        rate=(state.rate[a] + state.rate[b]) / 2,
    )


def _log_sums(rows: Floats) -> Floats:
    """Return the log of the sum of exponentials of each row; scipy's takes four times as long."""
    top = rows.max(axis=1)
    return np.asarray(top + np.log(np.exp(rows - top[:, None]).sum(axis=1)))


def act_part(state: State, a: Integers, b: Integers) -> Floats:
    """Return the log likelihood ratio of one act behind both clusters against two; shape (k,)."""
    one, other = state.act[a], state.act[b]
    both, alone = _log_sums(one + other), _log_sums(one) + _log_sums(other)
    return np.asarray(both - alone + np.log(state.act.shape[1]))
