"""The simulator's command: files that stages take, nothing overwritten, a summary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call
from truceline.lab.simulate.files import GIVEN, TRUTH


@pytest.fixture
def folder(call: Call, tmp_path: Path) -> Path:
    """Return the folder of a small simulated world."""
    done = call("simulate", "--days", "2", "--family", "b", "--out", str(tmp_path / "world"))
    assert done.code == 0
    return tmp_path / "world"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_line_has_a_type_and_a_schema(folder: Path) -> None:
    """All files are there, and each line says what it is."""
    for name, file in {**GIVEN, **TRUTH}.items():
        lines = _lines(folder / file)
        assert lines, file
        assert all(each["type"] == name for each in lines)
        assert all(each["schema"] == f"truceline/{name}/1" for each in lines)
    ids = [each["id"] for each in _lines(folder / GIVEN["source"])]
    assert len(ids) == len(set(ids))


def test_fuse_takes_what_was_simulated(call: Call, folder: Path) -> None:
    """Statements, origins and sources go into `fuse` as they are."""
    words = [str(folder / GIVEN[name]) for name in ("statement", "document")]
    origins, sources = (str(folder / GIVEN[name]) for name in ("origin", "source"))
    done = call("fuse", *words, "--origins", origins, "--sources", sources)
    assert done.code == 0
    assert any(each["type"] == "incident" for each in done.lines)


def test_trace_takes_what_was_simulated(call: Call, folder: Path) -> None:
    """Statements and documents go into `trace`; every statement gets an origin."""
    done = call("trace", *(str(folder / GIVEN[name]) for name in ("statement", "document")))
    assert done.code == 0
    members = {m for each in done.lines if each["type"] == "origin" for m in each["members"]}
    assert members == {each["id"] for each in _lines(folder / GIVEN["statement"])}


def test_nothing_is_overwritten(call: Call, folder: Path) -> None:
    """A folder with anything in it is refused, and stays as it is."""
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    done = call("simulate", "--out", str(folder))
    assert done.code == 2
    assert "nothing is overwritten" in done.stderr
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before


def test_a_slip_of_the_pen_writes_nothing(call: Call, tmp_path: Path) -> None:
    """An unknown front, or two special worlds at once, exit 2 before a folder is made."""
    for words in (["--front", "west"], ["--flood", "--three-accounts"]):
        done = call("simulate", *words, "--out", str(tmp_path / "new"))
        assert done.code == 2
        assert not (tmp_path / "new").exists()


def test_the_summary_counts_what_was_written(call: Call, tmp_path: Path) -> None:
    """With --json one line says how many lines of each type there are."""
    out = tmp_path / "world"
    done = call("simulate", "--days", "1", "--no-texts", "--json", "--out", str(out))
    (summary,) = done.lines
    assert summary["schema"] == "truceline/simulation/1"
    for name, file in {**GIVEN, **TRUTH}.items():
        assert summary["lines"][name] == len(_lines(out / file))
