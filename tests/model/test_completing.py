"""Records that a script made by the contract come in, and what was left out is filled in."""

from __future__ import annotations

import pytest

from tests.cli.records import statement
from truceline.model.doors import from_json, to_line
from truceline.model.incident import OriginCount
from truceline.model.origin import Contradiction, Origin
from truceline.model.values import NOWHERE, Bounds


def test_a_statement_with_the_contracts_fields_comes_in() -> None:
    """Null is unknown for texts too, and the quote is none of the contract's fields."""
    said = from_json(statement(1))
    assert (said.speaker, said.unit, said.quote, said.injured) == ("", "", "", Bounds(2, 2))


def test_objects_that_say_nothing_are_unknown() -> None:
    """A time or count all of whose values are null is none."""
    nothing = {"min": None, "max": None, "unit": None}
    said = from_json(statement(1, count=nothing, time={"earliest": None, "latest": None}))
    assert (said.count, said.time) == (None, None)


@pytest.mark.parametrize(("p", "mentions"), [(1.0, [0, 1]), (0.5, [0, 0]), (None, [0, 1])])
def test_places_are_alternatives_only_if_their_p_allow_it(
    p: float | None, mentions: list[int]
) -> None:
    """Two certain places are two mentions; two halves are homonyms of one."""
    places = [{"name": each, "level": "settlement", "p": p} for each in ("A", "B")]
    said = from_json(statement(1, places=places))
    assert [each.mention for each in said.places] == mentions


def test_origins_and_contradictions_need_no_more_than_the_contract_says() -> None:
    """Edges without spans and contradictions without ids are taken."""
    edge = {"from": "d1", "to": "d2", "kind": "rewrite", "score": 0.8}
    origin = from_json({"type": "origin", "origin": "o1", "members": ["s1"], "edges": [edge]})
    assert isinstance(origin, Origin)
    assert origin.edges[0].from_span == NOWHERE
    spans = [{"document": "d", "span": [0, 1]}] * 2
    body = {"type": "contradiction", "a": "s1", "b": "s2", "field": "count", "values": ["1", "2"]}
    both = [from_json({**body, "spans": spans}) for _ in range(2)]
    assert isinstance(both[0], Contradiction)
    assert both[0] == both[1]
    assert both[0].id.startswith("ct-")


def test_an_incident_may_name_its_origins_alone() -> None:
    """Bare ids of origins are of no known side; a place that is null is unknown."""
    body = {
        "type": "incident",
        "id": "i1",
        "proposition": "x",
        "members": [{"statement": "s1", "p": 1}],
        "origins": ["o1", "o2"],
        "place": None,
        "act": "shelling",
    }
    incident = from_json(body)
    assert incident.origins == (OriginCount(side=None, origins=("o1", "o2")),)
    assert incident.place.lat is None


def test_whole_numbers_print_without_a_point() -> None:
    """2935 is printed as such, 0.5 stays, and the line still means the same."""
    said = from_json(statement(1, quantity=[2935.0, None], kind="tally"))
    line = to_line(said)
    assert '"quantity": [2935, null]' in line
    assert '"lat": 46.63' in line
