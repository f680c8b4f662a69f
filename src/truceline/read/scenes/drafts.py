"""What the readers of each kind share: drafts of statements, and what a document carries over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from truceline.ground.times import TimeRange
from truceline.model.statement import Kind, Statement
from truceline.model.values import Span, Window
from truceline.read.moments.story import StoryDay
from truceline.read.moments.zones import Clock
from truceline.read.scenes.scene import Actor, Scene

FINITE = 4  # words between "and" and the verb of its clause at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What earlier sentences of a document hand on to the next.

    published: when the document appeared; viewpoint: the party whose feed it is; anchors: named
    windows ("truce"); total: the last tally, whose window and sides its parts share; report: the
    last incident report; speaker: name, party and bound party of the last speaker; war: whether
    the document is about a war; corridor: whether it speaks of one for civilians; past: for how
    many sentences more an older event may be told; clock: whose clock times are read by; day: the
    day of what was told last.
    """

    published: TimeRange | None = None
    viewpoint: str | None = None
    clock: Clock = field(default_factory=Clock)
    anchors: Mapping[str, TimeRange] = field(default_factory=dict)
    total: Statement | None = None
    report: Statement | None = None
    speaker: tuple[str, str | None, str | None] | None = None
    war: bool = False
    corridor: bool = False
    past: int = 0
    day: StoryDay | None = None


def draft(scene: Scene, kind: Kind, start: int, end: int, **fields: Any) -> Statement:  # noqa: ANN401 - fields of Statement
    """Return a statement on scene.text[start:end] that has no id and no document yet."""
    return Statement(
        id="",
        document="",
        span=Span(scene.start + start, scene.start + end),
        quote="",
        kind=kind,
        lang=scene.lang,
        **fields,
    )


def window_of(scene: Scene, carried: Carried) -> Window | None:
    """Return the window that a sentence names: a stretch, a known anchor's, else its day.

    Of several, one that lies within the first is what is meant ("over the day, from 18:00 to
    20:00"); a day outranks a stretch that only hangs on publication ("on Sunday, in 24 hours").
    """
    days = [m.range for m in scene.times if m.kind == "point" and m.range and m.range.seconds]
    held: TimeRange | None = None
    for mention in scene.times:
        found = mention.range or carried.anchors.get(mention.anchor or "")
        if mention.kind != "window" or found is None:
            continue
        if held is None and not (mention.since or mention.until or mention.anchor):
            found = next((day for day in days if _within(day, found)), found)
        if held is None or _within(found, held):
            held = found
    held = held or next(iter(days), None)
    return Window(start=held.earliest, end=held.latest) if held else None


def _within(inner: TimeRange, outer: TimeRange) -> bool:
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def time_of(scene: Scene, first: int = 0, last: int | None = None) -> TimeRange | None:
    """Return the first time named in text[first:last], else None.

    A full stop that its words end in ("at 6 p.m.") may lie beyond.
    """
    end = len(scene.text) if last is None else last
    found = (m for m in scene.times if m.range and first <= m.start < end)
    return next((m.range for m in found if m.end - m.words.endswith(".") <= end), None)


def subjects_before(scene: Scene, index: int, far: int) -> list[Actor]:
    """Return the acting parties before a word, in order; who is only "in" or "with" is none."""
    return [
        a
        for a in scene.actors
        if a.role in ("subjects", "voices", "speaking")
        and 0 <= index - a.last <= far
        and (_absolute(scene, a) or not scene.between(a.first - 1, a.first - 1, "mark"))
    ]


def nearest_subject(scene: Scene, index: int, far: int = 14) -> Actor | None:
    """Return the acting party nearest before a word, else None."""
    before = subjects_before(scene, index, far)
    return before[-1] if before else None


def main_subject(scene: Scene, index: int) -> Actor | None:
    """Return whose act a verb is: after a comma the sentence's first subject, else the nearest.

    "X rejected what Y offered, threatening ..." and "X відкинув план Y, погрожуючи ..." are X's.
    """
    before = subjects_before(scene, index, len(scene.words))
    loose = scene.text[: scene.words[index].start].rstrip().endswith(",")
    acting = [a for a in before if a.role != "speaking"]
    return acting[0] if loose and acting else nearest_subject(scene, index)


def _absolute(scene: Scene, actor: Actor) -> bool:
    """Tell whether a party acts in an absolute clause ("with X expressing")."""
    after = actor.last + 1
    if after >= len(scene.words) or not scene.words[after].folded.endswith("ing"):
        return False
    opened = scene.between(actor.first - 1, actor.first - 1, "mark", "absolute")
    return opened and not scene.text[scene.words[actor.last].end : scene.words[after].start].strip()


def other_subject(scene: Scene, index: int) -> bool:
    """Tell whether somebody who is no party known here begins the clause of a word.

    So is a name after a comma and "and", or words before a verb there ("..., and the bloc is").
    """
    last = max((a.last for a in scene.actors if a.last < index), default=-1)
    for hit in scene.of("clause"):
        if not last < hit.first < index:
            continue
        if not scene.text[: hit.start].rstrip().endswith((",", ";")):
            continue
        after = hit.last + 1
        if after >= index or scene.between(after, after, "pronoun"):
            continue
        named = scene.text[scene.words[after].start].isupper()
        reach = min(index - 1, after + FINITE)
        if named or (
            scene.between(after + 1, reach, "finite") and not scene.between(after, after, "finite")
        ):
            return True
    return False
