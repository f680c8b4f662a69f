"""Hand-made documents and statements, and the stage run over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from truceline.ground.canonical import make_id
from truceline.ground.times import parse_range
from truceline.model.columns import from_table, to_table
from truceline.model.evidence import Document
from truceline.model.origin import Contradiction, Edge, Origin
from truceline.model.source import Source
from truceline.model.stage import Params, Tables
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Place, Span, Window
from truceline.trace import step

PARAMS = Params(stage="trace")


def document(name: str, text: str, **known: Any) -> Document:  # noqa: ANN401 - any field
    """Return a document in English whose source is named after it."""
    published = known.pop("published", None)
    fields: dict[str, Any] = {
        "evidence": name,
        "source": name,
        "media_type": "text/plain",
        "language": "en",
        **known,
    }
    day = parse_range(published) if published else None
    return Document(id=name, text=text, published=day, **fields)


def statement(of: Document, quote: str, kind: Any, **known: Any) -> Statement:  # noqa: ANN401
    """Return a statement whose quote is found in its document's text."""
    start = of.text.index(quote)
    span = Span(start, start + len(quote))
    seed = {"evidence": of.evidence, "span": list(span), "kind": kind, "part": 0}
    seed["part"] = known.pop("part", 0)
    return Statement(
        id=make_id("st", seed),
        document=of.id,
        span=span,
        quote=quote,
        kind=kind,
        lang=of.language or "en",
        **known,
    )


def exactly(number: float) -> Bounds:
    """Return a number without open bounds."""
    return Bounds(number, number)


def window(start: str, end: str) -> Window:
    """Return a window between two instants in UTC such as "2025-04-19T15:00"."""
    ends = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (start, end))
    return Window(start=next(ends), end=next(ends))


def place(name: str, lat: float, lon: float) -> Place:
    """Return a settlement."""
    return Place(name=name, lat=lat, lon=lon, radius_m=3_000.0, level="settlement")


@dataclass(frozen=True)
class Traced:
    """What the stage found, and the statements that it was given."""

    origins: list[Origin]
    contradictions: list[Contradiction]
    statements: dict[str, Statement]

    def together(self, *statements: Statement) -> bool:
        """Tell whether statements share one origin."""
        wanted = {each.id for each in statements}
        return any(wanted <= set(each.members) for each in self.origins)

    def origin(self, of: Statement) -> Origin:
        """Return the origin of a statement."""
        (found,) = [each for each in self.origins if of.id in each.members]
        return found

    def edges(self) -> list[Edge]:
        """Return all edges of all origins."""
        return [edge for each in self.origins for edge in each.edges]

    def groups(self) -> set[frozenset[str]]:
        """Return the partition itself, ids of origins aside."""
        return {frozenset(each.members) for each in self.origins}

    def changes(self) -> set[tuple[str, str | None, str]]:
        """Return (field, distortion, document of the changed statement) of each record."""
        return {
            (each.field, each.distortion, self.statements[each.b].document)
            for each in self.contradictions
        }


def tables(
    statements: Iterable[Statement], documents: Iterable[Document], sources: Iterable[Source] = ()
) -> Tables:
    """Return records as the stage's batch."""
    return {
        "statement": to_table(Statement, statements),
        "document": to_table(Document, documents),
        "source": to_table(Source, sources),
    }


def trace(
    statements: Sequence[Statement],
    documents: Sequence[Document],
    sources: Sequence[Source] = (),
) -> Traced:
    """Run the stage over records."""
    delta = step(tables(statements, documents, sources), {}, {}, PARAMS)
    return Traced(
        origins=from_table(Origin, delta.put["origin"]),
        contradictions=from_table(Contradiction, delta.put["contradiction"]),
        statements={each.id: each for each in statements},
    )


DAY = window("2025-04-19T21:00", "2025-04-20T21:00")
WHOLE = window("2025-04-19T15:00", "2025-04-20T21:00")
STAFF = Source(id="staff", name="Staff", kind="party", allegiance="UKR")
PARTS = {"clash": exactly(96), "shelling": exactly(1882)}


def report(
    name: str,
    total: Bounds,
    parts: dict[str, Bounds] | None = None,
    *,
    within: Window | None = DAY,
    speaker: str = "Zelensky",
    accused: str = "RUS",
    published: str = "2025-04-21",
) -> tuple[Document, list[Statement]]:
    """Return an outlet's text about a total, with the statements that a reader takes from it."""
    words = {"total": "TOTAL", **{act: act.upper() for act in parts or {}}}
    text = f"{name} has it from {speaker}: TOTAL in all. " + ", ".join(list(words.values())[1:])
    made = document(name, text, published=published)
    common = {"speaker": speaker, "perpetrator": accused, "window": within}
    found = [statement(made, "TOTAL", "tally", quantity=total, unit="violations", **common)]
    for act, number in (parts or {}).items():
        part = statement(made, words[act], "tally", quantity=number, unit=act, act=act, **common)
        found.append(part)
    return made, found


def run(*reports: tuple[Document, list[Statement]], sources: tuple[Source, ...] = ()) -> Traced:
    """Trace the statements of several outlets."""
    return trace([one for _, each in reports for one in each], [one for one, _ in reports], sources)


def share(name: str, percent: float, more: str) -> tuple[Document, list[Statement]]:
    """Return a text with a figure in the third of its sentences."""
    lines = [
        "The envoy Rita Stone met ministers in Westmark for the second time on Tuesday.",
        "Stone said that 30 days of quiet were within reach of both delegations.",
        f"Eastmark holds about {percent}% of the land of Westmark since the winter of 2014.",
        more,
    ]
    made = document(name, "\n".join(lines))
    known = {"unit": "percent", "about": "share of territory held"}
    figure = statement(made, lines[2], "figure", quantity=exactly(percent), **known)
    return made, [figure, statement(made, more, "posture", perpetrator="EAS")]
