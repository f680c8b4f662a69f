"""The commands about tables of places: dry run, refusals, list, remove, hostile names and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call

TABLE = "name,lat,lon\nBramblewick,50.1,36.2\nThornby,50.3,36.4\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the user's own folder a place of the test's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "truceline" / "places"


def table(folder: Path, content: str = TABLE, name: str = "villages.csv") -> Path:
    """Write a table of places and return its path."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_table_is_taken_in_listed_and_removed(call: Call, home: Path, tmp_path: Path) -> None:
    """The three commands in turn; what was removed is no longer listed."""
    assert call("places", "import", str(table(tmp_path))).code == 0
    assert (home / "villages.csv").is_file()
    assert "villages" in call("places", "list").stdout
    assert call("places", "remove", "villages").code == 0
    assert not (home / "villages.csv").exists()
    assert "villages" not in call("places", "list").stdout


def test_a_dry_run_keeps_nothing(call: Call, home: Path, tmp_path: Path) -> None:
    """The places are counted and no file is written."""
    done = call("places", "import", str(table(tmp_path)), "--dry-run")
    assert done.code == 0
    assert "2 places" in done.stderr
    assert not home.exists()


def test_bad_rows_are_told_and_the_rest_is_used(call: Call, home: Path, tmp_path: Path) -> None:
    """A row without a latitude is refused with its line; the others are kept."""
    done = call("places", "import", str(table(tmp_path, TABLE + "Nowhere,,36.0\nFar,95,36\n")))
    assert done.code == 0
    assert "refused line 4" in done.stderr
    assert "2 row(s) refused" in done.stderr
    assert (home / "villages-refused.csv").is_file()
    assert "villages-refused" not in call("places", "list").stdout


def test_a_case_keeps_its_own_tables(call: Call, home: Path, tmp_path: Path) -> None:
    """With --case a table lies in the case and not among the user's own."""
    case = tmp_path / "case"
    case.mkdir()
    assert call("places", "import", str(table(tmp_path)), "--case", str(case)).code == 0
    assert "villages" in call("places", "list", "--case", str(case)).stdout
    assert "villages" not in call("places", "list").stdout
    assert not home.exists()
    assert call("places", "list", "--case", str(tmp_path / "none")).code == 2


@pytest.mark.parametrize(
    "name", ["../../etc/cron", "/etc/passwd", "a/b", "..", "a\x00b", "x" * 65, "Ünter", "-rf"]
)
def test_no_name_leaves_the_folder(call: Call, home: Path, tmp_path: Path, name: str) -> None:
    """A name that could be a path, an option or too long is refused, for import and for remove."""
    before = sorted(tmp_path.rglob("*"))
    path = table(tmp_path)
    assert call("places", "import", f"--name={name}", str(path)).code == 2
    assert call("places", "remove", "--", name).code == 2
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])
    assert not home.exists()


def test_the_name_of_a_hostile_file_stays_in_the_folder(
    call: Call, home: Path, tmp_path: Path
) -> None:
    """A file's own name is made a plain one."""
    done = call("places", "import", str(table(tmp_path, name="..%2F..%2Fetc passwd;rm.csv")))
    kept = list(home.glob("*")) if home.exists() else []
    assert done.code in (0, 2)
    assert all(each.parent == home and each.suffix == ".csv" for each in kept)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02" * 5000, b"PK\x03\x04 no archive", b"\x1f\x8b no gzip", b"\xff\xfe\x00"],
)
def test_what_is_no_table_is_refused(
    call: Call, home: Path, tmp_path: Path, content: bytes
) -> None:
    """Empty, binary and broken packed files end with what to do, and nothing is kept."""
    for name in ("junk.csv", "junk.zip", "junk.gz"):
        path = tmp_path / name
        path.write_bytes(content)
        done = call("places", "import", str(path))
        assert done.code in (2, 3), (name, done.stderr)
    assert not home.exists()


def test_long_lines_and_names_cost_only_their_rows(call: Call, home: Path, tmp_path: Path) -> None:
    """A name of a hundred thousand letters is refused; the other rows are used."""
    content = TABLE + "x" * 100_000 + ",50,36\n"
    done = call("places", "import", str(table(tmp_path, content)))
    assert done.code == 0
    assert "2 places" in done.stderr
    assert max(map(len, (home / "villages.csv").read_text(encoding="utf-8").splitlines())) < 200


def test_what_is_not_there_cannot_be_removed(call: Call, home: Path) -> None:
    """The message says which tables there are."""
    done = call("places", "remove", "villages")
    assert done.code == 2
    assert not home.exists()
