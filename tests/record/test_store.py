"""The case store: what is put comes back, nothing is kept twice, all or nothing is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record.samples import delta, incident, item, rejected, small_case, ticking
from truceline.ground.errors import CaseError
from truceline.model.columns import from_table, to_table
from truceline.model.evidence import Evidence, Rejected
from truceline.model.incident import Incident
from truceline.model.stage import Delta
from truceline.record import CaseStore, verify
from truceline.record.rows import decoded, encoded
from truceline.record.sums import digest_of, empty, row_numbers


def test_evidence_comes_back_and_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    """Bytes are kept once; the same item from elsewhere adds custody that names its source."""
    store = CaseStore.create(tmp_path, clock=ticking())
    one = item("one")
    assert store.put_evidence([one, item("two", locator="b.txt")]) == 2
    assert store.put_evidence([one]) == 0
    assert store.put_evidence([item("one", source="mirror", locator="c.txt")]) == 0
    assert store.raw(one.evidence.id) == b"one"
    held = {each.id: each for each in from_table(Evidence, store.table("evidence"))}
    assert held[one.evidence.id] == one.evidence
    steps = [
        row for row in store.table("custody").to_pylist() if row["evidence"] in one.evidence.id
    ]
    assert sorted((row["act"], row["locator"], row["note"]) for row in steps) == [
        ("captured", "feed.jsonl:1", ""),
        ("seen_again", "c.txt", "as mirror"),
    ]


def test_rejected_items_keep_reason_and_bytes(tmp_path: Path) -> None:
    """Quarantine keeps what it was given, once."""
    store = CaseStore.create(tmp_path)
    record, raw = rejected("bad")
    assert store.put_rejected([(record, raw)]) == 1
    assert store.put_rejected([(record, raw)]) == 0
    assert from_table(Rejected, store.table("rejected")) == [record]
    kept = [path.read_bytes() for path in (tmp_path / "quarantine").glob("*/*")]
    assert kept == [raw]


def test_tables_come_back_as_records_in_id_order(tmp_path: Path) -> None:
    """Nested records, maps, times and unknowns survive; rows come in id order."""
    store = CaseStore.create(tmp_path)
    store.apply(delta(3, 1, 2), stage="fuse", version="v1")
    assert from_table(Incident, store.table("incident")) == [incident(n) for n in (1, 2, 3)]
    assert store.table("link").num_rows == 2
    assert store.table("finding").num_rows == 0
    assert store.table("never put").num_rows == 0


def test_tables_without_a_record_keep_their_own_schema(tmp_path: Path) -> None:
    """An alias table comes back with the columns that it was put with, across sessions."""
    table = pa.table({"id": ["in-1"], "incident": ["in-2"], "n": pa.array([None], pa.int64())})
    store = CaseStore.create(tmp_path)
    store.apply(Delta(put={"alias": table}), stage="fuse", version="v1")
    store.close()
    assert CaseStore.open(tmp_path).table("alias") == table


def test_rows_are_withdrawn_by_id_or_because_the_whole_table_is_put(tmp_path: Path) -> None:
    """A whole-table put leaves nothing of before, links included; others withdraw by name."""
    store = CaseStore.create(tmp_path)
    store.apply(delta(1, 2, 3), stage="fuse", version="v1")
    store.apply(Delta(withdraw={"incident": ("in-0001", "absent")}), stage="fuse", version="v1")
    assert store.table("incident").column("id").to_pylist() == ["in-0002", "in-0003"]
    store.apply(delta(3, 4), stage="fuse", version="v2", whole=True)
    assert store.table("incident").column("id").to_pylist() == ["in-0003", "in-0004"]
    assert store.table("link").column("a").to_pylist() == ["in-0003"]
    assert verify(tmp_path).ok


def test_progress_is_marked_with_its_changes(tmp_path: Path) -> None:
    """Keys are done under their version until progress is forgotten."""
    store = small_case(tmp_path)
    assert store.done("fuse") == {"a", "b"}
    assert store.done("fuse", "v2") == set()
    assert store.done("read") == set()
    store.forget_progress()
    assert store.done("fuse") == set()
    assert verify(tmp_path).ok


def test_a_stage_cannot_touch_evidence(tmp_path: Path) -> None:
    """A delta on evidence or bookkeeping is refused and changes nothing."""
    store = small_case(tmp_path)
    before = store.result_digest()
    bad = Delta(withdraw={"evidence": ("x",)}, put=delta(9).put)
    with pytest.raises(CaseError, match="evidence"):
        store.apply(bad, stage="fuse", version="v1")
    assert store.result_digest() == before


def test_a_row_that_cannot_be_kept_stops_the_whole_change(tmp_path: Path) -> None:
    """Not-a-number in one row leaves all tables and the ledger as they were."""
    store = small_case(tmp_path)
    before = store.result_digest()
    table = pa.table({"id": ["a", "b"], "x": [1.0, float("nan")]})
    with pytest.raises(CaseError, match="cannot be kept"):
        store.apply(Delta(put={**delta(9).put, "odd": table}), stage="fuse", version="v1")
    assert store.result_digest() == before
    assert verify(tmp_path).ok


def test_reports_are_kept_as_published(tmp_path: Path) -> None:
    """A changed report is another file; the same bytes again add nothing."""
    store = small_case(tmp_path)
    first = store.reports()[0]
    second = store.put_report("report.html", b"<p>final</p>")
    assert store.put_report("report.html", b"<p>final</p>") == second
    assert [each.path.read_bytes() for each in store.reports()] == [
        b"<p>draft</p>",
        b"<p>final</p>",
    ]
    assert first.path != second.path
    for name in ("../x.html", "", "a/b", ".hidden", "x" * 200):
        with pytest.raises(CaseError):
            store.put_report(name, b"")


def test_the_result_does_not_show_when_or_in_how_many_steps_it_came(tmp_path: Path) -> None:
    """Two cases with the same content have one result digest, whatever the order and clock."""
    one = small_case(tmp_path / "one")
    other = CaseStore.create(tmp_path / "other")
    other.apply(delta(3), stage="fuse", version="v0")
    other.apply(delta(9, 1, 2), stage="fuse", version="v0", whole=True)
    other.apply(delta(1, 2), stage="fuse", version="v1", whole=True)
    other.put_evidence([item("two", locator="feed.jsonl:2")])
    other.put_evidence([item("one")])
    other.put_rejected([rejected("bad")])
    assert one.result_digest() != other.result_digest()
    other.apply(delta(3), stage="fuse", version="v1")
    assert one.result_digest() == other.result_digest()


def test_doing_it_all_again_changes_nothing(tmp_path: Path) -> None:
    """The same puts a second time make no ledger entry at all."""
    store = small_case(tmp_path)
    head = verify(tmp_path).head
    store.put_evidence([item("one"), item("two", locator="feed.jsonl:2")])
    store.put_rejected([rejected("bad")])
    store.apply(delta(1, 2), stage="fuse", version="v1", marks=["a"])
    store.put_report("report.html", b"<p>draft</p>")
    assert verify(tmp_path).head == head


def test_cases_are_neither_made_twice_nor_opened_from_nothing(tmp_path: Path) -> None:
    """Creating over a case, opening a folder without one or a foreign file says so."""
    small_case(tmp_path / "case").close()
    with pytest.raises(CaseError, match="already"):
        CaseStore.create(tmp_path / "case")
    with pytest.raises(CaseError, match="no case"):
        CaseStore.open(tmp_path)
    (tmp_path / "case.db").write_bytes(b"not a database, but longer than a header" * 9)
    with pytest.raises(CaseError):
        CaseStore.open(tmp_path)


def test_a_creation_that_was_killed_can_be_opened(tmp_path: Path) -> None:
    """An empty database file, which a kill may leave, is a case with nothing in it."""
    (tmp_path / "case.db").touch()
    store = CaseStore.open(tmp_path)
    assert store.put_evidence([item("one")]) == 1
    assert verify(tmp_path).ok


@pytest.mark.parametrize("name", ["sha256:../../etc/passwd", "sha256:" + "0" * 64, "x"])
def test_evidence_that_is_not_held_is_an_error(tmp_path: Path, name: str) -> None:
    """A name that is no hash, or a hash of nothing held, reads no file."""
    with pytest.raises(CaseError):
        small_case(tmp_path).raw(name)


rows = st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=8)


@given(rows, rows)
def test_sums_depend_on_the_rows_alone(before: dict[str, str], after: dict[str, str]) -> None:
    """Any way from one set of rows to another gives the sum of the latter; others differ."""

    def total(found: dict[str, str]) -> Any:  # noqa: ANN401 - an array, only compared
        return sum((row_numbers("t", *row) for row in found.items()), start=empty())

    moved = total(before)
    for row in before.items():
        moved = moved - row_numbers("t", *row)
    for row in reversed(after.items()):
        moved = moved + row_numbers("t", *row)
    assert digest_of(moved) == digest_of(total(after))
    assert (digest_of(total(before)) == digest_of(total(after))) == (before == after)


@settings(max_examples=50)
@given(
    st.lists(
        st.builds(
            incident,
            st.integers(min_value=0, max_value=9999),
            proposition=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
        ),
        unique_by=lambda each: each.id,
    )
)
def test_rows_survive_their_json(records: list[Incident]) -> None:
    """A table written as canonical JSON and read again is the same table."""
    table = to_table(Incident, records)
    bodies = [body for _, body in encoded("incident", table)]
    assert decoded("incident", bodies, table.schema) == table
