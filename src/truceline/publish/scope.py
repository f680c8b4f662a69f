"""Parts what a report is about from what was read besides, as the judge's exclusions say."""

from __future__ import annotations

from dataclasses import replace

from truceline.model.origin import Contradiction
from truceline.model.tally import TallyAccount
from truceline.publish.inputs import ReportInput


def put_aside(given: ReportInput) -> frozenset[str]:
    """Return the ids of the statements that no main section may list.

    A report of an excluded incident is aside unless it is also a report of one that is not.
    """
    excluded = {(each.kind, each.subject) for each in given.exclusions}
    inside = [each for each in given.incidents if ("incident", each.id) not in excluded]
    outside = [each for each in given.incidents if ("incident", each.id) in excluded]
    kept = {member.statement for each in inside for member in each.members}
    aside = {member.statement for each in outside for member in each.members} - kept
    return frozenset(aside | {subject for kind, subject in excluded if kind == "statement"})


def within_scope(given: ReportInput, aside: frozenset[str]) -> ReportInput:
    """Return a report's input without what is out of the agreement's scope.

    The statements stay: what is left may be quoted beside what is not. A total, a changed copy or
    an unresolved group goes only if all that it rests on is aside; rival figures go if one of
    them is, since the two then speak of different things.
    """
    excluded = {each.subject for each in given.exclusions if each.kind == "incident"}
    accounts = tuple(each for each in given.tally_accounts if not _all_aside(each, aside))
    known = {each.id for each in accounts}
    return replace(
        given,
        incidents=tuple(each for each in given.incidents if each.id not in excluded),
        findings=tuple(each for each in given.findings if each.incident not in excluded),
        groups=tuple(e for e in given.groups if not e.incidents or set(e.incidents) - excluded),
        tally_accounts=accounts,
        tally_comparisons=tuple(e for e in given.tally_comparisons if {e.a, e.b} <= known),
        contradictions=tuple(e for e in given.contradictions if not _is_aside(e, aside)),
    )


def _is_aside(each: Contradiction, aside: frozenset[str]) -> bool:
    return ({each.a, each.b} <= aside) if each.distortion else bool({each.a, each.b} & aside)


def _all_aside(account: TallyAccount, aside: frozenset[str]) -> bool:
    return bool(account.members) and set(account.members) <= aside
