"""Who has accepted an agreement by its own record, at the end of it or up to a moment."""

from __future__ import annotations

from datetime import datetime

from truceline.model.agreement import Agreement, Instrument

_UNCONDITIONAL = ("acceptance", "declaration", "ratification", "extension", "addendum", "order")
_CONDITIONAL = ("conditional_acceptance", "mirror_pledge")


def deciding_acts(agreement: Agreement, until: datetime | None = None) -> dict[str, Instrument]:
    """Return, for each actor, the act on record that decides whether it has accepted.

    In order of time (of one day, in the file's order): a withdrawal undoes what was before; an
    acceptance or declaration stands until then, whatever is said later about extensions or
    conditions; a conditional one stands until it becomes unconditional; a proposal, rejection
    or condition decides only while nothing else does. Who takes part in an extension or an
    addendum accepts by it; a suspension undoes no acceptance. until: acts after it are left out.
    """
    deciding: dict[str, Instrument] = {}
    for each in sorted(agreement.instruments, key=lambda instrument: instrument.at):
        if until is not None and each.at > until:
            break
        for by in each.makers:
            before = deciding.get(by)
            if before is None or _weight(each) >= _weight(before) or before.act == "withdrawal":
                deciding[by] = each
    return deciding


def _weight(instrument: Instrument) -> int:
    if instrument.act == "withdrawal":
        return 3
    if instrument.act in _UNCONDITIONAL:
        return 2
    return 1 if instrument.act in _CONDITIONAL else 0


def accepted_by(agreement: Agreement, until: datetime | None = None) -> frozenset[str]:
    """Return the actors who have accepted, by the agreement's own record (up to a moment).

    Who proposes accepts by it. A conditional acceptance counts once all on whom it depends have
    accepted; two that depend on each other's acceptance count together, as an exchange of
    promises does.
    """
    accepting = (*_UNCONDITIONAL, *_CONDITIONAL, "proposal")
    acts = deciding_acts(agreement, until)
    willing = {by: each for by, each in acts.items() if each.act in accepting}
    while True:
        unmet = [
            by
            for by, each in willing.items()
            if each.act in _CONDITIONAL and not set(each.depends_on) <= willing.keys()
        ]
        if not unmet:
            return frozenset(willing)
        for by in unmet:
            del willing[by]
