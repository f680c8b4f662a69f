"""Feeds and web archives: entries and pages as items, and what a hostile one cannot do."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from benchmarks.files import crawl_of, feed_of, pdf_of

from tests.collect.test_collect import GOOD, gathered
from tests.collect.test_documents import document, refused
from truceline.collect import crawl, feed, feed_size

ENTRIES = [
    ("https://news.example/1", "Shelling at Dovhe", "Two shells fell at dawn. <b>Nobody</b> hurt."),
    ("https://news.example/2", "Talks & more", "They met again."),
]
PAGE = f"<html lang='en'><head><title>News</title></head><body><p>{GOOD}</p></body></html>".encode()


def test_each_entry_of_a_feed_is_an_item(tmp_path: Path) -> None:
    """Headline, words, address, date and language come out, markup as a page."""
    (tmp_path / "a.rss").write_bytes(feed_of(ENTRIES))
    captured, rejected = gathered(tmp_path / "a.rss", source="news")
    first, second = map(document, captured)
    assert not rejected
    assert first.media_type == "text/html"
    assert first.text.startswith("<h1>Shelling at Dovhe</h1>")
    assert second.text == "Talks & more\n\nThey met again."
    assert (second.title, second.url, second.language) == ("Talks & more", ENTRIES[1][0], "en")
    assert second.published is not None
    assert second.published.earliest.isoformat() == "2025-04-20T11:30:00+00:00"
    assert {each.evidence.source for each in captured} == {"news"}


def test_an_entry_stays_the_same_evidence_while_its_feed_changes(tmp_path: Path) -> None:
    """A feed that gained an entry gives the old ones the same ids."""
    (tmp_path / "a.rss").write_bytes(feed_of(ENTRIES))
    (tmp_path / "b.rss").write_bytes(feed_of([("https://news.example/3", "New", "x"), *ENTRIES]))
    before, after = gathered(tmp_path / "a.rss")[0], gathered(tmp_path / "b.rss")[0]
    assert [each.evidence.id for each in before] == [each.evidence.id for each in after[1:]]


def test_an_atom_feed_is_read(tmp_path: Path) -> None:
    """Atom's content is preferred to its summary; a broken address is left out."""
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk"><title>x</title><entry>'
        "<id>urn:1</id><title>Обстріл</title><updated>2025-04-20T10:00:00Z</updated>"
        '<link href="javascript:alert(1)"/><summary>Коротко.</summary>'
        '<content type="html">&lt;p&gt;Довший текст про обстріл.&lt;/p&gt;</content></entry></feed>'
    )
    (tmp_path / "a.atom").write_text(feed, encoding="utf-8")
    captured, _ = gathered(tmp_path / "a.atom")
    opened = document(captured[0])
    assert "Довший текст" in opened.text
    assert (opened.url, opened.id, opened.language) == (None, "urn:1", "uk")


def test_a_feed_that_does_not_hold_together_is_mended(tmp_path: Path) -> None:
    """An entity of HTML and an open tag cost no entry."""
    raw = feed_of(ENTRIES).replace(b"They met again.", b"They met&nbsp;again <br> & left.")
    (tmp_path / "a.rss").write_bytes(raw)
    captured, _ = gathered(tmp_path / "a.rss")
    assert len(captured) == 2
    assert "They met" in document(captured[1]).text


BAD_FEEDS = {
    "a bomb": (b'<!DOCTYPE r [<!ENTITY a "aaaa">]><rss version="2.0">&a;</rss>', "entities"),
    "another file": (
        b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hosts">]><rss version="2.0">&a;</rss>',
        "entities",
    ),
    "no feed": (b"<html><body>Not a feed</body></html>", "no feed"),
    "no XML": (b"https://news.example/feed", "no feed"),
    "empty": (b"", "empty"),
}


@pytest.mark.parametrize("name", BAD_FEEDS)
def test_a_bad_feed_costs_only_itself(tmp_path: Path, name: str) -> None:
    """Bombs, entities that read files, other XML and an address alone are named, never followed."""
    content, says = BAD_FEEDS[name]
    assert says in refused(tmp_path, "a.xml", content)


def test_an_entry_without_words_costs_only_itself(tmp_path: Path) -> None:
    """One empty entry is quarantined with its number; its neighbours come in."""
    (tmp_path / "a.rss").write_bytes(feed_of([ENTRIES[0], ("https://news.example/9", "", "")]))
    captured, rejected = gathered(tmp_path / "a.rss")
    assert len(captured) == 1
    assert [each.rejected.locator for each in rejected] == ["a.rss#2"]


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_of_a_crawl_is_evidence_with_address_and_time(
    tmp_path: Path, packed: bool
) -> None:
    """Bytes are the page's own; the fetching stands first in custody, as the archive's word."""
    name = "a.warc.gz" if packed else "a.warc"
    pages = [("https://news.example/1", PAGE), ("https://news.example/2", PAGE + b"<!-- -->")]
    (tmp_path / name).write_bytes(crawl_of(pages, packed=packed))
    captured, rejected = gathered(tmp_path / name)
    assert not rejected
    assert [each.raw for each in captured] == [PAGE, PAGE + b"<!-- -->"]
    assert [each.evidence.url for each in captured] == [address for address, _ in pages]
    steps = captured[0].custody
    assert [each.act for each in steps] == ["captured", "captured", "unpacked"]
    assert steps[0].at.isoformat() == "2025-04-20T12:00:00+00:00"
    assert captured[0].evidence.published is None
    assert GOOD in document(captured[0]).text


def test_a_crawl_passes_over_what_is_no_page(tmp_path: Path) -> None:
    """Pictures and errors of servers are no evidence; a PDF among the pages is."""
    one = ("https://news.example/1", PAGE)
    raw = (
        crawl_of([one], kind="image/png")
        + crawl_of([one], status="404 Not Found")
        + crawl_of([("https://news.example/a?b=.csv", pdf_of(GOOD))], kind="application/pdf")
    )
    (tmp_path / "a.warc").write_bytes(raw)
    captured, rejected = gathered(tmp_path / "a.warc")
    assert [each.evidence.media_type for each in captured] == ["application/pdf"]
    assert not rejected


def test_a_bad_page_of_a_crawl_costs_only_itself(tmp_path: Path) -> None:
    """A truncated page, and one whose address acts on a terminal, do not hide the good one."""
    pages = [
        ("https://news.example/\x1b[2J", b"<html><body><p>cut"),
        ("https://news.example/2", PAGE),
    ]
    (tmp_path / "a.warc").write_bytes(crawl_of(pages))
    captured, rejected = gathered(tmp_path / "a.warc")
    assert [each.raw for each in captured] == [PAGE]
    assert "truncated" in rejected[0].rejected.what
    assert rejected[0].rejected.locator.isprintable()


WHOLE = crawl_of([("https://news.example/1", PAGE)])
BAD_CRAWLS = {
    "no crawl": (b"just words\n" * 20, "damaged"),
    "empty": (b"", "no page"),
    "packed under a plain name": (gzip.compress(WHOLE, mtime=0), "packed web archive"),
    "only pictures": (crawl_of([("https://a.example", b"x")], kind="image/png"), "no page"),
}


@pytest.mark.parametrize("name", BAD_CRAWLS)
def test_a_bad_crawl_costs_only_itself(tmp_path: Path, name: str) -> None:
    """What is no web archive, or holds nothing to read, is quarantined with the reason."""
    content, says = BAD_CRAWLS[name]
    assert says in refused(tmp_path, "a.warc", content)


def test_a_record_that_breaks_off_is_named(tmp_path: Path) -> None:
    """The page before the break comes in, the broken one is truncated."""
    (tmp_path / "a.warc").write_bytes(WHOLE + WHOLE[:-40])
    captured, rejected = gathered(tmp_path / "a.warc")
    assert [each.raw for each in captured] == [PAGE]
    assert any("truncated" in each.rejected.what for each in rejected)


def test_headers_and_bodies_without_end_are_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A header line of megabytes, and a body that unfolds too far, are refused in little memory."""
    monkeypatch.setattr(crawl, "CRAWL_RECORD_LIMIT", 200_000)
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\nX: " + b"a" * 1_000_000)
    assert "no end" in gathered(tmp_path / "a.warc")[1][0].rejected.what
    monkeypatch.undo()
    bomb = gzip.compress(b"<p>" + b" " * 60_000_000, mtime=0)
    held = crawl_of([("https://a.example", bomb)], more="Content-Encoding: gzip\r\n")
    (tmp_path / "b.warc").write_bytes(held)
    assert "over 33,554,432 bytes" in gathered(tmp_path / "b.warc")[1][0].rejected.what


@pytest.mark.parametrize("broken", [False, True])
def test_a_flood_of_entries_ends_at_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    """The first entries come in, one item says that there were more, and nothing behind is read."""
    monkeypatch.setattr(feed_size, "FEED_ENTRIES_LIMIT", 50)
    monkeypatch.setattr(feed, "FEED_ENTRIES_LIMIT", 50)
    entries = "".join(f"<item><title>Shelling {n}</title></item>" for n in range(200))
    tail = "<item><title>a & b<br></title></item>" if broken else ""
    raw = f'<rss version="2.0"><channel><title>x</title>{entries}{tail}</channel></rss>'
    (tmp_path / "a.rss").write_text(raw, encoding="utf-8")
    captured, rejected = gathered(tmp_path / "a.rss")
    assert len(captured) == 50
    assert ["its first 50 were read" in each.rejected.what for each in rejected] == [True]


def test_a_flood_of_parts_inside_of_entries_ends_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A single entry of endless parts is no way around the limit."""
    monkeypatch.setattr(feed_size, "FEED_PARTS_LIMIT", 500)
    inside = "<category/>" * 2_000
    raw = f'<rss version="2.0"><channel><item><title>One</title>{inside}</item></channel></rss>'
    (tmp_path / "a.rss").write_text(raw, encoding="utf-8")
    captured, rejected = gathered(tmp_path / "a.rss")
    assert len(captured) == 1
    assert ["too many parts" in each.rejected.what for each in rejected] == [True]
