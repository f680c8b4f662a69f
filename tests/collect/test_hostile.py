"""Files made to do harm: each costs only itself, in time, in memory and on disk."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.collect.test_collect import GOOD, NOW, gathered, zipped
from truceline.collect import CollectInput, Quarantined, archive, collect, connectors
from truceline.collect.limits import BAD_ITEMS_LIMIT, COLUMNS_NOTE_LIMIT
from truceline.collect.mapping import load
from truceline.ground.errors import TableError

LIST = b"PK\x01\x02"  # begins each entry of a zip archive's list of members
END = b"PK\x05\x06"


def beside_a_good_file(folder: Path, name: str, content: bytes) -> list[Quarantined]:
    """Return what is quarantined of a file whose neighbour must come in."""
    (folder / name).write_bytes(content)
    (folder / "zz_good.txt").write_text(GOOD, encoding="utf-8")
    captured, rejected = gathered(folder)
    assert captured[-1].raw == GOOD.encode()
    assert all(each.rejected.locator.isprintable() for each in rejected)
    assert all(0 <= each.rejected.size < 2**40 for each in rejected)
    return rejected


def method_of(raw: bytes, method: int) -> bytes:
    """Return an archive whose members claim to be packed by another method."""
    changed = bytearray(raw)
    changed[8:10] = struct.pack("<H", method)
    entry = changed.find(LIST)
    changed[entry + 10 : entry + 12] = struct.pack("<H", method)
    return bytes(changed)


def with_extra(raw: bytes, extra: bytes, fields: slice, value: bytes) -> bytes:
    """Return an archive whose only entry has an extra field, and other bytes in one place."""
    changed = bytearray(raw)
    entry = changed.find(LIST)
    changed[entry + fields.start : entry + fields.stop] = value
    changed[entry + 30 : entry + 32] = struct.pack("<H", len(extra))
    names = int.from_bytes(changed[entry + 28 : entry + 30], "little")
    changed[entry + 46 + names : entry + 46 + names] = extra
    end = changed.find(END)
    size = int.from_bytes(changed[end + 12 : end + 16], "little") + len(extra)
    changed[end + 12 : end + 16] = struct.pack("<I", size)
    return bytes(changed)


def listed_twice(raw: bytes) -> bytes:
    """Return an archive whose only member stands in the list twice, under two names."""
    start, end = raw.find(LIST), raw.find(END)
    entry = raw[start:end]
    tail = bytearray(raw[end:])
    tail[8:12] = struct.pack("<HH", 2, 2)
    tail[12:16] = struct.pack("<I", 2 * len(entry))
    return raw[:end] + entry.replace(b"a.txt", b"b.txt") + bytes(tail)


ONE = zipped({"a.txt": GOOD.encode()})
SIZES = struct.pack("<HHQQ", 1, 16, 2**63 + 5, 2**63 + 5)
ARCHIVES = {
    "a method that takes memory as it likes": (method_of(ONE, 14), "method 14"),
    "a size over 2^63": (
        with_extra(ONE.replace(b"a.txt", b"a.bin"), SIZES, slice(20, 28), b"\xff" * 8),
        "overlaps",
    ),
    "a member without a name": (ONE.replace(b"a.txt", b"\0.txt"), "no name"),
    "a member listed twice": (listed_twice(ONE), "overlaps"),
    "a name that acts on a terminal": (ONE.replace(b"a.txt", b"\n\x1b[2J"), "Nothing here reads"),
    "a name without end": (zipped({"n" * 5_000 + ".txt": b"x"}), "without end"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_that_lies_costs_only_itself(tmp_path: Path, name: str) -> None:
    """Methods, sizes, names and overlaps that lie are named; the neighbour comes in."""
    content, says = ARCHIVES[name]
    rejected = beside_a_good_file(tmp_path, "a.zip", content)
    assert [says in each.rejected.what for each in rejected] in ([True], [True, True])


def test_what_archives_inside_unfold_to_counts_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty archives inside one, each below every limit of its own, are a bomb together."""
    monkeypatch.setattr(archive, "ARCHIVE_LIMIT", 10_000_000)
    inner = {f"{n}.zip": zipped({"a.txt": b"%d" % n + b" x" * 400_000}) for n in range(40)}
    (tmp_path / "a.zip").write_bytes(zipped(inner))
    captured, rejected = gathered(tmp_path)
    assert sum(each.evidence.size for each in captured) < 10_000_000
    assert len(captured) + len(rejected) == 40
    assert all("a zip bomb" in each.rejected.what for each in rejected)


def test_members_of_archives_inside_count_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Members are counted over all archives in one file."""
    monkeypatch.setattr(archive, "MEMBERS_LIMIT", 20)
    inner = zipped({f"{n}.txt": b"text %d" % n for n in range(9)})
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.zip": inner for n in range(4)}))
    captured, rejected = gathered(tmp_path)
    assert len(captured) == 9
    assert ["over 20 files" in each.rejected.what for each in rejected] == [True] * 3


def test_a_list_of_a_million_members_is_not_even_opened(tmp_path: Path) -> None:
    """The list is counted before anything is built from it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as opened:
        opened.writestr("a.txt", GOOD)
    raw = held.getvalue()
    start, end = raw.find(LIST), raw.find(END)
    content = raw[:end] + raw[start:end] * 30_000 + raw[end:]
    rejected = beside_a_good_file(tmp_path, "a.zip", content)
    assert "lists up to 30,001 files" in rejected[0].rejected.what


@pytest.mark.parametrize("codec", ["undefined", "idna", "utf-7", "unicode_escape", "utf-16"])
def test_a_page_that_lies_about_its_encoding_is_refused(tmp_path: Path, codec: str) -> None:
    """A declaration that is no page's encoding is not followed, and breaks nothing."""
    page = f"<html><head><meta charset={codec}></head><body>Shells</body></html>".encode()
    rejected = beside_a_good_file(tmp_path, "a.html", page.replace(b"Shells", b"\xd4\xff\\ud800"))
    assert "no text" in rejected[0].rejected.what


def test_a_page_of_utf_7_stays_the_letters_that_it_is(tmp_path: Path) -> None:
    """Bytes that are ASCII are read as ASCII: no declaration makes a script of them."""
    page = b"<html><head><meta charset=utf-7></head><body>+ADw-script+AD4-</body></html>"
    (tmp_path / "a.html").write_bytes(page)
    captured, _ = gathered(tmp_path)
    assert captured[0].raw == page


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Readers differ over which of two values counts, so that neither is taken."""
    line = b'{"id": "a", "text": "Quiet night.", "text": "Shelling."}'
    rejected = beside_a_good_file(tmp_path, "a.jsonl", line)
    assert "stands in it twice" in rejected[0].rejected.what


@pytest.mark.parametrize("key", ["id", "source", "url", "title", "lang"])
def test_what_an_item_says_of_itself_has_a_length(tmp_path: Path, key: str) -> None:
    """A megabyte in the place of an id, a source, an address, a title or a language."""
    line = json.dumps({"text": GOOD, key: "x" * 1_000_000}).encode()
    rejected = beside_a_good_file(tmp_path, "a.jsonl", line)
    assert "1,000,000 characters" in rejected[0].rejected.what
    assert rejected[0].kept == line


def test_a_flood_of_bad_lines_is_kept_together(tmp_path: Path) -> None:
    """Beyond the limit bad lines share one entry, and none of their bytes is lost."""
    lines = [f'{{"bad": {number}}}' for number in range(BAD_ITEMS_LIMIT + 500)]
    rejected = beside_a_good_file(tmp_path, "a.jsonl", "\n".join(lines).encode())
    assert len(rejected) == BAD_ITEMS_LIMIT + 1
    assert f"500 further items of this file cannot be used, from {tmp_path.name}/a.jsonl:" in (
        rejected[-1].rejected.what
    )
    assert rejected[-1].kept.decode().split("\n") == [*lines[BAD_ITEMS_LIMIT:], ""]


def test_long_names_of_columns_are_not_repeated_for_every_row(tmp_path: Path) -> None:
    """Custody notes a table's columns up to a limit."""
    header = ["date", "headline", "x" * 100_000]
    text = f"{','.join(header)}\n2025-04-20,Shelling,1\n"
    mapping = tmp_path / "m.yaml"
    mapping.write_text(
        "purpose: x\nrequired: [date]\nitem: {}\n"
        "readings: [{as: text, values: {text: {columns: [headline]}}}]\n",
        encoding="utf-8",
    )
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    captured, _ = gathered(tmp_path / "a.csv", mapping=str(mapping))
    assert len(captured[0].custody[-1].note) <= COLUMNS_NOTE_LIMIT


BAD_MAPPINGS = {
    "pointers": "purpose: &p x\nrequired: [a]\nitem: {title: {value: *p}}\nreadings: []\n",
    "delimiter": "purpose: x\nrequired: [a]\nitem: {}\nreadings: []\ndelimiter: ab\n",
    "also": (
        "purpose: x\nrequired: [a]\nitem: {}\n"
        "readings: [{as: text, values: {also: {columns: [a]}}}]\n"
    ),
    "escape": 'purpose: x\nrequired: ["\\e[2J"]\nitem: {}\nreadings: []\n',
    "half": 'purpose: "\\ud800"\nrequired: [a]\nitem: {}\nreadings: []\n',
}


@pytest.mark.parametrize("name", BAD_MAPPINGS)
def test_a_mapping_from_a_stranger_is_checked(tmp_path: Path, name: str) -> None:
    """Pointers, separators of two letters, fields of the reader's own, escapes: a TableError."""
    path = tmp_path / "m.yaml"
    path.write_text(BAD_MAPPINGS[name], encoding="utf-8")
    with pytest.raises(TableError) as error:
        load(str(path))
    assert error.value.sentence().isprintable()


def test_a_name_that_no_file_can_have_is_no_mapping(tmp_path: Path) -> None:
    """A mapping's name of 5,000 letters is a quarantined table, not a crash."""
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    _, rejected = gathered(tmp_path / "a.csv", mapping="m" * 5_000)
    assert "There is no mapping" in rejected[0].rejected.what


def test_a_linked_folder_is_named_and_not_entered(tmp_path: Path) -> None:
    """A link to a folder is no silent gap: it is quarantined, and nothing behind it is read."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "etc").symlink_to("/etc")
    captured, rejected = gathered(inbox)
    assert not captured
    assert [each.rejected.locator for each in rejected] == ["inbox/etc"]
    assert "link" in rejected[0].rejected.what


def test_a_folder_that_cannot_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in a closed folder is not read, and the gap is stated."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "note.txt").write_text(GOOD, encoding="utf-8")
    real = os.scandir

    def listed(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", listed)
    captured, rejected = gathered(tmp_path)
    assert len(captured) == 1
    assert [each.rejected.locator for each in rejected] == [f"{tmp_path.name}/closed"]
    assert "folder cannot be opened" in rejected[0].rejected.what


@pytest.mark.parametrize("path", ["../secret.txt", "link.txt", "linked/secret.txt", "/etc/hosts"])
def test_an_input_that_leads_out_of_the_case_is_refused(tmp_path: Path, path: str) -> None:
    """With `within`, dots, links and absolute paths that leave the folder collect nothing."""
    case = tmp_path / "case"
    case.mkdir()
    (tmp_path / "secret.txt").write_text("A secret.", encoding="utf-8")
    (case / "link.txt").symlink_to(tmp_path / "secret.txt")
    (case / "linked").symlink_to(tmp_path)
    (case / "note.txt").write_text(GOOD, encoding="utf-8")
    inputs = [CollectInput(path=case / each, within=case) for each in (path, "note.txt")]
    found = list(collect(inputs, now=NOW))
    assert isinstance(found[0], Quarantined)
    assert "outside of the case" in found[0].rejected.what
    assert found[0].kept == b""
    assert len(found) == 2
    assert not isinstance(found[1], Quarantined)


@pytest.mark.parametrize("name", ["a\nerror: all is well.txt", "\x1b[2J.txt", "\u202etxt.exe"])
def test_names_of_files_cannot_act_on_a_terminal(tmp_path: Path, name: str) -> None:
    """Line breaks, escape sequences and turns of direction in names are written out."""
    (tmp_path / name).write_bytes(b"\0")
    rejected = beside_a_good_file(tmp_path, "note.txt", b"")
    assert len(rejected) == 2


def test_a_file_that_changes_while_it_is_read_is_named(tmp_path: Path) -> None:
    """What was taken may mix two states, and the entry in quarantine says so."""
    path = tmp_path / "feed.jsonl"
    path.write_text(json.dumps({"text": GOOD}) + "\n", encoding="utf-8")
    found = collect([CollectInput(path=path)], now=NOW)
    next(found)
    with path.open("a", encoding="utf-8") as stream:
        stream.write("more\n")
    assert (
        "changed while it was read"
        in [each.rejected.what for each in found if isinstance(each, Quarantined)][-1]
    )


def test_a_hole_in_a_connector_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a connector raises, the file is kept in quarantine and its neighbour comes in."""

    def broken(*_: object) -> Iterator[object]:
        raise MemoryError
        yield

    known = replace(connectors.BY_SUFFIX[".csv"], read=broken)
    monkeypatch.setitem(connectors.BY_SUFFIX, ".csv", known)
    rejected = beside_a_good_file(tmp_path, "a.csv", b"a,b\n")
    assert "MemoryError" in rejected[0].rejected.what
    assert rejected[0].kept == b"a,b\n"
