"""Section: the incidents by place, their origins by side, and every report behind them."""

from __future__ import annotations

from datetime import UTC, datetime

from truceline.model.incident import Incident, Member, OriginCount
from truceline.model.origin import Origin
from truceline.publish.event_rows import IncidentPlaceBlock, IncidentRow, MemberRow
from truceline.publish.figures import counted, harm_text, kilometres, percent
from truceline.publish.lookup import Lookup, SortKey
from truceline.publish.sentences import Sentence

MAX_NAMES = 6  # names of origins in one line; the members below it list them all


def incident_key(incident: Incident, look: Lookup) -> SortKey:
    """Return a sort key of time, place and act, then of the evidence: never of an id alone."""
    when = incident.time
    place = incident.place
    return (
        0,
        when.earliest if when else datetime.max.replace(tzinfo=UTC),
        place.lat is None,
        -(place.lat or 0.0),
        place.lon or 0.0,
        incident.act,
        tuple(sorted(look.statement_key(each.statement) for each in incident.members)),
        incident.id,
    )


def incident_heading(incident: Incident, look: Lookup) -> str:
    """Return act and place in a few words."""
    act = look.phrases.word("acts", incident.act or "unknown")
    return look.say("incidents.heading", act=act, place=place_name(incident, look))


def place_name(incident: Incident, look: Lookup) -> str:
    """Return the incident's place by name, or the phrase for an unknown one."""
    return incident.place.name or look.say("incidents.no_place")


def make_incidents(look: Lookup) -> tuple[IncidentPlaceBlock, ...]:
    """Return the incidents by place: most incidents first, then first in time; unplaced last."""
    places: dict[str, list[Incident]] = {}
    for each in sorted(look.given.incidents, key=lambda each: incident_key(each, look)):
        places.setdefault(each.place.name, []).append(each)
    ordered = sorted(places.items(), key=lambda item: (not item[0], -len(item[1])))
    return tuple(
        IncidentPlaceBlock(
            place=name or look.say("incidents.no_place"),
            total=look.say("incidents.total", n=len(found)),
            incidents=tuple(_row(each, look) for each in found),
        )
        for name, found in ordered
    )


def make_groups(look: Lookup) -> tuple[Sentence, ...]:
    """Return a sentence for each unresolved group, in the order of its first incident."""
    rows = []
    for group in look.given.groups:
        found = [look.incidents[each] for each in group.incidents if each in look.incidents]
        found.sort(key=lambda each: incident_key(each, look))
        cites = look.in_order(m.statement for each in found for m in each.members)
        place = place_name(found[0], look) if found else look.say("incidents.no_place")
        key = incident_key(found[0], look) if found else (1,)
        text = look.say(
            "incidents.group", low=group.low, high=group.high, place=place, why=group.why
        )
        rows.append((key, Sentence(text=text, cites=cites)))
    return tuple(sentence for _, sentence in sorted(rows, key=lambda row: row[0]))


def _row(incident: Incident, look: Lookup) -> IncidentRow:
    phrases = look.phrases
    members = sorted(incident.members, key=lambda each: look.statement_key(each.statement))
    cites = tuple(each.statement for each in members)
    return IncidentRow(
        id=incident.id,
        heading=incident_heading(incident, look),
        proposition=Sentence(text=incident.proposition, cites=cites),
        when=look.when(incident),
        where=_where(incident, look),
        count=counted(incident.count, incident.count.unit, phrases) if incident.count else "",
        killed=harm_text(incident.killed, phrases),
        injured=harm_text(incident.injured, phrases),
        status=incident.status,
        status_text=look.say(f"statuses.{incident.status}"),
        origins=tuple(_origins(each, look) for each in _by_side(incident, look)),
        attribution=_attribution(incident, look),
        attributed=_attributed(incident, look),
        disagreements=incident.disagreements,
        alternatives=_alternatives(incident, look),
        group=_group(incident, look),
        members=tuple(_member(each, look) for each in members),
    )


def _where(incident: Incident, look: Lookup) -> str:
    place = incident.place
    if place.lat is None or place.radius_m is None:
        return place_name(incident, look)
    return look.say(
        "incidents.where",
        place=place_name(incident, look),
        level=look.phrases.word("levels", place.level or "unknown"),
        radius=kilometres(place.radius_m, look.phrases),
    )


def _alternatives(incident: Incident, look: Lookup) -> tuple[str, ...]:
    """Return the other places of that name; one alternative alone is the place itself."""
    others = incident.place.alternatives
    if len(others) < 2:  # noqa: PLR2004 - a single one is no alternative
        return ()
    return tuple(
        look.say(
            "incidents.alternative",
            place=each.name or place_name(incident, look),
            lat=f"{each.lat:.2f}",
            lon=f"{each.lon:.2f}",
            p=percent(each.p, look.phrases),
        )
        for each in others
    )


def _by_side(incident: Incident, look: Lookup) -> list[OriginCount]:
    """Return origins by side: the agreement's parties in its order, nobody's side last."""
    return sorted(
        incident.origins, key=lambda each: (each.side is None, look.party_rank(each.side))
    )


def _origins(count: OriginCount, look: Lookup) -> Sentence:
    found = [look.origins[each] for each in count.origins if each in look.origins]
    found.sort(key=lambda each: look.statement_key(_first(each, look)))
    names = list(dict.fromkeys(origin_name(each, look) for each in found))
    shown = names[:MAX_NAMES]
    if len(names) > MAX_NAMES:
        shown.append(look.say("lists.more", n=len(names) - MAX_NAMES))
    return Sentence(
        text=look.say(
            "incidents.origins",
            side=look.side(count.side),
            n=len(count.origins),
            names=look.joined(shown),
        )
    )


def _first(origin: Origin, look: Lookup) -> str:
    known = look.in_order(each for each in origin.members if each in look.statements)
    return known[0] if known else ""


def origin_name(origin: Origin, look: Lookup) -> str:
    """Return who uttered an origin: its speaker, else the source of its first statement."""
    if origin.speaker:
        return origin.speaker
    first = _first(origin, look)
    if not first:
        return look.say("labels.missing")
    document = look.given.documents.get(look.statements[first].document)
    return look.source_name(document.source) if document else look.say("labels.missing")


def _attributed(incident: Incident, look: Lookup) -> tuple[tuple[str, float], ...]:
    """Return the parties that reports name, with their probabilities, in the agreement's order."""
    named = [(party, p) for party, p in incident.attribution.items() if p > 0]
    return tuple(sorted(named, key=lambda each: look.party_rank(each[0])))


def _attribution(incident: Incident, look: Lookup) -> tuple[Sentence, ...]:
    named = _attributed(incident, look)
    if not named:
        return (Sentence(text=look.say("incidents.attribution_none")),)
    cites = look.in_order(incident.attribution_stated)
    rest = 1 - sum(p for _, p in named)
    rows = [
        Sentence(
            text=look.say(
                "incidents.attribution", party=look.party(party), p=percent(p, look.phrases)
            ),
            cites=cites,
        )
        for party, p in named
    ]
    if rest > 1e-9:  # noqa: PLR2004 - what floats leave over is no doubt
        open_share = percent(rest, look.phrases)
        rows.append(Sentence(text=look.say("incidents.attribution_open", p=open_share)))
    return tuple(rows)


def _group(incident: Incident, look: Lookup) -> str:
    group = look.groups.get(incident.group or "")
    if group is None:
        return ""
    return look.say("incidents.in_group", low=group.low, high=group.high)


def _member(member: Member, look: Lookup) -> MemberRow:
    statement = look.statements.get(member.statement)
    origin = look.origin_of.get(member.statement)
    document = look.given.documents.get(statement.document) if statement else None
    source = look.given.sources.get(document.source) if document else None
    if origin is None or len(origin.members) == 1:
        relation = "alone"
    else:
        relation = "first" if _first(origin, look) == member.statement else "shared"
    return MemberRow(
        quote=look.quote(member.statement),
        source=look.say(
            "incidents.member_source", side=look.side(source.allegiance if source else None)
        ),
        probability=look.say("incidents.member_link", p=percent(member.p, look.phrases)),
        relation=look.say(f"incidents.relation_{relation}"),
    )
