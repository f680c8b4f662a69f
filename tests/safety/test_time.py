"""Texts made to cost time: reading and tracing grow with the length of a text, not faster."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from truceline.lab.training.recording import reading_all
from truceline.model.evidence import Document
from truceline.pipeline.parts import trace_records
from truceline.read import Reader
from truceline.read.page.clean import working_copy

LENGTH = 2_500
TIMES = 8  # how much longer the long text is
MOST_GROWTH = 24  # of its time: a square would be 64, so a clock wrong by half tells them apart
TRIES = 3
LEAST_S = 0.05  # of computing: less is not told from the clock's noise
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
    """Return the shipped reader, passing nothing over: a text that triage leaves out costs none."""
    return reading_all(Reader.load())


def document(name: str, text: str, media_type: str = "text/plain") -> Document:
    """Return a document by its one-letter name."""
    evidence = f"sha256:{name * 64}"
    return Document(id=name, evidence=evidence, source=name, media_type=media_type, text=text)


def seconds(work: Callable[[], object]) -> float:
    """Return how many seconds this thread computes; threads of libraries wait at full speed."""
    begun = time.thread_time()
    work()
    return time.thread_time() - begun


def grows_gently(work: Callable[[str], object], unit: str) -> bool:
    """Tell whether a text several times as long takes no more than MOST_GROWTH times as long."""
    short, long = ((unit * size)[:size] for size in (LENGTH, TIMES * LENGTH))
    least = min(seconds(lambda: work(short)) for _ in range(2))
    most = MOST_GROWTH * max(least, LEAST_S)
    # What else the machine does may slow one try down, but not every one.
    return any(seconds(lambda: work(long)) < most for _ in range(TRIES))


def test_growth_with_the_square_is_noticed() -> None:
    """Work that grows with the square of a text fails the check, steady work passes it."""
    assert not grows_gently(lambda text: sum(i % 3 for i in range(len(text) ** 2 // 8)), "a")
    assert grows_gently(lambda text: sum(i % 3 for i in range(len(text) * 400)), "a")


@pytest.mark.parametrize("name", UNITS)
def test_no_text_takes_long_to_read(reader: Reader, name: str) -> None:
    """One thing over and over after a fact, as text and as a page."""
    unit = UNITS[name]
    assert grows_gently(lambda text: reader.read(document("a", FACT + text)), unit)
    assert grows_gently(lambda text: working_copy(document("a", FACT + text, "text/html")), unit)


@pytest.mark.parametrize("name", UNITS)
def test_no_text_takes_long_to_trace(reader: Reader, name: str) -> None:
    """Two documents that share such a text are compared in little time."""
    statements = [said for each in "ab" for said in reader.read(document(each, FACT)).statements]
    assert statements

    def trace(text: str) -> None:
        documents = [document(each, f"{FACT}{each} {text}") for each in "ab"]
        trace_records(statements, documents, [])

    assert grows_gently(trace, UNITS[name])
