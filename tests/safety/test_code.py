"""What the program never does, whatever it is given: run words, unpickle, call out."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import truceline

ROOT = Path(truceline.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
CALLS = {"eval", "exec", "compile", "__import__"}
# The only doors to the network, each behind its own guard; nothing else may open one.
NETWORK = {"httpcore", "httpx", "socket"}
DOORS = ("collect/web/", "read/language_model/")
MODULES = {
    "ctypes", "dill", "ftplib", "http", "httpcore", "httpx", "joblib", "marshal", "pickle",
    "requests", "shelve", "smtplib", "socket", "subprocess", "telnetlib", "xml", "xmlrpc",
}  # fmt: skip


def imported(node: ast.AST) -> set[str]:
    """Return the modules that a statement imports, whole and by their first name."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [each.name for each in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        names = [node.module]
    return {part for name in names for part in (name, name.partition(".")[0])}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_runs_words_or_calls_out(path: Path) -> None:
    """No eval, no unpickling, no process, no YAML that builds objects, sockets at doors only."""
    door = path.relative_to(ROOT).as_posix().startswith(DOORS)
    forbidden = {*MODULES, "urllib.request"} - (NETWORK if door else set())
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not imported(node) & forbidden, path.name
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            assert node.func.id not in CALLS, f"{path.name}:{node.lineno}"
        if isinstance(node.func, ast.Attribute):
            assert node.func.attr not in {"system", "popen", "mktemp"}
        kinds = [each.value for each in node.keywords if each.arg == "typ"]
        assert all(isinstance(each, ast.Constant) and each.value != "unsafe" for each in kinds)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sql_is_put_together_from_values(path: Path) -> None:
    """What goes to a database as SQL is written out, or a constant of the program."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if node.func.attr not in {"execute", "executemany", "executescript", "_query"}:
            continue
        sql = node.args[0]
        for part in ast.walk(sql):
            if isinstance(part, ast.FormattedValue):
                named = part.value
                assert isinstance(named, ast.Name), f"{path.name}:{node.lineno}"
                assert named.id == "setting" or named.id.isupper(), f"{path.name}:{node.lineno}"
            assert not isinstance(part, ast.BinOp | ast.Call), f"{path.name}:{node.lineno}"
