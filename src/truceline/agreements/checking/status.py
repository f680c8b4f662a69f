"""Checks the status history of an agreement against its standing and its own order."""

from __future__ import annotations

from itertools import pairwise

from truceline.agreements.checking.whole import Whole, dated_before


def check_status(whole: Whole) -> None:
    """Note changes out of their order or without a change, and a last one that is not standing."""
    history = whole.agreement.status
    for index, (before, each) in enumerate(pairwise(history), 1):
        if dated_before(each, before):
            what = f"“{each.status}” is dated before “{before.status}”, which stands above it."
            mend = "Correct a date, or list the history in the order of time."
            whole.add(("status", index, "at"), what, mend)
        if each.status == before.status:
            what = f"“{each.status}” follows upon itself."
            mend = "Remove one of the two, or write what it became in between."
            whole.add(("status", index, "status"), what, mend)
    standing = whole.agreement.standing
    if history and history[-1].status != standing:
        what = f"The history ends with “{history[-1].status}”, but it is said to be “{standing}”."
        mend = f"Write “standing: {history[-1].status}”, or add how it came to be {standing}."
        whole.add(("status", len(history) - 1, "status"), what, mend)
