"""The command line keeps its contract: exit codes, clean standard output, helpful errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from truceline.model.doors import RECORDS


def truceline(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line as a program does, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "truceline.cli", *words],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_the_commands() -> None:
    """Help lists what there is and exits 0; commands whose time has not come are absent."""
    done = truceline("--help")
    assert done.returncode == 0
    for name in (
        "demo",
        "init",
        "run",
        "read",
        "trace",
        "fuse",
        "judge",
        "simulate",
        "report",
        "verify",
    ):
        assert name in done.stdout
    for name in ("serve", "asof"):
        assert name not in done.stdout


def test_unknown_words_are_a_usage_error() -> None:
    """A command that does not exist exits 2."""
    assert truceline("frobnicate").returncode == 2


@pytest.mark.parametrize("name", list(RECORDS))
def test_every_record_has_a_schema(name: str) -> None:
    """`schema NAME` prints the JSON Schema of each record."""
    done = truceline("schema", name)
    assert done.returncode == 0
    assert json.loads(done.stdout)["properties"]["type"] == {"const": name}


def test_an_unknown_schema_says_which_there_are() -> None:
    """A wrong name exits 2 and names the right ones."""
    done = truceline("schema", "nothing")
    assert done.returncode == 2
    assert "statement" in done.stderr


def test_reading_from_standard_input_gives_json_lines() -> None:
    """Each line out is one record with type and schema, and its span fits the text."""
    text = "Російські війська обстріляли Херсон 20 квітня, двоє загиблих."
    item = {"id": "d1", "text": text, "source": "s", "published": "2025-04-20"}
    done = truceline("read", given=json.dumps(item) + "\n")
    assert done.returncode == 0
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines
    for line in lines:
        assert line["type"] == "statement"
        assert line["document"] == "d1"
        start, end = line["span"]
        assert text[start:end] == line["quote"]


def test_a_bad_line_costs_only_itself() -> None:
    """A line that is not JSON is named with its number; the rest is read; the exit code is 3."""
    good = {"id": "d1", "text": "Російські війська обстріляли Херсон.", "source": "s"}
    done = truceline("read", given="{not json\n" + json.dumps(good) + "\n")
    assert done.returncode == 3
    assert "mend" in done.stderr
    assert '"document": "d1"' in done.stdout


def test_a_case_that_is_none_is_named_with_its_mend(tmp_path: Path) -> None:
    """Running a folder without case.toml exits 3 and says how to make one."""
    done = truceline("run", str(tmp_path))
    assert done.returncode == 3
    assert "truceline init" in done.stderr


def test_shipped_agreements_pass_their_own_check() -> None:
    """`agreements check` finds nothing wrong in what is shipped, and exits 1 on a broken file."""
    from truceline.vocabulary.files import DATA  # noqa: PLC0415 - only this test needs it

    shipped = [str(path) for path in sorted((DATA / "agreements").glob("*.yaml"))]
    assert len(shipped) >= 2
    assert truceline("agreements", "check", *shipped).returncode == 0


def test_a_broken_agreement_fails_the_check(tmp_path: Path) -> None:
    """A window that ends before it begins is named with file, line and mend."""
    from truceline.vocabulary.files import DATA  # noqa: PLC0415 - only this test needs it

    text = (DATA / "agreements" / "easter-2025.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace("2025-04-21", "2025-04-18"), encoding="utf-8")
    done = truceline("agreements", "check", str(broken))
    assert done.returncode == 1
    assert "broken.yaml:" in done.stdout


def test_problems_of_several_files_come_as_lines_too(call: Call, tmp_path: Path) -> None:
    """`agreements check --json` gives one line for each problem of all files, none if sound."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("id: [x]\n", encoding="utf-8")
    paths = [str(tmp_path / f"{name}.yaml") for name in ("one", "two")]
    done = call("agreements", "check", "--json", *paths)
    assert done.code == 1
    assert [line["file"] for line in done.lines] == sorted(line["file"] for line in done.lines)
    assert {line["file"] for line in done.lines} == set(paths)
    assert all(line["line"] == 1 and line["what"] and line["mend"] for line in done.lines)
    assert {line["schema"] for line in done.lines} == {"truceline/problem/1"}
    sound = call("agreements", "check", "easter-2025", "--json")
    assert (sound.code, sound.stdout) == (0, "")


def test_editors_get_the_schema_of_agreement_files() -> None:
    """`schema agreement-file` prints the schema by which agreement files are checked."""
    done = truceline("schema", "agreement-file")
    assert done.returncode == 0
    assert json.loads(done.stdout)["$id"].startswith("truceline/agreement-file/")


COMMANDS = (
    *([name] for name in ("demo", "init", "run", "report", "verify", "score")),
    *([name] for name in ("read", "locate", "trace", "fuse", "judge")),
    *(["agreements", name] for name in ("list", "show", "check")),
    ["agreements"],
    ["schema"],
    [],
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words) or "truceline")
def test_help_gives_an_example(call: Call, words: list[str]) -> None:
    """`--help` exits 0 and shows how the command is called."""
    done = call(*words, "--help")
    assert done.code == 0
    assert "Example" in done.stdout
    assert " ".join(["truceline", *words]) in done.stdout


def test_answers_that_are_no_records_have_a_type_too(call: Call, tmp_path: Path) -> None:
    """What programs ask for with --json is a line with type and schema, like any other."""
    call("init", str(tmp_path / "case"), "--agreement", "easter-2025")
    item = {"id": "a", "source": "s", "text": "Two shells hit Kherson on 20 April 2025."}
    (tmp_path / "case" / "inbox" / "a.jsonl").write_text(json.dumps(item), encoding="utf-8")
    for words in (["run", "--json"], ["verify", "--json"]):
        (line,) = call(words[0], str(tmp_path / "case"), *words[1:]).lines
        assert line["schema"] == f"truceline/{line['type']}/1"
    for line in call("score", "list", "--json").lines:
        assert line["schema"] == "truceline/board/1"


def test_nothing_is_coloured_or_moves_without_a_terminal(call: Call) -> None:
    """Into a pipe goes plain text: no colours, no progress."""
    for words in (
        ["agreements", "list"],
        ["agreements", "show", "easter-2025"],
        ["run", "nowhere"],
    ):
        done = call(*words)
        assert "\x1b" not in done.stdout + done.stderr
