"""What is asked of a language model: the request for one stretch of text, evidence as data."""

from __future__ import annotations

import json
from typing import Any

from truceline.ground.canonical import digest
from truceline.language.words import sentences
from truceline.model.values import Span
from truceline.vocabulary.files import shipped_entries

LONGEST = 6_000  # code points of one request
MOST_REQUESTS = 20  # per document; the rest of a longer one is read by the rules alone


def settings() -> Any:  # noqa: ANN401 - a YAML mapping
    """Return the wording, the answer's schema and what a statement may be told to be."""
    return shipped_entries("language_model.yaml")


def version() -> str:
    """Return a hash of everything that is asked besides the text."""
    return digest(dict(settings()))[:16]


def request(model: str, text: str) -> dict[str, Any]:
    """Return the body of a request: instructions in one message, evidence as JSON in another."""
    return {
        "model": model,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": settings()["system"]},
            {"role": "user", "content": json.dumps({"text": text}, ensure_ascii=False)},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "statements", "strict": True, "schema": settings()["schema"]},
        },
    }


def stretches(text: str) -> list[Span]:
    """Return the stretches of a text that are asked about one by one, cut between sentences."""
    found: list[Span] = []
    for each in sentences(text):
        if found and each.end - found[-1].start <= LONGEST:
            found[-1] = Span(found[-1].start, each.end)
        else:
            found.append(Span(each.start, min(each.end, each.start + LONGEST)))
    return found[:MOST_REQUESTS]
