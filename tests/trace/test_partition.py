"""The stage as a whole: a partition, whatever the order, near or new, whichever side."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trace.build import (
    DAY,
    PARAMS,
    PARTS,
    STAFF,
    WHOLE,
    document,
    exactly,
    report,
    run,
    share,
    statement,
    tables,
    trace,
)
from truceline.ground.errors import VocabularyError
from truceline.model.columns import from_table
from truceline.model.origin import Contradiction, Origin
from truceline.model.stage import Params
from truceline.model.values import Bounds
from truceline.trace import step

CASE = [
    report("staff", exactly(2935), PARTS),
    report("a", exactly(2935), PARTS),
    report("b", Bounds(2901, None), within=WHOLE),
    report("c", exactly(4900), speaker="Russian MoD", accused="UKR", within=WHOLE),
    share("d", 20, "Snow fell on the eastern hills."),
    share("e", 5, "A market opened by the lake."),
]


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_arrival_changes_nothing(chance: random.Random) -> None:
    """Documents, statements and sources in any order give the very same records."""
    documents = [one for one, _ in CASE]
    statements = [one for _, each in CASE for one in each]
    expected = trace(statements, documents, [STAFF])
    chance.shuffle(documents)
    chance.shuffle(statements)
    again = trace(statements, documents, [STAFF])
    assert again.origins == expected.origins
    assert again.contradictions == expected.contradictions


KINDS = st.sampled_from(["tally", "figure", "position", "incident_report", "threat"])
ANY = st.tuples(
    KINDS,
    st.integers(0, 3),
    st.sampled_from(["", "Zelensky", "Russian MoD"]),
    st.sampled_from([None, exactly(3), exactly(2935), Bounds(2900, None)]),
    st.sampled_from(["RUS", "UKR", ""]),
    st.sampled_from([None, DAY, WHOLE]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ANY, max_size=8))
def test_every_statement_has_exactly_one_origin(drawn: list[tuple[object, ...]]) -> None:
    """Whatever the statements hold, the origins are a partition of them."""
    documents = [
        document(str(i), f"Text {i} says this and that.", published="2025-04-20") for i in range(4)
    ]
    told = [
        statement(
            documents[of],  # type: ignore[index]  # drawn as an index
            "this and that",
            kind,
            part=i,
            speaker=speaker,
            quantity=number,
            perpetrator=actor,
            window=within,
            unit="times",
        )
        for i, (kind, of, speaker, number, actor, within) in enumerate(drawn)
    ]
    members = [each for one in trace(told, documents).origins for each in one.members]
    assert sorted(members) == sorted(each.id for each in told)


def test_what_is_near_joins_and_what_no_longer_holds_goes() -> None:
    """Tracing a new document beside old ones gives what tracing all at once gives."""
    old, new = CASE[1:3], CASE[:1]
    before = run(*old, sources=(STAFF,))
    batch = tables([one for _, each in new for one in each], [one for one, _ in new], [STAFF])
    near = {
        **tables([one for _, each in old for one in each], [one for one, _ in old]),
        **step(
            tables([one for _, each in old for one in each], [one for one, _ in old]),
            {},
            {},
            PARAMS,
        ).put,
    }
    delta = step(batch, near, {}, PARAMS)
    whole = run(*new, *old, sources=(STAFF,))
    assert from_table(Origin, delta.put["origin"]) == whole.origins
    gone = {each.id for each in before.origins} - {each.id for each in whole.origins}
    assert set(delta.withdraw["origin"]) == gone
    standing = {each.id for each in from_table(Contradiction, delta.put["contradiction"])}
    assert not standing & set(delta.withdraw["contradiction"])


def test_swapping_the_parties_swaps_the_sides() -> None:
    """With speakers, accused and sources exchanged, the partition stays and the sides swap."""
    other = {"RUS": "UKR", "UKR": "RUS"}
    speakers = {"Zelensky": "Russian MoD", "Russian MoD": "Zelensky"}
    documents = [one for one, _ in CASE]
    told = [one for _, each in CASE for one in each]
    swapped = [
        replace(
            one,
            perpetrator=other.get(one.perpetrator, one.perpetrator),
            speaker=speakers.get(one.speaker, one.speaker),
        )
        for one in told
    ]
    plain = trace(told, documents, [STAFF])
    mirrored = trace(swapped, documents, [replace(STAFF, allegiance="RUS")])
    assert plain.groups() == mirrored.groups()
    assert [each.side for each in mirrored.origins] == [
        other.get(each.side or "", each.side) for each in plain.origins
    ]
    assert plain.changes() == mirrored.changes()


def test_unknown_thresholds_are_refused() -> None:
    """A setting that there is not is named, with the mend."""
    params = Params(stage="trace", values={"thresholds": {"magic": 1}})
    with pytest.raises(VocabularyError, match="magic"):
        step(tables([], []), {}, {}, params)


def test_nothing_gives_nothing() -> None:
    """An empty batch has no origins."""
    assert run().origins == []
