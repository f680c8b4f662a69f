"""`--language-model`: what the model points at is added, marked and kept with the case."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.read.language_model.server import completion, endpoint
from truceline.cli.assisting import KEY

pytestmark = pytest.mark.enable_socket

LINE = "Little is left of the bakery in Sumy since last night."
ITEM = {"id": "a", "text": LINE, "source": "s", "lang": "en", "published": "2025-04-20"}
ANSWER = completion(
    {"kind": "incident_report", "quote": LINE, "place_quotes": ["Sumy"], "time_quote": "last night"}
)


def truceline(*words: str, key: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "truceline.cli", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, KEY: key},
    )


def test_reading_with_a_model_adds_what_it_points_at(tmp_path: Path) -> None:
    """The added statement says who read it; the key travels in the header, not in the words."""
    path = tmp_path / "items.jsonl"
    path.write_text(json.dumps(ITEM), encoding="utf-8")
    plain = truceline("read", str(path))
    assert (plain.returncode, plain.stdout) == (0, "")
    with endpoint(lambda _: ANSWER) as served:
        url = ("--language-model", served.url, "--model", "small")
        done = truceline("read", str(path), *url, key="secret")
        assert served.keys == ["Bearer secret"]
    (found,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (found["quote"], found["read_by"]) == (LINE, "language model small")


def test_a_case_keeps_the_answers_and_asks_once(tmp_path: Path) -> None:
    """A second run over the same case asks nothing; the report's statements say who read them."""
    case = tmp_path / "case"
    assert truceline("init", str(case), "--agreement", "easter-2025").returncode == 0
    inbox = next(each for each in case.iterdir() if each.is_dir())
    (inbox / "items.jsonl").write_text(json.dumps(ITEM), encoding="utf-8")
    with endpoint(lambda _: ANSWER) as served:
        words = ("run", str(case), "--language-model", served.url, "--model", "small", "--json")
        first, again = truceline(*words), truceline(*words)
        assert (first.returncode, again.returncode) == (0, 0), first.stderr
        assert len(served.bodies) == 1
    assert json.loads(first.stdout)["counts"]["incident"] == 1
    assert json.loads(first.stdout)["result"] == json.loads(again.stdout)["result"]
    assert list((case / "language-model").iterdir())
    assert truceline("verify", str(case)).returncode == 0


def test_a_dead_endpoint_costs_its_own_part_only(tmp_path: Path) -> None:
    """The rules' statements are printed, the problem is told, and the exit code is 3."""
    path = tmp_path / "items.jsonl"
    item = {**ITEM, "text": "Shelling hit Kharkiv on Sunday and killed two people."}
    path.write_text(json.dumps(item), encoding="utf-8")
    url = ("--language-model", "http://127.0.0.1:9/v1", "--model", "small")
    done = truceline("read", str(path), *url)
    assert done.returncode == 3
    assert json.loads(done.stdout.splitlines()[0])["kind"] == "incident_report"
    assert "language model gave no answer" in done.stderr


def test_options_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    """A model without an address, and an address in the clear, end with exit code 2."""
    path = tmp_path / "items.jsonl"
    path.write_text(json.dumps(ITEM), encoding="utf-8")
    assert truceline("read", str(path), "--model", "small").returncode == 2
    remote = ("--language-model", "http://models.example/v1", "--model", "small")
    done = truceline("read", str(path), *remote)
    assert done.returncode == 2
    assert "unencrypted" in done.stderr
