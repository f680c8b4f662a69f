"""Five scraped articles under the 30-day proposal: no breach, honest origins, both figures."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.conftest import records
from truceline.pipeline.begin import new_case
from truceline.pipeline.run import run

pytestmark = pytest.mark.shared
Found = Callable[[str], list[Any]]


@pytest.fixture(scope="module")
def found(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Return the records of a case that holds the five articles."""
    folder = tmp_path_factory.mktemp("articles") / "case"
    inbox = new_case(folder, "thirty-day-2025")
    for article in sorted((shared_data / "articles").glob("*.txt")):
        shutil.copy(article, inbox)
    run(folder, resume=False)
    return lambda name: records(folder, name)


@pytest.fixture(scope="module")
def article(found: Found) -> Callable[[str], str]:
    """Return a look-up from an article's number to its evidence id."""
    ids = {Path(each.locator).stem: each.id for each in found("evidence")}
    return lambda number: ids[number]


def test_there_is_no_breach_because_nothing_is_in_force(found: Found) -> None:
    """Every finding lies outside; the binding names who has not accepted and cites spans."""
    assert {each.verdict for each in found("finding")} <= {"outside"}
    bindings = found("binding")
    assert {each.force for each in bindings} == {"not_in_force"}
    assert any("Russia" in each.reason and each.passages for each in bindings)


def test_the_wire_rewrite_is_found(found: Found, article: Callable[[str], str]) -> None:
    """000 and 001 tell one wire text: an edge of kind rewrite with a span in each."""
    pair = {article("000"), article("001")}
    edges = [edge for each in found("origin") for edge in each.edges]
    between = [e for e in edges if {e.from_document, e.to_document} == pair]
    assert any(edge.kind == "rewrite" for edge in between)
    assert all(edge.from_span.end > edge.from_span.start for edge in between)


def test_the_joint_statement_is_one_origin_and_each_keeps_its_own(
    found: Found, article: Callable[[str], str]
) -> None:
    """Some origin holds statements of both; each article has origins that the other lacks."""
    document = {each.id: each.document for each in found("statement")}
    where = [{document[m] for m in each.members} for each in found("origin")]
    first, second = article("000"), article("001")
    assert any({first, second} <= each for each in where)
    assert any(first in each and second not in each for each in where)
    assert any(second in each and first not in each for each in where)


def test_the_later_article_stays_apart(found: Found, article: Callable[[str], str]) -> None:
    """The text of January 2026 shares no origin with those of March 2025."""
    document = {each.id: each.document for each in found("statement")}
    later = article("003")
    for origin in found("origin"):
        held = {document[m] for m in origin.members}
        assert later not in held or held == {later}


def test_both_figures_stand_and_neither_is_called_right(found: Found) -> None:
    """20 against 5 percent, over eight against nearly eight hours: both spans, no parent."""
    statements = {each.id: each for each in found("statement")}
    quotes = [
        (statements[each.a].quote, statements[each.b].quote, each.parent)
        for each in found("contradiction")
    ]

    def shown(one: str, other: str) -> bool:
        return any(
            parent is None and ((one in a and other in b) or (one in b and other in a))
            for a, b, parent in quotes
        )

    assert shown("20%", "5%")
    assert shown("over eight hours", "nearly eight hours")


def test_a_count_of_drones_is_one_report(found: Found) -> None:
    """337 drones are one statement with a count, or a tally; never many incidents."""
    with_count = [
        each
        for each in found("statement")
        if "337" in each.quote and each.kind in ("incident_report", "tally")
    ]
    assert len(with_count) == 1


def test_two_cities_are_placed(found: Found) -> None:
    """Kryvyi Rih and Odesa are found within 15 km of where they lie."""
    places = [place for each in found("statement") for place in each.places]
    for lat, lon in ((47.906, 33.394), (46.486, 30.744)):
        assert any(
            p.lat is not None and abs(p.lat - lat) < 0.13 and abs((p.lon or 0) - lon) < 0.19
            for p in places
        )


def test_third_parties_undertakings_stand_in_order(found: Found) -> None:
    """Aid was paused before it was resumed, and both are the mediator's undertakings."""
    by_stance = {
        each.stance
        for each in found("statement")
        if each.kind == "undertaking" and each.perpetrator == "USA"
    }
    assert "suspended" in by_stance
    assert by_stance & {"promised", "begun", "done"}


def test_forms_tickers_and_prices_are_no_statements(found: Found) -> None:
    """Nothing that a page wraps round its article becomes a statement."""
    for each in found("statement"):
        for wrap in ("$", "Bitcoin", "comment", "email", "Fans", "Subscribe"):
            assert wrap not in each.quote
