"""Scoreboard of P(occurred): fitted under one family of laws of lying, tested under another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from truceline.fuse.belief.weighing import weigh
from truceline.fuse.belief.weights import load_weights
from truceline.fuse.belief.words import bands
from truceline.lab.calibration.chain import chains_of
from truceline.lab.calibration.corridors import corridor_rows
from truceline.lab.calibration.counting import fit_counting
from truceline.lab.calibration.flood import flood_rows
from truceline.lab.calibration.proper import brier, log_score, mean_of, skill
from truceline.lab.calibration.reliability import Bin, reliability
from truceline.lab.calibration.samples import (
    FIT_SEED,
    FITTED,
    SOURCE_KINDS,
    TEST_SEED,
    TESTED,
    Known,
    Sample,
    fronts_of,
)
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import Values
from truceline.lab.rows import Row, counted, row_of
from truceline.lab.watch import UNWATCHED, Watch

STAGE = "fuse"
FAMILIES = ("a", "b")  # fitted on the first, tested on the second
# Days of each front that are fused as told, and those that are traced too, which reads texts.
CHAINS: dict[bool, dict[str, int]] = {
    False: {"quiet": 100, "mixed": 16, "busy": 2},
    True: {"quiet": 30, "mixed": 3},
}
WHERE = {family: f"simulated {family}" for family in FAMILIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A baseline by name with its probabilities."""

    name: str
    p: Values


def our_p(sample: Sample) -> Values:
    """Return P(occurred) of each incident with the weights that ship."""
    return weigh(sample.voices(), load_weights()).p


def rivals(fitted: Known, tested: Known) -> tuple[Rival, ...]:
    """Return the baselines, fitted where our weights were and asked about what is tested."""
    outlets = fit_counting(fitted.outlets, fitted.occurred)(tested.outlets)
    origins = fit_counting(fitted.origins, fitted.occurred)(tested.origins)
    rate = np.full(tested.number, fitted.occurred.mean())
    return (
        Rival(name="outlets counted", p=outlets),
        Rival(name="origins counted", p=origins),
        Rival(name="base rate", p=rate),
    )


def score_rows(where: str, sample: Known, ours: Values, others: tuple[Rival, ...]) -> list[Row]:
    """Return proper scores with intervals over days, and the share of error saved."""
    found = []
    for name, score in (("Brier score", brier), ("log score", log_score)):
        mine = score(ours, sample.occurred)
        for rival in others:
            theirs = score(rival.p, sample.occurred)
            against = paired_bootstrap(mean_of(mine, sample.day), mean_of(theirs, sample.day))
            title = f"{name} (lower is better)"
            found.append(row_of(title, where, sample.number, against, rival.name))
            saved = paired_bootstrap(skill(mine, theirs, sample.day))
            title = f"{name} saved against {rival.name}"
            found.append(row_of(title, where, sample.number, saved))
    return found


def bins_of(sample: Known, p: Values) -> list[Bin]:
    """Return the reliability of the bands of words, and of what lies beyond them."""
    words = bands()
    edges = [0.0, *(each.low for each in words), words[-1].high, 1.0]
    names = ["below all words", *(each.word for each in words), "above all words"]
    return reliability(p, sample.occurred, edges, names)


def band_rows(where: str, bins: list[Bin]) -> list[Row]:
    """Return how often each band came true, with the interval in which it should if calibrated."""
    rows = [
        Row(
            name=f"came true: {each.word} ({each.low:g}-{each.high:g}; interval if calibrated)",
            set=where,
            n=each.n,
            figure=each.share,
            low=each.least,
            high=each.most,
            baseline="mean probability given",
            baseline_figure=each.mean,
        )
        for each in bins
        if each.n
    ]
    used = [each for each in bins if each.n]
    for name, hits in (
        ("bands inside their consistency band", [each.consistent for each in used]),
        ("bands that came true as often as their word says", [each.as_said for each in used]),
    ):
        rows.append(counted(name, where, sum(hits), len(hits)))
    return rows


def fabricated_rows(where: str, sample: Sample) -> list[Row]:
    """Return the share of fabricated incidents by the kind of source that is listed first."""
    rows = []
    for number, kind in enumerate(SOURCE_KINDS):
        chosen = sample.first == number
        if chosen.any():
            made_up = int((~sample.occurred[chosen]).sum())
            name = f"fabricated, told first by: {kind}"
            rows.append(counted(name, where, made_up, int(chosen.sum())))
    return rows


def chain_rows(*, trace: bool) -> list[Row]:
    """Return the rows of incidents as our own fusing, and with trace our own tracing, make them.

    Only what sums the bands up is kept of them: a few thousand incidents fill no band.
    """
    days, name = (CHAINS[trace], "traced and fused" if trace else "fused")
    fitted, tested = (chains_of(each, days, TEST_SEED, trace=trace) for each in FAMILIES)
    where = f"{WHERE[FAMILIES[1]]}, {name}"
    sums = [
        each for each in band_rows(where, bins_of(tested, tested.p)) if each.name[:5] == "bands"
    ]
    return [*score_rows(where, tested, tested.p, rivals(fitted, tested)), *sums]


@cache
def samples() -> tuple[Sample, Sample]:
    """Return the sample on which weights and baselines are fitted, and the one for the test."""
    fitted, tested = FAMILIES
    return fronts_of(fitted, FITTED, FIT_SEED), fronts_of(tested, TESTED, TEST_SEED)


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:  # noqa: ARG001 - a board's signature; simulating is one step
    """Return the rows of the scoreboard: incidents simulated here and now, and a real check.

    Incidents are the true ones with their true origins, so that P(occurred) alone is measured;
    the last rows are those of the whole chain, with incidents and origins as it finds them.
    """
    fitted, tested = samples()
    rows = []
    for family, sample in zip(FAMILIES, (fitted, tested), strict=True):
        p = our_p(sample)
        rows += score_rows(WHERE[family], sample, p, rivals(fitted, sample))
        rows += band_rows(WHERE[family], bins_of(sample, p))
    rows += fabricated_rows(WHERE[FAMILIES[1]], tested)
    rows += [each for family in FAMILIES for each in flood_rows(family, WHERE[family])]
    rows += [each for trace in (False, True) for each in chain_rows(trace=trace)]
    rows += corridor_rows(data)
    return [replace(row, stage=STAGE) for row in rows]
