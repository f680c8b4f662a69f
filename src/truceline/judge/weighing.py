"""From answers to questions, each with its doubt, to verdicts and what suffices for them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from math import prod
from typing import Literal, NamedTuple, get_args

from truceline.ground.times import TimeRange
from truceline.model.finding import Verdict

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
TOLERANCE = 1e-9  # what floating point may lose of a standard that is met exactly

Effect = Literal["breach", "excused", "permitted"]


class Answer(NamedTuple):
    """P(yes) and P(no) of a question about an incident; what is left to 1 is not known."""

    yes: float
    no: float


class Weighed(NamedTuple):
    """The questions' answers, and what an act that answers them all with yes amounts to.

    effect: "breach" of an unconditional duty, "permitted", or "excused" where the duty depends
    on the other's conduct. In the last case the final answer is that of the condition: its yes
    is P(the other had failed first).
    """

    answers: tuple[Answer, ...]
    effect: Effect


def probabilities(weighed: Weighed) -> dict[Verdict, float]:
    """Return the probability of each verdict, summing to 1; the questions are independent.

    All answers yes: the act engages the duty and has its effect. Any answer no: the act is
    outside of what the respondent owes. Everything else is undetermined.
    """
    settled = prod(each.yes for each in weighed.answers)
    outside = 1 - prod(1 - each.no for each in weighed.answers)
    p: dict[Verdict, float] = dict.fromkeys(VERDICTS, 0.0)
    p[weighed.effect] = settled
    p["outside"] = outside
    p["undetermined"] = max(0.0, 1 - settled - outside)
    return p


def verdict_of(p: dict[Verdict, float], standard: float) -> Verdict:
    """Return the verdict that reaches the standard of proof, else "undetermined"."""
    best = max(VERDICTS, key=lambda each: p[each])
    return best if p[best] >= standard - TOLERANCE else "undetermined"


@lru_cache(maxsize=65536)
def sufficient_sets(weighed: Weighed, standard: float) -> tuple[tuple[int, ...], ...]:
    """Return the smallest sets of answers that alone carry the verdict, as indexes.

    A set carries it if the verdict stands although all other answers are taken as unknown. To
    break every set is to flip the verdict. "Undetermined" needs no proof: ().
    """
    verdict = verdict_of(probabilities(weighed), standard)
    found: list[tuple[int, ...]] = []
    if verdict == "undetermined":
        return ()
    indexes = range(len(weighed.answers))
    for size in range(1, len(weighed.answers) + 1):
        for chosen in combinations(indexes, size):
            if any(set(each) <= set(chosen) for each in found):
                continue
            if verdict_of(probabilities(_only(weighed, chosen)), standard) == verdict:
                found.append(chosen)
    return tuple(found)


def _only(weighed: Weighed, chosen: Sequence[int]) -> Weighed:
    unknown = Answer(0.0, 0.0)
    kept = tuple(a if i in chosen else unknown for i, a in enumerate(weighed.answers))
    return weighed._replace(answers=kept)


def part_inside(time: TimeRange, other: TimeRange) -> TimeRange | None:
    """Return the part of a range that lies inside another, None if none does."""
    start, end = max(time.earliest, other.earliest), min(time.latest, other.latest)
    if start > end or (start == end and not time.share_inside(other)):
        return None
    return TimeRange(earliest=start, latest=end, zone=time.zone)


def probability_before(first: TimeRange, second: TimeRange) -> float:
    """Return P(a moment of `first` precedes one of `second`), both uniform and independent."""
    span = second.seconds
    if span == 0:
        return (
            first.share_inside(TimeRange(earliest=first.earliest, latest=second.earliest))
            if (first.earliest < second.earliest)
            else 0.0
        )
    from_start = (second.earliest - first.earliest).total_seconds()
    length = first.seconds
    return (_area(from_start + span, length) - _area(from_start, length)) / span


def _area(t: float, length: float) -> float:
    """Return the integral up to t of the chance that a moment of [0, length) has passed."""
    if t <= 0:
        return 0.0
    return t * t / (2 * length) if t < length else t - length / 2
