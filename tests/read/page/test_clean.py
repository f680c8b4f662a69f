"""The working copy: furniture masked, the article kept, spans that lead back to the input."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.model.evidence import Document
from truceline.read.page.clean import WorkingCopy, working_copy


def copy_of(text: str, media_type: str = "text/plain") -> WorkingCopy:
    """Return the working copy of a text."""
    return working_copy(
        Document(id="d", evidence="e", source="s", media_type=media_type, text=text)
    )


ARTICLE = """back to top
-3.5 °C
Lviv
Shells fall on three villages near the line
Two people were hurt when shells fell on three villages, the governor said on Sunday.
Repairs have begun, and the power is back in most homes of the area, he added.
"""


def kept(text: str) -> list[str]:
    """Return the lines of a plain text that are read."""
    return [line.strip() for line in copy_of(text).text.split("\n") if line.strip()]


def test_widgets_at_the_head_go_and_the_headline_stays() -> None:
    """Weather and navigation are masked; headline and body stay."""
    assert kept(ARTICLE) == ARTICLE.strip().split("\n")[3:]


@pytest.mark.parametrize(
    "tail",
    [
        "Leave a Comment\nYour email address will not be published. Required fields\n*",
        "Related Articles\nOther headline about the weather\n1,200 Followers\nFollow",
        "Somecoin\nSomecoin\n$1,234.50\nSOM -0.12%\nOthercoin\n$2.10\nOTH 3.1%",
        "We use cookies to improve this site and to show you what may interest you most.",
        "Залишити коментар\nПоділитися",
        "Подписывайтесь на наш канал",
        "コピーしました",
        "12K shares\nShare\nTweet",
    ],
)
def test_furniture_after_the_article_goes(tail: str) -> None:
    """Forms, lists of other articles, tickers, counters and banners leave nothing behind."""
    assert kept(ARTICLE + tail) == kept(ARTICLE)


def test_a_related_heading_amid_the_text_costs_no_prose() -> None:
    """What follows a list heading in the middle of an article is kept where it is prose."""
    more = ARTICLE.split("\n")[4:6] * 3
    text = "\n".join([*ARTICLE.split("\n")[3:6], "Related Articles", "Another headline", *more])
    assert kept(text) == [*ARTICLE.split("\n")[3:6], *more]


@pytest.mark.parametrize(
    "headline",
    [
        "Share of land held has grown since the winter",
        "5 killed in Kherson",
        "Fighting at 7 villages",
    ],
)
def test_headlines_that_look_like_widgets_stay(headline: str) -> None:
    """Words of a widget inside a headline do not cost the headline."""
    assert kept(headline) == [headline]


@given(st.text(alphabet="ab1$%.,\n Сш«»*_", max_size=300))
def test_plain_text_keeps_its_length_and_its_words(text: str) -> None:
    """What is read stands at the same place in the input; only whole lines are masked."""
    copy = copy_of(text)
    assert len(copy.text) == len(text)
    for ours, given_line in zip(copy.text.split("\n"), text.split("\n"), strict=True):
        assert ours == given_line or not ours.strip()
    assert copy.source_span(1, 2) == (1, 2)


PAGE = """<html><head><title>T</title><style>p{}</style></head><body>
<nav><a>Home page of all</a></nav>
<h1>Shells &amp; mines near Sumy</h1><p>Two people&nbsp;were <b>hurt</b> on
Sunday.<br>Repairs have begun and the power is back in most homes of the area.</p>
<script>var x = "<p>no</p>";</script><!-- hidden --><aside>More from us</aside>
<form>Your name please</form></body></html>"""


def test_markup_goes_and_spans_lead_back() -> None:
    """Words of a page are read without tags, and their spans hold the same words in the source."""
    copy = copy_of(PAGE, "text/html")
    lines = [line.strip() for line in copy.text.split("\n") if line.strip()]
    assert lines == [
        "Shells & mines near Sumy",
        "Two people were hurt on Sunday.",
        "Repairs have begun and the power is back in most homes of the area.",
    ]
    for words, source in (("Shells & mines", "Shells &amp; mines"), ("hurt", "hurt")):
        place = copy.text.index(words)
        span = copy.source_span(place, place + len(words))
        assert PAGE[span.start : span.end] == source


def test_a_form_round_the_whole_page_is_no_furniture() -> None:
    """An element that holds most of the words is read, whatever its tag says."""
    words = "Two people were hurt when shells fell on three villages on Sunday."
    assert words in copy_of(f"<form><p>{words}</p></form>", "text/html").text


def test_headlines_that_lead_elsewhere_go() -> None:
    """A line that is only a link is another page's; a linked main heading and a link stay."""
    page = (
        "<h1><a>Shells near Sumy</a></h1><p>Two were hurt, <a>the governor said</a> today.</p>"
        "<ul><li><a>Missiles hit another city</a></li></ul>"
    )
    words = " ".join(copy_of(page, "text/html").text.split())
    assert words == "Shells near Sumy Two were hurt, the governor said today."


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    """An unclosed tag costs none of the words before it."""
    copy = copy_of("<div><p>Two people were hurt on Sunday.<p>Three <b>more", "text/html")
    assert " ".join(copy.text.split()) == "Two people were hurt on Sunday. Three more"


@given(st.text(alphabet="<>/&;abp#1\n !-", max_size=200))
def test_any_markup_is_survived_and_spans_fit(source: str) -> None:
    """Any soup gives a copy whose every letter stands in the source span it names."""
    copy = copy_of(source, "text/html")
    for place, each in enumerate(copy.text):
        span = copy.source_span(place, place + 1)
        assert 0 <= span.start <= span.end <= len(source)
        if each.isalpha() and span.end - span.start == 1:
            assert source[span.start] == each


@pytest.mark.parametrize("piece", ["<div>", "</p>", "<!--", "&amp", "$1\n", "Share\n", "<a b='"])
def test_hostile_repetition_stays_linear(piece: str) -> None:
    """Thirty thousand repetitions of a tricky piece are read in a blink."""
    start = time.thread_time()
    copy_of(piece * 30_000, "text/html")
    assert time.thread_time() - start < 5


@pytest.mark.shared
def test_scraped_articles_lose_their_furniture_and_nothing_else(shared_data: Path) -> None:
    """No price, form or counter survives in the five articles; no line of prose is lost."""
    for path in sorted((shared_data / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        copy = copy_of(text)
        assert not re.search(r"\$\d|\d%$|email address|Fans|Followers|your name", copy.text, re.M)
        for line in text.split("\n"):
            if len(line.split()) > 25:
                assert line in copy.text


PROSE = " Two people were hurt when shells fell on three villages, the governor said. "


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 19_000 + PROSE * 20,
        f"<div class='{'a ' * 100_000}'>{PROSE * 20}</div>",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;" + PROSE * 20,
        ("<p>" + PROSE + "&amp;" * 100) * 500,
        "<table>" * 9_000 + PROSE * 20,
        ("<div><p><ul><li><table><tr><td>" + PROSE) * 500,
    ],
)
def test_hostile_pages_are_read_in_bounded_time(source: str) -> None:
    """Deep nesting, huge attributes, entities of entities and endless tables cost a moment only."""
    start = time.thread_time()
    copy = copy_of(source, "text/html")
    assert time.thread_time() - start < 5
    assert "governor" in copy.text
    assert len(copy.text) <= len(source)


def test_a_page_whose_article_no_other_extractor_saw_is_still_read() -> None:
    """A source too large for the library is judged by its lines alone."""
    page = f"<ul><li><a href='/a'>Menu</a></li></ul><div>{f'<p>{PROSE}</p>' * 12}</div>"
    padding = "<!--" + "x" * 1_600_000 + "-->"
    copy = copy_of(page + padding, "text/html")
    assert copy.text.count("governor") == 12
    assert "Menu" not in copy.text
