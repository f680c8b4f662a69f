"""Finds options of a choice that come to the same: one of them leaves nothing to be judged."""

from __future__ import annotations

from itertools import combinations
from math import prod

from truceline.agreements.checking.whole import Whole
from truceline.agreements.source import shown
from truceline.model.agreement import Reading


def check_choices(whole: Whole) -> None:
    """Note each option that makes the same readings as an earlier one of its choice.

    One option of a choice may take the terms as they stand; a second that does is no option.
    """
    sizes = [len(each.options) for each in whole.agreement.choices]
    readings = whole.agreement.readings
    if len(readings) != prod(sizes) * len(whole.values("readings")):
        return  # too many to be combined: already told
    terms = [_terms(each, whole) for each in readings]
    for index, choice in enumerate(whole.agreement.choices):
        step = prod(sizes[index + 1 :])
        taken = [
            [terms[i] for i in range(len(terms)) if i // step % sizes[index] == option]
            for option in range(sizes[index])
        ]
        for one, other in combinations(range(sizes[index]), 2):
            if taken[one] == taken[other]:
                ids = [shown(choice.options[each].id) for each in (one, other)]
                what = f"The option “{ids[1]}” comes to the same as “{ids[0]}”."
                mend = (
                    "Say what it changes, with within, clauses, conduct or otherwise, or remove it."
                )
                whole.add(("choices", index, "options", other), what, mend)


def _terms(reading: Reading, whole: Whole) -> tuple[object, ...]:
    """Return what a reading makes of the agreement: whom it binds to what."""
    taken = {each.id: each for each in reading.clauses}
    clauses = tuple(taken.get(each.id, each) for each in whole.agreement.clauses)
    return (reading.duties, clauses)
