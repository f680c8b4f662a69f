"""How an obligation fared, from statements: nothing announced counts as done."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.performing.build import performed, statement, terms
from truceline.ground.times import parse_instant, parse_range
from truceline.judge.performing.outcomes import End, outcome_of
from truceline.model.statement import Statement
from truceline.model.values import Place, Span

ENDS = (End(name="Northtown", lat=50.0, lon=30.0), End(name="Southtown", lat=49.0, lon=30.0))


def said(stance: str, quote: str = "They said so.", **fields: Any) -> Statement:  # noqa: ANN401 - fields of Statement
    """Return an undertaking about a corridor with a stance."""
    made = Statement(
        id=f"st-{stance}-{quote}",
        document="d",
        span=Span(0, len(quote)),
        quote=quote,
        kind="undertaking",
        lang="en",
        stance=stance,
        perpetrator="unknown",
        about="humanitarian corridor",
    )
    return replace(made, **fields)


def fire(quote: str) -> Statement:
    """Return a report of shelling."""
    return said("", quote, kind="incident_report", act="shelling", about="")


CASES: list[tuple[list[Statement], str, bool]] = [
    ([], "undetermined", False),
    ([said("promised")], "pending", False),
    ([said("promised"), said("begun")], "part", False),
    ([said("begun"), said("done")], "done", False),
    ([said("suspended")], "failed", False),
    ([said("refused")], "failed", False),
    ([said("refused", perpetrator="AAA", perpetrator_stated=True)], "refused", False),
    ([said("promised"), said("refused", modality="alleged")], "failed", True),
    ([said("done"), said("suspended")], "part", True),
    ([said("done", modality="denied")], "failed", False),
    ([said("done", modality="ordered")], "pending", False),
    ([said("done", background=True)], "undetermined", False),
    ([said("done", about="troop withdrawal")], "undetermined", False),
    ([fire("Buses of the convoy came under fire.")], "failed", False),
    ([fire("A market was shelled.")], "undetermined", False),
    ([said("done"), fire("The convoy was shelled on its way.")], "done", False),
]


@pytest.mark.parametrize(("statements", "status", "disputed"), CASES)
def test_what_is_said_decides(statements: list[Statement], status: str, disputed: bool) -> None:
    """An announcement is a promise; who got through outweighs fire; both accounts are disputed."""
    found = outcome_of(statements)
    assert (found.status, found.disputed) == (status, disputed)


def test_what_names_the_corridor_prevails_over_what_names_all() -> None:
    """Most corridors worked, this one did not; another one's failure says nothing of it."""
    most = said("done", "Seven of nine corridors worked.")
    this = said("refused", "The corridor from Northtown to Southtown did not work.")
    elsewhere = Place(name="Easton", lat=48.0, lon=36.0, radius_m=None, level="settlement")
    other = said("refused", "The one from Easton did not.", places=(elsewhere,))
    assert outcome_of([most, this], ends=ENDS).status == "failed"
    assert outcome_of([most, other], ends=ENDS).status == "done"
    assert outcome_of([other], ends=ENDS).status == "undetermined"


def test_an_end_is_known_by_its_point_or_by_its_spelling() -> None:
    """A name is written in several ways; a homonym far away is no end."""
    near = Place(name="Norton", lat=50.05, lon=30.0, radius_m=None, level="settlement")
    far = replace(near, lat=52.0)
    assert outcome_of([said("done", places=(near,))], ends=ENDS).status == "done"
    assert outcome_of([said("done", places=(far,))], ends=ENDS).status == "undetermined"
    spelled = said("done", "They left Norhtown.", places=(far,))
    assert outcome_of([spelled], ends=ENDS).status == "done"


def test_what_is_carried_out_after_the_deadline_is_late() -> None:
    """Only if nothing of it is told of before, and a time is told at all."""
    deadline = parse_instant("2030-05-01 12:00", "UTC")
    after = parse_range("2030-05-02", "UTC")
    before = parse_range("2030-04-30", "UTC")
    assert outcome_of([said("done", time=after)], deadline=deadline).status == "late"
    both = [said("done", time=after), said("begun", time=before)]
    assert outcome_of(both, deadline=deadline).status == "done"
    assert outcome_of([said("done")], deadline=deadline).status == "done"


def test_the_proof_names_the_statements_and_other_kinds_have_their_own() -> None:
    """Which statements say so is kept; prisoners tell nothing of a corridor."""
    went, stopped, planned = said("done"), said("suspended"), said("promised")
    found = outcome_of([planned, stopped, went])
    assert (found.carried_out, found.not_carried_out) == ((went.id,), (stopped.id,))
    assert found.announced == (planned.id,)
    freed = said("done", about="prisoner exchange")
    assert outcome_of([freed], kind="exchange").status == "done"
    assert outcome_of([freed], kind="corridor").status == "undetermined"
    assert outcome_of([freed], kind="talks").status == "undetermined"


STATEMENTS = st.lists(
    st.builds(
        said,
        st.sampled_from(["promised", "begun", "done", "refused", "suspended"]),
        st.sampled_from(["The one from Northtown.", "All of them.", "Northtown to Southtown."]),
        perpetrator=st.sampled_from(["AAA", "BBB", "unknown"]),
        perpetrator_stated=st.booleans(),
        modality=st.sampled_from(["asserted", "alleged", "denied"]),
    ),
    max_size=6,
)


@given(STATEMENTS, st.randoms(use_true_random=False))
def test_neither_the_parties_nor_the_order_of_reports_matter(
    statements: list[Statement], chance: Random
) -> None:
    """Swapping two parties, or telling it in another order, leaves the status as it is."""
    found = outcome_of(statements, ends=ENDS)
    swap = {"AAA": "BBB", "BBB": "AAA"}
    swapped = [
        replace(each, perpetrator=swap.get(each.perpetrator, "unknown")) for each in statements
    ]
    assert outcome_of(swapped, ends=ENDS) == found
    chance.shuffle(statements)
    again = outcome_of(statements, ends=ENDS)
    assert (again.status, again.disputed) == (found.status, found.disputed)


@given(STATEMENTS)
def test_what_is_only_announced_is_never_done(statements: list[Statement]) -> None:
    """No number of announcements makes a corridor."""
    plans = [replace(each, stance="promised", modality="asserted") for each in statements]
    assert outcome_of(plans, ends=ENDS).status in ("pending", "undetermined")


WORDS = st.lists(
    st.fixed_dictionaries(
        {
            "says": st.sampled_from(["promised", "begun", "done", "refused", "suspended"]),
            "about": st.just("humanitarian corridor"),
            "text": st.just("The corridor out of Dalby."),
            "time": st.just(["2031-03-04T10:00:00Z", "2031-03-04T15:00:00Z"]),
        }
    ),
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_a_corridor_fares_alike_as_an_outcome_and_as_an_obligation(
    words: list[dict[str, Any]],
) -> None:
    """Done, in part or failed by the one is so by the other; what is only announced by neither."""
    outcome = outcome_of([statement(f"s{i}", each) for i, each in enumerate(words)])
    made = performed(terms("exchange"), words, "2031-03-20")
    status = next(each.status for each in made if each.clause == "corridor")
    assert status == {"pending": "promised"}.get(outcome.status, outcome.status)
