"""A document laid open for reading: its working copy, language, clock, day and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from truceline.ground.times import TimeRange, zone_of
from truceline.language.words import sentences
from truceline.model.evidence import Document
from truceline.model.values import Span
from truceline.read.moments.zones import Clock
from truceline.read.page.clean import WorkingCopy
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.places import with_dateline
from truceline.read.stances.accords import about_corridor, about_war

LONGEST_TEXT = 400_000  # code points read of one document
LONGEST_SENTENCE = 1_200  # code points read as one sentence
MOST_SENTENCES = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What all who read a document share.

    text: what is read of the working copy, into which pieces (its sentences, in order) point;
    published: when it appeared, by its dateline where nothing else tells; viewpoint: the party
    whose feed it is; clock: whose clock its times are read by.
    """

    document: Document
    copy: WorkingCopy
    text: str
    lang: str
    published: TimeRange | None
    viewpoint: str | None
    clock: Clock
    pieces: tuple[Span, ...]

    @property
    def day(self) -> date | None:
        """Return the publication day in the zone in which it was understood."""
        return day_of(self.published)

    def carried(self, anchors: Mapping[str, TimeRange]) -> Carried:
        """Return what its first sentence rests on."""
        return Carried(
            published=self.published,
            viewpoint=self.viewpoint,
            clock=replace(self.clock, published=self.published),
            anchors=anchors,
            war=about_war(self.text, self.lang),
            corridor=about_corridor(f"{self.document.title or ''}\n{self.text}", self.lang),
        )


def day_of(published: TimeRange | None) -> date | None:
    """Return the day of a publication in the zone in which it was understood."""
    if published is None:
        return None
    return published.earliest.astimezone(zone_of(published.zone or "UTC")).date()


def pieces_of(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text, those without end cut at spaces so that none is long."""
    pieces: list[Span] = []
    for sentence in with_dateline(text, sentences(text)):
        start = sentence.start
        while sentence.end - start > LONGEST_SENTENCE:
            cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
            cut = cut if cut > start else start + LONGEST_SENTENCE
            pieces.append(Span(start, cut))
            start = cut
        pieces.append(Span(start, sentence.end))
    return tuple(pieces[:MOST_SENTENCES])
