"""Earlier documents are found again at a bounded cost, and what was traced is not forgotten."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trace.build import PARAMS, exactly, report, tables
from truceline.ground.times import parse_range
from truceline.model.columns import from_table, to_table
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.statement import Statement
from truceline.trace import step
from truceline.trace.background import Background, number
from truceline.trace.memory import Memory
from truceline.trace.remembered import from_bytes, to_bytes
from truceline.trace.settings import thresholds

LIMITS = thresholds(PARAMS)
Report = tuple[Document, list[Statement]]


def reports() -> list[Report]:
    """Return reports of three totals, each by three outlets, in the order of their names."""
    return [
        report(f"outlet{total}{turn}", exactly(total))
        for total in (219, 1345, 2935)
        for turn in "abc"
    ]


def one_at_a_time(told: Sequence[Report]) -> dict[str, Origin]:
    """Trace reports one after the other, each beside what the memory finds near it."""
    memory, kept, held = Memory(LIMITS), dict[str, Report](), dict[str, Origin]()
    for new, said in told:
        near = [kept[each] for each in memory.around([new], said)]
        statements = [one for _, each in near for one in each]
        around = {each.id for each in statements}
        known = [each for each in held.values() if around & set(each.members)]
        beside = {
            **tables(statements, [one for one, _ in near]),
            "origin": to_table(Origin, known),
            "words": memory.words(),
        }
        delta = step(tables(said, [new]), beside, {}, PARAMS)
        for each in delta.withdraw["origin"]:
            held.pop(each)
        held |= {each.id: each for each in from_table(Origin, delta.put["origin"])}
        memory.keep([new], said)
        kept[new.id] = new, said
    return held


@given(st.permutations(range(9)))
@settings(max_examples=15, deadline=None)
def test_one_at_a_time_gives_what_all_at_once_gives(order: list[int]) -> None:
    """Whatever comes first, the members of each origin are those of one run over everything."""
    told = [reports()[i] for i in order]
    whole = step(tables([s for _, e in told for s in e], [d for d, _ in told]), {}, {}, PARAMS)
    expected = {frozenset(each.members) for each in from_table(Origin, whole.put["origin"])}
    assert {frozenset(each.members) for each in one_at_a_time(told).values()} == expected
    assert len(expected) == 3


def test_an_origin_keeps_members_that_are_not_at_hand() -> None:
    """A new copy found through one member joins all of them, with their edges."""
    a, b, c = reports()[:3]
    first = step(tables([*a[1], *b[1]], [a[0], b[0]]), {}, {}, PARAMS).put["origin"]
    near = {**tables(a[1], [a[0]]), "origin": first}
    delta = step(tables(c[1], [c[0]]), near, {}, PARAMS)
    (found,) = from_table(Origin, delta.put["origin"])
    (before,) = from_table(Origin, first)
    assert set(found.members) == {each.id for one in (a, b, c) for each in one[1]}
    assert set(before.edges) < set(found.edges)
    assert set(delta.withdraw["origin"]) == {before.id} - {found.id}


def test_no_more_neighbours_than_allowed_are_found() -> None:
    """However many copies were kept, a new one is held against few, the last published."""
    few = replace(LIMITS, neighbours=6)
    memory = Memory(few)
    days = [f"2025-04-{1 + i // 3:02d}" for i in range(60)]
    copies = [report(f"copy{i:03d}", exactly(2935), published=days[i]) for i in range(60)]
    for document, said in reversed(copies):
        memory.keep([document], said)
    new, said = report("new", exactly(2935))
    assert memory.around([new], said) == tuple(f"copy{i:03d}" for i in range(54, 60))


def test_what_was_published_long_before_is_no_neighbour() -> None:
    """The same words a month apart are another occasion."""
    memory = Memory(LIMITS)
    document, said = report("old", exactly(2935))
    memory.keep([document], said)
    later = replace(report("new", exactly(2935))[0], published=parse_range("2025-06-01"))
    assert memory.around([later]) == ()
    assert memory.around([replace(later, published=document.published)]) == ("old",)


def test_keeping_twice_is_keeping_once() -> None:
    """A document that arrives again changes neither the index nor the counts."""
    memory = Memory(LIMITS)
    document, said = report("one", exactly(2935))
    memory.keep([document], said)
    words = memory.words()
    memory.keep([document], said)
    assert len(memory) == 1
    assert memory.words() == words


def test_words_are_as_common_as_they_were() -> None:
    """The background says in how many documents a word was, and how many there were."""
    memory = Memory(LIMITS)
    for each in range(5):
        document, said = report(f"one{each}", exactly(2935))
        memory.keep([document], said)
    background = Background.of(memory.words())
    assert background.documents == 5
    assert background.frequency(["total", "never seen before"]).tolist() == [5, 0]
    assert number("a") == 0xE8B7BE43


def test_counters_of_another_process_are_read() -> None:
    """A table of counters is all that a background needs."""
    assert Background.of(pa.table({"documents": pa.array([7, 1, 2], pa.int32())})).documents == 7


def crowd() -> list[Report]:
    """Return more reports of one total than a slot holds: of three days, and of unknown ones."""
    days = ("2025-04-19", "2025-04-20", "2025-04-21", None)
    return [report(f"c{i}", exactly(2935), published=days[i % 4]) for i in range(72)]


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_what_is_remembered_does_not_depend_on_the_order(chance: random.Random) -> None:
    """Kept in any order, and through a file halfway, the same neighbours and words are found."""
    told = crowd()
    memory = Memory(LIMITS)
    for document, said in told:
        memory.keep([document], said)
    chance.shuffle(told)
    again = Memory(LIMITS)
    for turn, (document, said) in enumerate(told):
        if turn == len(told) // 2:
            kept = from_bytes(to_bytes(again.remembered(), "v"), "v")
            assert kept is not None
            again = Memory.restored(LIMITS, kept)
        again.keep([document], said)
    new, said = report("new", exactly(2935))
    assert again.around([new], said) == memory.around([new], said)
    assert len(memory.around([new], said)) == 32  # one slot's depth: they share no other keys
    assert again.words() == memory.words()
    assert again.ids == memory.ids
