"""An agreement's lines and areas in words: whose claim a line is, what nobody can place."""

from __future__ import annotations

from truceline.model.zones import Belt, Line, Side, Zone
from truceline.publish.figures import kilometres, number
from truceline.publish.lookup import Lookup
from truceline.publish.moments import calendar_day
from truceline.publish.sentences import Sentence
from truceline.publish.term_rows import GroundRow


def make_ground(look: Lookup) -> tuple[GroundRow, ...]:
    """Return a row for each line and then for each area, in the agreement's order."""
    agreement = look.given.agreement
    return (
        *(
            GroundRow(
                kind=look.say("ground.line"),
                title=each.title,
                sentence=Sentence(text=_line(each, look), terms=each.citations),
                unknown=False,
            )
            for each in agreement.lines
        ),
        *(
            GroundRow(
                kind=look.say("ground.zone"),
                title=each.title,
                sentence=Sentence(text=_zone(each, look), terms=each.citations),
                unknown=bool(each.unknown),
            )
            for each in agreement.zones
        ),
    )


def area_titles(zones: tuple[str, ...], look: Lookup) -> str:
    """Return the titles of some areas in quotation marks, as an enumeration."""
    titles = {each.id: each.title for each in look.given.agreement.zones}
    return look.joined(
        look.say("interpretations.named", title=titles.get(each, each)) for each in zones
    )


def _line(line: Line, look: Lookup) -> str:
    said = [_whose(line, look), look.say(f"ground.{'closed' if line.closed else 'drawn_open'}")]
    said += [_versions(line, look), look.say(f"ground.missing.{line.missing}")]
    if line.contested_m:
        width = kilometres(line.contested_m, look.phrases)
        said.append(look.say("ground.exact", width=width))
    return " ".join(said)


def _whose(line: Line, look: Lookup) -> str:
    names = look.joined(look.party(each) for each in line.held_by)
    return look.say("ground.claimed", names=names) if names else look.say("ground.agreed")


def _versions(line: Line, look: Lookup) -> str:
    if line.files:
        first, last = (calendar_day(e, look.phrases) for e in (line.files.first, line.files.last))
        return look.say("ground.files", first=first, last=last)
    days = sorted(each.day for each in line.versions)
    if not days:
        return look.say("ground.none_given")
    first, last = (calendar_day(each, look.phrases) for each in (days[0], days[-1]))
    return look.say("ground.versions", n=len(days), first=first, last=last)


def _zone(zone: Zone, look: Lookup) -> str:
    if zone.unknown:
        return look.say("ground.unknown", why=zone.unknown)
    if zone.circle:
        radius = kilometres(zone.circle.radius_m, look.phrases)
        lat, lon = f"{zone.circle.lat:.2f}", f"{zone.circle.lon:.2f}"
        return look.say("ground.circle", radius=radius, lat=lat, lon=lon)
    if zone.polygon:
        return look.say("ground.polygon", n=len(zone.polygon))
    if zone.side:
        return _side(zone.side, look)
    if zone.belt:
        return _belt(zone.belt, look)
    return _combined(zone, look)


def _side(side: Side, look: Lookup) -> str:
    which = look.phrases.word("ground.sides", side.of)
    text = look.say("ground.side", side=which, line=_title(side.line, look))
    return text[:1].upper() + text[1:]


def _belt(belt: Belt, look: Lookup) -> str:
    return look.say(
        "ground.belt",
        near=kilometres(belt.from_m, look.phrases) if belt.from_m else number(0, look.phrases),
        far=kilometres(belt.to_m, look.phrases),
        line=_title(belt.line, look),
        side=look.phrases.word("ground.belts", belt.of),
    )


def _title(line: str, look: Lookup) -> str:
    return next((each.title for each in look.given.agreement.lines if each.id == line), line)


def _combined(zone: Zone, look: Lookup) -> str:
    parts = (("all_of", zone.all_of), ("any_of", zone.any_of), ("none_of", zone.none_of))
    return " ".join(
        look.say(f"ground.{key}", names=area_titles(zones, look)) for key, zones in parts if zones
    )
