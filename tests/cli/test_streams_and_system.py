"""What the system does to a command: closed pipes, full disks, odd locales, refused folders."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.records import lines
from truceline.cli import main as door
from truceline.cli.cases import BUNDLED
from truceline.vocabulary.files import DATA

COMMAND = [sys.executable, "-m", "truceline.cli"]
ITEM = lines({"id": "a", "text": "Російський дрон влучив у будинок у Херсоні.", "source": "s"})


def test_a_closed_pipe_ends_quietly() -> None:
    """`| head -1` is no failed check: nothing on standard error, and the code of a closed pipe."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*COMMAND, "schema", "agreement"], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
def test_a_full_disk_is_named() -> None:
    """What cannot be written is an error, not a traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "schema", "agreement"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_output_is_utf8_whatever_the_locale() -> None:
    """JSON Lines are UTF-8; a terminal's encoding does not change them."""
    done = subprocess.run(
        [*COMMAND, "read"],
        input=ITEM,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Херсоні" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("after", [0.8, 1.0, 1.2])
def test_an_interruption_while_modules_load_ends_with_its_own_code(after: float) -> None:
    """Ctrl-C right after the start, as dataclasses are made: code 130 and one line all the same."""
    with subprocess.Popen(
        [*COMMAND, "read"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
    assert process.returncode == 130
    assert told == b"Interrupted.\n"


def test_an_interruption_inside_code_made_from_text_leaves_no_mark(tmp_path: Path) -> None:
    """With `python -m`, CPython would end by the signal though the interruption was caught."""
    (tmp_path / "odd.py").write_text(
        "import signal, truceline.cli.commands as commands, truceline.cli.main as door\n"
        "commands.call = lambda: exec('signal.raise_signal(signal.SIGINT)')\n"
        "door.main()\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "odd"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 130
    assert done.stderr == b"Interrupted.\n"


def test_an_interruption_ends_with_its_own_code() -> None:
    """Ctrl-C while a command waits for input: code 130 and one line."""
    with subprocess.Popen(
        [*COMMAND, "read"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout
        # Once a record is out, the command is past its start and waits for the next line.
        process.stdin.write(ITEM)
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
    assert process.returncode == 130
    assert told == b"Interrupted.\n"


def test_standard_input_that_is_closed_is_a_usage_error() -> None:
    """Without a file and without standard input there is nothing to do."""
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m truceline.cli read <&-"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"closed" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["run", "FILE"],
        ["run", "FILE", "--dry-run"],
        ["init", "FILE", "--agreement", "easter-2025"],
        ["init", "FILE/below", "--agreement", "easter-2025"],
        ["demo", "--dir", "FILE"],
        ["verify", "FILE"],
        ["report", "FILE"],
    ],
)
def test_a_file_where_a_folder_is_meant_is_named(
    call: Call, tmp_path: Path, words: list[str]
) -> None:
    """The message names the path and the code is 3."""
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    done = call(*(word.replace("FILE", str(file)) for word in words))
    assert done.code == 3
    assert str(file) in done.stderr
    assert "mend:" in done.stderr


def test_the_demo_overwrites_nobodys_case(call: Call, tmp_path: Path) -> None:
    """A folder that holds another case is refused and stays as it is."""
    made = tmp_path / "mine"
    assert call("init", str(made), "--agreement", "thirty-day-2025").code == 0
    before = (made / "case.toml").read_bytes()
    done = call("demo", "--dir", str(made))
    assert done.code == 3
    assert "another case" in done.stderr
    assert (made / "case.toml").read_bytes() == before
    assert not (made / "claims.csv").exists()


def test_a_copy_that_is_refused_names_one_file(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of a folder that could not be copied, the message has the first file and not the list."""

    def refused(*_: object, **__: object) -> None:
        raise shutil.Error([("a", f"there/{number}", "it is full") for number in range(50)])

    monkeypatch.setattr(shutil, "copytree", refused)
    done = call("demo", "--dir", str(tmp_path / "new"))
    assert done.code == 3
    assert "there/0" in done.stderr
    assert "there/1" not in done.stderr


def test_a_folder_needs_a_name(call: Call) -> None:
    """An unset variable does not make a case of the current folder."""
    assert call("init", "", "--agreement", "easter-2025").code == 2


def test_a_fault_of_our_own_is_called_one(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw is told as a fault of Truceline's, with its own code, no traceback."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nobody foresaw this")

    monkeypatch.setattr("truceline.agreements.names", broken)
    done = call("agreements", "list")
    assert done.code == door.FAULT
    assert "A fault in Truceline" in done.stderr
    assert "nobody foresaw this" in done.stderr


def test_the_bundled_case_is_named_as_it_lies() -> None:
    """The door's name of the bundled case is that of a folder that ships."""
    assert (DATA / "cases" / BUNDLED / "case.toml").is_file()
