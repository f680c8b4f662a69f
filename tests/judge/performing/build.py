"""Worked cases of obligations as records: what is said becomes statements, documents, origins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.judge.build import incident
from truceline.agreements import load
from truceline.ground.times import TimeRange, parse_instant, parse_range
from truceline.judge import step
from truceline.judge.performing import performances
from truceline.judge.performing.accounts import Archive
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table, to_table
from truceline.model.doors import to_json
from truceline.model.evidence import Document
from truceline.model.finding import Binding
from truceline.model.incident import Incident
from truceline.model.origin import Origin
from truceline.model.performance import Performance
from truceline.model.stage import Params, Tables
from truceline.model.statement import Statement
from truceline.model.values import Amount, Bounds, Place, Span, Window

FOLDER = Path(__file__).parent.parent / "obligations"


def terms(name: str) -> Agreement:
    """Return an invented agreement of the folder `terms`, else a shipped one."""
    path = FOLDER / "terms" / f"{name}.yaml"
    return load(str(path) if path.is_file() else name)


def bound(agreement: Agreement) -> list[Binding]:
    """Return the bindings of an agreement without any evidence."""
    params = Params(stage="judge", values={"agreement": to_json(agreement)})
    return from_table(Binding, step({}, {}, {}, params).put["binding"])


def time_of(text: str | Sequence[str]) -> TimeRange:
    """Return a day, an instant, or a stretch between two instants (UTC)."""
    if isinstance(text, str):
        return parse_range(text, "UTC")
    start, end = (parse_instant(each, "UTC") for each in text)
    return TimeRange(earliest=start, latest=end)


def statement(name: str, words: Mapping[str, Any]) -> Statement:
    """Return a statement from a case's words: says, who, about, text, time, number, place."""
    text = words["text"]
    number = words.get("number")
    bounds = number if isinstance(number, list) else [number, number]
    stated = words.get("quantity")
    since, until = (parse_instant(each) if each else None for each in _window(words))
    places = [
        Place(name="Dalby", lat=lat, lon=lon, radius_m=500.0, level="settlement")
        for lat, lon in words.get("places", [])
    ]
    return Statement(
        id=name,
        document=f"paper-{name}",
        span=Span(0, len(text)),
        quote=text,
        kind=words.get("kind", "undertaking"),
        lang=words.get("lang", "en"),
        modality=words.get("modality", "asserted"),
        speaker=words.get("speaker", ""),
        authority=words.get("authority"),
        perpetrator=words.get("who", "unknown"),
        perpetrator_stated="who" in words,
        stance=words.get("says", ""),
        about=words.get("about", ""),
        time=time_of(words["time"]) if "time" in words else None,
        window=Window(start=since, end=until) if until else None,
        quantity=Bounds(stated[0], stated[1]) if stated else None,
        unit=words.get("unit", "") if stated else "",
        count=Amount(min=bounds[0], max=bounds[1], unit=words.get("unit", "")) if number else None,
        background=words.get("background", False),
        denies=words.get("denies"),
        places=tuple(places),
    )


def _window(words: Mapping[str, Any]) -> tuple[str | None, str | None]:
    return words.get("since"), words.get("until")


def document(name: str, words: Mapping[str, Any]) -> Document:
    """Return the document that holds a statement."""
    published = time_of(words["published"]) if "published" in words else None
    return Document(
        id=f"paper-{name}",
        evidence=name,
        source="a paper",
        media_type="text/plain",
        text=words["text"],
        published=published,
    )


def origins(said: Sequence[Mapping[str, Any]]) -> list[Origin]:
    """Return the origins: those that share a name, and one for each side's own words."""
    members: dict[str, list[str]] = {}
    sides: dict[str, str | None] = {}
    for index, each in enumerate(said):
        side = each.get("side", each.get("authority"))
        name = each.get("origin", f"origin-{index}")
        members.setdefault(name, []).append(f"s{index}")
        sides.setdefault(name, side)
    return [Origin(id=name, members=tuple(ids), side=sides[name]) for name, ids in members.items()]


def performed(
    agreement: Agreement,
    said: Sequence[Mapping[str, Any]],
    as_of: str | None = None,
    folder: Path | None = None,
    acts: Sequence[Mapping[str, Any]] = (),
) -> list[Performance]:
    """Return the performances that come out of what is said, by the given moment.

    folder: of the files of the agreement's lines; acts: incidents' words, which are judged first.
    """
    statements = {f"s{i}": statement(f"s{i}", each) for i, each in enumerate(said)}
    documents = {f"paper-s{i}": document(f"s{i}", each) for i, each in enumerate(said)}
    return performances(
        agreement,
        bound(agreement),
        Archive.of(statements.values(), documents, origins(said)),
        Wording(),
        time_of(as_of).earliest if as_of else None,
        folder,
        _judged(agreement, acts),
    )


def _judged(agreement: Agreement, acts: Sequence[Mapping[str, Any]]) -> tuple[Tables, ...]:
    """Return the tables of incidents and of their findings."""
    if not acts:
        return ()
    table = to_table(Incident, [incident(f"act-{i}", each) for i, each in enumerate(acts)])
    params = Params(stage="judge", values={"agreement": to_json(agreement)})
    put = step({"incident": table}, {}, {}, params).put
    return ({"incident": table, "finding": put["finding"]},)


def day(number: int) -> datetime:
    """Return the first moment of a day of March of the invented year."""
    return datetime(2031, 3, number, tzinfo=UTC)
