"""Which of the parties that a sentence names did it: signs of each party's own place in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.read.events.incidents import CUES, cues_of, doer_in
from truceline.read.model.features import Places, sign_places
from truceline.read.model.masks import PARTY
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Actor, Scene

FLYING = ("drone_strike", "missile_strike")  # acts of weapons that are shot down on their way
DOWNED, ENDED = "air_defence", "destroy"  # words that tell of it: the act, and a group
MOST_NAMINGS = 12  # times that one party is named in a sentence that are looked at
NEARBY = 3  # words on either side of a naming
FAR = 8
_TELLING = (*CUES, "weapon", "killed", "injured", "damage", "target", "mark", "body", "own")


def candidates(scene: Scene) -> dict[str, Places]:
    """Return signs for each party named, none of which tells which party it is.

    Parties come in the order of their first naming.
    """
    named: dict[str, list[Actor]] = {}
    for actor in scene.actors:
        named.setdefault(actor.party, []).append(actor)
    doer = doer_in(scene, cues_of(scene))
    around = _around(scene)
    found = {}
    for number, (party, actors) in enumerate(named.items()):
        ours = {f"who:rule:{doer.stated and doer.party == party}"}
        ours.add(f"who:other:{doer.stated and doer.party not in (party, '')}")
        ours.add(f"who:order:{min(number, 2)}:{min(len(named), 3)}")
        for actor in actors[:MOST_NAMINGS]:
            ours.update(f"who:{each}" for each in _signs(scene, actor, around))
        found[party] = sign_places(ours)
    return found


def sender_of(scene: Scene) -> str | None:
    """Return the party whose weapon or aircraft was shot down, None where none is told.

    Who shoots a drone down attacks nobody: the attacker is who sent it (the codebook of the
    labelled headlines). It is told by an adjective before the thing or a name right after it.
    """
    downed = [h.first for h in scene.of("act") if h.value == DOWNED]
    ended = [h.first for h in scene.of(ENDED)]
    weapons = [h for h in scene.of("weapon") if scene.setting(h, "act") in FLYING]
    for weapon in weapons:
        if downed or any(_counted(scene, verb, weapon.first) for verb in ended):
            owner = next((a.party for a in scene.actors if _owns(scene, a, weapon)), None)
            if owner:
                return owner
    for actor in scene.actors if not weapons else ():
        if actor.role == "adjectives" and any(0 < actor.first - v <= NEARBY for v in downed):
            return actor.party
    return None


def _owns(scene: Scene, actor: Actor, weapon: Hit) -> bool:
    """Tell whether a weapon is called a party's, by an adjective or by a name right after it."""
    if actor.role == "adjectives":
        return 0 < weapon.first - actor.last <= NEARBY
    named = actor.role in ("forms", "subjects") and actor.first == weapon.last + 1
    return named and not scene.text[weapon.end : scene.words[actor.first].start].strip('"» ')


def _counted(scene: Scene, verb: int, weapon: int) -> bool:
    """Tell whether a number or a party's adjective leads from a verb to the weapon it ended.

    Without one the object may be what the weapon belongs to ("destroyed a drone factory").
    """
    if not 0 < weapon - verb <= NEARBY + 1:
        return False
    start, end = scene.words[verb].end, scene.words[weapon].start
    counted = any(start <= n.start and n.end <= end for n in scene.numbers)
    owned = [a for a in scene.actors if a.role == "adjectives" and verb < a.first < weapon]
    return counted or any(a.first == verb + 1 and a.last == weapon - 1 for a in owned)


def _around(scene: Scene) -> Mapping[int, list[str]]:
    """Return the telling words of the vocabulary by the index of each word that they cover."""
    around: dict[int, list[str]] = {}
    for hit in scene.hits:
        if hit.group in _TELLING:
            for index in range(hit.first, hit.last + 1):
                around.setdefault(index, []).append(f"{hit.group}:{hit.value}")
    for actor in scene.actors:
        around.setdefault(actor.first, []).append(PARTY)
    return around


def _signs(scene: Scene, actor: Actor, around: Mapping[int, list[str]]) -> Iterator[str]:
    """Yield how a party is named, what stands beside it, and on which side the cues are."""
    yield f"role:{actor.role}"
    for side, start, step in (("<", actor.first, -1), (">", actor.last, 1)):
        for away in range(1, FAR + 1):
            index = start + step * away
            if not 0 <= index < len(scene.words):
                yield f"end{side}{min(away, NEARBY)}"
                break
            reach = str(away) if away <= NEARBY else "far"
            for kind in around.get(index, ()):
                yield f"{side}{reach}:{kind}"
                yield f"{actor.role}{side}:{kind.partition(':')[0]}"
            if away <= 2 and index not in around:  # noqa: PLR2004 - words
                yield f"{side}{away}:{scene.words[index].folded[:6]}"
        low, high = sorted((start, max(0, min(len(scene.words) - 1, start + step))))
        gap = scene.text[scene.words[low].end : scene.words[high].start] if low != high else ""
        yield from (f"{side}mark:{each}" for each in gap.strip()[:1])
