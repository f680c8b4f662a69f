"""Texts made to cost time: reading and tracing grow with the length of a text, not faster."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from truceline.model.evidence import Document
from truceline.pipeline.parts import trace_records
from truceline.read import Reader
from truceline.read.page.clean import working_copy

LENGTH = 10_000
MOST_S = 1.2  # of computing; a fifth of a second is wanted, the rest is a loaded machine
FACT = "Russian forces shelled Kherson on 20 April, killing 5 people, the governor said. "
UNITS = {
    "white space": " \t",
    "digits": "1",
    "digits and commas": "1,",
    "lines": "\n ",
    "quotation marks": "\"«“'",
    "brackets": "([{",
    "open tags": '<a b="',
    "open comments": "<!--",
    "elements": "<div>",
    "entities": "&#",
    "stops": "...",
    "dashes": "-—",
    "apostrophes": "a'",
    "words of number": "hundred and twenty ",
    "words of speech": "said that ",
    "offices": "the former president of the ",
    "dates": "19 April ",
    "clock times": "from 18:00 to ",
    "stress marks": "а\u0301",
    "invisible": "\u200b\u202e",
    "names": "Kyiv, ",
    "letters": "A ",
    "one word": "x",
    "drones": "337 drones and ",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Return the shipped reader."""
    return Reader.load()


def document(name: str, text: str, media_type: str = "text/plain") -> Document:
    """Return a document by its one-letter name."""
    evidence = f"sha256:{name * 64}"
    return Document(id=name, evidence=evidence, source=name, media_type=media_type, text=text)


def seconds(work: Callable[[], object]) -> float:
    """Return how many seconds of computing some work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.mark.parametrize("name", UNITS)
def test_no_text_takes_long_to_read(reader: Reader, name: str) -> None:
    """10,000 characters of one thing, as text and as a page, whole and after a fact."""
    text = (UNITS[name] * LENGTH)[:LENGTH]
    assert seconds(lambda: reader.read(document("a", FACT + text))) < MOST_S
    assert seconds(lambda: working_copy(document("a", FACT + text, "text/html"))) < MOST_S


@pytest.mark.parametrize("name", UNITS)
def test_no_text_takes_long_to_trace(reader: Reader, name: str) -> None:
    """Two documents that share such a text are compared in little time."""
    text = (UNITS[name] * LENGTH)[:LENGTH]
    documents = [document(each, f"{FACT}{each} {text}") for each in "ab"]
    statements = [said for each in "ab" for said in reader.read(document(each, FACT)).statements]
    assert statements
    assert seconds(lambda: trace_records(statements, documents, [])) < MOST_S
