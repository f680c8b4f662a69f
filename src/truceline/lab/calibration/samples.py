"""Incidents whose truth is known, with what was said of them: from simulated worlds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import get_args

import numpy as np
import pyarrow as pa

from truceline.fuse.belief.columns import Accounts, Watch
from truceline.fuse.belief.telling import told_of
from truceline.fuse.belief.voices import Voices, voices_of
from truceline.fuse.belief.watching import watch_of, where_of
from truceline.fuse.belief.weights import load_kinds
from truceline.lab.measures import Indexes, Truths
from truceline.lab.simulate.world import World, simulate
from truceline.model.arrow import among, column, match, take, truths
from truceline.model.source import SourceKind

SOURCE_KINDS: tuple[str, ...] = get_args(SourceKind)


# Days of each front: some 20,000 alleged incidents of a family together.
TESTED = {"quiet": 750, "mixed": 200, "busy": 62}
FITTED = {"quiet": 250, "mixed": 60, "busy": 12}
FIT_SEED, TEST_SEED = 4, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """n alleged incidents: what was so, and what baselines count.

    day: the block that each is resampled with; outlets: distinct sources that tell of it;
    origins: distinct origins of what they tell.
    """

    occurred: Truths
    day: Indexes
    outlets: Indexes
    origins: Indexes

    @property
    def number(self) -> int:
        """Return the number of incidents."""
        return len(self.occurred)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Known):
    """True incidents with their true origins, and what was said and seen of them.

    first: number of the kind of source, as in SOURCE_KINDS, of whoever tells of it in the first
    row.
    """

    accounts: Accounts
    watch: Watch
    first: Indexes

    def voices(self) -> Voices:
        """Return the accounts and looks made ready to be weighed."""
        return voices_of(self.accounts, self.watch, self.number, load_kinds())


def distinct_by(incident: Indexes, other: Indexes, number: int) -> Indexes:
    """Return how many different others go with each incident."""
    pairs = np.unique(np.stack([incident, other]), axis=1)
    return np.asarray(np.bincount(pairs[0], minlength=number), dtype=np.int64)


def sample_of(world: World, day: int = 0) -> Sample:
    """Return the incidents of a world that somebody tells of, with their true clusters."""
    statement, told, happened = world.tables["statement"], world.told, world.happened
    row = match(column(statement, "id"), column(told, "statement"))
    home = match(take(column(told, "incident"), row), column(happened, "id"))
    tells = among(column(statement, "kind"), ("incident_report",)) & (home >= 0)
    alleged = np.unique(home[tells])
    incident = np.searchsorted(alleged, home)
    known = np.isin(home, alleged) & (home >= 0)
    incident = np.where(known, incident, -1)
    found = told_of(world.tables, incident)
    document = match(column(statement, "document"), column(world.tables["document"], "id"))
    source = match(
        take(column(world.tables["document"], "source"), document),
        column(world.tables["source"], "id"),
    )
    origin = column(told, "origin").dictionary_encode()
    code = match(take(column(told, "origin"), row), origin.dictionary)
    number = len(alleged)
    kinds = match(column(world.tables["source"], "kind"), pa.array(SOURCE_KINDS))
    first = np.unique(incident[tells], return_index=True)[1]
    return Sample(
        accounts=found.accounts,
        watch=watch_of(where_of(statement, incident, number), world.tables, found.parties),
        occurred=truths(take(column(happened, "occurred"), alleged)),
        day=np.full(number, day),
        outlets=distinct_by(incident[tells], source[tells], number),
        origins=distinct_by(incident[tells], code[tells], number),
        first=kinds[source[tells][first]],
    )


def _shifted(columns: Accounts | Watch, incidents: int, origins: int) -> dict[str, np.ndarray]:
    found = {each.name: getattr(columns, each.name) for each in fields(columns)}
    found["incident"] = found["incident"] + incidents
    if "origin" in found:
        found["origin"] = found["origin"] + origins
    return found


def joined(samples: Iterable[Sample]) -> Sample:
    """Return samples as one; their incidents and origins stay apart, their days count on."""
    every = list(samples)
    accounts, looks = [], []
    number = origins = 0
    for each in every:
        accounts.append(_shifted(each.accounts, number, origins))
        looks.append(_shifted(each.watch, number, 0))
        number += each.number
        origins += int(each.accounts.origin.max(initial=-1)) + 1
    days = np.cumsum([0, *(int(each.day.max(initial=-1)) + 1 for each in every)])
    return Sample(
        accounts=Accounts(**{k: np.concatenate([a[k] for a in accounts]) for k in accounts[0]}),
        watch=Watch(**{k: np.concatenate([a[k] for a in looks]) for k in looks[0]}),
        occurred=np.concatenate([each.occurred for each in every]),
        day=np.concatenate([each.day + days[i] for i, each in enumerate(every)]),
        outlets=np.concatenate([each.outlets for each in every]),
        origins=np.concatenate([each.origins for each in every]),
        first=np.concatenate([each.first for each in every]),
    )


def days_of(front: str, family: str, *, seed: int, days: int) -> Iterator[Sample]:
    """Yield the alleged incidents of simulated days, one day at a time."""
    for world in simulate(front, family, seed=seed, days=days, texts=False):
        if world.happened.num_rows:
            yield sample_of(world)


def simulated(front: str, family: str, *, seed: int, days: int) -> Sample:
    """Return the alleged incidents of simulated days as one sample."""
    return joined(days_of(front, family, seed=seed, days=days))


def fronts_of(family: str, days: Mapping[str, int], seed: int) -> Sample:
    """Return the alleged incidents of several fronts of one family of laws as one sample."""
    return joined(simulated(front, family, seed=seed, days=days[front]) for front in days)
