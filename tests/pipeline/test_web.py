"""A case that names addresses: fetched only where the user says so, and not twice."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from benchmarks.files import feed_of

from tests.collect.web.server import Site, page, serving
from tests.pipeline.conftest import records
from truceline.ground.errors import CaseError
from truceline.pipeline.begin import new_case
from truceline.pipeline.case import load_case
from truceline.pipeline.run import plan, run

pytestmark = pytest.mark.enable_socket
WORDS = "A drone hit a house in Kherson on the morning of 20 April, wounding two people."


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a running server with a feed that knows its own mark."""
    feed = feed_of([("https://news.example/1", "Drone hits a house", WORDS)])

    def answer(handler: BaseHTTPRequestHandler) -> None:
        same = handler.headers.get("If-None-Match") == '"v1"'
        kind, status = "application/rss+xml", 304 if same else 200
        page(b"" if same else feed, kind=kind, status=status, ETag='"v1"')(handler)

    with serving() as running:
        running.answers["/feed"] = answer
        yield running


def naming(folder: Path, text: str) -> Path:
    """Return a new case whose description has a further text at its end."""
    new_case(folder, "easter-2025")
    path = folder / "case.toml"
    before = path.read_text(encoding="utf-8")
    path.write_text(f'as_of = "2025-05-07T00:00:00Z"\n{before}\n{text}\n', encoding="utf-8")
    return folder


def test_a_feed_of_a_case_is_fetched_read_and_not_fetched_twice(tmp_path: Path, site: Site) -> None:
    """Nothing without permission; then the entry becomes a statement; then the server says 304."""
    folder = naming(tmp_path / "case", f'[[input]]\nurl = "{site.url("/feed")}"\nsource = "daily"')
    hosts = frozenset({f"127.0.0.1:{site.port}"})
    run(folder, resume=False)
    assert site.requests == []
    assert plan(folder)[-1][1] == "with --fetch"
    outcome = run(folder, resume=False, fetch=hosts)
    assert not outcome.quarantined
    evidence = records(folder, "evidence")
    assert [(each.source, each.url) for each in evidence] == [("daily", "https://news.example/1")]
    assert outcome.counts["statement"] >= 1
    again = run(folder, resume=False, fetch=hosts)
    assert again.digest == outcome.digest
    assert site.requests[-1][1]["If-None-Match"] == '"v1"'


def test_a_memory_without_evidence_is_not_believed(tmp_path: Path, site: Site) -> None:
    """A case handed over with its memory but without its record is fetched anew."""
    text = f'[[input]]\nurl = "{site.url("/feed")}"'
    hosts = frozenset({f"127.0.0.1:{site.port}"})
    first = naming(tmp_path / "first", text)
    run(first, resume=False, fetch=hosts)
    second = naming(tmp_path / "second", text)
    (second / "visits.json").write_bytes((first / "visits.json").read_bytes())
    assert run(second, resume=False, fetch=hosts).counts["evidence"] == 1


def test_an_address_inside_is_quarantined_and_the_run_goes_on(tmp_path: Path, site: Site) -> None:
    """A case cannot allow itself what only its user can."""
    folder = naming(tmp_path / "case", f'[[input]]\nurl = "{site.url("/feed")}"')
    outcome = run(folder, resume=False, fetch=frozenset())
    assert len(outcome.quarantined) == 1
    assert site.requests == []


@pytest.mark.parametrize("given", ['url = ""', "url = 7", 'url = "https://a.example"\npath = "x"'])
def test_an_input_that_is_neither_is_named(tmp_path: Path, given: str) -> None:
    """An address that is none, or an input with both, is an error of the case."""
    with pytest.raises(CaseError, match="url"):
        load_case(naming(tmp_path / "case", f"[[input]]\n{given}"))
