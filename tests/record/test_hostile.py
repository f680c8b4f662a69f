"""A case folder handed over by a stranger: opening it may not harm, wait, or write elsewhere."""

from __future__ import annotations

import os
import sqlite3
import struct
from pathlib import Path

import pytest

from tests.record.samples import item, small_case
from truceline.ground.errors import CaseError, InputError
from truceline.record import CaseStore, verify
from truceline.record.store import FOLDERS


def run_sql(folder: Path, command: str, *values: str) -> None:
    """Run SQL past the program."""
    database = sqlite3.connect(folder / "case.db")
    with database:
        database.execute(command, values)
    database.close()


def put_row(folder: Path, table: str, body: str) -> None:
    """Put a row past the program."""
    run_sql(folder, "INSERT INTO row VALUES (?, 'x', ?)", table, body)


def journal_that_names(victim: Path, database: Path) -> bytes:
    """Return a journal by which SQLite rolls back nothing and deletes a file of choice."""
    magic, page = bytes.fromhex("d9d505f920a163d7"), 4096
    pages = database.stat().st_size // page
    head = magic + struct.pack(">IIIII", 0, 0, pages, 512, page)
    name = os.fsencode(victim)
    check = sum(each if each < 128 else each - 256 for each in name) & 0xFFFFFFFF
    place = struct.pack(">I", 0x40000000 // page + 1)
    return head.ljust(512, b"\0") + place + name + struct.pack(">II", len(name), check) + magic


def test_a_journal_cannot_delete_a_file_of_the_user(tmp_path: Path) -> None:
    """A journal that names a further file is refused before SQLite sees it."""
    case = tmp_path / "case"
    small_case(case).close()
    victim = tmp_path / "precious.txt"
    victim.write_text("mine", encoding="utf-8")
    journal = journal_that_names(victim, case / "case.db")
    (case / "case.db-journal").write_bytes(journal)
    with pytest.raises(CaseError, match="names another file"):
        CaseStore.open(case)
    assert not verify(case).ok
    assert victim.exists()


@pytest.mark.parametrize("name", [*FOLDERS, "case.db", "case.db-journal"])
def test_a_part_of_a_case_that_is_a_link_is_refused(tmp_path: Path, name: str) -> None:
    """Nothing is written through a link to where a stranger wants it."""
    case, other = tmp_path / "case", tmp_path / "other"
    small_case(case).close()
    if (case / name).exists():
        (case / name).rename(other)
    (case / name).symlink_to(other)
    with pytest.raises(CaseError, match="is a link"):
        CaseStore.open(case)


def test_a_new_case_is_not_made_through_links(tmp_path: Path) -> None:
    """A folder prepared with links gets no case."""
    case, other = tmp_path / "case", tmp_path / "other"
    case.mkdir()
    other.mkdir()
    (case / "evidence").symlink_to(other)
    with pytest.raises(CaseError, match="is a link"):
        CaseStore.create(case)
    assert list(other.iterdir()) == []


def test_a_trigger_left_in_the_database_is_found(tmp_path: Path) -> None:
    """What would act on everything kept later stops the case from being used; verify names it."""
    small_case(tmp_path).close()
    run_sql(
        tmp_path,
        "CREATE TRIGGER later AFTER INSERT ON row BEGIN DELETE FROM row WHERE tab='finding'; END",
    )
    with pytest.raises(CaseError, match="other tables or triggers"):
        CaseStore.open(tmp_path)
    found = verify(tmp_path)
    assert not found.ok
    assert "other tables or triggers" in found.problems[0]


@pytest.mark.parametrize("body", ["[1", "null", "7", "[" * 9000, '{"id": 5}', '{"at": []}', "{}"])
def test_a_damaged_row_is_an_error_with_a_mend(tmp_path: Path, body: str) -> None:
    """Rows that are no JSON, nest without end or lack fields raise InputError, nothing else."""
    small_case(tmp_path).close()
    for table in ("progress", "custody", "report"):
        put_row(tmp_path, table, body)
    store = CaseStore.open(tmp_path)
    for read in (lambda: store.done("read"), store.last_capture, store.reports):
        with pytest.raises(InputError) as error:
            read()
        assert error.value.mend
    store.close()


@pytest.mark.parametrize("body", ["[1", "null", '{"members": 7}', '{"time": {"earliest": "x"}}'])
def test_a_damaged_record_is_an_error_with_a_mend(tmp_path: Path, body: str) -> None:
    """A row that does not fit its record's columns raises CaseError."""
    small_case(tmp_path).close()
    put_row(tmp_path, "incident", body)
    store = CaseStore.open(tmp_path)
    with pytest.raises(CaseError) as error:
        store.table("incident")
    assert error.value.mend
    store.close()


def test_a_report_cannot_be_looked_up_outside_of_the_case(tmp_path: Path) -> None:
    """The file of a stored report lies in the folder of reports, whatever its row says."""
    small_case(tmp_path).close()
    body = '{"name": "a", "sha256": "b", "size": 1, "number": 9, "file": "../../../etc/hosts"}'
    put_row(tmp_path, "report", body)
    store = CaseStore.open(tmp_path)
    assert {each.path.parent for each in store.reports()} == {tmp_path / "reports"}
    store.close()


def test_what_verify_says_cannot_act_on_a_terminal(tmp_path: Path) -> None:
    """Names of tables and files that a stranger chose are written out."""
    small_case(tmp_path).close()
    put_row(tmp_path, "t\x1b[2J\nall is well", "{}")
    put_row(tmp_path, "report", '{"file": "\\u001b]0;x\\u0007\\u202e"}')
    found = verify(tmp_path)
    assert len(found.problems) >= 3
    assert all(each.isprintable() for each in (*found.problems, *found.says))


def test_a_pipe_in_the_place_of_evidence_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe where bytes should lie is an error at once, for reading and for verify."""
    store = small_case(tmp_path)
    evidence = item("one").evidence.id
    digits = evidence.removeprefix("sha256:")
    path = tmp_path / "evidence" / digits[:2] / digits[2:]
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(CaseError, match="a pipe"):
        store.raw(evidence)
    store.close()
    assert any("a pipe" in each for each in verify(tmp_path).problems)


def test_only_the_owner_may_read_a_case(tmp_path: Path) -> None:
    """Evidence names people: what is kept of it is closed to others on the same machine."""
    small_case(tmp_path / "case").close()
    kept = [path for path in (tmp_path / "case").rglob("*") if path.is_file()]
    tops = [tmp_path / "case" / name for name in FOLDERS]
    assert kept
    assert {path.stat().st_mode & 0o077 for path in (*kept, *tops)} == {0}


def test_hostile_words_are_kept_as_words(tmp_path: Path) -> None:
    """SQL, markup and template syntax in every text come back as they were, and do nothing."""
    words = "'); DROP TABLE row; -- {{ 7*7 }} <script>x</script> ${HOME} %s \\x00"
    store = small_case(tmp_path)
    odd = item(words, source=words, locator=words)
    store.put_evidence([odd])
    rows = store.table("evidence").to_pylist()
    assert [row["source"] for row in rows if row["id"] == odd.evidence.id] == [words]
    store.close()
    assert verify(tmp_path).ok
