"""A simulated world: seeds, single days, what validates, and truth that fits together."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any

import pytest

from truceline.cli.sense import check_sense
from truceline.ground.errors import UsageError
from truceline.lab.simulate.days import Stage
from truceline.lab.simulate.fronts import front_of
from truceline.lab.simulate.truth import HAPPENED, RECORDS, TOLD, Wanted, World
from truceline.lab.simulate.world import simulate, world_of
from truceline.model.columns import from_table, schema_of
from truceline.model.doors import from_json, to_json


def rows(world: World, name: str) -> list[dict[str, Any]]:
    """Return a table's rows."""
    found: list[dict[str, Any]] = world.tables[name].to_pylist()
    return found


@pytest.fixture(scope="module", params=["a", "b"])
def mixed(request: pytest.FixtureRequest) -> World:
    """Two days of the mixed front with texts, in each family."""
    return world_of("mixed", request.param, seed=5, days=2)


def test_the_same_seed_makes_the_same_world_and_another_one_another() -> None:
    """Seed, front and family settle every byte."""
    one, same = (world_of("quiet", "b", seed=3, days=2) for _ in range(2))
    other = world_of("quiet", "b", seed=4, days=2)
    assert one.told.equals(same.told)
    assert all(one.tables[name].equals(same.tables[name]) for name in RECORDS)
    assert not one.tables["statement"].equals(other.tables["statement"])


@pytest.mark.parametrize("family", ["a", "b"])
def test_a_day_alone_is_the_day_of_a_longer_run(family: str) -> None:
    """Days need not be made in order: nothing is carried over."""
    *_, last = simulate("mixed", family, seed=9, days=3)
    (alone,) = simulate("mixed", family, seed=9, days=1, first=2)
    assert alone.happened.equals(last.happened)
    assert alone.told.equals(last.told)
    assert all(alone.tables[name].equals(last.tables[name]) for name in RECORDS)


def test_columns_are_those_of_the_model(mixed: World) -> None:
    """Stages take the tables as they are."""
    assert mixed.happened.schema.equals(HAPPENED)
    assert mixed.told.schema.equals(TOLD)
    for name, record in RECORDS.items():
        assert mixed.tables[name].schema.equals(schema_of(record)), name


def test_every_record_passes_the_doors(mixed: World) -> None:
    """What is written can be read again, and means something possible."""
    for name in RECORDS:
        for record in from_table(RECORDS[name], mixed.tables[name]):
            again = from_json(to_json(record))
            check_sense(again, where=name)
            assert again == record


def test_truth_and_statements_fit(mixed: World) -> None:
    """Each statement is told once, of a known incident, by a text that came before its copies."""
    statements = {row["id"]: row for row in rows(mixed, "statement")}
    published = {row["id"]: row["published"] for row in rows(mixed, "document")}
    told = {row["statement"]: row for row in mixed.told.to_pylist()}
    incidents = set(mixed.happened["id"].to_pylist())
    assert set(told) == set(statements)
    for key, row in told.items():
        assert row["incident"] in incidents or statements[key]["kind"] == "tally"
        assert bool(row["parent"]) == bool(row["kind"])
        if row["parent"]:
            parent = told[row["parent"]]
            assert (row["origin"], row["incident"]) == (parent["origin"], parent["incident"])
            before, after = (published[statements[k]["document"]] for k in (row["parent"], key))
            assert before["earliest"] <= after["latest"]  # some print the day alone


def test_true_origins_are_the_trees_of_edges(mixed: World) -> None:
    """An origin has one first utterance, named first, and an edge for every other member."""
    told = {row["statement"]: row for row in mixed.told.to_pylist()}
    by_origin = Counter(row["origin"] for row in told.values())
    origins = rows(mixed, "origin")
    assert {each["id"] for each in origins} == set(by_origin)
    for origin in origins:
        members = origin["members"]
        assert len(members) == by_origin[origin["id"]] == len(origin["edges"]) + 1
        assert not told[members[0]]["parent"]
        assert all(told[each]["parent"] for each in members[1:])
        assert all(told[each]["origin"] == origin["id"] for each in members)
        assert (origin["side"] or "") == told[members[0]]["side"]


def test_spans_hold_the_quotes(mixed: World) -> None:
    """A statement's span in its document's text is its quote, never empty."""
    texts = {row["id"]: row["text"] for row in rows(mixed, "document")}
    for row in rows(mixed, "statement"):
        start, end = row["span"]["start"], row["span"]["end"]
        assert row["quote"]
        assert texts[row["document"]][start:end] == row["quote"]


def test_swapped_parties_swap_and_nothing_else() -> None:
    """With the two ids exchanged the same world comes out with the two ids exchanged."""
    front = front_of("mixed")
    swapped = dataclasses.replace(front, parties=front.parties[::-1])
    wanted = Wanted(front="mixed", family="b", seed=2)
    plain, other = (Stage.of(wanted, each).day(0) for each in (front, swapped))
    turn = dict(zip(front.parties, swapped.parties, strict=True))

    def turned(value: Any) -> Any:  # noqa: ANN401 - any row
        if isinstance(value, dict):
            return {key: turned(each) for key, each in value.items()}
        if isinstance(value, list):
            return [turned(each) for each in value]
        return turn.get(value, value) if isinstance(value, str) else value

    assert turned(plain.told.to_pylist()) == other.told.to_pylist()
    assert turned(plain.happened.to_pylist()) == other.happened.to_pylist()
    for name in ("document", "statement", "origin"):
        assert turned(rows(plain, name)) == rows(other, name)
    # The id of a side's sensor holds the side's.
    sources = [
        [row for row in rows(w, "source") if row["kind"] != "sensor"] for w in (plain, other)
    ]
    assert turned(sources[0]) == sources[1]


def test_without_texts_only_the_words_are_missing() -> None:
    """Size is saved, nothing else changes."""
    full = world_of("quiet", "a", seed=1, days=1)
    bare = world_of("quiet", "a", seed=1, days=1, texts=False)
    assert full.told.equals(bare.told)
    assert set(bare.tables["document"]["text"].to_pylist()) == {""}
    without = [
        name for name in bare.tables["statement"].column_names if name not in ("quote", "span")
    ]
    assert full.tables["statement"].select(without).equals(bare.tables["statement"].select(without))


def test_a_flood_rewrites_one_false_report_and_three_accounts_stay_three() -> None:
    """The two special worlds hold what they promise."""
    flood = world_of("quiet", "a", seed=1, days=1, texts=False, account="flood").told.to_pylist()
    (size, origin) = max((n, o) for o, n in Counter(row["origin"] for row in flood).items())
    kinds = Counter(row["kind"] for row in flood if row["origin"] == origin)
    assert size > 1000
    assert kinds["rewrite"] >= 1000
    assert all(r["incident"].startswith("made-up") for r in flood if r["origin"] == origin)
    three = world_of("quiet", "b", seed=1, days=1, texts=False, account="three accounts")
    origins: dict[str, set[str]] = {}
    for row in three.told.to_pylist():
        origins.setdefault(row["incident"], set()).add(row["origin"])
    assert max(len(each) for name, each in origins.items() if name) >= 3


def test_unknown_names_are_refused() -> None:
    """A slip of the pen is named with what there is."""
    for front, family in (("nowhere", "a"), ("quiet", "z")):
        with pytest.raises(UsageError, match="Choose one of"):
            simulate(front, family, seed=1, days=1)
