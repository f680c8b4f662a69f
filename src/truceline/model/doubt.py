"""What a reader doubts about a document: words that a register or the text itself contradicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from truceline.model.values import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Words of a document that cannot be right as they stand; a doubt refutes nothing by itself.

    id: made from the document's evidence hash, span and kind. span: code points of the input
    text; quote: the words there. kind: "office": a person in an office that the person did not
    hold. named: who the text names; known: who the register says held it, "" if it doesn't know;
    mend: what a person can do about it.
    """

    id: str
    document: str
    span: Span
    quote: str
    kind: Literal["office"]
    named: str
    known: str = ""
    mend: str = ""
