"""Who repeats whom: derivation edges, origins, and what contradicts or distorts what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from truceline.model.values import NOWHERE, Span

EdgeKind = Literal[
    "verbatim", "translation", "rewrite", "quotation", "shared_statement", "aggregation"
]
DistortionKind = Literal["number", "window", "zone", "speaker", "place", "translation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span of one document."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A derivation between passages of two documents; score is in [0, 1].

    Where it is not known which text came first, `directed` is False and the ends stand in id
    order; else the passage in `from` is the parent. In JSON the ends are called from and to.
    A span NOWHERE is that of an edge for which no passage was named.
    """

    from_document: Annotated[str, Field(alias="from")]
    to_document: Annotated[str, Field(alias="to")]
    kind: EdgeKind
    score: float
    from_span: Span = NOWHERE
    to_span: Span = NOWHERE
    directed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The first utterance behind one or several statements; corroboration counts origins.

    members: statement ids, the first utterance first where it is known. side: the party whose
    voice it is, None for no party. speaker: who uttered it, "" if not named.
    direct: someone of this origin saw it. In JSON the id is called origin.
    """

    id: Annotated[str, Field(alias="origin")]
    members: tuple[str, ...]
    edges: tuple[Edge, ...] = ()
    side: str | None = None
    speaker: str = ""
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two statements that cannot both be right in one field; both values are kept.

    a, b: statement ids. distortion: set where b repeats a's origin but changes the field; None
    for rival accounts. parent: the statement known to be the original, None if neither is.
    """

    id: str
    a: str
    b: str
    field: str
    values: tuple[str, str]
    spans: tuple[Passage, Passage]
    distortion: DistortionKind | None = None
    parent: str | None = None
