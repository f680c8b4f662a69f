"""Incident reports: one concrete armed event that happened at a place, as a sentence tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.ground.times import TimeRange
from truceline.model.statement import Statement
from truceline.model.values import Amount, Place
from truceline.read.events.actors import UNKNOWN, Doer, doer_of
from truceline.read.events.spots import Spot, lists_of, places_of, spots_of
from truceline.read.harm.targets import target_of
from truceline.read.harm.tolls import Toll, toll_of
from truceline.read.scenes.drafts import Carried, draft, time_of
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Actor, Scene
from truceline.read.stances.modality import modality

SHORT = 16  # words of a sentence whose words alone may tell an event where grammar finds none
FINE = ("point", "settlement", "district")
OVER = 4  # words between fighting and the verb by which it ended at most
AHEAD = 4  # words between a word of the future and what it turns into a forecast at most
ENOUGH = 4  # evidence that makes a sentence a report; see evidence_of
CUES = ("act", "attack", "strike_verb", "under", "destroy")
WEIGHTS = {"weapon": 1, "killed": 1, "injured": 1, "damage": 1, "target": 1, "under": 2}
TRAPS = {
    "sport": 6,
    "crime": 3,
    "accident": 4,
    "culture": 3,
    "politics": 2,
    "history": 3,
    "analysis": 2,
}


@dataclass(frozen=True, slots=True)
class _Event:
    """One event of a sentence: its words first..last, its places and its cues."""

    first: int
    last: int
    spots: tuple[Spot, ...]
    cues: tuple[Hit, ...]


def cues_of(scene: Scene) -> list[Hit]:
    """Return the words that tell of an armed act and are not denied in the same breath."""
    found = [h for h in scene.hits if h.group in CUES]
    if not found and (scene.has("killed") or scene.has("injured")):
        found = [h for h in scene.of("weapon") if _sent(scene, h)]
    told = [h for h in found if not scene.between(h.first - 2, h.first - 1, "negation")]
    return [h for h in told if not _over(scene, h)]


def _over(scene: Scene, cue: Hit) -> bool:
    """Tell whether an act is only said to have ended ("the fighting died down")."""
    return cue.group == "act" and scene.between(cue.first - OVER, cue.last + OVER, "ceased")


def _sent(scene: Scene, weapon: Hit) -> bool:
    """Tell whether a weapon is said to be of a party ("a Russian drone killed")."""
    return any(a.role == "adjectives" and 0 < weapon.first - a.last <= 2 for a in scene.actors)  # noqa: PLR2004 - words


def evidence_of(scene: Scene, cues: list[Hit], doer: Doer, spots: list[Spot]) -> int:
    """Return the weight of evidence that a sentence reports an armed event; see ENOUGH.

    A simple sum, set by hand on three development files: an act named 2, a party that does it
    2, a place 1, each other kind of sign 1; each peace-time frame and each forecast takes away.
    """
    groups = {h.group for h in cues}
    armed = scene.has("weapon") or bool(groups & {"act", "attack"})
    total = 2 if groups and armed else 1 if groups else 0
    total += 2 if doer.stated else 1 if doer.party != UNKNOWN else 0
    total += 1 if any(s.role == "event" for s in spots) else 0
    total += sum(weight for group, weight in WEIGHTS.items() if scene.has(group))
    settled = any(s.role == "event" and s.level not in ("region", "country") for s in spots)
    total += 1 if settled and "act" in groups else 0
    total += 1 if scene.has("act", "explosion", "air_defence", "clash", "mine") else 0
    total -= sum(cost for trap, cost in TRAPS.items() if scene.has("trap", trap))
    total -= 3 if scene.has("threat") else 0
    return total - (2 if _to_come(scene, cues) else 0)


def _to_come(scene: Scene, cues: list[Hit]) -> bool:
    """Tell whether a word of the future or of condition stands just before every cue."""
    return bool(cues) and all(
        any(scene.between(cue.first - AHEAD, cue.first - 1, group) for group in ("future", "order"))
        for cue in cues
    )


def _tells(scene: Scene, cues: list[Hit], doer: Doer, spots: list[Spot]) -> bool:
    """Tell whether the cues can carry a report at all: an act or attack, or a hit by somebody."""
    anchored = any(s.role == "event" for s in spots) or scene.has("target")
    anchored = anchored or scene.has("anaphora")
    if {h.group for h in cues} & {"act", "attack", "under"}:
        return anchored or doer.party != UNKNOWN
    armed = scene.has("weapon") or doer.stated
    return bool(cues) and armed and anchored


def incidents(scene: Scene, carried: Carried, actors: tuple[Actor, ...]) -> list[Statement]:
    """Return the incident reports of a sentence that is no tally, position or forecast."""
    cues = cues_of(scene)
    if not cues or scene.has("staged"):
        return []
    spots = spots_of(scene)
    doer = doer_in(scene, cues, actors)
    told = evidence_of(scene, cues, doer, spots)
    told += 2 if carried.report and scene.has("anaphora") else 0
    if not _tells(scene, cues, doer, spots) or told < ENOUGH:
        return []
    toll = toll_of(scene)
    placed = any(s.role == "event" for s in spots) or scene.has("anaphora")
    if scene.has("plural") and not placed and not toll.stated:
        return []  # attacks in general, none of them in particular
    return told_of(scene, carried, cues)


def told_of(scene: Scene, carried: Carried, cues: list[Hit]) -> list[Statement]:
    """Return the reports of a sentence that is known to tell of an incident, cues or none."""
    spots, toll = spots_of(scene), toll_of(scene)
    doer = doer_in(scene, cues)
    events = _events(scene, cues, spots)
    reports = []
    for number, event in enumerate(events):
        own = doer_in(scene, list(event.cues)) if event.cues else doer
        who = own if own.party != UNKNOWN else doer
        if who.party == UNKNOWN and scene.has("anaphora") and carried.report:
            who = Doer(carried.report.perpetrator, False)
        harm = _share(scene, event, events, toll, number)
        reports.append(_report(scene, carried, event, who, harm))
    return reports


def doer_in(scene: Scene, cues: list[Hit], actors: tuple[Actor, ...] | None = None) -> Doer:
    """Return who attacked, of some parties or of all that the sentence names.

    Of intercepted weapons it is the side that sent them, where it is named; of a charge whom it
    accuses.
    """
    known = scene.actors if actors is None else actors
    charged = accused(scene, known)
    if charged is not None:
        return Doer(charged.party, True)
    if any(h.value == "air_defence" for h in cues):
        sent = [a for a in known if a.role == "adjectives" and _owns_weapon(scene, a)]
        if sent:
            return Doer(sent[0].party, True)
    strong = [h for h in cues if h.group in ("act", "attack", "strike_verb", "destroy")]
    return doer_of(scene, strong or cues, known)


def accused(scene: Scene, actors: tuple[Actor, ...]) -> Actor | None:
    """Return the party that a sentence says is accused: as object, or next after the verb."""
    for verb in scene.of("accuse"):
        near = [a for a in actors if abs(a.first - verb.last) <= AHEAD]
        objects = [a for a in near if a.role == "objects"]
        after = [a for a in near if a.first > verb.last]
        if objects or after:
            return (objects or after)[0]
    return None


def _owns_weapon(scene: Scene, actor: Actor) -> bool:
    return any(0 < h.first - actor.last <= 3 for h in scene.of("weapon"))  # noqa: PLR2004 - words


def _events(scene: Scene, cues: list[Hit], spots: list[Spot]) -> list[_Event]:
    """Return the separate events: clauses with place and cue of their own, or listed places."""
    lists = lists_of(scene, spots)
    whole = _Event(0, len(scene.words) - 1, places_in(lists), tuple(cues))
    clauses = _clauses(scene, cues, lists)
    if len(clauses) > 1:
        return clauses
    if toll_of(scene).stated or not lists or len(lists[0]) == 1:
        return [whole]
    listed = lists[0]
    same = len({s.level in ("region", "country") for s in listed}) == 1
    apart = same and len(lists) == 1
    return [replace(whole, spots=(s,)) for s in listed] if apart else [whole]


def places_in(lists: list[list[Spot]]) -> tuple[Spot, ...]:
    """Return the spots of all lists in order."""
    return tuple(spot for each in lists for spot in each)


def _clauses(scene: Scene, cues: list[Hit], lists: list[list[Spot]]) -> list[_Event]:
    """Return clauses that each have a place or a toll of their own, and a weapon or cue."""
    begun = {0}
    for hit in scene.of("clause"):
        before = scene.text[: scene.words[hit.first].start].rstrip()
        if hit.first > 0 and (before.endswith((",", ";")) or hit.value == "despite"):
            begun.add(hit.first)
    starts = sorted(begun)
    events = []
    for number, first in enumerate(starts):
        last = starts[number + 1] - 1 if number + 1 < len(starts) else len(scene.words) - 1
        spots = tuple(s for s in places_in(lists) if first <= s.first <= last)
        own = tuple(h for h in cues if first <= h.first <= last)
        armed = own or any(first <= h.first <= last for h in scene.of("weapon"))
        hurt = toll_of(scene, first, last).stated
        if not (spots or hurt) or not armed:
            return []
        events.append(_Event(first, last, spots, own))
    return events


def _share(scene: Scene, event: _Event, events: list[_Event], toll: Toll, number: int) -> Toll:
    """Return the event's share of the toll: its own clause's, or all of it if it stands alone."""
    if len(events) == 1:
        return toll
    return toll_of(scene, event.first, event.last) if number or event.last else toll


def act_of(scene: Scene, event_first: int, event_last: int, cues: tuple[Hit, ...]) -> str:
    """Return the act that cues and weapons in the words first..last name."""
    weapons = [h for h in scene.of("weapon") if event_first <= h.first <= event_last]
    by_weapon = dict.fromkeys(scene.setting(h, "act") for h in weapons)
    acts = dict.fromkeys(h.value for h in cues if h.group == "act")
    struck = any(h.group != "act" for h in cues)
    if "air_defence" in acts and not struck:
        return "air_defence"
    named = dict.fromkeys(a for a in acts if a.endswith("_strike"))
    kinds = list(dict.fromkeys([*named, *by_weapon]))
    if kinds and (struck or set(acts) - {"clash", "mine", "sabotage", "small_arms"} or not acts):
        return kinds[0] if len(kinds) == 1 else "mixed"
    order = ("shelling", "mine", "small_arms", "sabotage", "abduction", "clash", "air_defence")
    for act in order:
        if act in acts:
            return act
    return "attack_unspecified" if struck or not acts else "explosion"


def count_of(scene: Scene, event_first: int, event_last: int) -> Amount | None:
    """Return how many strikes, blasts or weapons the event is said to have had."""
    for hit in scene.of("unit"):
        if not event_first <= hit.first <= event_last or scene.setting(hit, "of_places"):
            continue
        for number in scene.numbers:
            _, last = scene.word_range(number.start, number.end)
            if 0 < hit.first - last <= 2 and not number.percent:  # noqa: PLR2004 - words
                return Amount(min=number.bounds.min, max=number.bounds.max, unit=hit.value)
    return None


def weapon_in(scene: Scene, first: int, last: int) -> str:
    """Return the first weapon that the words first..last name, "" for none."""
    held = (h for h in scene.of("weapon") if first <= h.first <= last)
    return next((scene.text[h.start : h.end] for h in held), "")


def _report(scene: Scene, carried: Carried, event: _Event, doer: Doer, toll: Toll) -> Statement:
    cues = event.cues or tuple(cues_of(scene))
    target = target_of(scene, event.first, event.last)
    means = [h.value for h in scene.of("means")]
    start, end = scene.words[event.first].start, scene.words[event.last].end
    if event.first == 0 and event.last == len(scene.words) - 1:
        start, end = 0, len(scene.text)
    return draft(
        scene,
        "incident_report",
        start,
        end,
        modality=modality(scene, "incident_report", start, end),
        act=act_of(scene, event.first, event.last, cues),
        perpetrator=doer.party,
        perpetrator_stated=doer.stated,
        target=target.words,
        target_class=target.kind,
        weapon=weapon_in(scene, event.first, event.last),
        count=count_of(scene, event.first, event.last),
        killed=toll.killed,
        injured=toll.injured,
        damage=next((h.value for h in scene.of("damage")), ""),
        places=places_of(list(event.spots)) or _carried_places(scene, carried),
        time=_time(scene, start, end),
        followup=scene.has("followup"),
        means=means[0] if means else "",
    )


def _time(scene: Scene, start: int, end: int) -> TimeRange | None:
    """Return when the event of text[start:end] was.

    A time is of its own clause: one that stands at the head of the sentence is of all clauses,
    one in a clause that hangs on another ("X, which was hit on Saturday too") of no other, unless
    that clause tells the event's toll.
    """
    armed = [h.start for h in scene.hits if h.group in CUES]
    harmed = [h.start for h in (*scene.of("killed"), *scene.of("injured")) if h.start < end]
    hung = [
        h.start
        for h in (*scene.of("relative"), *scene.of("clause", "despite"))
        if start < h.start < end
        and scene.text[: h.start].rstrip().endswith(",")
        and any(start <= cue < h.start for cue in armed)
        and (h.group == "clause" or not any(at > h.start for at in harmed))
    ]
    own = time_of(scene, start, min(hung, default=end))
    return own or time_of(scene, 0, min([start, *armed]))


def _carried_places(scene: Scene, carried: Carried) -> tuple[Place, ...]:
    """Return the places of the report before where the sentence points back to it."""
    return carried.report.places if carried.report and scene.has("anaphora") else ()


def plainly_told(scene: Scene, reports: list[Statement]) -> list[Statement]:
    """Return those reports by words that stand where grammar found none: short, and placed.

    A patrol's log ("heard three explosions north of X") needs no verb of attack; in a longer
    sentence, or where no town is named, words alone tell too many events that were none.
    """
    if len(scene.words) > SHORT:
        return []
    return [each for each in reports if any(p.level in FINE for p in each.places)]
