"""The worked cases of the timeline of positions, and what holds for any of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.agreements import load
from truceline.ground.times import parse_range
from truceline.judge.standing.moments import day_of
from truceline.judge.standing.tables import standing_tables
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table, to_table
from truceline.model.doors import from_json, to_json
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.standing import Standing, StandingChange
from truceline.model.statement import Statement
from truceline.model.values import Span
from truceline.vocabulary.files import load_yaml

CASES: list[dict[str, Any]] = load_yaml(Path(__file__).parent / "cases.yaml")["cases"]
SWAP = {"RUS": "UKR", "UKR": "RUS"}
Said = Sequence[tuple[int, Mapping[str, Any]]]


def stated(index: int, words: Mapping[str, Any]) -> tuple[Statement, Document]:
    """Return a stance from a case's words, with the document that reports it."""
    text = words["text"]
    statement = Statement(
        id=f"st-{index}",
        document=f"document-{index}",
        span=Span(0, len(text)),
        quote=text,
        kind="position",
        lang=words.get("lang", "en"),
        stance=words["stance"],
        perpetrator=words["party"],
        speaker=words.get("speaker", ""),
        authority=words.get("authority"),
        relays=tuple(words.get("relays", ())),
        time=parse_range(words["time"]) if "time" in words else None,
        background=words.get("background", False),
    )
    document = Document(
        id=statement.document,
        evidence=statement.document,
        source="a source",
        media_type="text/plain",
        text=text,
        published=parse_range(words["published"]) if "published" in words else None,
    )
    return statement, document


def timeline(
    agreement: Agreement, said: Said, names: Mapping[str, str] | None = None
) -> tuple[list[Standing], list[StandingChange]]:
    """Return the lines and the course, through the stage's tables."""
    made = [stated(index, words) for index, words in said]
    members: dict[str, list[str]] = {}
    for index, words in said:
        if "origin" in words:
            members.setdefault(words["origin"], []).append(f"st-{index}")
    origins = [Origin(id=name, members=tuple(each)) for name, each in members.items()]
    tables = standing_tables(
        agreement,
        [each[0] for each in made],
        {each[1].id: each[1] for each in made},
        [{"origin": to_table(Origin, origins)}],
        Wording(names=names or {}),
    )
    lines = from_table(Standing, tables["standing"])
    return lines, from_table(StandingChange, tables["standing_change"])


def _day(line: Standing | StandingChange, agreement: Agreement) -> str:
    return day_of(line.at, agreement).isoformat() if line.at else ""


def _held(line: Standing, agreement: Agreement) -> dict[str, Any]:
    return {
        "party": line.party,
        "stance": line.stance,
        "authority": line.authority,
        "day": _day(line, agreement),
        "dated": line.dated,
        "speaker": line.speaker,
        "statements": len(line.statements),
        "origins": len(line.origins),
        "matches": line.matches,
        "disputed": len(line.disputed),
        "condition": line.condition,
        "relays": list(line.relays),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_worked_case(case: dict[str, Any]) -> None:
    """Exactly the expected lines come out, and the course where the case tells it."""
    agreement = load(case["agreement"])
    lines, course = timeline(agreement, list(enumerate(case["said"])))
    assert len(lines) == len(case["lines"])
    for line, wanted in zip(lines, case["lines"], strict=True):
        held = _held(line, agreement)
        assert {key: held[key] for key in wanted if key != "conflict"} == {
            key: value for key, value in wanted.items() if key != "conflict"
        }
        assert wanted.get("conflict", "") in line.conflict
        assert line.conflict == "" or wanted.get("conflict") != ""
        assert line.review == "proposed"
    shown = [
        {
            "status": each.status,
            "shown_by": each.shown_by,
            "day": _day(each, agreement),
            "conflict": bool(each.conflict),
        }
        for each in course
    ]
    assert "course" not in case or shown == case["course"]


def test_there_are_enough_worked_cases() -> None:
    """At least fifteen cases, so that a lost file is noticed; some raise a difference."""
    assert len(CASES) >= 15
    assert sum(bool(line.get("conflict")) for case in CASES for line in case["lines"]) >= 5


def _all_of(agreement: str) -> list[tuple[int, Mapping[str, Any]]]:
    said = [words for case in CASES if case["agreement"] == agreement for words in case["said"]]
    return list(enumerate(said))


@pytest.mark.parametrize("name", sorted({case["agreement"] for case in CASES}))
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_the_order_of_statements_changes_nothing(name: str, data: st.DataObject) -> None:
    """However statements and origins come in, lines and course are the same."""
    agreement, said = load(name), _all_of(name)
    assert timeline(agreement, data.draw(st.permutations(said))) == timeline(agreement, said)


def _swapped(value: Any) -> Any:  # noqa: ANN401 - any JSON value is meant
    if isinstance(value, dict):
        return {_swapped(key): _swapped(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_swapped(each) for each in value]
    return SWAP.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", sorted({case["agreement"] for case in CASES}))
def test_swapped_parties_swap_and_nothing_else(name: str) -> None:
    """With two parties exchanged in agreement and evidence, ids, order and times stay."""
    agreement, said = load(name), _all_of(name)
    mirrored: Agreement = from_json(_swapped(to_json(agreement)))
    names = {"RUS": "(RUS)", "UKR": "(UKR)"}
    mine = timeline(agreement, said, names)
    other = timeline(mirrored, [(i, _swapped(words)) for i, words in said], names)
    for here, there in zip(mine, other, strict=True):
        plain = json.dumps([to_json(each) for each in there])
        for old, new in (("RUS", "?"), ("UKR", "RUS"), ("?", "UKR")):
            plain = plain.replace(old, new)
        assert json.loads(plain) == [to_json(each) for each in here]
