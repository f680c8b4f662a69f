"""Times in running text: days, hours, nights and windows, hung on the publication date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from truceline.ground.times import TimeRange
from truceline.language.words import fold
from truceline.read.moments.calendar import PARTS, Calendar, Days
from truceline.read.moments.moments import (
    DAY_KINDS,
    Moment,
    one_day,
    two_ended,
    up_to_publication,
)
from truceline.read.moments.time_words import Atom, TimeWords, find_atoms, time_words

_ALONE = frozenset({"truce", "past", "ago", "span", "this"})
_LONGEST_GAP = 24
_REACH = 60
_HEAD_LINES = 12
_DATELINE = 60
_NOON = 12
_DAY = 24
_FEW = 4  # words between two clock times of one range, a zone's among them
_DASH = re.compile(r"\s?[-–—]\s?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time that a text names: code points [start, end) and the range meant.

    range: what holds it all, None where it cannot be known (no publication date, a date to come,
    or the window of an anchor). kind: "window" for a stretch that a total covers, "point" for
    when something happened. since, until: the ends of a window as far as they were said exactly.
    anchor: the named event whose window is meant ("truce"), None else. dated: whether the words
    name the year too.
    """

    start: int
    end: int
    range: TimeRange | None
    kind: Literal["point", "window"]
    words: str
    anchor: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    dated: bool = False


def find_times(
    text: str, lang: str, *, published: TimeRange | None, zone: str | None
) -> list[TimeMention]:
    """Return the times that a text names, in order.

    published: when the document appeared, None if unknown (relative words then have no range);
    zone: the IANA zone of clock times that name none; None if it is not known: days are then
    those of UTC, and a clock time may be that of anywhere on earth. Hours of parts of the day, and
    what a night is, are documented in times.yaml. A weekday is the last such day up to
    publication; in a sentence about the future it is left unknown.
    Raises TimeError for a zone that is none.
    """
    words = time_words(lang)
    if words is None:
        return []
    return _Reader(text, words, Calendar(published=published, zone=zone)).mentions()


def dateline(text: str, lang: str, *, zone: str) -> TimeRange | None:
    """Return the day that a line of its own at the head of a text gives, None if there is none.

    The line holds nothing but a whole date with its year (and perhaps a weekday or a clock).
    """
    words = time_words(lang)
    if words is None:
        return None
    lines = [line.strip() for line in text[:10_000].split("\n") if line.strip()][:_HEAD_LINES]
    for line in lines:
        if len(line) > _DATELINE:
            continue
        atoms = find_atoms(line, words)
        rest = line
        for atom in reversed(atoms):
            rest = rest[: atom.start] + rest[atom.end :]
        dates = [atom for atom in atoms if atom.kind == "date" and atom.year]
        if len(dates) == 1 and not re.search(r"\w", rest):
            calendar = Calendar(published=None, zone=zone)
            days = calendar.days_of(dates[0])
            return days and TimeRange(
                earliest=calendar.at(days[0], 0, None),
                latest=calendar.at(days[1], 24, None),
                zone=zone,
            )
    return None


class _Reader:
    """Puts the atoms of one text together and resolves them."""

    def __init__(self, text: str, words: TimeWords, calendar: Calendar) -> None:
        self._text = text
        self._words = words
        self._calendar = calendar
        self._atoms = find_atoms(text, words)
        dated = [atom for atom in self._atoms if atom.kind in ("date", "weekday", "relday")]
        # A clock without a day is of the only day that the text names.
        self._only_day = dated[0] if len(dated) == 1 else None

    def mentions(self) -> list[TimeMention]:
        found: list[TimeMention] = []
        place = 0
        while place < len(self._atoms):
            atom = self._atoms[place]
            if self._of_the_day(place):
                mention, following = self._from(place + 1)
                words = self._text[atom.start : mention.end]
                found.append(replace(mention, start=atom.start, words=words, kind="window"))
                place = following
            elif atom.kind in _ALONE:
                found.append(self._alone(atom))
                place += 1
            elif atom.kind == "zone":
                place += 1
            else:
                mention, following = self._from(place)
                vague = following == place + 1 and atom.name in ("early", "late")
                if not vague:  # "early in the talks" names no time
                    found.append(mention)
                place = following
        return found

    def _of_the_day(self, place: int) -> bool:
        """Tell whether a word for a day and night only opens a date ("за добу 20 квітня")."""
        atom, following = self._atoms[place], self._atoms[place + 1 : place + 2]
        if (atom.kind, atom.name, atom.number) != ("past", "day", 1) or not following:
            return False
        dated = following[0].kind in ("date", "weekday")
        return dated and not self._text[atom.end : following[0].start].strip()

    def _alone(self, atom: Atom) -> TimeMention:
        if atom.kind == "truce":
            return self._mention(atom.start, atom.end, None, "window", anchor="truce")
        if atom.kind in ("ago", "this"):
            held = self._calendar.ago(atom) if atom.kind == "ago" else self._calendar.this(atom)
            return self._mention(atom.start, atom.end, held, "point")
        if atom.kind == "span":
            held = None if self._about_to_come(atom.start) else self._calendar.span(atom)
            return self._mention(atom.start, atom.end, held, "window")
        return self._mention(atom.start, atom.end, self._calendar.past(atom), "window")

    def _mention(
        self,
        start: int,
        end: int,
        held: TimeRange | None,
        kind: Literal["point", "window"],
        *,
        anchor: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> TimeMention:
        return TimeMention(
            start=start,
            end=end,
            range=held,
            kind=kind,
            words=self._text[start:end],
            anchor=anchor,
            since=since,
            until=until,
        )

    def _moment(self, place: int) -> tuple[Moment, int]:
        """Return the moment that begins at an atom, and the place after its last atom."""
        first = self._atoms[place]
        moment = Moment(start=first.start, end=first.start)
        moment.take(first)
        place += 1
        while place < len(self._atoms) and self._joined(moment.end, self._atoms[place].start):
            listed = "," in self._text[moment.end : self._atoms[place].start]
            if listed and self._atoms[place].kind not in DAY_KINDS and moment.clock is not None:
                break
            if self._opens_range(place):
                break
            if not moment.take(self._atoms[place]):
                break
            place += 1
        return moment, place

    def _opens_range(self, place: int) -> bool:
        """Tell whether a range of clock times opens here ("on the 20th, from 18:00 to 20:00")."""
        atom = self._atoms[place]
        if atom.kind != "clock" or not self._before(atom.start, "from"):
            return False
        following = [each for each in self._atoms[place + 1 : place + 3] if each.kind != "zone"]
        if not following or following[0].kind != "clock":
            return False
        link = fold(self._text[atom.end : following[0].start]).split()
        return len(link) < _FEW and any(each in self._words.content["to"] for each in link)

    def _joined(self, start: int, end: int) -> bool:
        """Tell whether nothing but small words stands between two places of the text."""
        if end - start > _LONGEST_GAP:
            return False
        gap = fold(self._text[start:end]).replace("(", " ").replace(")", " ")
        joins = self._words.content["joins"]
        return " ".join(gap.split()) in joins or all(
            each in joins for each in gap.replace(",", " , ").split()
        )

    def _before(self, place: int, kind: str) -> bool:
        """Tell whether one of a kind of words stands right before a place."""
        before = fold(self._text[max(0, place - _REACH) : place]).rstrip()
        return any(
            before.endswith(each) and not before[: -len(each)][-1:].isalnum()
            for each in self._words.content[kind]
        )

    def _from(self, place: int) -> tuple[TimeMention, int]:
        first, following = self._moment(place)
        if following < len(self._atoms) and self._atoms[following].kind not in _ALONE:
            link = fold(self._text[first.end : self._atoms[following].start])
            opened = self._before(first.start, "from")
            if self._told_by_verbs(first.start, link) or self._is_range(
                link, opened=opened, first=first, second=self._atoms[following]
            ):
                second, after = self._moment(following)
                return self._between(first, second), after
        return self._single(first), following

    def _told_by_verbs(self, start: int, link: str) -> bool:
        """Tell whether verbs make two moments a window ("began at ... and ended at ...")."""
        before = fold(self._text[max(0, start - _REACH) : start])
        begun = self._words.begins.search(before)
        return begun is not None and self._words.ends.fullmatch(link[:_REACH]) is not None

    def _is_range(self, link: str, *, opened: bool, first: Moment, second: Atom) -> bool:
        if second.kind == "zone":
            return False
        if _DASH.match(link):
            return first.clock is not None and second.kind == "clock"
        parts = link.strip(" ,").split()
        bare = bool(parts) and all(each in self._words.content["joins"] for each in parts[1:])
        return bare and opened and parts[0] in self._words.content["to"]

    def _days(self, moment: Moment) -> Days | None:
        atom = moment.day
        if atom is None:
            return None
        if atom.kind == "weekday" and self._about_to_come(atom.start):
            return None
        return self._calendar.days_of(atom)

    def _about_to_come(self, place: int) -> bool:
        before = fold(self._text[max(0, place - _REACH) : place])
        return any(re.search(rf"\b{each}", before) for each in self._words.content["future"])

    def _base(self, moment: Moment) -> Days | None:
        """Return the days of a moment, of the only day named, or of publication."""
        if moment.day is not None:
            return self._days(moment)
        if self._only_day is not None:
            holder = Moment(start=0, end=0, day=self._only_day)
            return self._days(holder)
        return self._calendar.today()

    def _hours(self, moment: Moment) -> tuple[float, float]:
        """Return the local hours of a moment within its day, as numbers that may leave the day."""
        if moment.clock is not None:
            hour = moment.clock.hour + moment.clock.minute / 60
            part = moment.part.name if moment.part else ""
            if part in ("evening", "afternoon") and hour < _NOON:
                hour += _NOON
            if moment.clock.name == "midnight" and moment.day is not None:
                return 0, 24  # "midnight on Sunday": either end of the day
            return hour, hour
        if moment.part is None:
            tonight = moment.day is not None and moment.day.name == "tonight"
            return (PARTS["late"][0], 24 + PARTS["night"][1]) if tonight else (0, 24)
        start, end = PARTS[moment.part.name]
        named = moment.day is not None and moment.day.kind in ("date", "weekday")
        if moment.part.name == "night" and named and self._words.content["night_either"]:
            end = 24 + PARTS["night"][1]
            if moment.part.kind == "part":  # "Saturday night" begins on Saturday
                start = PARTS["late"][0]
        return start, end

    def _single(self, moment: Moment) -> TimeMention:
        days = self._base(moment)
        start, end = self._hours(moment)
        held = None
        if days is not None:
            pair = moment.day is not None and moment.day.until_day is not None
            night = moment.part is not None and moment.part.name == "night"
            if pair and night and days[1] - days[0] == timedelta(1):
                days, (start, end) = (days[1], days[1]), PARTS["night"]  # from one to the other
            if night and end > _DAY and self._is_told(days[1], moment):
                start, end = PARTS["night"]  # told on that day: the night that ended that morning
            if not self._about_to_come(moment.start):
                days = up_to_publication(
                    self._calendar, days, start, moment, alone=self._only_day is None
                )
            earliest, latest = self._ends(days, start, end, moment)
            if moment.clock is not None:
                earliest, latest = self._calendar.anywhere(earliest, latest, moment.zone)
            held = TimeRange(
                earliest=earliest, latest=latest, zone=moment.zone or self._calendar.zone
            )
        return self._placed(moment, held, exact=days is not None and days[0] == days[1])

    def _is_told(self, day: date, moment: Moment) -> bool:
        """Tell whether the document appeared before the night after a day was over."""
        published = self._calendar.published
        if published is None or moment.part is None or moment.part.kind == "part":
            return False  # "Saturday night" begins on Saturday, whenever it is told
        return published.latest <= self._calendar.at(day, _DAY + PARTS["night"][1], moment.zone)

    def _ends(
        self, days: Days, start: float, end: float, moment: Moment
    ) -> tuple[datetime, datetime]:
        """Return a moment's ends; a clock time is a minute long, "about" half an hour each way."""
        at = self._calendar.at
        if moment.clock is None:
            return at(days[0], start, moment.zone), at(days[1], end, moment.zone)
        published = self._calendar.published
        loose = moment.day is None and self._only_day is None and published is not None
        if loose and published and at(days[0], start, moment.zone) > published.latest:
            days = (days[0] - timedelta(days=1), days[1] - timedelta(days=1))
        about = self._before(moment.start, "about")
        early = 0.5 if about else 0.0
        first, last = at(days[0], start - early, moment.zone), at(days[1], end, moment.zone)
        if self._before(moment.start, "after"):
            return first, max(last, at(days[1], 24, moment.zone))
        if self._before(moment.start, "before"):
            return at(days[0], 0, moment.zone), last
        return first, last + timedelta(minutes=30 if about else 1)

    def _placed(self, moment: Moment, held: TimeRange | None, *, exact: bool) -> TimeMention:
        """Return a single moment as a point, or as the end of a window that words make it."""
        start, end = moment.start, moment.end
        before = fold(self._text[max(0, start - _REACH) : start])
        begun = self._words.begun_since.search(before) is not None
        described = moment.day is not None and moment.day.name == "adjective"
        opened = self._before(start, "since") and moment.part is None
        if begun or (opened and not described):
            known = moment.clock is None or moment.zone or self._calendar.zone
            since = held.earliest if held and exact and known else None
            published = self._calendar.published
            hull = None
            if held and published and held.earliest <= published.latest:
                hull = TimeRange(earliest=held.earliest, latest=published.latest, zone=held.zone)
            return self._mention(start, end, hull, "window", since=since)
        clocked = moment.clock is not None
        if self._before(start, "as_of") or (clocked and self._before(start, "until")):
            known = moment.zone or self._calendar.zone
            until = held.earliest if held and exact and clocked and known else None
            return self._mention(start, end, None, "window", until=until)
        dated = moment.day is not None and moment.day.year is not None
        return replace(self._mention(start, end, held, "point"), dated=dated)

    def _between(self, first: Moment, second: Moment) -> TimeMention:
        """Return the window from one moment to another; each lends the other what it lacks."""
        first.zone = first.zone or second.zone
        second.zone = second.zone or first.zone
        (start, _), (_, end) = self._hours(first), self._hours(second)
        days = self._base(first if first.day else second)
        opening, closing = days, days
        if first.day is not None and second.day is not None:
            closing = self._base(second)
        elif opening is not None and closing is not None and end <= start:
            step = timedelta(days=1)
            if closing[1] - opening[0] == step:  # the night between the two days named
                opening, closing = (opening[0], opening[0]), (closing[1], closing[1])
            elif first.day is not None or (second.day is None and self._only_day is not None):
                closing = (closing[0] + step, closing[1] + step)
            else:
                opening = (opening[0] - step, opening[1] - step)
        held = since = until = None
        if opening is not None and closing is not None:
            earliest = self._calendar.at(opening[0], start, first.zone)
            latest = self._calendar.at(closing[1], end, second.zone)
            if earliest <= latest:
                zone = first.zone or self._calendar.zone
                since = earliest if one_day(opening, first.day) else None
                until = latest if one_day(closing, second.day) and not two_ended(second) else None
                if zone is None and (first.clock or second.clock):
                    earliest, latest = self._calendar.anywhere(earliest, latest, None)
                    since = until = None
                held = TimeRange(earliest=earliest, latest=latest, zone=zone)
        return self._mention(first.start, second.end, held, "window", since=since, until=until)
