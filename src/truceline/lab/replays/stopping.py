"""Replays of truces: what stopped and what went on, kind of act by kind, as figures."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import get_args

from truceline.lab.replays.labelled import leaning
from truceline.lab.replays.replayed import replayed
from truceline.lab.rows import Row, counted
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.agreement import Agreement
from truceline.model.finding import Finding, Verdict
from truceline.publish import ReportInput
from truceline.publish.kinds import Known, known_kinds
from truceline.publish.kinds_counts import Strand
from truceline.publish.kinds_rates import Share
from truceline.publish.lookup import Lookup, make_lookup
from truceline.publish.phrases import load_phrases

WEEK = timedelta(days=7)
NAIVE = "raw counts, what is missing is zero"


def score_truce(name: str, data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of a truce: rates in it as shares of those around, with 95 % intervals.

    With a week on either side, and with as much as the truce is long; the baseline takes days,
    rows and windows that are missing for zeros.
    """
    look = looked_up(replayed(name, data, watch))
    window = look.given.agreement.window
    length = window.latest - window.earliest if window else WEEK
    rows = []
    for words, reach in (("a week around", WEEK), ("as long around", length)):
        for known in known_kinds(look, reach):
            rows += [_row(each, known, f"{name}, {words}") for each in known.strands]
    return [*rows, *_claims(name, look), *_verdicts(name, look)]


score_easter, score_victory = (partial(score_truce, name) for name in ("easter", "victory"))


def looked_up(given: ReportInput) -> Lookup:
    """Return a replay as the sections of a report look at it."""
    return make_lookup(given, load_phrases("en"))


def named(strand: Strand, known: Known) -> str:
    """Return what a strand is about, and how it is known."""
    who = strand.who or strand.source
    return f"{known.kind}, by {strand.how}{f' of {who}' if who else ''}"


def deciding(strand: Strand) -> Share | None:
    """Return the share with the highest upper end, which decides; None where one has no end."""
    shares = [each for each in strand.shares if each is not None and each.high < math.inf]
    return max(shares, key=lambda each: each.high) if shares else None


def _row(strand: Strand, known: Known, where: str) -> Row:
    share = deciding(strand)
    before, during, after = strand.rates
    around = (before.count + after.count) / (before.hours + after.hours)
    naive = during.count / during.hours / around if around else math.nan
    return Row(
        name=f"{named(strand, known)}: rate as a share of that around",
        set=where,
        n=round(before.count + during.count + after.count),
        figure=share.figure if share else math.nan,
        low=share.low if share else math.nan,
        high=share.high if share else math.nan,
        baseline=NAIVE,
        baseline_figure=naive,
        stage="judge",
    )


def _claims(name: str, look: Lookup) -> Iterator[Row]:
    """Yield the largest number of each kind that each side claims in the truce, as it claims it."""
    for known in known_kinds(look):
        for each in known.claims:
            high = math.nan if each.quantity.max is None else each.quantity.max
            yield Row(
                name=f"{known.kind}, claimed of {each.accused}: least and most",
                set=name,
                n=1,
                figure=each.quantity.min,
                low=each.quantity.min,
                high=high,
                stage="judge",
            )


def _verdicts(name: str, look: Lookup) -> Iterator[Row]:
    """Yield how many findings each respondent has of each verdict under each reading.

    As judged, and as what each finding leans to, however weakly.
    """
    findings = look.given.findings
    for where, found in ((f"{name}, as judged", findings), (f"{name}, leaning", leaning(findings))):
        yield from verdict_rows(look.given.agreement, found, where)


def verdict_rows(agreement: Agreement, findings: Sequence[Finding], where: str) -> Iterator[Row]:
    """Yield the share of each verdict, for each reading and respondent."""
    for reading in agreement.readings:
        for party in agreement.parties:
            mine = [e for e in findings if e.reading == reading.id and e.respondent == party]
            found = Counter(each.verdict for each in mine)
            for verdict in get_args(Verdict):
                if found[verdict]:
                    title = f"{reading.id}, {party}: “{verdict}”"
                    yield counted(title, where, found[verdict], len(mine))
