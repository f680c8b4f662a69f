"""Finds the words of time in a text: days, parts of days, clocks, zones; resolves nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar

from truceline.ground.times import EARLIEST_YEAR, LATEST_YEAR
from truceline.language.words import fold
from truceline.vocabulary.files import shipped_entries

AtomKind = Literal[
    "date", "month", "year", "weekday", "relday", "night", "part", "clock", "zone",
    "truce", "past", "ago", "span", "this",
]  # fmt: skip

T = TypeVar("T")
_CENTURY = 100
_LATEST_HOUR, _MINUTES = 24, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One word of time, code points [start, end).

    year, month, day, until_day: of a date (until_day: last of "19-20 April"). hour, minute: of a
    clock. number: a weekday's index from Monday, days from today, or how many units ago, past or
    long.
    name: a zone's IANA name, a part of the day, or a unit; "adjective" of a day told by one
    ("yesterday's" attack in a single word).
    """

    kind: AtomKind
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until_day: int | None = None
    hour: int = 0
    minute: int = 0
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """The words of time of one language; all forms folded.

    begins: what stands right before a moment at which something begins ("it began at");
    begun_since: the same where it opens a window ("since it began at"); ends: what stands
    between the two moments of a window told by verbs ("and ended at", "until it ended at").
    """

    content: dict[str, Any]
    pattern: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    parts: dict[str, str]
    units: dict[str, str]
    numbers: dict[str, int]
    zones: tuple[tuple[re.Pattern[str], str], ...]
    capitals: bool
    begins: re.Pattern[str]
    begun_since: re.Pattern[str]
    ends: re.Pattern[str]


def either(forms: list[str]) -> str:
    """Return an alternation of forms, the longest first; * stands for the rest of a word."""
    parts = [
        re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s")
        for form in sorted(forms, key=lambda form: (-len(form), form))
    ]
    return "(?:" + "|".join(parts) + ")" if parts else r"(?!)"


@cache
def time_words(lang: str) -> TimeWords | None:
    """Return the words of time of a language, None for one that the vocabulary lacks."""
    everything = shipped_entries("vocabulary", "times.yaml")
    content = everything.get(lang)
    if not isinstance(content, dict) or "months" not in content:  # zones and parts of the day
        return None
    units = shipped_entries("vocabulary", "numbers.yaml")[lang]["units"]
    numbers = {word: int(value) for word, value in units.items() if float(value).is_integer()}
    zones = everything["zones"]
    return TimeWords(
        content=content,
        pattern=_pattern(content, sorted(numbers), [f for forms in zones.values() for f in forms]),
        months={form: i for i, forms in enumerate(content["months"], 1) for form in forms},
        weekdays={form: i for i, forms in enumerate(content["weekdays"]) for form in forms},
        parts={form: part for part, forms in content["parts"].items() for form in forms},
        units={form: unit for unit, forms in content["units"].items() for form in forms},
        numbers=numbers | {"a": 1, "an": 1},
        zones=tuple((re.compile(either(forms)), name) for name, forms in zones.items()),
        capitals=lang == "en",
        **_clauses(content),
    )


def _clauses(content: dict[str, Any]) -> dict[str, re.Pattern[str]]:
    """Return the patterns of the clauses that tell when something began and ended."""
    small = rf"(?:\s{either([each for each in content['joins'] if each != ','])}){{0,3}}\s?"
    began, ended = either(content["began"]), either(content["ended"])
    words = r"(?:[\w'-]+,?\s){0,4}"
    return {
        "begins": re.compile(rf"\b{began}{small}$"),
        "begun_since": re.compile(rf"\b{either(content['since'])}\s{words}{began}{small}$"),
        "ends": re.compile(rf"[\s,]*(?:{either(content['to'])}\s)?{words}{ended}{small}"),
    }


def _pattern(content: dict[str, Any], numbers: list[str], zones: list[str]) -> re.Pattern[str]:
    """Return one pattern with a group for each kind of words of time; earlier kinds win."""
    kinds = {
        **_truces(content["truce"]),
        **_dates(content),
        **_clocks(content),
        "zone": rf"\b{either(zones)}(?!\w)",
        **_stretches(content, numbers),
        **_days(content),
    }
    return re.compile("|".join(f"(?P<k_{name}>{body})" for name, body in kinds.items()))


def _truces(truce: dict[str, Any]) -> dict[str, str]:
    """Return the pattern of the words that point to the window of the truce itself."""
    lead, between, ended = (either(truce[kind]) for kind in ("lead", "between", "ended"))
    counted = rf"(?:\s(?:\d{{1,3}}[- ]?)?{between}){{0,8}}"
    words = rf"\s{either(truce['words'])}(?!\w|\s(?:\w+\s)?{ended})"
    return {"truce": rf"\b{lead}{counted}{words}"}


def _dates(content: dict[str, Any]) -> dict[str, str]:
    """Return the patterns of dates: ISO, with dots, day before month, month before day."""
    small = {
        n: either(each) for n, each in shipped_entries("vocabulary", "times.yaml")["dates"].items()
    }
    month = either([form for forms in content["months"] for form in forms])
    year = rf"(?:,?\s(?P<{{}}>\d{{{{4}}}})(?!\d)(?:\s{either(content['year_words'])}\b)?)?"
    day, of = rf"{small['endings']}?", rf"(?:{small['of']}\s)?"
    link = rf"\s?{small['links']}\s?(?:{small['the']}\s)?"
    return {
        "iso": r"(?<![\d-])(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})(?!\d)",
        "dmy": r"(?<![\d.])(?P<nd>\d{1,2})\.(?P<nm>\d{1,2})\.(?P<ny>\d{4}|\d{2})(?![\d.]\d|\d)",
        "dm": rf"(?<![\d.:,])(?:(?P<dd1>\d{{1,2}}){day}{link})?(?P<dd>\d{{1,2}}){day}\s{of}"
        rf"(?P<dmon>{month})\b(?:\.(?=,?\s\w))?{year.format('dy')}",
        "md": rf"\b(?P<mmon>{month})\.?\s(?:(?P<md1>\d{{1,2}}){day}{link})?(?P<md>\d{{1,2}}){day}"
        rf"(?![\d:%])\b{year.format('my')}",
        "month": rf"\b(?P<omon>{month}),?\s(?P<oy>\d{{4}})(?!\d)",
    }


def _clocks(content: dict[str, Any]) -> dict[str, str]:
    """Return the patterns of clock times: "18:00", "at 6.30", "6 pm", "о 6 годині", "noon"."""
    before = either(content["dotted_after"])
    am, pm = either(content["am"]), either(content["pm"])
    return {
        "clock": rf"(?<![\d:.,])(?P<ch>\d{{1,2}}):(?P<cm>\d{{2}})(?::\d{{2}})?(?![\d:])"
        rf"(?:\s?(?:(?P<cam>{am})|(?P<cpm>{pm}))(?!\w))?",
        "dotted": rf"\b{before}\s(?P<th>\d{{1,2}})\.(?P<tm>[0-5][05])(?![\d.,%]\d|\d|\s?%)",
        "half": rf"(?<![\d:.,])(?P<hh>\d{{1,2}})\s?(?:(?P<ham>{am})|(?P<hpm>{pm}))(?!\w)",
        "hour": rf"\b{before}\s(?P<oh>\d{{1,2}})\s{either(content['on_the_hour'])}(?!\w)"
        rf"(?!\s{either(content['am'] + content['pm'])})",
        "noon": rf"\b(?:(?P<midnight>{either(content['midnight'])})"
        rf"|(?P<noon>{either(content['noon'])}))\b",
    }


def _stretches(content: dict[str, Any], numbers: list[str]) -> dict[str, str]:
    """Return the patterns of "N hours ago", "the past N hours" and "in N hours"."""
    unit = either([form for forms in content["units"].values() for form in forms])
    hours = either([form for name in ("hour", "day") for form in content["units"][name]])
    amount = rf"(?:\d{{1,4}}|{either([*numbers, 'a', 'an'])})"
    return {
        "ago": rf"\b(?P<ago>{amount})\s(?P<agou>{unit})\s{either(content['ago'])}\b",
        "this": rf"\b{either(_all(content['this']))}\b",
        "last": rf"\b{either(_all(content['last']))}\b",
        "past": rf"\b{either(content['past'])}\s(?:(?P<past>{amount})[\s-])?(?P<pastu>{unit})\b"
        rf"|\b{either(content['day'])}\b",
        "span": rf"\b{either(content['within'])}\s(?P<span>{amount})\s(?P<spanu>{hours})\b"
        rf"(?!\s{either(content['not_span'])}\b)",
    }


def _all(table: dict[str, list[str]]) -> list[str]:
    return [form for forms in table.values() for form in forms]


def _days(content: dict[str, Any]) -> dict[str, str]:
    """Return the patterns of nights, weekdays, "yesterday", parts of a day, and years alone."""
    return {
        "night": rf"\b{either(content['nights'])}\b",
        "weekday": rf"\b{either([form for forms in content['weekdays'] for form in forms])}\b",
        "relday": rf"\b{either(list(content['days']))}\b",
        "part": rf"\b{either([form for forms in content['parts'].values() for form in forms])}\b"
        rf"(?!['’]?s?\s(?:[\w-]+\s)?{either(content['not_part'])}\b)",
        "year": rf"\b{either(content['year_before'])}\s(?P<yy>(?:19|20)\d{{2}})(?![\d-]|[.,:]\d)"
        rf"(?:\s{either(content['year_words'])}\b)?",
    }


def find_atoms(text: str, words: TimeWords) -> list[Atom]:
    """Return the words of time of a text in order, without overlap."""
    lowered = fold(text)
    if len(lowered) != len(text):  # folding joins or parts code points: spans must not move
        lowered = text.lower() if len(text.lower()) == len(text) else text
    found = (_atom(match, words) for match in words.pattern.finditer(lowered))
    return [
        atom
        for atom in found
        if atom is not None and not (words.capitals and _uncapped(text, atom))
    ]


def _uncapped(text: str, atom: Atom) -> bool:
    """Tell whether a month or weekday lacks the capital that its language gives it ("may")."""
    named = atom.kind in ("date", "month", "weekday")
    letters = [each for each in text[atom.start : atom.end] if each.isalpha()]
    return named and bool(letters) and not any(each.isupper() for each in letters)


def _date(match: re.Match[str], year: str | None, month: int, days: tuple[str | None, str]) -> Atom:
    number = int(year) if year else None
    if number is not None and number < _CENTURY:
        number += 2000
    first, last = days
    return Atom(
        kind="date",
        start=match.start(),
        end=match.end(),
        year=number,
        month=month,
        day=int(first or last),
        until_day=int(last) if first else None,
    )


def _atom(match: re.Match[str], words: TimeWords) -> Atom | None:
    """Return the atom of a match, None if its numbers make no sense."""
    keys = words.pattern.groupindex
    name = next(key[2:] for key in keys if key[:2] == "k_" and match[key] is not None)
    build = _BUILDERS.get(name)
    if build is not None:
        atom = build(match, words)
        return atom if atom is not None and _sensible(atom) else None
    return _clock(match, name)


def _zone(match: re.Match[str], words: TimeWords) -> Atom | None:
    named = (zone for form, zone in words.zones if form.fullmatch(match.group()))
    zone = next(named, None)
    return _plain("zone", match, name=zone) if zone else None


def _amount(kind: Literal["ago", "past", "span"], match: re.Match[str], words: TimeWords) -> Atom:
    amount, unit = match[kind] or "", match[f"{kind}u"]
    count = int(amount) if amount.isdigit() else words.numbers.get(amount, 1)
    named = words.units[unit] if unit else "day"
    return Atom(kind=kind, start=match.start(), end=match.end(), number=count, name=named)


def _unit(kind: Literal["this", "past"], match: re.Match[str], words: TimeWords) -> Atom:
    """Return the atom of a unit of the calendar: the one that goes on, or the one before."""
    held = words.content["this" if kind == "this" else "last"]
    name = next(unit for unit, forms in held.items() if match.group() in forms)
    return _plain(kind, match, name=name, number=1)


def _entry(table: dict[str, T], form: str) -> T:
    """Return what a table holds for a form: under itself, or under a beginning that ends in *."""
    if form in table:
        return table[form]
    return next(v for k, v in table.items() if k[-1] == "*" and form.startswith(k[:-1]))


def _relday(match: re.Match[str], words: TimeWords) -> Atom:
    form = match.group()
    name = "tonight" if form in words.content["tonight"] else ""
    name = name or ("" if form in words.content["days"] else "adjective")
    days = int(_entry(words.content["days"], form))
    return Atom(kind="relday", start=match.start(), end=match.end(), number=days, name=name)


def _month(match: re.Match[str], words: TimeWords) -> Atom:
    month, year = words.months[match["omon"]], int(match["oy"])
    return Atom(kind="month", start=match.start(), end=match.end(), year=year, month=month)


def _plain(kind: AtomKind, match: re.Match[str], name: str = "", number: int = 0) -> Atom:
    return Atom(kind=kind, start=match.start(), end=match.end(), name=name, number=number)


_BUILDERS: dict[str, Callable[[re.Match[str], TimeWords], Atom | None]] = {
    "iso": lambda m, _: _date(m, m["iy"], int(m["im"]), (None, m["id"])),
    "dmy": lambda m, _: _date(m, m["ny"], int(m["nm"]), (None, m["nd"])),
    "dm": lambda m, words: _date(m, m["dy"], words.months[m["dmon"]], (m["dd1"], m["dd"])),
    "md": lambda m, words: _date(m, m["my"], words.months[m["mmon"]], (m["md1"], m["md"])),
    "month": _month,
    "year": lambda m, _: Atom(kind="year", start=m.start("yy"), end=m.end(), year=int(m["yy"])),
    "zone": _zone,
    "ago": lambda m, words: _amount("ago", m, words),
    "past": lambda m, words: _amount("past", m, words),
    "span": lambda m, words: _amount("span", m, words),
    "weekday": lambda m, words: _plain("weekday", m, number=words.weekdays[m.group()]),
    "relday": _relday,
    "part": lambda m, words: _plain("part", m, name=_entry(words.parts, m.group())),
    "this": lambda m, words: _unit("this", m, words),
    "last": lambda m, words: _unit("past", m, words),
    "night": lambda m, _: _plain("night", m, name="night"),
    "truce": lambda m, _: _plain("truce", m),
}


def _clock(match: re.Match[str], name: str) -> Atom | None:
    group, to = match.group, match.end()
    if name == "noon":
        hour = 12 if group("noon") else 0
        named = "" if group("noon") else "midnight"
        return Atom(kind="clock", start=match.start(), end=to, hour=hour, name=named)
    key = {"clock": "c", "dotted": "t", "half": "h", "hour": "o"}.get(name)
    if key is None:
        return None
    hour = int(group(f"{key}h"))
    minute = int(group(f"{key}m")) if key in "ct" else 0
    if key in "ch" and hour <= 12:  # noqa: PLR2004 - the twelve-hour clock
        hour = hour % 12 if group(f"{key}am") else hour
        hour = hour % 12 + 12 if group(f"{key}pm") else hour
    start = match.start(f"{key}h")
    atom = Atom(kind="clock", start=start, end=to, hour=hour, minute=minute)
    return atom if _sensible(atom) else None


def _sensible(atom: Atom) -> bool:
    """Tell whether an atom's numbers can be a time at all."""
    year = atom.year is None or EARLIEST_YEAR <= atom.year <= LATEST_YEAR
    month = atom.month is None or 1 <= atom.month <= 12  # noqa: PLR2004 - months of a year
    days = all(each is None or 1 <= each <= 31 for each in (atom.day, atom.until_day))  # noqa: PLR2004
    order = atom.until_day is None or atom.day is None or atom.day < atom.until_day
    hour = atom.hour < _LATEST_HOUR or (atom.hour == _LATEST_HOUR and atom.minute == 0)
    return year and month and days and order and hour and atom.minute < _MINUTES
