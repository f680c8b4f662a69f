"""Which claims are one total with its parts: by origin, accused and window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from truceline.judge.tally_claims import Claim
from truceline.judge.tally_grounds import Ground, Subject, ground_of, is_part
from truceline.model.origin import Contradiction
from truceline.model.statement import Statement
from truceline.model.values import Window

_Bundle = tuple[str, Window]  # a report and one window in it


def _merged(
    bundles: Mapping[_Bundle, list[Claim]], ties: Sequence[tuple[str, str]]
) -> list[list[Claim]]:
    """Return the bundles joined that share a window or that a changed window ties together."""
    home: dict[_Bundle, _Bundle] = {each: each for each in bundles}

    def root(item: _Bundle) -> _Bundle:
        while home[item] != item:
            item = home[item]
        return item

    first: dict[Window, _Bundle] = {}
    for bundle in bundles:
        home[root(bundle)] = root(first.setdefault(bundle[1], bundle))
    bundle_of = {
        claim.statement.id: bundle for bundle, claims in bundles.items() for claim in claims
    }
    for a, b in ties:
        if a in bundle_of and b in bundle_of:
            home[root(bundle_of[b])] = root(bundle_of[a])
    found: dict[_Bundle, list[Claim]] = {}
    for bundle, claims in bundles.items():
        found.setdefault(root(bundle), []).extend(claims)
    return list(found.values())


def _with_windowless(groups: list[list[Claim]]) -> list[list[Claim]]:
    """Put claims without any window to the only group that has one, if there is just one."""
    known = [each for each in groups if any(c.window.start or c.window.end for c in each)]
    if len(known) != 1 or len(groups) == 1:
        return groups
    return [[claim for each in groups for claim in each]]


def group_claims(
    claims: Sequence[Claim], contradictions: Sequence[Contradiction], words: Mapping[str, Any]
) -> list[list[Claim]]:
    """Return the claims of each account, accounts and claims in the order of the evidence.

    A group that names a total keeps its parts; numbers that are parts of nothing stand alone,
    an account for each subject.
    """
    ties = [(each.a, each.b) for each in contradictions if each.distortion == "window"]
    origins: dict[tuple[str, str], dict[_Bundle, list[Claim]]] = {}
    for claim in claims:
        bundles = origins.setdefault((claim.origin, claim.statement.perpetrator), {})
        bundles.setdefault((claim.report, claim.window), []).append(claim)
    found = []
    for bundles in origins.values():
        for group in _with_windowless(_merged(bundles, ties)):
            found += _split(group, words)
    rank = {claim.statement.id: i for i, claim in enumerate(claims)}
    for group in found:
        group.sort(key=lambda each: rank[each.statement.id])
    return sorted(found, key=lambda group: rank[group[0].statement.id])


def _split(group: list[Claim], words: Mapping[str, Any]) -> list[list[Claim]]:
    """Return each total with its parts, and each number apart that is no part of any.

    Totals of different ground are totals of their own; a part belongs to the total of its own
    ground, else to the smallest that holds it.
    """
    never = set(words["never_parts"])
    wholes: dict[Ground, list[Claim]] = {
        ground_of(claim.statement.places): []
        for claim in group
        if claim.statement.unit in words["totals"]
    }
    alone: dict[Subject, list[Claim]] = {}
    for claim in group:
        said = claim.statement
        total = said.unit in words["totals"]
        acts = total or (said.act and not never & set(said.unit.split()))
        home = _home(ground_of(said.places), tuple(wholes), words["inside_from"]) if acts else None
        if home is not None:
            wholes[home].append(claim)
        else:
            alone.setdefault(subject_of(said), []).append(claim)
    return [each for each in (*wholes.values(), *alone.values()) if each]


def _home(ground: Ground, wholes: Sequence[Ground], least: float) -> Ground | None:
    """Return the ground of the total that a number on some ground belongs to, None for none."""
    if ground in wholes:
        return ground
    # What is limited to some ground is smaller than what is not, whatever it names.
    limited = [each for each in wholes if each and is_part(ground, each, least)]
    return min(limited, key=len) if limited else next((w for w in wholes if not w), None)


def subject_of(said: Statement) -> Subject:
    """Return what a number is about: act, unit, weapon and ground."""
    return Subject(said.act, said.unit, said.weapon, ground_of(said.places))


def window_of(group: Sequence[Claim]) -> tuple[Window, str | None]:
    """Return a group's window and why that one: "own", "most", "open"; None if undisputed.

    The claimant's own text comes first; then what most reports give that are not known to have
    changed it; where that is a tie, the first window is returned and the tie is said.
    """
    stated = [each for each in group if each.window.start or each.window.end]
    if not stated:
        return Window(start=None, end=None), None
    windows = dict.fromkeys(each.window for each in stated)
    if len(windows) == 1:
        return stated[0].window, None
    own = [each for each in stated if each.own]
    if own:
        return own[0].window, "own"
    sound = [each for each in stated if "window" not in each.distorted] or stated
    votes = Counter(
        window for _, window in dict.fromkeys((each.report, each.window) for each in sound)
    )
    ranked = votes.most_common()
    tied = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
    return ranked[0][0], "open" if tied else "most"
