"""Hostile input from end to end: words stay words in the record, in the report and on screen."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser

from tests.pipeline.conftest import records
from tests.safety.conftest import ACTING, BEHIND_A_LINK, HOSTILE, ORDERS, Ran
from truceline.record import verify

LINK = re.compile(r"(#|https?://)")
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Page(HTMLParser):
    """The elements and attributes of a page, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element and keep its attributes."""
        self.elements[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.words.append(data)


def parsed(page: str) -> Page:
    """Return a page as a browser would take it apart."""
    found = Page()
    found.feed(page)
    found.close()
    return found


def test_the_run_ends_and_says_that_items_were_left_out(ran: Ran) -> None:
    """Exit code 3, no traceback, the plain items used."""
    assert ran.code == 3
    assert "Traceback" not in ran.printed
    texts = [each for each in records(ran.folder, "evidence") if each.locator.endswith("good.txt")]
    assert len(texts) == 1


def test_nothing_printed_acts_on_a_terminal(ran: Ran) -> None:
    """No escape sequence, no turn of direction, no forged line reaches the screen."""
    lines = ran.printed.split("\n")
    assert not [line for line in lines if ACTS.search(line)]
    assert any("line\\nbreak" in line for line in lines)


def test_the_report_holds_no_element_that_the_input_brought(ran: Ran) -> None:
    """Parsed as a browser parses it, the page has no script, no handler, no foreign address."""
    page = parsed(ran.page)
    assert not {"script", "img", "iframe", "object", "embed", "form", "base"} & page.elements.keys()
    assert not [each for each in page.attributes if each[1].startswith("on")]
    links = [value for _, name, value in page.attributes if name in ("href", "src", "action")]
    assert links
    assert all(LINK.match(each) for each in links)
    assert not [each for each in links if "evil.example" in each]


def test_hostile_words_are_shown_as_the_words_that_they_are(ran: Ran) -> None:
    """Markup, template syntax and SQL stand in the page as text; nothing was worked out."""
    words = " ".join("".join(parsed(ran.page).words).split())
    for each in ("<script>alert(1)</script>", "{{ 7*7 }}", "DROP TABLE row"):
        assert each in words
    assert not ACTS.search(ran.page.replace("\n", ""))


def test_the_report_as_json_is_json(ran: Ran) -> None:
    """The JSON form parses, and holds the hostile words as they are."""
    content = json.loads((ran.folder / "report" / "report.json").read_bytes())
    assert HOSTILE in json.dumps(content, ensure_ascii=False).replace('\\"', '"')


def test_no_link_leads_out_of_the_inbox(ran: Ran) -> None:
    """A link to a file or a folder is named in quarantine; what is behind it is held nowhere."""
    named = {each.locator for each in records(ran.folder, "rejected")}
    assert {"inbox/link.txt", "inbox/linked", "inbox/pipe.txt"} <= named
    for path in ran.folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and "inbox" not in path.parts:
            assert BEHIND_A_LINK.encode() not in path.read_bytes()


def test_no_member_of_an_archive_lands_outside(ran: Ran) -> None:
    """Climbing and absolute names are quarantined; nothing is unpacked to disk at all."""
    assert not list(ran.folder.parent.rglob("climbs.txt"))
    assert not list(ran.folder.parent.rglob("absolute.txt"))
    told = {each.locator: each.what for each in records(ran.folder, "rejected")}
    climbing = [what for locator, what in told.items() if "climbs" in locator]
    assert "outside of the archive" in climbing[0]
    assert any("zip bomb" in what for what in told.values())


def test_orders_in_a_text_are_words_like_any_other(ran: Ran) -> None:
    """A text that orders the program about changes nothing: the fact beside it is read as usual."""
    kept = {each.given_id: each.id for each in records(ran.folder, "evidence")}
    said = [each for each in records(ran.folder, "statement") if each.document == kept["3"]]
    assert [each.kind for each in said] == ["incident_report"]
    assert ORDERS[:20] not in said[0].quote
    assert {each.review for each in records(ran.folder, "finding")} == {"proposed"}


def test_every_bad_item_is_named_and_the_record_holds(ran: Ran) -> None:
    """Wrong types, half characters and depth are quarantined line by line; verify agrees."""
    named = {each.locator for each in records(ran.folder, "rejected")}
    assert {f"inbox/feed.jsonl:{line}" for line in range(4, 10)} <= named
    assert all(not ACTS.search(each) for each in named)
    assert ACTING not in "".join(named)
    assert verify(ran.folder).ok
