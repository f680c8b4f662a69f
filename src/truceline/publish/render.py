"""A finished report as canonical JSON or as one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import math
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from truceline.ground.canonical import canonical_bytes
from truceline.publish.anchors import anchor, web_address
from truceline.publish.chart import draw_bars
from truceline.publish.phrases import load_phrases
from truceline.publish.report import Report
from truceline.publish.svg import visible
from truceline.vocabulary.files import DATA

TEMPLATES = DATA / "templates"
SAFE_INTEGER = 2**53 - 1  # beyond it RFC 8785 has no form for a whole number


def render_json(report: Report) -> bytes:
    """Return the report as canonical JSON (RFC 8785) in UTF-8, ended by a newline.

    Half of a surrogate pair, which no UTF-8 can hold, becomes the replacement character.
    """
    return canonical_bytes(_json_value(report)) + b"\n"


def _json_value(value: Any) -> Any:  # noqa: ANN401 - any part of a report is meant
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: _json_value(getattr(value, field.name)) for field in fields}
    if isinstance(value, tuple):
        return [_json_value(each) for each in value]
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, int) and abs(value) > SAFE_INTEGER:
        return float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def render_html(report: Report) -> str:
    """Return the report as one HTML file: styles and pictures inside, no script, no request."""
    phrases = load_phrases(report.language)
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    page = _environment().get_template("report.html")
    return page.render(
        report=report,
        say=phrases.say,
        numbers={each.id: each.number for each in report.appendix},
        terms={each.id: i for i, each in enumerate(report.terms.citations, start=1)},
        style=Markup(style),  # noqa: S704 - shipped with the program
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        picture=Markup(report.map),  # noqa: S704 - drawn by draw_map, which escapes every value
    )


def _bars(row: Any) -> Markup:  # noqa: ANN401 - a channel's row, from the template
    return Markup(draw_bars(row))  # noqa: S704 - draw_bars escapes every value


def _shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """Replace characters that break or turn the page in every text, but not in finished markup."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    # Every text is escaped: most of them come from outside.
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters.update(anchor=anchor, address=web_address, bars=_bars)
    return made
