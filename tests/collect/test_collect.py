"""Collecting: one file of each bad kind costs only itself, and the rest comes in unchanged."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from truceline.collect import CollectInput, Item, Quarantined, collect
from truceline.collect.limits import JSON_LINE_LIMIT, LONG_LINE_HEAD
from truceline.ground.canonical import sha256_hex
from truceline.model.evidence import Captured

NOW = datetime(2025, 4, 21, 8, tzinfo=UTC)
GOOD = "Two shells fell on the village at dawn."


def gathered(path: Path, **known: str) -> tuple[list[Captured], list[Quarantined]]:
    """Return what collecting a path captures and what it quarantines."""
    items: list[Item] = list(collect([CollectInput(path=path, **known)], now=NOW))
    return (
        [each for each in items if isinstance(each, Captured)],
        [each for each in items if isinstance(each, Quarantined)],
    )


def zipped(members: dict[str, bytes]) -> bytes:
    """Return an archive of some members, packed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_a_folder_is_walked_in_order_and_evidence_is_known_by_its_bytes(tmp_path: Path) -> None:
    """Same bytes give the same id wherever they lie; order and locators do not vary."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "note.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    captured, rejected = gathered(tmp_path, source="patrol", language="en")
    assert not rejected
    assert [each.evidence.locator for each in captured] == [
        f"{tmp_path.name}/a.txt",
        f"{tmp_path.name}/b/note.txt",
    ]
    assert {each.evidence.id for each in captured} == {f"sha256:{sha256_hex(GOOD.encode())}"}
    assert captured[0].evidence.source == "patrol"
    assert captured[0].evidence.published is None
    assert [step.act for step in captured[0].custody] == ["captured"]


BAD_FILES = {
    "tag.html": (b"<html><body><p>Shells fell</p><a href='x", "truncated"),
    "comment.html": (b"<html><body><p>Shells fell</p><!-- still", "truncated"),
    "script.html": (b"<html><body><p>Shells fell</p><script>var a = 1;", "truncated"),
    "body.html": (b"<html><body><p>Shells fell on the vil", "truncated"),
    "mojibake.txt": ("Обстріл міста".encode().decode("cp1251").encode(), "garbled"),
    "twice.txt": ("Обстріл міста".encode().decode("latin-1").encode(), "garbled"),
    "lost.txt": ("\ufffd\ufffd\ufffd shells".encode(), "lost"),
    "binary.txt": (b"\x00\x01\x02shells", "NUL"),
    "noise.txt": (bytes(range(128, 256)) * 4, "no text"),
    "empty.txt": (b"  \n", "empty"),
    "photo.png": (b"PK", "Nothing here reads"),
    "broken.zip": (b"PK\x03\x04nothing", "cannot be opened"),
    "columns.csv": (b"a,b\n1,2\n", "without a mapping"),
    "half.jsonl.gz": (gzip.compress(b'{"id": 1, "text": "x"}\n' * 99)[:40], "breaks off"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_quarantined_whole_and_its_neighbour_comes_in(
    tmp_path: Path, name: str
) -> None:
    """Each bad kind has a clear error with a mend; its bytes are kept; a good file comes in."""
    content, word = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zz_good.txt").write_text(GOOD, encoding="utf-8")
    captured, rejected = gathered(tmp_path)
    assert captured[-1].raw == GOOD.encode()
    assert len(rejected) == 1
    assert word in rejected[0].rejected.what
    assert rejected[0].rejected.mend
    assert rejected[0].rejected.locator == f"{tmp_path.name}/{name}"
    assert rejected[0].kept == content


def test_garbled_signs_alone_cost_no_article(tmp_path: Path) -> None:
    """English words around garbled dashes, marks and spaces stand; garbled words do not."""
    signs = "“Two drones” – it said – hit the port’s crane for £9\u00a0m. " * 3
    words = "Обстріл міста тривав до ранку, двоє поранених у лікарні, повідомив мер."
    for name, text in (("a.txt", signs), ("b.txt", words + signs)):
        (tmp_path / name).write_text(text.encode().decode("latin-1"), encoding="utf-8")
    captured, rejected = gathered(tmp_path)
    assert [each.evidence.locator for each in captured] == [f"{tmp_path.name}/a.txt"]
    assert "garbled" in rejected[0].rejected.what


@pytest.mark.parametrize(
    "published",
    ["Sun, 20 Apr 2025 12:15:00 +0300", "Sun, 20 Apr 2025 05:15:00 EDT", "20 Apr 2025 09:15 GMT"],
)
def test_an_item_may_give_its_time_as_feeds_do(tmp_path: Path, published: str) -> None:
    """Feeds saved as JSON Lines keep the feed's form of a time, and are taken in as they are."""
    line = json.dumps({"id": "1", "text": GOOD, "published": published})
    (tmp_path / "news.jsonl").write_text(line, encoding="utf-8")
    captured, rejected = gathered(tmp_path)
    assert not rejected
    told = captured[0].evidence.published
    assert told is not None
    assert told.earliest == told.latest == datetime(2025, 4, 20, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-u"])
def test_text_in_an_encoding_that_can_be_told_comes_in(tmp_path: Path, encoding: str) -> None:
    """Ukrainian in five encodings is evidence with its bytes unchanged."""
    text = "Уночі місто обстріляли з артилерії, поранено двох людей, повідомила адміністрація."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    captured, rejected = gathered(tmp_path / "a.txt")
    assert not rejected
    assert captured[0].raw == text.encode(encoding)


def test_a_whole_page_comes_in_even_with_markup_inside_its_script(tmp_path: Path) -> None:
    """Tags in scripts and comments do not make a page look truncated."""
    page = "<html><body><script>if (a<b) x='<p'</script><!-- <a --><p>Shells</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    captured, rejected = gathered(tmp_path)
    assert [each.evidence.media_type for each in captured] == ["text/html"]
    assert not rejected


def test_lines_are_items_and_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    """JSON Lines: five bad lines are quarantined with their numbers, two good ones captured."""
    first = json.dumps({"id": "n1", "source": "wire", "lang": "en", "text": GOOD})
    last = json.dumps({"id": 7, "html": "<p>x</p>", "published": "2025-04-20T09:30:00Z"})
    bad = [
        "not json",
        '{"id": "n2"}',
        '{"text": "Year slip", "published": "20225-04-20"}',
        '{"text": "\\ud800"}',
        "[" * 100_000,
    ]
    (tmp_path / "feed.jsonl").write_text("\n".join([first, *bad, "", last]), encoding="utf-8")
    captured, rejected = gathered(tmp_path / "feed.jsonl", source="other")
    assert [each.evidence.given_id for each in captured] == ["n1", "7"]
    assert [each.evidence.source for each in captured] == ["wire", "other"]
    assert captured[0].raw == first.encode()
    assert captured[1].evidence.published is not None
    assert [each.rejected.locator for each in rejected] == [
        f"feed.jsonl:{number}" for number in range(2, 7)
    ]
    assert "20225" in rejected[2].rejected.what
    assert [each.kept for each in rejected] == [line.encode() for line in bad]


def test_a_line_beyond_the_limit_is_cut_and_the_lines_around_it_come_in(tmp_path: Path) -> None:
    """An oversized line is quarantined by head, size and hash; its neighbours are captured."""
    good = json.dumps({"id": "a", "text": GOOD}).encode()
    long = b'{"text": "' + b"x" * (JSON_LINE_LIMIT + 10) + b'"}'
    (tmp_path / "feed.jsonl").write_bytes(b"\n".join([good, long, good.replace(b'"a"', b'"b"')]))
    captured, rejected = gathered(tmp_path)
    assert [each.evidence.given_id for each in captured] == ["a", "b"]
    assert len(rejected) == 1
    assert len(rejected[0].kept) == LONG_LINE_HEAD
    assert rejected[0].rejected.size == len(long) + 1
    assert sha256_hex(long + b"\n") in rejected[0].rejected.what


def test_archives_are_read_inside_and_a_bad_member_costs_only_itself(tmp_path: Path) -> None:
    """A bomb, a climbing name, a link and an unknown kind are refused; good members come in."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b" " * 40_000_000)
        archive.writestr("../climbs.txt", GOOD)
        archive.writestr(link, "/etc/hosts")
        archive.writestr("inner.zip", zipped({"deep.txt": GOOD.encode()}))
        archive.writestr("list.csv", b"")
        archive.writestr("note.txt", "Another text.")
    (tmp_path / "pack.zip").write_bytes(held.getvalue())
    captured, rejected = gathered(tmp_path / "pack.zip")
    assert [each.evidence.locator for each in captured] == [
        "pack.zip!inner.zip!deep.txt",
        "pack.zip!note.txt",
    ]
    assert [step.act for step in captured[0].custody] == ["captured", "unpacked", "unpacked"]
    found = {each.rejected.locator.partition("!")[2]: each.rejected.what for each in rejected}
    assert "zip bomb" in found["bomb.txt"]
    assert "points outside" in found["../climbs.txt"]
    assert "link" in found["link.txt"]
    assert "empty" in found["list.csv"]
    assert len(found) == 4


def test_archives_inside_archives_end_at_a_limit(tmp_path: Path) -> None:
    """The third archive inside another is refused, not opened."""
    data = zipped({"a.txt": GOOD.encode()})
    for _ in range(3):
        data = zipped({"in.zip": data})
    (tmp_path / "nest.zip").write_bytes(data)
    captured, rejected = gathered(tmp_path)
    assert not captured
    assert "inside 2 archives" in rejected[0].rejected.what


def test_a_gzip_bomb_is_refused_and_a_packed_feed_is_read(tmp_path: Path) -> None:
    """A feed packed by gzip is read like a plain one; one that unfolds too far is not."""
    line = json.dumps({"id": "a", "text": GOOD}).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(line, mtime=0))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"\n" * 30_000_000, mtime=0))
    captured, rejected = gathered(tmp_path)
    assert [each.evidence.given_id for each in captured] == ["a"]
    assert "bomb" in rejected[0].rejected.what


def test_links_pipes_and_missing_files_are_named_and_not_read(tmp_path: Path) -> None:
    """What is no file is quarantined without being opened."""
    (tmp_path / "link.txt").symlink_to("/etc/hosts")
    os.mkfifo(tmp_path / "pipe.txt")
    captured, rejected = gathered(tmp_path)
    _, missing = gathered(tmp_path / "absent.txt")
    assert not captured
    assert [each.kept for each in rejected] == [b"", b""]
    assert "cannot be opened" in missing[0].rejected.what


@pytest.mark.shared
def test_real_articles_come_in_without_a_date(shared_data: Path) -> None:
    """Five scraped texts are evidence as they stand; nothing guesses when they appeared."""
    captured, rejected = gathered(shared_data / "articles")
    assert [len(captured), len(rejected)] == [5, 0]
    assert all(each.evidence.published is None for each in captured)
    assert captured[0].raw == (shared_data / "articles" / "000.txt").read_bytes()
