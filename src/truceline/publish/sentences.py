"""The smallest parts of a report: a sentence, a quotation, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence and what it rests on.

    cites: ids of statements, detections or documents, each an entry of the appendix; terms:
    ids of the agreement's own citations.
    """

    text: str
    cites: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyName:
    """A party's id with the name that the sentences use for it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading and the sentences under it."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a passage, with who carried them; cites names the appendix's entry.

    before, after: what stands around a short passage on its line, "" where the passage is long
    enough to be understood or stands in markup.
    """

    text: str
    label: str
    cites: tuple[str, ...]
    before: str = ""
    after: str = ""
