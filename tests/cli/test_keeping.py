"""`truceline fuse --kept`: parts that come one after another, and what may go wrong in between."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call, Done
from tests.cli.records import lines, statement
from truceline.fuse.arriving import saving
from truceline.ground.locks import locked
from truceline.model.keys import key_of

Rows = dict[tuple[str, str], dict[str, Any]]
CASE = Path(__file__).resolve().parents[2] / "src" / "truceline" / "data" / "cases" / "easter-2025"
SOURCES = ("--sources", str(CASE / "sources.yaml"))


def _applied(runs: Iterable[Done]) -> Rows:
    """Return what stands after the changes of some runs; each must have ended well."""
    found: Rows = {}
    for done in runs:
        assert done.code == 0, done.stderr
        for line in done.lines:
            if line["type"] == "withdrawal":
                del found[line["table"], line["key"]]
            else:
                found[line["type"], str(key_of(line["type"], line))] = line
    return found


def _partition(rows: Rows) -> list[list[str]]:
    return sorted(
        sorted(each["statement"] for each in row["members"])
        for (name, _), row in rows.items()
        if name == "incident"
    )


def test_the_bundled_case_in_two_parts_in_either_order_is_fused_as_at_once(
    call: Call, tmp_path: Path
) -> None:
    """Its notes in two files: the same incidents; with --anew every row is that of all at once."""
    notes = (CASE / "notes.jsonl").read_bytes().splitlines(keepends=True)
    halves = [notes[::2], notes[1::2]]
    said = call("read", given=b"".join(notes)).stdout.encode()
    origins = tmp_path / "origins.jsonl"
    origins.write_text(call("trace", *SOURCES, given=said + b"".join(notes)).stdout)
    beside = (*SOURCES, "--origins", str(origins))
    whole = _applied([call("fuse", *beside, given=said + b"".join(notes))])
    assert len(_partition(whole)) > 5
    for order in (halves, halves[::-1]):
        folder = tmp_path / f"kept-{len(order[0])}-{order is halves}"
        kept = ("fuse", "--kept", str(folder), *beside)
        runs = [call(*kept, given=b"".join(half)) for half in order]
        assert _partition(_applied(runs)) == _partition(whole)
        assert _partition(_applied([*runs, call(*kept, "--anew")])) == _partition(whole)


def _kept(call: Call, folder: Path, *numbers: int, **changed: Any) -> Done:  # noqa: ANN401 - fields of statements
    given = lines(*(statement(each, **changed) for each in numbers))
    return call("fuse", "--kept", str(folder), given=given)


def test_only_what_is_new_is_fused_and_said(call: Call, tmp_path: Path) -> None:
    """The same again puts nothing; another report changes its incident and says so in a line."""
    folder = tmp_path / "new" / "kept"
    first = _kept(call, folder, 1, 2)
    assert "2 statement(s) are kept" in first.stderr and "2 of them new" in first.stderr
    again = _kept(call, folder, 1, 2)
    assert not again.lines and "0 of them new; 0 of 1 tile(s)" in again.stderr
    more = _kept(call, folder, 2, 3)
    assert "1 of them new; 1 of 1 tile(s)" in more.stderr
    assert "among the new statements alone" in more.stderr
    assert _partition(_applied([first, again, more])) == [["s1", "s2", "s3"]]
    assert folder.stat().st_mode & 0o077 == 0


def test_a_review_alone_withdraws_what_it_undoes(call: Call, tmp_path: Path) -> None:
    """No file is read then; the incident that ends leads on to the one that goes on."""
    said = {"decision": "different", "reviewer": "me", "at": "2025-05-01T00:00:00Z", "why": "seen"}
    reviews = tmp_path / "reviews.jsonl"
    reviews.write_bytes(lines({"id": "r1", "subject": "s1 s2", **said}))
    first = _kept(call, tmp_path / "kept", 1, 2)
    kept = ("fuse", "--kept", str(tmp_path / "kept"), "--decisions", str(reviews))
    parted = call(*kept)
    assert _partition(_applied([first, parted])) == [["s1"], ["s2"]]
    later = {**said, "decision": "same", "at": "2025-05-02T00:00:00Z"}
    reviews.write_bytes(lines({"id": "r2", "subject": "s1 s2", **later}))
    joined = call(*kept)
    rows = _applied([first, parted, joined])
    assert _partition(rows) == [["s1", "s2"]]
    (gone,) = [line for line in joined.lines if line["type"] == "withdrawal" and line["heir"]]
    assert gone["table"] == "incident" and ("incident", gone["heir"]) in rows


def test_a_review_of_what_has_not_come_waits_and_is_named(call: Call, tmp_path: Path) -> None:
    """It binds when the statement comes."""
    reviews = tmp_path / "reviews.jsonl"
    review = {"id": "r1", "subject": "s1 s2", "decision": "different", "reviewer": "me"}
    reviews.write_bytes(lines({**review, "at": "2025-05-01T00:00:00Z", "why": "saw both"}))
    folder = tmp_path / "kept"
    first = call(
        "fuse", "--kept", str(folder), "--decisions", str(reviews), given=lines(statement(1))
    )
    assert "1 of 1 review(s) bind nothing: r1" in first.stderr and "waits" in first.stderr
    assert _partition(_applied([first, _kept(call, folder, 2)])) == [["s1"], ["s2"]]


def test_origins_join_what_is_kept_under_its_id(call: Call, tmp_path: Path) -> None:
    """One more member names an origin otherwise; what spans two kept ones is said."""
    folder, origins = tmp_path / "kept", tmp_path / "origins.jsonl"
    kept = ("fuse", "--kept", str(folder), "--origins", str(origins))
    origins.write_bytes(lines({"origin": "o1", "members": ["s1", "s2"], "edges": []}))
    first = call(*kept, given=lines(statement(1), statement(2)))
    origins.write_bytes(lines({"origin": "o0", "members": ["s0", "s1", "s2"], "edges": []}))
    more = call(*kept, given=lines(statement(0)))
    (row,) = [row for (name, _), row in _applied([first, more]).items() if name == "incident"]
    assert [each["origins"] for each in row["origins"]] == [["o1"]]
    assert "several origins" not in more.stderr
    origins.write_bytes(lines({"origin": "o7", "members": ["s7"], "edges": []}))
    call(*kept, given=lines(statement(7)))
    origins.write_bytes(lines({"origin": "o8", "members": ["s8", "s7", "s1"], "edges": []}))
    assert "1 origin(s) join statements" in call(*kept, given=lines(statement(8))).stderr


def test_what_is_kept_with_other_content_stays_and_is_said(call: Call, tmp_path: Path) -> None:
    """A statement under a known id changes nothing."""
    _kept(call, tmp_path / "kept", 1)
    again = _kept(call, tmp_path / "kept", 1, act="shelling")
    assert not again.lines and "1 statement(s) are kept with other content" in again.stderr


def test_old_figures_are_said_and_taken_anew(call: Call, tmp_path: Path) -> None:
    """When more than a third came after them, and no longer after --anew."""
    folder = tmp_path / "kept"
    assert "--anew" not in _kept(call, folder, 1, 2).stderr
    assert "--anew" not in _kept(call, folder, 3).stderr
    assert "50% of what is kept came after" in _kept(call, folder, 4).stderr
    done = call("fuse", "--kept", str(folder), "--anew")
    assert "4 statement(s) are kept" in done.stderr and "came after" not in done.stderr
    assert "came after" not in _kept(call, folder, 5).stderr
    assert call("fuse", "--anew", given=lines(statement(1))).code == 2


def test_nothing_is_kept_of_nothing(call: Call, tmp_path: Path) -> None:
    """Without a statement there is nothing to open; a later run begins."""
    folder = tmp_path / "kept"
    empty = call("fuse", "--kept", str(folder), given=lines({"type": "source", "id": "a"}))
    assert "nothing is kept yet" in empty.stderr and not empty.lines
    assert "1 statement(s) are kept" in _kept(call, folder, 1).stderr


def test_a_run_that_is_cut_short_leaves_the_folder_as_it_was(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped while it saves, the first time and later: the same run again gives the same."""
    folder = tmp_path / "kept"

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for numbers in ((1,), (1, 2)):
        with monkeypatch.context() as patch:
            patch.setattr(saving.np, "save", stop)
            cut = _kept(call, folder, *numbers)
        assert cut.code == 130
        again = _kept(call, folder, *numbers)
        assert again.stdout == cut.stdout and again.lines
    assert sorted(each.name[:5] for each in folder.iterdir()) == ["kept.", "lock", "part-"]


@pytest.mark.parametrize("wrong", ["another run", "a file", "other things", "damaged", "version"])
def test_what_cannot_be_used_is_refused_in_plain_words(
    call: Call, tmp_path: Path, wrong: str
) -> None:
    """With what to do; nothing is put out, and nothing in the folder is touched."""
    folder = tmp_path / "kept"
    if wrong == "a file":
        folder.write_text("mine")
    elif wrong == "other things":
        folder.mkdir()
        (folder / "letter.txt").write_text("mine")
    else:
        _kept(call, folder, 1)
    named = folder / "kept.json"
    if wrong == "damaged":
        named.write_text("{")
    elif wrong == "version":
        named.write_text(json.dumps({**json.loads(named.read_text()), "version": 0}))
    before = sorted(folder.rglob("*"))
    if wrong == "another run":
        with locked(folder / "lock") as alone:
            assert alone
            done = _kept(call, folder, 2)
        assert "Another run" in done.stderr
    else:
        done = _kept(call, folder, 2)
    assert done.code in {2, 3} and "mend:" in done.stderr and not done.stdout
    assert sorted(folder.rglob("*")) == before
