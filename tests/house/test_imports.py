"""The house holds: imports go down only, verbs never meet, nothing runs in a circle."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import truceline

ROOT = Path(truceline.__file__).parent
SHARED_ROOMS = {"language", "geography", "vocabulary", "agreements"}
BELOW = {"ground", "model", "data"}
VERBS = {"collect", "read", "trace", "fuse", "judge", "record", "publish"}
# Which rooms each room may import, besides itself and the package's own version.
MAY: dict[str, set[str]] = {
    "ground": set(),
    "model": {"ground"},
    "vocabulary": {"ground", "model"},
    "language": {"ground", "model", "vocabulary"},
    "geography": {"ground", "model", "vocabulary", "language"},
    "agreements": {"ground", "model", "vocabulary", "language"},
    **dict.fromkeys(VERBS, BELOW | SHARED_ROOMS),
    "pipeline": BELOW | SHARED_ROOMS | VERBS,
    "lab": BELOW | SHARED_ROOMS | VERBS,
    "cli": BELOW | SHARED_ROOMS | VERBS | {"pipeline", "lab"},
}


def target(module: str, name: str) -> str:
    """Return the module that `from module import name` means: the submodule if there is one."""
    inside = ROOT.joinpath(*module.split(".")[1:], name)
    is_module = inside.with_suffix(".py").exists() or (inside / "__init__.py").exists()
    return f"{module}.{name}" if is_module else module


def imports_of(path: Path) -> set[str]:
    """Return the full names of the project's modules that a file imports, late ones included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.update(target(node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            raise AssertionError(f"{path}: a relative import hides its room")
    return {name for name in found if name.split(".")[0] == "truceline"}


def room_of(path: Path) -> str:
    """Return the room in which a file lies, "" for the package's own front door."""
    parts = path.relative_to(ROOT).parts
    return parts[0] if len(parts) > 1 else ""


FILES = sorted(path for path in ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_the_rooms_below_its_own(path: Path) -> None:
    """No room looks up, and no verb knows another verb."""
    room = room_of(path)
    if not room or path.name == "__main__.py":
        return
    for name in imports_of(path):
        parts = name.split(".")
        if len(parts) > 1 and parts[1] != room:
            assert parts[1] in MAY[room], f"{room} must not import {name}"


def test_no_module_imports_itself_through_others() -> None:
    """The graph of modules has no cycle."""
    known = {
        ".".join(("truceline", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(
            ".__init__"
        ): path
        for path in FILES
    }
    graph = {name: {n for n in imports_of(path) if n in known} for name, path in known.items()}
    state: dict[str, int] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert state.get(name) != 1, f"a circle: {' -> '.join((*trail, name))}"
        if state.get(name) == 2:
            return
        state[name] = 1
        for each in sorted(graph[name] - {name}):
            visit(each, (*trail, name))
        state[name] = 2

    for name in sorted(graph):
        visit(name, ())


def test_every_room_is_known() -> None:
    """A new room must be given its place in the house."""
    rooms = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(MAY)
