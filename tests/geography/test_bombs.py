"""Packed tables that unfold without measure, and floods of rows: each ends early and says why."""

from __future__ import annotations

import gzip
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from truceline.geography import imported, tables
from truceline.geography.imported import take
from truceline.geography.tables import Refused, read_table
from truceline.ground.errors import PlaceError

HEADER = b"name,lat,lon\n"


def bomb(path: Path, line: bytes) -> Path:
    """Write a file of a few hundred kilobytes that unfolds to 300 MB of one line."""
    block = line * (3_000_000 // len(line))
    if path.suffix == ".gz":
        with gzip.open(path, "wb", compresslevel=9) as packed:
            packed.write(HEADER)
            for _ in range(100):
                packed.write(block)
    else:
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed_zip,
            packed_zip.open("a.csv", "w") as member,
        ):
            member.write(HEADER)
            for _ in range(100):
                member.write(block)
    return path


@pytest.mark.parametrize(
    ("name", "line"), [("a.gz", b"\n"), ("a.zip", b"x,50,37\n"), ("b.gz", b"\0" * 1000)]
)
def test_a_bomb_ends_after_a_few_megabytes(tmp_path: Path, name: str, line: bytes) -> None:
    """Empty lines, one row over and over, an endless line: what, where, and how to mend it."""
    path = bomb(tmp_path / name, line)
    began = time.thread_time()
    with pytest.raises(PlaceError, match="a bomb") as error:
        take(path, tmp_path / "kept")
    assert time.thread_time() - began < 20
    assert error.value.where == str(path)
    assert error.value.mend
    assert not (tmp_path / "kept").exists()


def test_an_archive_with_a_list_without_end_is_not_opened(tmp_path: Path) -> None:
    """The list of members is measured before anything is built from it."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.csv", HEADER)
    raw = (tmp_path / "a.zip").read_bytes()
    end = bytearray(raw[raw.rfind(b"PK\x05\x06") :])
    end[12:16] = (2_000_000).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(raw[: raw.rfind(b"PK\x05\x06")] + bytes(end))
    with pytest.raises(PlaceError, match="too many files"):
        list(read_table(tmp_path / "a.zip"))


def test_rows_beyond_the_most_are_told_not_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that goes on past the limit is refused: half of a table is no table."""
    monkeypatch.setattr(tables, "MOST_ROWS", 100)
    path = tmp_path / "a.csv"
    path.write_bytes(HEADER + b"Dubky,50,36\n" * 200)
    with pytest.raises(PlaceError, match="more than 100 rows"):
        take(path, tmp_path / "kept")


def test_places_beyond_the_most_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Places are held in memory, so their number has a limit that names the way out."""
    monkeypatch.setattr(imported, "MOST_PLACES", 10)
    path = tmp_path / "a.csv"
    path.write_bytes(HEADER + b"".join(b"Dubky,%d,36\n" % n for n in range(20)))
    with pytest.raises(PlaceError, match="more than 10 places") as error:
        take(path, tmp_path / "kept")
    assert "one by one" in error.value.mend


def test_a_flood_of_bad_rows_ends_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing but bad rows come, reading ends; among good ones they are counted on."""
    monkeypatch.setattr(imported, "HOPELESS", 50)
    monkeypatch.setattr(imported, "MOST_REFUSED", 20)
    path = tmp_path / "a.csv"
    path.write_bytes(HEADER + b"Dubky,95,36\n" * 500)
    with pytest.raises(PlaceError, match="None of 50 row"):
        take(path, tmp_path / "kept")
    path.write_bytes(HEADER + b"Dubky,50,36\n" + b"Dubky,95,36\n" * 500)
    done = take(path, tmp_path / "kept")
    assert done.refusals == 500
    assert done.quarantine is not None
    assert len(done.quarantine.read_text(encoding="utf-8").splitlines()) == 21


def test_an_interrupted_import_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while a table is read leaves the table that was kept before, and no draft."""
    path, folder = tmp_path / "a.csv", tmp_path / "kept"
    path.write_bytes(HEADER + b"Dubky,50,36\n")
    take(path, folder)
    before = {each.name: each.read_bytes() for each in folder.iterdir()}

    def broken(_: Path) -> Iterator[Refused]:
        yield Refused(line=2, why="bad", begins="")
        raise KeyboardInterrupt

    monkeypatch.setattr(imported, "read_table", broken)
    with pytest.raises(KeyboardInterrupt):
        take(path, folder)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before


def test_progress_is_told_while_rows_are_read(tmp_path: Path) -> None:
    """Who asks is given the rows read since last time."""
    path = tmp_path / "a.csv"
    path.write_bytes(HEADER + b"Dubky,50,36\n" * 12_000)
    told: list[int] = []
    take(path, tmp_path / "kept", tell=told.append)
    assert sum(told) == 10_000


def test_cells_of_strangers_are_no_formulas(tmp_path: Path) -> None:
    """Neither in the kept table nor among refused rows; names come back as they were."""
    path, folder = tmp_path / "a.csv", tmp_path / "kept"
    path.write_bytes(HEADER + b"-Dubky,-5,36\n=HYPERLINK(1),95,36\n")
    done = take(path, folder)
    assert done.table is not None
    assert done.quarantine is not None
    assert done.table.read_text(encoding="utf-8").splitlines()[1].startswith("'-Dubky,-5.0,36.0")
    assert "'=HYPERLINK(1),95,36" in done.quarantine.read_text(encoding="utf-8")
    assert [row.name for row in imported.rows_of([done.table])] == ["-Dubky"]
