"""How far an event lies behind: months and years in passing, days without a year, what goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from truceline.ground.times import TimeRange
from truceline.model.statement import Statement
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene
from truceline.vocabulary.files import shipped_entries

BACKGROUND = timedelta(days=30)
FOLLOWS = 3  # sentences without a time of their own that an older event may still be told in
_FIRST, _LAST = 1900, 2100  # years that a bare number may be
_DONE = ("incident_report", "tally", "posture")


def behind(time: TimeRange, published: TimeRange | None) -> TimeRange:
    """Return the time of what has happened: a day named without its year never lies ahead."""
    if published is None or time.earliest <= published.latest:
        return time
    years = time.earliest.year - published.latest.year + 1
    return _years_back(time, years)


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
        if published is None or any(s < word.end and word.start < e for s, e in taken):
            continue
        proper = scene.text[word.end - len(plain)].isupper() or scene.lang != "en"
        if plain in months and proper and _after_preposition(scene, index):
            return _month(months[plain], published.latest)
        if plain.isdigit() and len(plain) == 4 and _FIRST < int(plain) < _LAST:  # noqa: PLR2004 - digits
            year = int(plain)
            if year <= published.latest.year:
                return TimeRange(
                    earliest=datetime(year, 1, 1, tzinfo=UTC),
                    latest=datetime(year + 1, 1, 1, tzinfo=UTC),
                )
    return None


def _after_preposition(scene: Scene, index: int) -> bool:
    """Tell whether a word of place or time stands within two words before a month."""
    return scene.between(max(0, index - 2), index - 1, "mark") or (
        index > 0 and scene.words[index].folded != scene.words[index].folded.rpartition("-")[2]
    )


def _month(number: int, latest: datetime) -> TimeRange:
    year = latest.year if number <= latest.month else latest.year - 1
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
    in its words, or as what goes on telling an older event without a time of its own.
    """
    published = carried.published
    if published is None:
        return statement
    time = statement.time
    if time is not None and statement.kind in _DONE:
        time = behind(time, published)
        statement = replace(statement, time=time)
    if time is None and statement.window is None:
        start, end = statement.span.start - scene.start, statement.span.end - scene.start
        time = in_passing(scene, published, *scene.word_range(start, end))
        if statement.kind == "incident_report" and time is not None:
            statement = replace(statement, time=time)
    if time is not None:
        return replace(statement, background=published.earliest - time.latest > BACKGROUND)
    window = statement.window
    if window is not None and window.end is not None:
        return replace(statement, background=published.earliest - window.end > BACKGROUND)
    named = any(m.range for m in scene.times)
    return replace(statement, background=carried.past > 0 and not named)


def past_after(carried: Carried, scene: Scene, found: list[Statement]) -> int:
    """Return for how many more sentences an older event may still be told."""
    if any(each.background for each in found):
        timed = any(each.background and each.time is not None for each in found)
        return FOLLOWS if timed else max(0, carried.past - 1)
    if found or any(m.range for m in scene.times):
        return 0
    return max(0, carried.past - 1)
