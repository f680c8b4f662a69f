"""The scoreboard of labelled headlines: incidents, acts, sides, places, harm and clusters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from truceline.ground.geometry import distance_m
from truceline.lab.baselines import Machine, commonest, load_machine, months_of
from truceline.lab.clusters import bcubed_f1
from truceline.lab.headlines import Gold, Reading, load_gold, read_headlines
from truceline.lab.intervals import Comparison, paired_bootstrap, share
from truceline.lab.measures import MacroF1, f1, ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.training.folds import without
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.values import Bounds
from truceline.read import Reader

MACHINE = "the feed's machine labels"
NEAR_M, CLOSE_M = 25_000.0, 5_000.0
_LEAST = 5  # a side that fewer labelled incidents name is not scored apart
_NOTHING = Machine(labels=frozenset(), act="", places=())


class Headlines:
    """Labelled headlines with our reading and the machine's labels; makes the rows of a board."""

    def __init__(
        self,
        name: str,
        gold: Sequence[Gold],
        readings: Sequence[Reading],
        machine: Mapping[tuple[str, str], Machine],
    ) -> None:
        self.name = name
        self.rows = list(zip(gold, readings, strict=True))
        self.machine = machine
        self.incidents = [(row, said) for row, said in self.rows if row.incident]

    def _feed(self, row: Gold) -> Machine:
        return self.machine.get((row.date, row.headline.strip()), _NOTHING)

    def board(self) -> list[Row]:
        """Return every row of this set, in the order in which they are read."""
        return [
            *_of("read", self.detection()),
            *_of("read", self.recall_by_side()),
            *_of("read", self.acts()),
            *_of("read", self.perpetrators()),
            *_of("places", self.places()),
            *_of("read", self.harm()),
            *_of("fuse", self.clusters()),
        ]

    def detection(self) -> list[Row]:
        """Return precision, recall and F1 of "reports an incident", against any machine label."""
        rows = [(row, said) for row, said in self.rows if row.incident is not None]
        gold = np.array([bool(row.incident) for row, _ in rows], dtype=np.bool_)
        said = np.array([bool(said.reports) for _, said in rows], dtype=np.bool_)
        feed = np.array([bool(self._feed(row).labels) for row, _ in rows], dtype=np.bool_)
        one = np.ones(len(rows))
        found = []
        for name, ours, theirs in (
            (
                "precision",
                ratio(one * (gold & said), one * said),
                ratio(one * (gold & feed), one * feed),
            ),
            (
                "recall",
                ratio(one * (gold & said), one * gold),
                ratio(one * (gold & feed), one * gold),
            ),
            ("F1", f1(gold, said), f1(gold, feed)),
        ):
            against = paired_bootstrap(ours, theirs if self.machine else None)
            found.append(row_of(f"incident {name}", self.name, len(rows), against, MACHINE))
        return found

    def recall_by_side(self) -> list[Row]:
        """Return the recall of incidents by who did them: a gap between sides is a bias."""
        sides = Counter(row.perpetrator for row, _ in self.incidents if row.perpetrator)
        found = []
        for side in dict.fromkeys(row.perpetrator for row, _ in self.incidents):
            if side and sides[side] >= _LEAST:
                hits = [
                    bool(said.reports) for row, said in self.incidents if row.perpetrator == side
                ]
                name = f"incident recall, by {side}"
                found.append(row_of(name, self.name, len(hits), _share_of(hits)))
        return found

    def _answers(
        self,
        name: str,
        gold: Sequence[str],
        said: Sequence[str],
        baseline: str,
        other: Sequence[str],
    ) -> list[Row]:
        """Return accuracy and macro-F1 of a choice among names."""
        labels, ours, theirs = np.array(gold), np.array(said), np.array(other)
        one = np.ones(len(labels))
        number = len(labels)
        accuracy = paired_bootstrap(ratio(labels == ours, one), ratio(labels == theirs, one))
        macro = paired_bootstrap(MacroF1(labels, ours), MacroF1(labels, theirs))
        return [
            row_of(f"{name} accuracy", self.name, number, accuracy, baseline),
            row_of(f"{name} macro-F1", self.name, number, macro, baseline),
        ]

    def acts(self) -> list[Row]:
        """Return how well acts are told; a missed incident counts as a wrong answer.

        Where coders differ either answer is right, and of several reports any may give it.
        """
        rows = [(row, said) for row, said in self.incidents if row.acts]
        if not rows:
            return []
        pairs = [_act(row, said) for row, said in rows]
        gold, said = [each for each, _ in pairs], [each for _, each in pairs]
        if self.machine:
            return self._answers("act", gold, said, MACHINE, [self._feed(r).act for r, _ in rows])
        usual = commonest(gold)
        return self._answers("act", gold, said, f"always {usual}", [usual] * len(rows))

    def perpetrators(self) -> list[Row]:
        """Return how well the side is told, against the answer that is right most often."""
        rows = [(row, said) for row, said in self.incidents if row.perpetrator is not None]
        if not rows:
            return []
        gold = [row.perpetrator or "" for row, _ in rows]
        said = [reading.first.perpetrator if reading.first else "-" for _, reading in rows]
        usual = commonest(gold)
        return self._answers("perpetrator", gold, said, f"always {usual}", [usual] * len(rows))

    def places(self) -> list[Row]:
        """Return the share of labelled event settlements that the best place falls near."""
        wanted = [
            (row, said, place)
            for row, said in self.incidents
            if "places" not in row.contested
            for place in row.places
        ]
        ours = [
            _nearest(place, [(p.name, p.lat or 0.0, p.lon or 0.0) for p in said.best_places()])
            for _, said, place in wanted
        ]
        feed = [_nearest(place, self._feed(row).places) for row, _, place in wanted]
        one, found = np.ones(len(wanted)), []
        for limit in (CLOSE_M, NEAR_M):
            mine, theirs = (one * (np.array(each) <= limit) for each in (ours, feed))
            against = paired_bootstrap(
                ratio(mine, one), ratio(theirs, one) if self.machine else None
            )
            name = f"place within {limit / 1000:g} km"
            found.append(row_of(name, self.name, len(wanted), against, MACHINE))
        return found

    def harm(self) -> list[Row]:
        """Return how often a stated toll is read exactly, and how often none is made up."""
        found = []
        for field in ("killed", "injured"):
            rows = [(row, said) for row, said in self.incidents if field not in row.contested]
            stated = [
                _tolls(said, field) == [getattr(row, field)]
                for row, said in rows
                if getattr(row, field) is not None
            ]
            silent = [
                _tolls(said, field) == [] for row, said in rows if getattr(row, field) is None
            ]
            for name, hits in ((f"{field} exact", stated), (f"{field} not made up", silent)):
                found.append(row_of(name, self.name, len(hits), _share_of(hits)))
        return found

    def clusters(self) -> list[Row]:
        """Return extended B-cubed F1 of incidents against what place and day alone give."""
        rows = [(row, said) for row, said in self.incidents if row.clusters]
        gold = [row.clusters for row, _ in rows]
        ours = bcubed_f1(gold, [said.incidents for _, said in rows])
        plain = bcubed_f1(gold, [_place_and_day(row, said) for row, said in rows])
        against = paired_bootstrap(ours, plain)
        found = [row_of("clusters B-cubed F1", self.name, len(rows), against, "our place and day")]
        if self.machine:
            feed = bcubed_f1(gold, [self._feed_clusters(row) for row, _ in rows])
            against = paired_bootstrap(ours, feed)
            name = "the feed's place and day"
            found.append(row_of("clusters B-cubed F1", self.name, len(rows), against, name))
        return found

    def _feed_clusters(self, row: Gold) -> frozenset[str]:
        return frozenset(f"{row.date} {name}" for name, _, _ in self._feed(row).places)


def _of(stage: str, rows: Sequence[Row]) -> list[Row]:
    return [replace(row, stage=stage) for row in rows]


def _share_of(hits: Sequence[bool]) -> Comparison:
    return share(np.array(hits, dtype=np.bool_), np.ones(len(hits), dtype=np.bool_))


def _act(row: Gold, said: Reading) -> tuple[str, str]:
    """Return the labelled act and the one that we tell, "-" if we tell of no incident."""
    told = [each.act for each in said.reports]
    right = next((each for each in told if each in row.acts), None)
    if right:
        return right, right
    return row.act or min(row.acts), told[0] if told else "-"


def _nearest(place: tuple[str, float, float], others: Sequence[tuple[str, float, float]]) -> float:
    return min((distance_m(place[1], place[2], lat, lon) for _, lat, lon in others), default=np.inf)


def _tolls(said: Reading, field: str) -> list[Bounds]:
    """Return the distinct tolls that the reports of one headline give."""
    tolls = [getattr(each, field) for each in said.reports]
    return list(dict.fromkeys(each for each in tolls if each is not None))


def _place_and_day(row: Gold, said: Reading) -> frozenset[str]:
    """Return the clusters of a simpler rule: one incident for each named place and day."""
    return frozenset(f"{row.date} {each.name}" for each in said.best_places())


def score_headlines(
    name: str,
    gold: Sequence[Gold],
    machine: Mapping[tuple[str, str], Machine],
    reader: Reader,
    watch: Watch = UNWATCHED,
) -> list[Row]:
    """Return the rows of a set of labelled headlines, read and fused by us here and now."""
    return Headlines(name, gold, read_headlines(gold, reader, watch), machine).board()


def score_folder(name: str, data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of a labelled set by name from a folder with gold/ and viina/.

    The model that reads it was fitted on the other labelled sets of the folder only.
    """
    gold = load_gold(data / "gold" / f"{name}.jsonl")
    machine = load_machine(data / "viina", months_of(row.date for row in gold))
    reader = Reader.load(model=without(name, data))
    return score_headlines(name, gold, machine, reader, watch)
