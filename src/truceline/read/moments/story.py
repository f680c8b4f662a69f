"""The day of an event that its own words do not date: that of the story it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from truceline.ground.times import TimeRange, zone_of
from truceline.language.grammar import Parse
from truceline.language.words import fold
from truceline.model.statement import Statement
from truceline.model.values import Span
from truceline.read.moments.tenses import governing, tense_of
from truceline.read.moments.times import TimeMention
from truceline.read.scenes.scene import Scene
from truceline.vocabulary.files import shipped_entries

LASTS = 5  # sentences without a day of their own for which a story's day is remembered
LONGEST = timedelta(hours=37)  # of a day, with the hour that summer time adds and a night
_FRESH = timedelta(days=3)  # before publication, within which what was said on a day was on it
_HIGHEST = 4  # tokens between a word of time and the verb that it belongs to
_REACH = 6  # tokens behind a noun
_HAPPENED = ("past", "pluperfect", "perfect", "")
_DETERMINERS = ("det", "poss")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDay:
    """The day of what a document told last, and for how many sentences more it is meant.

    main: the day of the first report of the document that has one, None before; what the document
    is about, and goes back to. named: the last day named in it, of whatever.
    """

    time: TimeRange
    left: int = LASTS
    main: TimeRange | None = None
    named: TimeRange | None = None


def story_day(
    scene: Scene,
    span: Span,
    day: StoryDay | None,
    published: TimeRange | None,
    *,
    goes_on: bool = False,
) -> TimeRange | None:
    """Return the day of an event whose clause names none, None where nothing tells it.

    In this order: "that day" and "the next day" counted from the day told last; the day on which
    it was said in the same sentence, if that is fresh; the day told last of "the attack", and of
    what the same side "had" done where the sentence before tells of it (goes_on).
    span counts the sentence's text.
    """
    counted = _counted(scene, span, day)
    if counted is not None:
        return counted
    said = _said_on(scene, span, published)
    if said is not None:
        return said
    if day is None:
        return None
    tense = tense_of(scene, span)
    again = goes_on and tense == "pluperfect"
    again = again or (tense in _HAPPENED and _points_back(scene, span))
    return day.time if again else None


def story_after(day: StoryDay | None, scene: Scene, found: list[Statement]) -> StoryDay | None:
    """Return the day that the next sentence may count from and go back to.

    That of a report, else the one that a sentence names before any report has one; once
    forgotten it is that of the document's first report.
    """
    told = [each.time for each in found if each.kind == "incident_report" and _is_day(each.time)]
    named = [time for m in scene.times if _is_day(time := _day_named(m))]
    report, last = next(iter(told), None), next(iter(named[::-1]), None)
    last = last or report or (day.named if day else None)
    main = day.main if day else None
    if report is not None:
        return StoryDay(time=report, main=main or report, named=last)
    if main is None and named and last is not None:
        return StoryDay(time=last, named=last)
    if day is None or day.left > 1:
        return replace(day, left=day.left - 1, named=last) if day else None
    return StoryDay(time=main, main=main, named=last) if main else None


def _day_named(mention: TimeMention) -> TimeRange | None:
    """Return the day that words of time name; of a stretch since a day, that day."""
    if mention.kind == "point" or mention.range is None or mention.since is None:
        return mention.range if mention.kind == "point" else None
    return replace(mention.range, earliest=mention.since, latest=mention.since)


def _is_day(time: TimeRange | None) -> bool:
    return time is not None and time.latest - time.earliest <= LONGEST


def _counted(scene: Scene, span: Span, day: StoryDay | None) -> TimeRange | None:
    """Return the day that words near an event count from another ("later that day")."""
    phrases = _counting(scene.lang)
    match = phrases.search(fold(scene.text)) if phrases else None
    if match is None:
        return None
    before = [m.range for m in scene.times if m.end <= match.start() and _is_day(m.range)]
    base = before[-1] if before else day.named if day else None
    if base is None or not (span.start <= match.start() < span.end or match.start() < span.start):
        return None
    steps = shipped_entries("vocabulary", "times.yaml")[scene.lang]["counted"]
    return _whole_day(base, int(steps[" ".join(match[0].split())]))


def _whole_day(base: TimeRange, step: int) -> TimeRange:
    """Return the whole local day that lies some days after the middle of a time."""
    zone = zone_of(base.zone or "UTC")
    middle = base.earliest + (base.latest - base.earliest) / 2
    first = middle.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    first += timedelta(days=step)
    utc = zone_of("UTC")
    ends = (first.astimezone(utc), (first + timedelta(days=1)).astimezone(utc))
    return replace(base, earliest=ends[0], latest=ends[1])


def _said_on(scene: Scene, span: Span, published: TimeRange | None) -> TimeRange | None:
    """Return the day on which somebody said what happened, where it is of these days.

    News tells on the day: what "was hit, officials said on Wednesday" was hit that day for all
    that the sentence says. Only what is said to have happened, not to be going on.
    """
    parse = scene.parse
    if parse is None or published is None or tense_of(scene, span) not in _HAPPENED:
        return None
    top = governing(parse, span)
    for mention in scene.times:
        time = mention.range
        if mention.start < span.end or mention.kind != "point" or time is None:
            continue
        fresh = _is_day(time) and published.earliest - time.earliest <= _FRESH
        verb = _verb_of(parse, mention.start)
        if fresh and verb is not None and top is not None and _says(parse, verb, top):
            return _whole_day(time, 0)  # said in the evening, it may have been in the morning
    return None


def _verb_of(parse: Parse, place: int) -> int | None:
    """Return the verb that the token at a place of the text belongs to."""
    at = next((i for i, each in enumerate(parse.tokens) if each.start <= place < each.end), None)
    for _ in range(_HIGHEST):
        if at is None or parse.tokens[at].pos == "VERB":
            return at
        above = parse.tokens[at].head
        at = above if above != at else None
    return None


def _says(parse: Parse, verb: int, top: int) -> bool:
    """Tell whether a verb has a clause as what it says, and that clause holds a token."""
    at = top
    for _ in range(len(parse.tokens)):
        token = parse.tokens[at]
        if token.head == at:
            return False
        if token.head == verb:
            return token.dep in ("ccomp", "parataxis")
        at = token.head
    return False


def _points_back(scene: Scene, span: Span) -> bool:
    """Tell whether a stretch speaks of an event as known ("the attack", "their deaths").

    What is told of it in the same breath makes it a new one ("the killing of nine workers").
    """
    parse = scene.parse
    if parse is None:
        return False
    nouns, known = _words(scene.lang, "event_nouns"), _words(scene.lang, "known")
    for token in parse.tokens:
        if token.dep not in _DETERMINERS or not span.start <= token.start < span.end:
            continue
        if fold(scene.text[token.start : token.end]) in known:
            head = parse.tokens[token.head]
            noun = head.lemma.casefold() in nouns and head.pos in ("NOUN", "PROPN")
            if noun and not _owned(scene, parse, token.head):
                return True
    return False


def _owned(scene: Scene, parse: Parse, noun: int) -> bool:
    """Tell whether a noun goes on with what it is of ("the killing of nine workers")."""
    for token in parse.tokens[noun + 1 : noun + _REACH]:
        word = fold(scene.text[token.start : token.end])
        if token.head == noun and token.dep == "prep" and word in _words(scene.lang, "owning"):
            return True
    return False


@cache
def _counting(lang: str) -> re.Pattern[str] | None:
    held = (shipped_entries("vocabulary", "times.yaml").get(lang) or {}).get("counted") or {}
    each = (r"\s+".join(map(re.escape, words.split())) for words in sorted(held, key=len))
    return re.compile(rf"\b(?:{'|'.join([*each][::-1])})\b") if held else None


@cache
def _words(lang: str, name: str) -> frozenset[str]:
    held = shipped_entries("vocabulary", "times.yaml").get(lang) or {}
    return frozenset(held.get(name) or ())
