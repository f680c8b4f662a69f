"""What a page shows as printed is what its commands print."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.shown import printed, written

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"
PAGE = "Say:\n\n```sh\nword=one\n```\n\n```sh\necho $word\n```\n\n```text\ntwo\n```\n\nEnd.\n"


@pytest.mark.parametrize("name", ["fusing", "agreements"])
def test_a_page_shows_what_its_commands_print(tmp_path: Path, name: str) -> None:
    """All its commands end well in an empty folder, and every output stands in the page."""
    page = (HOW_TO / f"{name}.md").read_text(encoding="utf-8")
    made = written(page, printed(page, tmp_path))
    again = f"run: python -m tests.docs.shown docs/how-to/{name}.md, then read it again"
    assert page == made, again
    assert "bind nothing" not in page


def test_only_shown_outputs_are_compared(tmp_path: Path) -> None:
    """Blocks run in one shell; an output that differs is found, a block without one is left."""
    outputs = printed(PAGE, tmp_path)
    assert outputs == ["", "one\n"]
    assert written(PAGE, outputs) == PAGE.replace("two", "one")
