"""Files and functions stay small, and no party's name stands in code."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import truceline

ROOT = Path(truceline.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


def test_the_median_file_is_short_and_none_is_long() -> None:
    """Median under 150 lines, none over 400."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert statistics.median(lengths.values()) < 150
    assert {str(path): n for path, n in lengths.items() if n > 400} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_stay_under_forty_lines(path: Path) -> None:
    """A function can be read without scrolling."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            body = node.end_lineno - node.lineno + 1
            assert body <= 40, f"{path.name}: {node.name} has {body} lines"


def _party_words() -> set[str]:
    content = YAML(typ="safe").load((ROOT / "data/vocabulary/parties.yaml").read_text("utf-8"))
    words: set[str] = set()
    for party in content["parties"]:
        words |= {party["id"], party["name"].casefold(), party["adjective"].casefold()}
    return words


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_party_is_named_in_code(path: Path) -> None:
    """Parties live in data: no id, name or adjective of one stands in a string or a name."""
    parties = _party_words()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) in documentation:
                continue
            named = parties & ({node.value} | set(node.value.casefold().split()))
            assert not named, f"{path.name}:{node.lineno} names {named}"
