"""What a language model answers, held against the text: quotes that stand there, or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from truceline.model.values import Span
from truceline.read.language_model.asking import settings

LEAST = 8  # code points of a quote: a shorter one stands anywhere
FIELDS = (
    "act_quote",
    "stance_quote",
    "perpetrator_quote",
    "killed_quote",
    "injured_quote",
    "quantity_quote",
    "time_quote",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """A statement that an answer points at; all spans count the text that was asked about.

    fields: the spans of what the answer quotes, by the field's name; places: those of places.
    """

    kind: str
    span: Span
    act: str
    stance: str
    speaker: Span | None
    fields: Mapping[str, Span]
    places: tuple[Span, ...]


@cache
def _items() -> Draft202012Validator:
    return Draft202012Validator(settings()["schema"]["properties"]["statements"]["items"])


def pointed(content: str, text: str) -> list[Pointed]:
    """Return the statements of an answer whose quotes stand in the text.

    content: what the model wrote; anything but JSON of the schema counts as an empty answer, an
    item that does not fit the schema is dropped alone.
    """
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return []
    items = answer.get("statements") if isinstance(answer, dict) else None
    most = settings()["schema"]["properties"]["statements"]["maxItems"]
    found: list[Pointed] = []
    for item in items[:most] if isinstance(items, list) else []:
        each = _pointed(item, text, found) if _items().is_valid(item) else None
        if each is not None:
            found.append(each)
    return found


def _pointed(item: dict[str, Any], text: str, earlier: list[Pointed]) -> Pointed | None:
    taken = {each.span.start for each in earlier if each.kind == item["kind"]}
    places = [s for s in _all(item["quote"], text, Span(0, len(text))) if s.start not in taken]
    if len(item["quote"].strip()) < LEAST or not places:
        return None
    span = places[0]
    quoted = {name: _all(item.get(name, ""), text, span) for name in FIELDS}
    fields = {name: spans[0] for name, spans in quoted.items() if spans}
    reach = settings()["speaker_within"]
    around = Span(max(0, span.start - reach), min(len(text), span.end + reach))
    speaker = _all(item.get("speaker_quote", ""), text, around)
    allowed = settings()["stances"].get(item["kind"], ())
    told = item.get("stance", "") if "stance_quote" in fields else ""
    act = item.get("act", "") if "act_quote" in fields else ""
    return Pointed(
        kind=item["kind"],
        span=span,
        act=act if act in settings()["acts"] else "",
        stance=told if told in allowed else "",
        speaker=speaker[0] if speaker else None,
        fields=fields,
        places=tuple(
            s for quote in item.get("place_quotes", ()) for s in _all(quote, text, span)[:1]
        ),
    )


def _all(quote: str, text: str, within: Span) -> list[Span]:
    """Return where a quote stands in text[within], white space of any kind counting as one."""
    parts = [re.escape(each) for each in quote.split()]
    if not parts:
        return []
    found = re.compile(r"\s+".join(parts)).finditer(text, within.start, within.end)
    return [Span(*each.span()) for each in found]
