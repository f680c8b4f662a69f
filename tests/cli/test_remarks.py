"""Who leaves something out of tracing and fusing is told what, and nothing where nothing lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.records import lines, statement

ITEM = {
    "id": "a",
    "source": "patrol",
    "published": "2025-04-20T14:00:00Z",
    "text": "On the morning of 20 April the patrol saw a drone strike a house in Kherson.",
}
SOURCE = {"id": "patrol", "name": "Patrol", "kind": "monitor", "directness": "saw"}


def _review(**changed: str) -> dict[str, str]:
    found = {"id": "r1", "subject": "s1 s2", "decision": "same", "reviewer": "me", "why": "x"}
    return {**found, "at": "2025-05-01T00:00:00Z", **changed}


@pytest.mark.parametrize("command", ["trace", "fuse"])
def test_statements_without_their_items_are_remarked(call: Call, command: str) -> None:
    """Statements alone get a remark with their number; items, or both together, get none."""
    read = call("read", given=lines(ITEM)).stdout.encode()
    alone = call(command, given=read)
    assert (alone.code, "The items of 1 statement(s)" in alone.stderr) == (0, True)
    assert call(command, given=read + lines(ITEM)).stderr == ""
    assert call(command, given=lines(ITEM)).stderr == ""


def test_trace_knows_who_saw_it_from_the_sources(call: Call, tmp_path: Path) -> None:
    """An origin of a source that sees for itself is direct once the source is described."""
    path = tmp_path / "sources.jsonl"
    path.write_bytes(lines(SOURCE))
    direct = [
        [line["direct"] for line in call("trace", *words, given=lines(ITEM)).lines]
        for words in ((), ("--sources", str(path)))
    ]
    assert direct == [[False], [True]]


@pytest.mark.parametrize(
    ("changed", "idle"),
    [
        ({}, False),
        ({"decision": "retract"}, False),
        ({"decision": "alike"}, True),
        ({"subject": "s1 s2 s1"}, True),
        ({"subject": "in-1 in-2"}, True),
    ],
)
def test_a_review_that_binds_nothing_is_named(
    call: Call, tmp_path: Path, changed: dict[str, str], idle: bool
) -> None:
    """Unknown words, ids of incidents and more than two ids bind nothing, and it is said."""
    path = tmp_path / "reviews.jsonl"
    path.write_bytes(lines(_review(**changed)))
    done = call("fuse", "--decisions", str(path), given=lines(statement(1), statement(2)))
    assert done.code == 0
    assert ("1 of 1 review(s) bind nothing: r1." in done.stderr) is idle
