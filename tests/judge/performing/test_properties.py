"""What must hold of performances whatever is said."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.performing.build import performed, terms
from truceline.agreements import load, names
from truceline.model.agreement import Agreement
from truceline.model.doors import from_json, to_json, to_line
from truceline.model.performance import Performance

AS_OF = "2031-03-25"
DAYS = st.integers(1, 24)


@cache
def exchange() -> Agreement:
    """Return the invented agreement, loaded once."""
    return terms("exchange")


def release(day: int, number: int, side: str = "", who: str = "NOR") -> dict[str, Any]:
    """Return words that so many prisoners were released on a day of March."""
    said = {"says": "done", "who": who, "about": "prisoner exchange", "number": number}
    said |= {"text": f"{number} prisoners were released.", "time": f"2031-03-{day:02}"}
    return said | ({"side": side} if side else {})


def whole(said: list[dict[str, Any]], clause: str = "prisoners") -> Performance:
    """Return the performance of a whole clause by Norway."""
    made = performed(exchange(), said, AS_OF)
    return next(e for e in made if e.clause == clause and not e.stage and e.respondent == "NOR")


RELEASES = st.lists(
    st.builds(release, DAYS, st.integers(1, 12)), max_size=6, unique_by=lambda each: each["time"]
)
WORDS = st.lists(
    st.one_of(
        st.builds(release, DAYS, st.integers(1, 40), st.sampled_from(["", "NOR", "ISL"])),
        st.fixed_dictionaries(
            {
                "says": st.sampled_from(["refused", "suspended", "promised", "begun"]),
                "who": st.just("NOR"),
                "about": st.just("prisoner exchange"),
                "text": st.just("Prisoners, as they say."),
                "authority": st.sampled_from(["NOR", "ISL"]),
                "time": DAYS.map(lambda day: f"2031-03-{day:02}"),
            }
        ),
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(RELEASES, st.integers(1, 12))
def test_one_more_delivery_never_lowers_what_was_done(
    said: list[dict[str, Any]], number: int
) -> None:
    """A release on a day of its own adds at least its number to the least that was done."""
    free = next(day for day in range(1, 25) if f"2031-03-{day:02}" not in {e["time"] for e in said})
    before, after = whole(said).done, whole([*said, release(free, number)]).done
    assert (before is None) == (not said)  # nothing told is unknown, not zero
    assert after is not None
    assert after.min == (before.min if before else 0) + number


@settings(max_examples=40, deadline=None)
@given(WORDS, st.randoms(use_true_random=False))
def test_the_order_of_what_is_said_does_not_matter(said: list[dict[str, Any]], random: Any) -> None:  # noqa: ANN401 - hypothesis gives its random source no public type
    """Shuffled words give the same status, shares, basis and amount."""
    mixed = list(said)
    random.shuffle(mixed)
    one, other = whole(said), whole(mixed)
    assert (one.status, one.p, one.basis, one.done) == (
        other.status,
        other.p,
        other.basis,
        other.done,
    )


@settings(max_examples=30, deadline=None)
@given(WORDS, st.sampled_from(["done", "refused", "promised", "suspended"]), DAYS)
def test_who_is_not_involved_changes_nothing(
    said: list[dict[str, Any]], says: str, day: int
) -> None:
    """Deeds of another state, and a named speaker's word on what he cannot bind, change nothing."""
    other = release(day, 33, who="SWE") | {"says": says}
    pundit = release(day, 33) | {"speaker": "an analyst", "says": "refused"}
    before, after = whole(said), whole([*said, other, pundit])
    assert (before.status, before.p, before.done, before.basis) == (
        after.status,
        after.p,
        after.done,
        after.basis,
    )


def _swapped(value: Any) -> Any:  # noqa: ANN401 - JSON values
    text = json.dumps(value).replace("NOR", "*").replace("ISL", "NOR").replace("*", "ISL")
    return json.loads(text)


@settings(max_examples=20, deadline=None)
@given(WORDS)
def test_swapping_the_parties_swaps_what_comes_out(said: list[dict[str, Any]]) -> None:
    """The same words of the other party under the mirrored agreement give the mirrored result."""
    agreement = exchange()
    mirrored = from_json(_swapped(to_json(agreement)))
    straight = [_swapped(to_json(each)) for each in performed(agreement, said, AS_OF)]
    other = [to_json(each) for each in performed(mirrored, _swapped(said), AS_OF)]
    for each in [*straight, *other]:
        del each["reason"], each["facts"]  # they hold display names
    assert straight == other


def test_every_shipped_agreement_can_be_asked_without_evidence() -> None:
    """Without evidence no obligation of any agreement is said to be done, failed or refused."""
    for name in names():
        for each in performed(load(name), [], "2026-01-01"):
            recorded = each.basis == "recorded"
            assert recorded or each.status in ("undetermined", "pending", "not_due"), each
            assert from_json(json.loads(to_line(each))) == each
