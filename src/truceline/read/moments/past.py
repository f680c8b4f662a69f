"""How far an event lies behind: months and years in passing, days without a year, what goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from truceline.ground.times import TimeRange
from truceline.model.statement import Kind, Statement
from truceline.model.values import Span
from truceline.read.moments.eras import of_an_era
from truceline.read.moments.story import story_day
from truceline.read.moments.tenses import aside, began_a_war, lately, opening, tense_of
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene
from truceline.vocabulary.files import shipped_entries

BACKGROUND = timedelta(days=30)
FOLLOWS = 3  # sentences without a time of their own that an older event may still be told in
_FIRST, _LAST = 1900, 2100  # years that a bare number may be
_MONTH = timedelta(days=28)  # the shortest
_LONG = {"month": timedelta(days=30), "year": timedelta(days=365)}
_OLDEST = 200  # months or years that are counted back at most
_FRONTED = 4  # words within which the month or year that opens a sentence stands
_TODAY = ("present", "coming", "unreal")  # tenses of what is wanted now, of whatever day
_DONE = ("incident_report", "tally", "posture")
_TOLD = (*_DONE, "denial")  # what is told or denied to have happened
_SLIP = timedelta(days=2)


def behind(time: TimeRange, published: TimeRange | None) -> TimeRange:
    """Return the time of what has happened: a day named without its year is none to come.

    One that lies ahead by two days or less is a slip of a clock, a zone or a pen, and no reason
    to think of another year.
    """
    if published is None or time.earliest < published.latest + _SLIP:
        return time
    years = time.earliest.year - published.latest.year + 1
    return _years_back(time, years)


def _year_said(scene: Scene, time: TimeRange) -> bool:
    """Tell whether the words of a time name its year, which is then not guessed."""
    return any(m.dated and m.range == time for m in scene.times)


def _years_back(time: TimeRange, years: int) -> TimeRange:
    try:
        moved = [each.replace(year=each.year - years) for each in (time.earliest, time.latest)]
    except ValueError:  # 29 February has no counterpart
        moved = [each - timedelta(days=366 * years) for each in (time.earliest, time.latest)]
    return replace(time, earliest=moved[0], latest=moved[1])


def in_passing(
    scene: Scene, published: TimeRange | None, first: int, last: int
) -> TimeRange | None:
    """Return a month or year that words first..last name without a day ("in early March")."""
    months = _months(scene.lang)
    taken = [(m.start, m.end) for m in scene.times if m.range]
    for index in range(first, min(last + 1, len(scene.words))):
        word = scene.words[index]
        plain = word.folded.rpartition("-")[2]
        if published is not None and _last_year(scene, index):
            return _year(published.latest.year - 1)
        if published is None or any(s < word.end and word.start < e for s, e in taken):
            continue
        proper = scene.text[word.end - len(plain)].isupper() or scene.lang != "en"
        if plain in months and proper and _after_preposition(scene, index):
            before = _last_year(scene, index + 1)
            return _month(months[plain], published.latest, before=before)
        if (spell := _spell(scene, index, published)) is not None:
            return spell
        if plain.isdigit() and len(plain) == 4 and _FIRST < int(plain) < _LAST:  # noqa: PLR2004 - digits
            year = int(plain)
            if year <= published.latest.year:
                return _year(year)
    return None


def _year(year: int, years: int = 1) -> TimeRange:
    return TimeRange(
        earliest=datetime(year, 1, 1, tzinfo=UTC), latest=datetime(year + years, 1, 1, tzinfo=UTC)
    )


def _last_year(scene: Scene, index: int) -> bool:
    """Tell whether "last year" begins at a word, the calendar year; "the last year" is no such."""
    pair = " ".join(word.folded for word in scene.words[index : index + 2])
    return pair in _named(scene, "last_year") and not (
        index and scene.words[index - 1].folded in _named(scene, "known")
    )


def _named(scene: Scene, name: str) -> tuple[str, ...]:
    held = shipped_entries("vocabulary", "times.yaml").get(scene.lang) or {}
    return tuple(held.get(name) or ())


def _spell(scene: Scene, index: int, published: TimeRange) -> TimeRange | None:
    """Return the stretch that words without a number name ("years ago", "in the 1990s")."""
    held = shipped_entries("vocabulary", "times.yaml").get(scene.lang) or {}
    word = scene.words[index].folded
    after = scene.words[index + 1].folded if index + 1 < len(scene.words) else ""
    days = (held.get("vague") or {}).get(word)
    if days is not None and after in held["ago"]:
        least, most = (timedelta(days=each) for each in days)
        return TimeRange(earliest=published.earliest - most, latest=published.latest - least)
    decade = word[:4]
    if word[4:] in (held.get("decade") or ()) and len(decade) == 4 and decade.isdigit():  # noqa: PLR2004 - digits
        year = int(decade)
        if _FIRST <= year <= published.latest.year and year % 10 == 0:
            return _year(year, 10)
    return None


def _counted_back(scene: Scene, span: Span, published: TimeRange) -> TimeRange | None:
    """Return when an event was that stands after "three years after", counted from publication."""
    units = (shipped_entries("vocabulary", "times.yaml").get(scene.lang) or {}).get("units", {})
    first = scene.word_range(span.start, span.end)[0]
    for index in range(max(2, first - _FRONTED), min(first + _FRONTED, len(scene.words))):
        if scene.words[index].folded not in _named(scene, "counted_from"):
            continue
        unit = next((u for u in _LONG if scene.words[index - 1].folded in units.get(u, ())), None)
        end = scene.words[index - 2].end
        number = next((n.bounds.min for n in scene.numbers if n.end == end), None)
        if unit is not None and number is not None and 0 < number < _OLDEST:
            back = number * _LONG[unit]
            return TimeRange(
                earliest=published.earliest - back - _LONG[unit], latest=published.latest - back
            )
    return None


def _after_preposition(scene: Scene, index: int) -> bool:
    """Tell whether a word of place or time, or "last", stands within two words before a month."""
    if index and scene.words[index - 1].folded in _named(scene, "month_before"):
        return True
    return scene.between(max(0, index - 2), index - 1, "mark") or (
        index > 0 and scene.words[index].folded != scene.words[index].folded.rpartition("-")[2]
    )


def _month(number: int, latest: datetime, *, before: bool) -> TimeRange:
    """Return the last month of a number; before: that of the calendar year before publication."""
    year = latest.year if number <= latest.month and not before else latest.year - 1
    after = (year + 1, 1) if number == 12 else (year, number + 1)  # noqa: PLR2004 - December
    return TimeRange(
        earliest=datetime(year, number, 1, tzinfo=UTC), latest=datetime(*after, 1, tzinfo=UTC)
    )


def _months(lang: str) -> dict[str, int]:
    held = shipped_entries("vocabulary", "times.yaml").get(lang)
    if held is None:
        return {}
    return {name: n for n, names in enumerate(held["months"], 1) for name in names}


def placed(scene: Scene, carried: Carried, statement: Statement) -> Statement:
    """Return a statement with whether it is background, and the day of what has happened.

    Background lies more than 30 days before the report: by its own time, by a month or year named
    in its words or at the head of its sentence, as how a war began, or as what goes on telling an
    older event in the past tense without a time of its own.
    """
    published = carried.published
    if published is None:
        return statement
    time = statement.time
    if time is not None and statement.kind in _TOLD and not _year_said(scene, time):
        time = behind(time, published)
        statement = replace(statement, time=time)
    span = scene.own(statement.span)
    if time is None and statement.kind == "incident_report":
        time = _undated(scene, carried, statement, span, published)
        statement = replace(statement, time=time)
    if statement.window is None and (time is None or _wide(time)):
        named = _named_in_passing(scene, published, span)
        time = named or time
        if statement.kind == "incident_report" and named is not None:
            statement = replace(statement, time=time)
    lasting = _lasts(scene, statement, span)
    if time is not None:
        old = _is_old(time, published) and not lasting
        today = statement.kind not in _DONE and tense_of(scene, span) in _TODAY
        return replace(statement, background=old and not today and statement.kind != "threat")
    window = statement.window
    if window is not None and lasting:
        return replace(statement, window=replace(window, end=published.latest))
    if window is not None and window.end is not None:
        return replace(statement, background=published.earliest - window.end > BACKGROUND)
    dated = any(m.range for m in scene.times)
    begun = not dated and began_a_war(scene, span)
    past = statement.kind in _DONE and (begun or of_an_era(scene, span))
    goes_on = not dated and _goes_on(scene, carried, span, statement.kind)
    return replace(statement, background=past or goes_on)


def _undated(
    scene: Scene, carried: Carried, statement: Statement, span: Span, published: TimeRange
) -> TimeRange | None:
    """Return when an event was whose own words name no day: counted back, else its story's day."""
    before = carried.report.perpetrator if carried.report else ""
    same = before == statement.perpetrator and before not in ("", "unknown")
    counted = _counted_back(scene, span, published)
    return counted or story_day(scene, span, carried.day, published, goes_on=same)


def _is_old(time: TimeRange, published: TimeRange) -> bool:
    """Tell whether a time lies over a month behind; of a month or year the middle counts."""
    latest = time.latest
    if latest - time.earliest >= _MONTH and latest < published.earliest:
        latest = time.earliest + (latest - time.earliest) / 2
    return published.earliest - latest > BACKGROUND


def _wide(time: TimeRange) -> bool:
    """Tell whether a time is longer than a month, so that a month names it better."""
    return time.latest - time.earliest > BACKGROUND


def _named_in_passing(scene: Scene, published: TimeRange, span: Span) -> TimeRange | None:
    """Return the month or year that a statement's words name, else that opens its sentence."""
    inside = in_passing(scene, published, *scene.word_range(span.start, span.end))
    if inside is not None or not opening(scene):
        return inside
    return in_passing(scene, published, 0, _FRONTED)


def _lasts(scene: Scene, statement: Statement, span: Span) -> bool:
    """Tell whether a statement is of all the time since a day, not of that day.

    "Since 2023 thousands have been killed" lasts; "... since the army attacked in 2023" tells of
    an attack then. Of what simply happened only a total is counted since a day.
    """
    since = _named(scene, "lasting")
    place = next((i for i, word in enumerate(scene.words) if word.folded in since), None)
    if place is None or (place and scene.words[place].start <= span.start):
        return False
    tense = tense_of(scene, span)
    return tense in ("perfect", "present") or (statement.kind == "tally" and tense != "pluperfect")


def _goes_on(scene: Scene, carried: Carried, span: Span, kind: Kind) -> bool:
    """Tell whether a statement without a time goes on telling an older event.

    What is wanted, promised or would be is of today, in whatever tense it is reported.
    """
    if carried.past <= 0 or lately(scene):
        return False
    tense = tense_of(scene, span)
    loose = {"": kind in _DONE, "unreal": kind == "threat"}
    return loose.get(tense, tense in ("past", "pluperfect"))


def past_after(carried: Carried, scene: Scene, found: list[Statement]) -> int:
    """Return for how many more sentences an older event may still be told.

    What only describes somebody or something of the sentence is not told on.
    """
    old = [each for each in found if each.background]
    if old:
        told = [e for e in found if not aside(scene, scene.own(e.span))]
        timed = any(each.time is not None for each in old)
        alone = bool(told) and all(each.background for each in told)
        return FOLLOWS if timed and alone else max(0, carried.past - 1)
    if found or any(m.range for m in scene.times):
        return 0
    return max(0, carried.past - 1)
