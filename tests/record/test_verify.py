"""Verifying a case: each kind of tampering is found, and the limits of the check are said."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.samples import START, small_case
from truceline.ground.errors import CaseError
from truceline.record import verify
from truceline.record.ledger import NO_ENTRY, Change, Entry, check_chain, make_entry

Tampering = Callable[[Path], None]


def flip(path: Path) -> None:
    """Flip a bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def sql(*commands: str) -> Tampering:
    """Return a tampering that runs SQL past the program, triggers dropped."""

    def tamper(folder: Path) -> None:
        with sqlite3.connect(folder / "case.db") as database:
            for trigger in ("ledger_no_update", "ledger_no_delete"):
                database.execute(f"DROP TRIGGER {trigger}")
            for command in commands:
                assert database.execute(command).rowcount != 0
        database.close()

    return tamper


def first_file(folder: Path, pattern: str) -> Path:
    """Return the first file that a pattern finds in a case."""
    return sorted(folder.glob(pattern))[0]


TAMPERINGS: dict[str, tuple[Tampering, str]] = {
    "a byte of evidence": (lambda case: flip(first_file(case, "evidence/*/*")), "evidence/"),
    "evidence gone": (lambda case: first_file(case, "evidence/*/*").unlink(), "evidence/"),
    "a byte in quarantine": (lambda case: flip(first_file(case, "quarantine/*/*")), "quarantine/"),
    "a byte of a report": (lambda case: flip(first_file(case, "reports/*")), "reports/"),
    "report gone": (lambda case: first_file(case, "reports/*").unlink(), "reports/"),
    "a row edited": (
        sql("UPDATE row SET body = replace(body, 'an act', 'no act') WHERE id = 'in-0001'"),
        "table incident",
    ),
    "a row removed": (sql("DELETE FROM row WHERE id = 'in-0002'"), "table incident"),
    "a row added": (
        sql("INSERT INTO row SELECT 'incident', 'in-9', body FROM row WHERE id = 'in-0001'"),
        "table incident",
    ),
    "a table added": (sql("INSERT INTO row VALUES ('extra', 'x', '{}')"), "table extra"),
    "rows that are no JSON": (
        sql("UPDATE row SET body = '[' WHERE tab = 'report'"),
        "table report",
    ),
    "a sum edited": (
        sql("UPDATE sum SET numbers = zeroblob(2048) WHERE tab = 'incident'"),
        "running sum",
    ),
    "a first entry removed": (sql("DELETE FROM ledger WHERE seq = 1"), "ledger entry 1"),
    "a middle entry removed": (sql("DELETE FROM ledger WHERE seq = 3"), "ledger entry 3"),
    "the last entry removed": (
        sql("DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)"),
        "table report",
    ),
    "an entry edited": (
        sql("UPDATE ledger SET body = replace(body, '2025', '2024') WHERE seq = 2"),
        "ledger entry 2",
    ),
    "an entry made nonsense": (sql("UPDATE ledger SET body = '[' WHERE seq = 2"), "ledger entry 2"),
    "entries swapped": (
        sql(
            "UPDATE ledger SET seq = -1 WHERE seq = 3",
            "UPDATE ledger SET seq = 3 WHERE seq = 4",
            "UPDATE ledger SET seq = 4 WHERE seq = -1",
        ),
        "ledger entry 3",
    ),
    "the database cut": (
        lambda case: (
            (case / "case.db").write_bytes((case / "case.db").read_bytes()[:9000]) and None
        ),
        "case.db",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_and_named(tmp_path: Path, name: str) -> None:
    """Each change behind the program's back makes verification fail and say where."""
    small_case(tmp_path).close()
    assert verify(tmp_path).ok
    tamper, where = TAMPERINGS[name]
    tamper(tmp_path)
    found = verify(tmp_path)
    assert not found.ok
    assert any(where in problem for problem in found.problems)


def test_a_sound_case_says_what_was_checked_and_what_cannot_be(tmp_path: Path) -> None:
    """A sound case counts what it checked and states that a full rewrite goes unnoticed."""
    small_case(tmp_path).close()
    found = verify(tmp_path)
    assert found.problems == ()
    assert found.head[0] == 6
    assert "Checked 6 ledger entries" in found.says[0]
    assert found.head[1] in found.says[1]
    assert any("rewrite all of it" in line for line in found.says)


def test_what_an_interrupted_run_leaves_is_no_problem(tmp_path: Path) -> None:
    """Bytes that no entry names are told of and condemn nothing."""
    small_case(tmp_path).close()
    orphan = tmp_path / "evidence" / "ab" / ("0" * 62)
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"left over")
    found = verify(tmp_path)
    assert found.ok
    assert any("1 files in evidence" in line for line in found.says)


def test_a_folder_without_a_case_is_an_error(tmp_path: Path) -> None:
    """There is nothing to verify where there is no case."""
    with pytest.raises(CaseError):
        verify(tmp_path)


def chain(digests: list[str]) -> list[Entry]:
    """Return a sound chain, an entry for each digest."""
    entries: list[Entry] = []
    for number, digest in enumerate(digests, start=1):
        change = Change(table="t", put=1, withdrawn=0, digest=digest)
        previous = entries[-1].hash if entries else NO_ENTRY
        entries.append(
            make_entry(seq=number, previous=previous, kind="applied", at=START, changes=[change])
        )
    return entries


digests = st.lists(st.text("0123456789abcdef", min_size=4, max_size=4), min_size=2, max_size=8)


@given(digests)
def test_a_chain_made_here_is_sound(found: list[str]) -> None:
    """A chain without changes has no problems and states its last digest."""
    checked = check_chain(chain(found))
    assert checked.problems == ()
    assert checked.digests == {"t": found[-1]}


@given(digests, st.data())
def test_any_removal_but_of_the_end_breaks_a_chain(found: list[str], data: st.DataObject) -> None:
    """Taking out an entry that others follow is noticed, wherever it is."""
    entries = chain(found)
    gone = data.draw(st.integers(min_value=0, max_value=len(entries) - 2))
    assert check_chain(entries[:gone] + entries[gone + 1 :]).problems


@given(digests, st.data())
def test_any_exchange_breaks_a_chain(found: list[str], data: st.DataObject) -> None:
    """Entries in another order are noticed."""
    entries = chain(found)
    order = data.draw(st.permutations(range(len(entries))))
    broken = bool(check_chain([entries[place] for place in order]).problems)
    assert broken == (list(order) != list(range(len(entries))))


@given(digests, st.data())
def test_any_edit_breaks_a_chain_even_with_its_hash_made_anew(
    found: list[str], data: st.DataObject
) -> None:
    """Rewriting an entry and its own hash is noticed at the entry that follows."""
    entries = chain(found)
    place = data.draw(st.integers(min_value=0, max_value=len(entries) - 2))
    body = json.loads(entries[place].body)
    change = Change(table="t", put=1, withdrawn=0, digest="other")
    entries[place] = make_entry(
        seq=place + 1, previous=body["prev"], kind="applied", at=START, changes=[change]
    )
    assert check_chain(entries).problems
