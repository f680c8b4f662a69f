"""robots.txt as RFC 9309 has it, and one that was made to cost time."""

from __future__ import annotations

import time

import pytest

from truceline.collect.web.robots import parsed

TEXT = """
# rules
User-agent: other
Disallow: /

User-agent: *
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search?
Crawl-delay: 2.5
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/private/x", False),
        ("/private/open/a", True),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x", True),
        ("/search?q=1", False),
        ("/%70rivate", False),
    ],
)
def test_the_longest_rule_that_fits_decides(path: str, allowed: bool) -> None:
    """Wildcards, ends, allowances inside and escaped letters are understood."""
    assert parsed(TEXT, "truceline").allows(path) is allowed


def test_rules_for_the_own_name_come_before_those_for_all() -> None:
    """A group that names the visitor replaces the general one; several names share a group."""
    text = (
        "User-agent: Truceline\nUser-agent: another\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n"
    )
    assert parsed(text, "truceline").allows("/b")
    assert not parsed(text, "truceline").allows("/a")
    assert not parsed(text, "stranger").allows("/b")


@pytest.mark.parametrize(("asked", "seconds"), [("2.5", 2.5), ("86400", 30.0), ("soon", 0.0)])
def test_a_delay_is_kept_within_reason(asked: str, seconds: float) -> None:
    """A site may ask for half a minute between visits; nonsense asks for nothing."""
    assert parsed(f"User-agent: *\nCrawl-delay: {asked}", "x").delay_s == seconds


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    """A rule that would take a backtracking matcher for ever is decided at once."""
    rules = parsed("User-agent: *\n" + f"Disallow: /{'a*' * 900}b\n" * 50, "x")
    start = time.thread_time()
    assert rules.allows("/" + "a" * 2_000)
    assert time.thread_time() - start < 2
