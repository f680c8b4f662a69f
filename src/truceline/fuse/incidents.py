"""One incident from its cluster of reports: a proposition with place, time, harm and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from truceline.fuse.attribution import attribution_of
from truceline.fuse.places import place_of
from truceline.fuse.reports import Report
from truceline.fuse.settings import Settings
from truceline.fuse.tolls import count_of, harm_of, said
from truceline.fuse.voices import origins_of, status_of
from truceline.ground.times import TimeRange, rfc3339
from truceline.model.incident import Harm, Incident, IncidentPlace, Member


def time_of(reports: Sequence[Report]) -> tuple[TimeRange | None, bool]:
    """Return the time that all stated times share, and whether they clash.

    Where no instant lies in all of them the range that holds them all is returned. Times that
    the words do not give are never put in.
    """
    times = [each.statement.time for each in reports if each.statement.time]
    if not times:
        return None, False
    zones = {each.zone for each in times}
    zone = zones.pop() if len(zones) == 1 else None
    start, end = max(each.earliest for each in times), min(each.latest for each in times)
    instant = start == end and all(
        each.earliest == each.latest or each.earliest <= start < each.latest for each in times
    )
    if start < end or instant:
        return TimeRange(earliest=start, latest=end, zone=zone), False
    start, end = min(each.earliest for each in times), max(each.latest for each in times)
    return TimeRange(earliest=start, latest=end, zone=zone), True


def _by_origins(values: Sequence[tuple[str, str]]) -> str:
    """Return the value that most origins give, the first told of equals, "" if there is none."""
    votes = Counter(value for _, value in dict.fromkeys(values) if value)
    return max(votes, key=lambda each: votes[each]) if votes else ""


def act_of(reports: Sequence[Report], settings: Settings) -> str:
    """Return the act that most origins name; a definite one before an open one."""
    named = [(each.origin, each.statement.act) for each in reports]
    definite = [each for each in named if each[1] not in settings.acts["open"]]
    return _by_origins(definite) or _by_origins(named)


def _proposition(act: str, place: IncidentPlace, time: TimeRange | None, settings: Settings) -> str:
    words = settings.proposition
    if place.lat is None or place.lon is None:
        where = words["unplaced"]
    else:
        shape = words["place"] if place.name else words["coordinates"]
        kilometres = f"{(place.radius_m or 0.0) / 1000:g}"
        where = shape.format(name=place.name, lat=place.lat, lon=place.lon, km=kilometres)
    if time is None:
        when = words["untimed"]
    else:
        shape = words["instant"] if time.earliest == time.latest else words["between"]
        when = shape.format(start=rfc3339(time.earliest), end=rfc3339(time.latest))
    named = words["acts"].get(act, words["acts"][""])
    return str(words["whole"].format(act=named, place=where, time=when))


def _toll(
    reports: Sequence[Report], field: str, notes: list[str], settings: Settings
) -> Harm | None:
    words = settings.disagreements
    harm, clash, shrank = harm_of(reports, field)
    named = words["fields"][field]
    if clash:
        notes.append(words["harm"].format(field=named, values=" / ".join(map(said, clash))))
    if shrank and harm:
        earlier = max(
            (getattr(each.statement, field) for each in reports if getattr(each.statement, field)),
            key=lambda each: float(each.min),
        )
        later = f"{harm.low}" if harm.low == harm.high else f"{harm.low}-{harm.high}"
        notes.append(words["shrinking"].format(field=named, later=later, earlier=said(earlier)))
    return harm


def _denials(denials: Sequence[Report], settings: Settings) -> list[str]:
    words = settings.disagreements
    notes = []
    for each in denials:
        speaker = each.statement.speaker or each.speaker or words["someone"]
        shape = {"event": "denied_event", "author": "denied_author"}.get(
            each.statement.denies or "event"
        )
        if shape:
            notes.append(words[shape].format(speaker=speaker))
    return notes


def _authors(reports: Sequence[Report]) -> list[str]:
    """Return the parties that words name as the author, in the order of the evidence."""
    named = [each.statement.perpetrator for each in reports if each.statement.perpetrator_stated]
    return [each for each in dict.fromkeys(named) if each not in ("", "unknown")]


def incident_of(
    reports: Sequence[Report],
    weights: Sequence[float],
    denials: Sequence[Report],
    settings: Settings,
) -> Incident:
    """Return the incident that a cluster of reports tells of; its id is still empty.

    weights: how surely each report means it. p_occurred is put in by `believed`.
    """
    notes: list[str] = []
    place, apart = place_of(reports)
    time, clash = time_of(reports)
    killed = _toll(reports, "killed", notes, settings)
    injured = _toll(reports, "injured", notes, settings)
    count, counts = count_of(reports)
    authors = _authors(reports)
    notes += _clashes(counts, clash, apart, authors, settings) + _denials(denials, settings)
    attribution, stated = attribution_of(reports, denials, settings)
    act = act_of(reports, settings)
    denied = any(each.statement.denies in (None, "event", "author") for each in denials)
    return Incident(
        id="",
        proposition=_proposition(act, place, time, settings),
        act=act,
        members=_members(reports, weights),
        origins=origins_of(reports),
        place=place,
        time=time,
        status=status_of(reports, denied or len(authors) > 1),
        count=count,
        killed=killed,
        injured=injured,
        target_class=_by_origins([(each.origin, each.statement.target_class) for each in reports]),
        attribution=attribution,
        attribution_stated=stated,
        disagreements=tuple(dict.fromkeys(notes)),
        denials=tuple(each.statement.id for each in denials),
    )


def _members(reports: Sequence[Report], weights: Sequence[float]) -> tuple[Member, ...]:
    pairs = zip(reports, weights, strict=True)
    return tuple(Member(statement=each.statement.id, p=p) for each, p in pairs)


def _clashes(
    counts: Sequence[str], times: bool, places: bool, authors: Sequence[str], settings: Settings
) -> list[str]:
    """Return a sentence for each thing on which the reports do not agree."""
    words = settings.disagreements
    notes = []
    if counts:
        notes.append(words["count"].format(values=" / ".join(counts)))
    if times:
        notes.append(words["time"])
    if places:
        notes.append(words["places"])
    if len(authors) > 1:
        notes.append(
            words["author"].format(names=", ".join(settings.name(each) for each in authors))
        )
    return notes
