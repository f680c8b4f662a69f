"""Pages that show what their commands print: `python -m tests.docs.shown PAGE` writes it anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

_SHOWN = re.compile(r"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
_MARK = "-- next block --"


def printed(page: str, folder: Path) -> list[str]:
    """Return what each shell block of a page prints, all run in order in one folder.

    Raises AssertionError with the end of standard error if a command fails.
    """
    blocks = [f"echo '{_MARK}'\n{found[1]}" for found in _SHOWN.finditer(page)]
    here = str(Path(sys.executable).parent)
    done = subprocess.run(
        ["/bin/bash", "-c", "\n".join(["set -eu", *blocks])],
        cwd=folder,
        env={**os.environ, "PATH": f"{here}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split(f"{_MARK}\n")[1:]


def written(page: str, outputs: list[str]) -> str:
    """Return a page with the outputs of its shell blocks put where it shows any."""
    turn = iter(outputs)

    def anew(found: re.Match[str]) -> str:
        output = next(turn)
        shell = f"```sh\n{found[1]}```\n"
        return shell if found[2] is None else f"{shell}\n```text\n{output}```"

    return _SHOWN.sub(anew, page)


def main() -> None:
    """Run the page named on the command line and write what it prints into it."""
    path = Path(sys.argv[1])
    page = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path.write_text(written(page, printed(page, Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
