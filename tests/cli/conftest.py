"""What the command line's tests share: a way to call it as the shell does, without a shell."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from truceline.cli.main import main


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a command ended: its exit code and what it wrote."""

    code: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Return standard output as JSON Lines."""
        return [json.loads(line) for line in self.stdout.splitlines()]


Call = Callable[..., Done]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Return a function that runs the command line on some words and some standard input."""

    def run(*words: str, given: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "argv", ["truceline", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        written = capsys.readouterr()
        assert "Traceback" not in written.err
        return Done(code=int(left.value.code or 0), stdout=written.out, stderr=written.err)

    return run
