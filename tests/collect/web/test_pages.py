"""Fetching from a real server: politeness, limits, redirects, and nothing sent twice."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from benchmarks.files import feed_of, pdf_of

from tests.collect.web.server import PAGE, Site, page, redirect, serving
from truceline.collect import Item, Quarantined
from truceline.collect.web.fetching import Fetcher
from truceline.collect.web.pages import WebInput, fetch_pages
from truceline.collect.web.visits import Visit, Visits
from truceline.ground.errors import EvidenceError
from truceline.model.evidence import Captured

pytestmark = pytest.mark.enable_socket
NOW = datetime(2025, 4, 21, 8, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a running server without answers."""
    with serving() as running:
        yield running


def items(site: Site, *paths: str, visits: Visits | None = None, **known: float) -> list[Item]:
    """Return what addresses of the server give."""
    inputs = [WebInput(url=site.url(path), source="daily") for path in paths]
    kept = visits if visits is not None else Visits()
    return list(fetch_pages(inputs, now=NOW, fetcher=site.fetcher(**known), visits=kept))


def problem(site: Site, path: str, **known: float) -> str:
    """Return why an address of the server is quarantined."""
    (item,) = items(site, path, **known)
    assert isinstance(item, Quarantined)
    assert item.rejected.mend
    assert item.kept == b""
    return item.rejected.what


def test_a_page_is_evidence_with_address_and_custody(site: Site) -> None:
    """Bytes as sent, the address, the source that the user gave, and who fetched it."""
    site.answers["/a?b=1"] = page()
    (item,) = items(site, "/a?b=1")
    assert isinstance(item, Captured)
    assert item.raw == PAGE
    assert (item.evidence.url, item.evidence.source) == (site.url("/a?b=1"), "daily")
    assert item.evidence.media_type == "text/html"
    assert item.custody[0].note == f"fetched from {site.url('/a?b=1')}"
    path, headers = site.requests[-1]
    assert path == "/a?b=1"
    assert headers["User-Agent"].startswith("Truceline/")


def test_what_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    """The server's marks are remembered in a file, sent back, and 304 yields nothing."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        same = handler.headers.get("If-None-Match") == '"v1"'
        page(b"" if same else PAGE, status=304 if same else 200, ETag='"v1"')(handler)

    site.answers["/a"] = answer
    visits = Visits()
    assert len(items(site, "/a", visits=visits)) == 1
    visits.save(tmp_path / "visits.json")
    again = Visits.load(tmp_path / "visits.json")
    assert again.known == visits.known
    assert items(site, "/a", visits=again) == []
    assert len(items(site, "/a", visits=Visits())) == 1


def test_a_page_that_could_not_be_used_is_sent_again(site: Site) -> None:
    """Only what was taken in whole is remembered."""
    site.answers["/a"] = page(b"<html><body><p>cut", ETag='"v1"')
    visits = Visits()
    (item,) = items(site, "/a", visits=visits)
    assert isinstance(item, Quarantined)
    assert visits.known == {}


def test_a_feed_gives_its_entries_whatever_the_server_calls_it(site: Site) -> None:
    """A feed served as text/html is a feed; a PDF is a PDF."""
    feed = feed_of([("https://news.example/1", "Shelling", "Two shells fell.")])
    site.answers |= {
        "/rss": page(feed, kind="application/rss+xml; charset=utf-8"),
        "/html": page(feed, kind="text/html"),
        "/pdf": page(pdf_of("Two shells fell."), kind="application/octet-stream"),
    }
    captured = [each.evidence for each in items(site, "/rss", "/html", "/pdf")]  # type: ignore[union-attr] # a Quarantined has no evidence and fails here
    assert [each.url for each in captured][:2] == ["https://news.example/1"] * 2
    assert captured[2].media_type == "application/pdf"


def test_robots_are_asked_first_and_obeyed(site: Site) -> None:
    """What a site asks not to fetch is not; it is asked once for all its pages."""
    site.answers |= {
        "/robots.txt": page(b"User-agent: *\nDisallow: /private\n", kind="text/plain"),
        "/private/a": page(),
        "/open": page(),
    }
    first, second = items(site, "/private/a", "/open")
    assert isinstance(first, Quarantined)
    assert "robots.txt" in first.rejected.what
    assert isinstance(second, Captured)
    assert [path for path, _ in site.requests] == ["/robots.txt", "/open"]


def test_a_site_that_cannot_say_what_may_be_fetched_is_left_alone(site: Site) -> None:
    """An error of the server on robots.txt is no permission."""
    site.answers |= {"/robots.txt": page(b"", status=503), "/a": page()}
    assert "robots.txt" in problem(site, "/a")
    assert [path for path, _ in site.requests] == ["/robots.txt"]


def test_requests_to_one_host_are_apart(site: Site) -> None:
    """Between two requests there is the delay, longer if the site asks for it."""
    waited: list[float] = []
    site.answers |= {
        "/robots.txt": page(b"User-agent: *\nCrawl-delay: 7\n", kind="text/plain"),
        "/a": page(),
    }
    plain = site.fetcher(delay_s=2.0)
    fetcher = Fetcher(guard=plain.guard, delay_s=2.0, sleep=waited.append)
    fetcher.fetch(site.url("/a"))
    assert len(waited) == 1
    assert 6 < waited[0] <= 7


def test_redirects_are_followed_to_where_one_may_go(site: Site) -> None:
    """The last address is the item's own."""
    site.answers |= {"/a": redirect("/b"), "/b": redirect(site.url("/c")), "/c": page()}
    (item,) = items(site, "/a")
    assert isinstance(item, Captured)
    assert item.evidence.url == site.url("/c")
    assert item.evidence.locator == site.url("/a")


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:8080/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/", "http://2130706433/", "http://10.0.0.1/",
        "file:///etc/hosts", "ftp://news.example/", "http://user:secret@news.example/",
        "http://127.0.0.1:22/", "javascript:alert(1)", "//[::1]/x", "http://[bad",
    ],
)  # fmt: skip
def test_a_redirect_to_the_inside_is_refused(site: Site, target: str) -> None:
    """However a server writes it, nobody is sent behind the wall."""
    site.answers["/a"] = redirect(target)
    with pytest.raises(EvidenceError):
        site.fetcher().fetch(site.url("/a"))
    assert [path for path, _ in site.requests] == ["/robots.txt", "/a"]


def test_robots_cannot_redirect_to_the_inside(site: Site) -> None:
    """The rules of a site are fetched under the same guard."""
    site.answers |= {"/robots.txt": redirect("http://127.0.0.1:8080/x"), "/a": page()}
    assert "no public address" in problem(site, "/a")


def test_the_own_machine_is_refused_unless_named(site: Site) -> None:
    """Without permission the very same address is not even connected to."""
    with pytest.raises(EvidenceError):
        Fetcher().fetch(site.url("/a"))
    assert site.requests == []


def test_redirects_end(site: Site) -> None:
    """A circle is left after a few rounds."""
    site.answers["/a"] = redirect("/a")
    assert "without end" in problem(site, "/a")
    assert len(site.requests) < 10


def test_a_huge_body_is_given_up(site: Site) -> None:
    """More bytes than may come are not held, whether announced or not."""
    site.answers["/a"] = page(b"x" * 3_000_000)
    assert "over 100,000 bytes" in problem(site, "/a", most=100_000)


def test_a_bomb_is_given_up(site: Site) -> None:
    """A small packed body that unfolds without end is stopped at the limit."""
    bomb = gzip.compress(b" " * 50_000_000, mtime=0)
    site.answers["/a"] = page(bomb, Content_Encoding="gzip")
    assert "over 1,000,000 bytes" in problem(site, "/a")


def test_a_packed_page_is_unpacked(site: Site) -> None:
    """The evidence is the page, not its packing."""
    site.answers["/a"] = page(gzip.compress(PAGE, mtime=0), Content_Encoding="gzip")
    (item,) = items(site, "/a")
    assert isinstance(item, Captured)
    assert item.raw == PAGE


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """Answer a byte at a time, headers too, for longer than anybody waits."""
    for _ in range(200):
        handler.wfile.write(b"X-a: b\r\n" if _ else b"HTTP/1.1 200 OK\r\n")
        handler.wfile.flush()
        time.sleep(0.05)


def test_a_slow_server_is_given_up(site: Site) -> None:
    """A server that always sends a little more, and never ends, does not hold the run."""
    site.answers["/a"] = dripping
    start = time.monotonic()
    assert "too slow" in problem(site, "/a", seconds=0.5)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (page(b"", status=404), "answered 404"),
        (page(b"", status=500), "answered 500"),
        (page(b"", status=304), "answered 304"),
        (page(PAGE, Content_Encoding="br"), "not asked for"),
        (page(b"not packed", Content_Encoding="gzip"), "damaged"),
        (page(gzip.compress(PAGE, mtime=0)[:-9], Content_Encoding="gzip"), "breaks off"),
        (page(PAGE, Content_Length="9999"), "cannot be read"),
        (page(b"\x89PNG", kind="image/png"), "Nothing here reads"),
        (lambda handler: handler.wfile.write(b"nonsense\r\n\r\n"), "cannot be read"),
        (lambda _: None, "cannot be read"),
    ],
)
def test_a_bad_answer_costs_only_itself(site: Site, answer: object, says: str) -> None:
    """Errors, odd packings, broken and foreign answers are named; the next page comes in."""
    site.answers |= {"/a": answer, "/b": page()}  # type: ignore[dict-item] # each is an answer
    first, second = items(site, "/a", "/b")
    assert isinstance(first, Quarantined)
    assert says in first.rejected.what
    assert isinstance(second, Captured)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{", b'{"schema": "truceline/visits/1", "visits": 7}',
        b'{"schema": "truceline/visits/1", "visits": {"a": {"final": "x"}}}',
        b'{"schema": "truceline/visits/1", "visits": {"a": {"final": "x", "etag": "a\\r\\nX: y",'
        b' "last_modified": "", "sha256": ""}}}',
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_memory_that_is_not_ours_is_forgotten(tmp_path: Path, content: bytes) -> None:
    """Broken files and marks that would add headers are no visits."""
    (tmp_path / "visits.json").write_bytes(content)
    assert Visits.load(tmp_path / "visits.json").known == {}


def test_a_mark_that_is_none_is_not_remembered() -> None:
    """A server's mark of a megabyte, or one with letters that headers cannot hold, is dropped."""
    visits = Visits()
    visits.remember("a", Visit(final="x", etag="e" * 10_000))
    visits.remember("b", Visit(final="x", etag="é"))
    assert visits.known == {}


def test_a_link_in_the_place_of_the_memory_is_not_followed(tmp_path: Path) -> None:
    """Neither what it leads to nor what lies beside it is written to."""
    other = tmp_path / "other"
    other.write_text("mine", encoding="utf-8")
    (tmp_path / "visits.json").symlink_to(other)
    (tmp_path / "visits.json.new").symlink_to(other)
    assert Visits.load(tmp_path / "visits.json").known == {}
    Visits().save(tmp_path / "visits.json")
    assert other.read_text(encoding="utf-8") == "mine"
