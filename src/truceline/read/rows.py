"""Rows of tables with typed fields become statements and detections; nothing is parsed twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args

from truceline.ground.canonical import make_id
from truceline.ground.errors import EvidenceError, TimeError
from truceline.ground.times import TimeRange, parse_instant
from truceline.language.words import fold
from truceline.model.detection import Coverage, Detection
from truceline.model.evidence import Document
from truceline.model.source import Source
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Level, Place, Span, Window
from truceline.vocabulary.officeholders import Officeholders

_LEVELS = frozenset(get_args(Level))
_NO_WINDOW = Window(start=None, end=None)


class Speaker(NamedTuple):
    """Who claims what a row says, and the party whom their word can bind."""

    name: str
    binds: str | None


def read_row(
    document: Document, sources: Mapping[str, Source], people: Officeholders | None = None
) -> tuple[Statement | Detection | Coverage, ...]:
    """Return what a table row says, () if it is a row of text for the reader.

    A mapping has named the columns already (the fields of the evidence); nothing is read out of
    the row's own words. The span of each statement is the whole row. `sources` gives the
    language of a row that declares none, where its source has only one; `people` is the register
    in which claimants are looked up (the shipped one by default).
    Raises EvidenceError if a field has a shape that no mapping gives.
    """
    try:
        fields = json.loads(document.fields)
        readings = [fields, *fields.get("also", [])]
        return tuple(_said(document, sources, people or Officeholders.load(), readings))
    except (ValueError, TypeError, AttributeError, KeyError, TimeError) as error:
        raise EvidenceError(
            f"The typed fields of a row do not fit: {error}.",
            where=document.id,
            mend="Correct the mapping of the table.",
        ) from error


def _said(
    document: Document,
    sources: Mapping[str, Source],
    people: Officeholders,
    readings: list[dict[str, Any]],
) -> Iterator[Statement | Detection]:
    parts: Counter[str] = Counter()
    for fields in readings:
        kind = fields.get("as", "text")
        if kind in ("tally", "position"):
            lang = _language(document, sources)
            speaker = _speaker(document, people, fields.get("claimant", ""))
            yield _statement(document, lang, speaker, fields, parts[kind])
        elif kind == "incident":
            yield _incident(document, _language(document, sources), fields, parts[kind])
        elif kind == "detection" and "window" in fields and "quantity" in fields:
            yield _detection(document, fields, parts[kind])
        parts[kind] += 1


def _statement(
    document: Document, lang: str, speaker: Speaker, fields: dict[str, Any], part: int
) -> Statement:
    span = Span(0, len(document.text))
    perpetrator = fields.get("perpetrator", "")
    tally = fields["as"] == "tally"
    key = {"evidence": document.evidence, "span": list(span), "kind": fields["as"], "part": part}
    return Statement(
        id=make_id("st", key),
        document=document.id,
        span=span,
        quote=document.text,
        kind="tally" if tally else "position",
        lang=lang,
        speaker=speaker.name,
        relays=tuple(fields.get("relays", ())),
        authority=speaker.binds,
        act=fields.get("act", ""),
        perpetrator=perpetrator or ("unknown" if tally else ""),
        perpetrator_stated=bool(perpetrator),
        weapon=fields.get("weapon", ""),
        places=_places(fields),
        window=_window(fields),
        quantity=_bounds(fields),
        unit=fields.get("unit", ""),
        stance=fields.get("stance", ""),
        about=fields.get("about", ""),
    )


def _incident(document: Document, lang: str, fields: dict[str, Any], part: int) -> Statement:
    """Return the report of an incident that a table of events codes in its columns."""
    span = Span(0, len(document.text))
    perpetrator = fields.get("perpetrator", "")
    key = {"evidence": document.evidence, "span": list(span), "kind": "incident", "part": part}
    when = fields.get("time")
    return Statement(
        id=make_id("st", key),
        document=document.id,
        span=span,
        quote=document.text,
        kind="incident_report",
        lang=lang,
        relays=tuple(fields.get("relays", ())),
        act=fields.get("act", ""),
        perpetrator=perpetrator or "unknown",
        perpetrator_stated=bool(perpetrator),
        target_class=fields.get("target_class", ""),
        weapon=fields.get("weapon", ""),
        killed=_bounds(fields, "killed"),
        injured=_bounds(fields, "injured"),
        places=_places(fields),
        time=TimeRange(
            earliest=parse_instant(when["earliest"]),
            latest=parse_instant(when["latest"]),
            zone=when["zone"],
        )
        if when
        else None,
        about=fields.get("about", ""),
    )


def _detection(document: Document, fields: dict[str, Any], part: int) -> Detection:
    quantity = _bounds(fields)
    if quantity is None:
        raise ValueError("a detection without a quantity")
    return Detection(
        id=make_id("dt", {"evidence": document.evidence, "part": part}),
        document=document.id,
        source=document.source,
        channel=fields.get("channel", ""),
        window=_window(fields) or _NO_WINDOW,
        quantity=quantity,
        unit=fields.get("unit", ""),
        places=_places(fields),
    )


def _language(document: Document, sources: Mapping[str, Source]) -> str:
    source = sources.get(document.source)
    only = source.languages[0] if source and len(source.languages) == 1 else "und"
    return document.language or only


def _speaker(document: Document, people: Officeholders, claimant: str) -> Speaker:
    """Return the claimant as the register knows them on the day of publication.

    The register's own name is taken where there is one, so that a row and a sentence that name
    one official differently name one speaker.
    """
    when = document.published.earliest.date() if document.published else None
    folded = fold(claimant)
    for lang in people.names:
        for naming in people.find(folded, lang)[:1]:
            term = people.as_of(naming, when)
            return Speaker(name=term.name, binds=term.party if term.binds else None)
    return Speaker(name=claimant, binds=None)


def _bounds(fields: dict[str, Any], name: str = "quantity") -> Bounds | None:
    given = fields.get(name)
    if given is None:
        return None
    least, most = given
    return Bounds(float(least), None if most is None else float(most))


def _window(fields: dict[str, Any]) -> Window | None:
    given = fields.get("window")
    if given is None:
        return None
    ends = [parse_instant(given[key]) if given.get(key) else None for key in ("start", "end")]
    return Window(start=ends[0], end=ends[1])


def _places(fields: dict[str, Any]) -> tuple[Place, ...]:
    """Return the places that a row names; where it gives none, its free words for one."""
    found = [
        Place(
            name=each["name"],
            lat=each.get("lat"),
            lon=each.get("lon"),
            radius_m=each.get("radius_m"),
            level=each["level"] if each.get("level") in _LEVELS else "region",
            mention=place,
        )
        for place, each in enumerate(fields.get("places", []))
    ]
    words = fields.get("place_text")
    if not found and words:
        found = [Place(name=words, lat=None, lon=None, radius_m=None, level="sector")]
    return tuple(found)
