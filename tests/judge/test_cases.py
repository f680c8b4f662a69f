"""The worked cases that a lawyer can read come out as they say, and their proofs hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice, product

import pytest

from tests.judge.build import judged, opened
from tests.judge.casework import (
    ACT,
    HANGS_ON,
    TOLD,
    Case,
    agreement_of,
    cases,
    entries,
    matching,
    prohibitions_of,
    swapped_agreement,
)
from truceline.agreements import names as shipped
from truceline.judge.verdicts.answers import Question
from truceline.judge.verdicts.sets import Weighed, probabilities, reached
from truceline.model.finding import Binding, Finding

MOST = 500  # ways of breaking every set of a proof that are tried
ALL = [pytest.param(each, id=each.name) for each in cases()]
# A case that is open tells what should come out; it does not yet, for the reason that it gives.
MARKED = [
    pytest.param(
        each,
        id=each.name,
        marks=[pytest.mark.xfail(strict=True, reason=each.words["open"])]
        if "open" in each.words
        else [],
    )
    for each in cases()
]


@pytest.mark.parametrize("case", MARKED)
def test_a_worked_case(case: Case) -> None:
    """Exactly the expected findings come out, with the expected probabilities and bindings."""
    bindings, found = case.under(agreement_of(case.agreement))
    told: dict[str, str] = {}
    for pattern, (verdict,) in entries(case.words["expect"], 1):
        mine = matching(pattern, found)
        assert mine, f"nothing comes out for {pattern}"
        assert {each.verdict for each in mine} == {verdict}, pattern
        told |= dict.fromkeys((each.id for each in mine), verdict)
    assert [_key(each) for each in found if each.id not in told] == []
    for pattern, (verdict, p) in entries(case.words.get("p", []), 2):
        mine = matching(pattern, found)
        assert mine, f"nothing comes out for {pattern}"
        for each in mine:
            assert each.p[verdict] == pytest.approx(p, abs=5e-4), pattern
    _check_bindings(case, bindings)


def _check_bindings(case: Case, bindings: list[Binding]) -> None:
    for wanted in case.words.get("binding", []):
        found = next(each for each in bindings if each.party == wanted["party"])
        assert found.force == wanted["force"]
        assert len(found.passages) == wanted["cites"]
        assert len(found.notes) == wanted["notes"]
        for words in wanted.get("reason", []):
            assert words in found.reason


def _key(found: Finding) -> tuple[str, str, str]:
    return found.clause, found.reading, found.respondent


@pytest.mark.parametrize("case", ALL)
def test_breaking_every_set_of_a_proof_flips_the_verdict(case: Case) -> None:
    """A set alone carries the verdict; break one fact of each and it falls, of some: it stays."""
    agreement = prohibitions_of(case.agreement)
    weighed = opened(agreement, case.evidence())
    for found in case.under(agreement)[1]:
        answers = weighed[found.incident, *_key(found)][1]
        everything = frozenset(range(len(found.facts)))
        assert bool(found.proof) == (found.verdict != "undetermined")
        for each in found.proof:
            assert _without(answers, everything - set(each), agreement.standard) == found.verdict
        for fact in everything:
            spared = any(fact not in each for each in found.proof)
            left = _without(answers, frozenset((fact,)), agreement.standard)
            assert not found.proof or (left == found.verdict) == spared
        for broken in islice(product(*found.proof), MOST if found.proof else 0):
            assert _without(answers, frozenset(broken), agreement.standard) != found.verdict


def _without(answers: Weighed, broken: frozenset[int], standard: float) -> str:
    kept = set(range(len(answers.parts))) - broken
    return reached(probabilities(answers, kept), standard)


@pytest.mark.parametrize("case", ALL)
def test_what_the_evidence_does_not_tell_is_broken(case: Case) -> None:
    """Left out of the evidence itself, a needed fact takes the verdict away, an idle one does not.

    Independent of how proofs are found: the act is judged anew without the words that answer one
    question or two. Words that answer several questions break all of these.
    """
    agreement = prohibitions_of(case.agreement)
    withheld = {f"the act without {each}": each for each in _withheld(case)}
    others = [(name, case.without(each)) for name, each in withheld.items()]
    evidence = case.evidence(*others)
    found = {(each.incident, *_key(each)): each for each in judged(agreement, *evidence)[1]}
    names = {key: each[0] for key, each in opened(agreement, case.evidence()).items()}
    for mine in case.compared(list(found.values())):
        asked = names[ACT, *_key(mine)]
        sets = [{asked[i] for i in chosen} for chosen in mine.proof]
        for name, questions in withheld.items():
            left = found[name, *_key(mine)].verdict
            touched = {each for question in questions for each in HANGS_ON[question]}
            if sets and all(chosen & set(questions) for chosen in sets):
                assert left != mine.verdict, (_key(mine), questions)
            elif any(not chosen & touched for chosen in sets):
                assert left == mine.verdict, (_key(mine), questions)


def _withheld(case: Case) -> Iterator[tuple[Question, ...]]:
    told: list[Question] = [
        question
        for question, words in TOLD.items()
        if any(case.words["incident"].get(word) for word in words)
    ]
    for size in (1, 2):
        yield from combinations(told, size)


@pytest.mark.parametrize("case", [each for each in ALL if "earlier" in each.values[0].words])
def test_an_excuse_falls_with_the_acts_before_it(case: Case) -> None:
    """What was excused or permitted by something earlier is so no longer once that is not told."""
    agreement = prohibitions_of(case.agreement)
    left = {_key(each): each for each in case.but(earlier=[]).under(agreement)[1]}
    names = {key: each[0] for key, each in opened(agreement, case.evidence()).items()}
    for mine in case.under(agreement)[1]:
        if mine.verdict == "excused":
            assert left[_key(mine)].verdict != "excused"
        elif mine.proof and not {"condition", "permission"} & set(names[ACT, *_key(mine)]):
            assert left[_key(mine)] == mine


@pytest.mark.parametrize("case", ALL)
def test_swapping_two_parties_swaps_their_verdicts_and_nothing_else(case: Case) -> None:
    """Who is called what decides nothing: ids, probabilities and proofs stay, names change."""
    agreement = prohibitions_of(case.agreement)
    bindings, found = case.under(agreement)
    for one, other in combinations(agreement.parties, 2):
        names = {one: other, other: one}
        theirs = case.swapped(one, other).under(swapped_agreement(agreement, one, other))
        assert [_bare(each, {}) for each in theirs[1]] == [_bare(each, names) for each in found]
        assert [_bound(each, {}) for each in theirs[0]] == [
            _bound(each, names) for each in bindings
        ]


def _bare(found: Finding, names: dict[str, str]) -> object:
    """Return all of a finding but its sentences."""
    facts = [(each.p, each.statements) for each in found.facts]
    party = names.get(found.respondent, found.respondent)
    whole = (found.id, found.incident, found.clause, found.reading, party)
    return (*whole, found.verdict, found.p, facts, found.proof)


def _bound(found: Binding, names: dict[str, str]) -> object:
    """Return all of a binding but its sentences."""
    party = names.get(found.party, found.party)
    rest = (found.within, found.citations, found.passages, len(found.notes))
    return (found.id, found.reading, party, found.force, *rest)


def test_there_are_enough_worked_cases_and_most_of_them_are_hard() -> None:
    """A hundred at least, two thirds of them hard, so that a lost file is noticed."""
    hard = [each for each in cases() if "hard" in each.words]
    assert len(cases()) >= 200
    assert 3 * len(hard) >= 2 * len(cases())


def test_every_agreement_that_ships_has_worked_cases() -> None:
    """An agreement that nobody has worked a case under is noticed here."""
    assert {each.agreement for each in cases()} >= set(shipped())
