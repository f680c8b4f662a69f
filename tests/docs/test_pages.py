"""The pages hold together: links lead somewhere, and the reference is what the code says."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Each relative link names a file or folder of the project, each anchor a heading."""
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("https://", "http://")):
            continue
        name, _, anchor = target.partition("#")
        meant = (page.parent / name).resolve() if name else page
        assert meant.exists(), f"{page.name} links to {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", meant.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {each.lower().replace(" ", "-") for each in headings}, target


@pytest.mark.parametrize("name", ["records.md", "commands.md", "words.md"])
def test_the_reference_is_up_to_date(name: str) -> None:
    """The committed pages are what `python docs/reference/generate.py` would write now."""
    made = runpy.run_path(str(REFERENCE / "generate.py"))["pages"]()
    assert set(made) == {path.name for path in REFERENCE.glob("*.md")}
    committed = (REFERENCE / name).read_text(encoding="utf-8")
    assert committed == made[name], "run: python docs/reference/generate.py"
