"""The report of the bundled case in a real browser: drawn, printed, and asking for nothing."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from truceline.pipeline.begin import bundled_case
from truceline.pipeline.run import run

pytestmark = pytest.mark.browser
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a finished run of the bundled case."""
    folder = tmp_path_factory.mktemp("browser") / "easter-2025"
    return run(bundled_case(folder), resume=False).report


def browse(page: Path, folder: Path, *words: str) -> str:
    """Open a page in a new browser profile and return what it prints; fails without a browser."""
    browser = shutil.which("chromium")
    assert browser, "Debian's package chromium is needed: apt-get install chromium"
    done = subprocess.run(
        [browser, *QUIET, f"--user-data-dir={folder / 'profile'}", *words, page.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout


def test_the_page_is_drawn(report: Path, tmp_path: Path) -> None:
    """A screenshot has the asked size and is more than an empty page."""
    picture = tmp_path / "page.png"
    browse(report, tmp_path, f"--screenshot={picture}", "--window-size=1200,2400")
    content = picture.read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (1200, 2400)
    assert len(content) > 100_000


def test_the_browser_sees_the_sections_and_no_script(report: Path, tmp_path: Path) -> None:
    """The document that the browser builds has the map, the tallies and no script or frame."""
    seen = browse(report, tmp_path, "--dump-dom")
    assert "<svg" in seen
    for words in ("2,935", "4,900", "not comparable", "UNREVIEWED"):
        assert words in seen
    assert not re.search(r"<(script|iframe|object|embed)\b", seen)
    assert not re.search(r"\b(src|href)=\"(?!#|https?://)", seen)


def test_the_page_prints(report: Path, tmp_path: Path) -> None:
    """Printing gives a PDF of several pages."""
    paper = tmp_path / "page.pdf"
    browse(report, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    content = paper.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) >= 3
