"""The scoreboard of clean text: strings counted by page, the fit right, and real pages cleaned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from truceline.ground.errors import InputError
from truceline.lab.article_lines import fit, page_rows
from truceline.lab.extraction import load_pages, read_text
from truceline.model.evidence import Document
from truceline.read.page.clean import working_copy
from truceline.read.page.kept import kept_of

PROSE = "Two people were hurt when shells fell on three villages, the governor said on {day}."
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def made(number: int) -> str:
    """Return a page with a menu before and a list of other headlines after five paragraphs."""
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(6))
    body = "".join(f"<p>{PROSE.format(day=day)} Report {number}.</p>" for day in DAYS)
    more = "".join(f"<li><a href='/{n}'>Another story, number {n}</a></li>" for n in range(6))
    return f"<ul>{menu}</ul><div class='entry'>{body}</div><ul class='more'>{more}</ul>"


def test_a_fitted_model_reads_the_article_of_a_page_that_it_never_saw() -> None:
    """Fitted on made pages, the model keeps prose and drops lists; twice the same weights."""
    rows = [
        page_rows(str(n), made(n), kept_of([]), [PROSE.format(day=d) for d in DAYS], ["Section 3"])
        for n in range(20)
    ]
    model, again = fit(rows[:-1]), fit(rows[:-1])
    text = read_text(rows[-1], model)
    assert "villages, the governor said on Friday" in text
    assert "Section 3" not in text
    assert np.array_equal(model.advised.weight, again.advised.weight)


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    """Without the pages the error says which folder to give."""
    with pytest.raises(InputError, match="wanted and unwanted strings"):
        load_pages(tmp_path)


def test_the_shipped_weights_clean_a_page() -> None:
    """What ships keeps the prose of a made page and masks menu and list, spans in place."""
    source = f"<html><body>{made(1)}</body></html>"
    copy = working_copy(
        Document(id="d", evidence="e", source="s", media_type="text/html", text=source)
    )
    assert copy.text.count("governor") == len(DAYS)
    assert "Section" not in copy.text
    assert "Another story" not in copy.text
    place = copy.text.index("governor")
    span = copy.source_span(place, place + len("governor"))
    assert source[span.start : span.end] == "governor"
