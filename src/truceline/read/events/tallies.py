"""Tallies: claimed totals over a window; each stated part is a tally of its own."""

from __future__ import annotations

from dataclasses import replace

from truceline.language.numbers import NumberMention
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Span, Window
from truceline.read.events.actors import UNKNOWN, Doer, doer_of
from truceline.read.events.bare_counts import Part, with_bare_counts
from truceline.read.events.incidents import cues_of
from truceline.read.events.spots import Spot, lists_of, places_of, spots_of
from truceline.read.events.tally_places import Count, places_of_counts, words_where
from truceline.read.harm.tolls import toll_of
from truceline.read.moments.times import TimeMention
from truceline.read.scenes.drafts import Carried, draft, window_of
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Actor, Scene, longest
from truceline.read.stances.modality import modality
from truceline.vocabulary.files import shipped_entries

BETWEEN = 3  # words between a number and its unit at most
MANY = 10  # so many acts are a total even where no window is named
LISTED = 4  # so many places struck are a day's list, not an event
FOUGHT = 2  # so many places of fighting "yesterday" are a day's list
FIGHTING = {"clashes", "assaults", "shellings", "drone strikes", "attacks"}

# What "N times" counts, by the word of the act; of several in one clause the first named here.
_VERBS = {"breach": "violations", "shelling": "shellings", "attack": "attacks"}


def tallies(scene: Scene, carried: Carried, actors: tuple[Actor, ...]) -> list[Statement]:
    """Return the tallies of a sentence, parts in text order; [] if it states no total."""
    parts = _times(scene) or _counted(scene)
    spots = [s for s in spots_of(scene) if s.role == "event"]
    if parts and _is_total(scene, carried, parts, spots):
        wheres = [Span(start, end) for start, end, _ in words_where(scene, spots)]
        counted = with_bare_counts(scene, _with_units(scene, parts), wheres)
        counted = sorted(counted, key=_piece)
        where = places_of_counts(scene, spots, [_count(part) for part in counted])
        return [
            _tally(scene, carried, actors, part, list(places))
            for part, places in zip(counted, where, strict=True)
        ]
    if _is_day_summary(scene, spots):
        return [_summary(scene, carried, actors, spots)]
    return []


def _count(part: Part) -> Count:
    number, unit = part
    return Count(*_piece(part), bare=(number.start, number.end) == (unit.start, unit.end))


def _piece(part: Part) -> tuple[int, int]:
    """Return the code points of a number and its unit together."""
    number, unit = part
    return min(number.start, unit.start), max(number.end, unit.end)


def _times(scene: Scene) -> list[Part]:
    """Return each number of "violated the truce N times" with what was done so often.

    Each takes its own verb, which stands on the same side of it as the first one's, or that of
    the number before it ("shelled A 47 times and B 12 times").
    """
    verbs = _counted_verbs(scene)
    told = [(number, hit) for hit in scene.of("times") if (number := _number_before(scene, hit))]
    if not told or not verbs:
        return []
    after = all(verb.start > told[0][0].start for verb in verbs)
    unit = ""
    parts: list[Part] = []
    for index, (number, hit) in enumerate(told):
        following = told[index + 1][0].start if index + 1 < len(told) else len(scene.text)
        start = number.start if after else told[index - 1][1].end if index else 0
        own = [v for v in verbs if start <= v.start < (following if after else number.start)]
        unit = _VERBS[_name(min(own or verbs, key=_preferred))] if own or not unit else unit
        parts.append((number, replace(hit, group="unit", value=unit)))
    return parts


def _counted_verbs(scene: Scene) -> list[Hit]:
    """Return the words of acts that "N times" may count."""
    return [h for h in scene.hits if h.group in ("breach", "act", "attack") and _name(h) in _VERBS]


def _name(hit: Hit) -> str:
    return hit.value if hit.group == "act" else hit.group


def _preferred(hit: Hit) -> int:
    """Return which of several words in one clause tells what is counted: the least does."""
    return list(_VERBS).index(_name(hit))


def _with_units(scene: Scene, parts: list[Part]) -> list[Part]:
    """Return the parts of a breach count with what else the sentence counts beside it."""
    if parts[0][1].value != "violations":
        return parts
    known = {number.start for number, _ in parts}
    return parts + [part for part in _counted(scene) if part[0].start not in known]


def _counted(scene: Scene) -> list[Part]:
    """Return every number that counts a unit of armed acts."""
    parts: list[Part] = []
    for unit in longest(scene.of("unit")):
        number = _number_before(scene, unit)
        if number is None or _is_year(scene, number, unit):
            continue
        if not any(n.start == number.start for n, _ in parts):
            parts.append((number, unit))
    return parts


def _is_year(scene: Scene, number: NumberMention, unit: Hit) -> bool:
    """Tell whether a number before one thing is its year ("the 2023 attack").

    Only in a language that says by the noun's ending whether it is one.
    """
    said = scene.text[number.start : number.end].strip()
    year = len(said) == len("2023") and said.isdigit() and said[:2] in ("19", "20")
    held = shipped_entries("vocabulary", "times.yaml").get(scene.lang) or {}
    several = tuple(held.get("several") or ())
    return year and bool(several) and not scene.text[: unit.end].endswith(several)


def _number_before(scene: Scene, unit: Hit) -> NumberMention | None:
    """Return the number that a unit's words follow, none if another word of count is between."""
    for number in reversed(scene.numbers):
        _, last = scene.word_range(number.start, number.end)
        gap = unit.first - last
        middle = scene.text[number.end : unit.start]
        if 0 < gap <= BETWEEN and not number.percent and not set(middle) & set(",;:.–—"):
            return number
    return None


def _is_total(scene: Scene, carried: Carried, parts: list[Part], spots: list[Spot]) -> bool:
    """Tell whether counted acts are a total over a window and not the size of one event."""
    units = {unit.value for _, unit in parts}
    if "violations" in units:
        return True
    if "settlements" in units:
        return bool(cues_of(scene))
    most = max(number.bounds.min for number, _ in parts)
    if most <= 1:
        return False
    settled = any(s.level in ("settlement", "point") for s in spots)
    windowed = scene.has("total", "window", "truce", "front") or bool(_windows(scene))
    fought = bool(units & FIGHTING)
    total = windowed or most >= MANY
    if scene.has("act", "air_defence"):
        return not settled or windowed
    if fought and total:
        return True
    continued = carried.total is not None and (fought or len(parts) > 1)
    return not settled and (continued or total or scene.has("total", "night"))


def _windows(scene: Scene) -> list[TimeMention]:
    return [t for t in scene.times if t.kind == "window"]


def _is_day_summary(scene: Scene, spots: list[Spot]) -> bool:
    """Tell whether a sentence sums up a region's or a front's day without counting acts."""
    if not cues_of(scene):
        return _is_toll(scene, spots)
    settled = [s for s in spots if s.level in ("settlement", "point")]
    longest_list = max((len(each) for each in lists_of(scene, spots)), default=0)
    if longest_list >= LISTED and scene.has("attack"):
        return True
    if scene.has("total", "yesterday") and scene.has("act", "clash"):
        return len(settled) >= FOUGHT or _lists(scene)
    regional = bool(spots) and not settled
    front = scene.has("total", "front") and scene.has("unit", "clashes")
    if scene.has("total", "window") and (regional or not spots or front):
        return True
    named = any(h.value.endswith("_strike") for h in scene.of("act"))
    return regional and scene.has("plural") and toll_of(scene).stated and not named


def _is_toll(scene: Scene, spots: list[Spot]) -> bool:
    """Tell whether a sentence only counts the harm done in an area over a window."""
    peaceful = scene.has("trap", "sport", "crime", "accident", "culture")
    windowed = scene.has("total", "window", "truce") or bool(_windows(scene))
    regional = bool(spots) and all(s.level not in ("settlement", "point") for s in spots)
    return toll_of(scene).stated and windowed and regional and not peaceful


def _lists(scene: Scene) -> bool:
    """Tell whether a list follows the fighting, known places or not ("near A, B and C")."""
    first = min(h.first for h in scene.of("act", "clash"))
    return scene.between(first + 1, len(scene.words) - 1, "link")


def _accused(scene: Scene, carried: Carried, actors: tuple[Actor, ...]) -> Doer:
    """Return whom the total accuses; a part without a name shares its total's."""
    found = doer_of(scene, [*cues_of(scene), *scene.of("breach")], actors)
    if found.party == UNKNOWN and carried.total is not None:
        return Doer(carried.total.perpetrator, False)
    return found


def _window(scene: Scene, carried: Carried) -> Window | None:
    """Return the window that the sentence names, or its total's if it names no time at all."""
    own = window_of(scene, carried)
    silent = not scene.times and not scene.has("total", "window", "night")
    return carried.total.window if own is None and silent and carried.total else own


def _tally(
    scene: Scene,
    carried: Carried,
    actors: tuple[Actor, ...],
    part: Part,
    spots: list[Spot],
) -> Statement:
    number, unit = part
    start, end = _piece(part)
    act = scene.setting(unit, "act") if unit.group == "unit" else ""
    toll = toll_of(scene)
    accused = _accused(scene, carried, actors)
    return draft(
        scene,
        "tally",
        start,
        end,
        modality=modality(scene, "tally", start, end),
        act=act,
        perpetrator=accused.party,
        perpetrator_stated=accused.stated,
        quantity=Bounds(*number.bounds),
        unit=unit.value,
        window=_window(scene, carried),
        places=places_of(spots),
        killed=toll.killed,
        injured=toll.injured,
    )


def _summary(
    scene: Scene, carried: Carried, actors: tuple[Actor, ...], spots: list[Spot]
) -> Statement:
    toll = toll_of(scene)
    doer = doer_of(scene, cues_of(scene), actors)
    return draft(
        scene,
        "tally",
        0,
        len(scene.text),
        modality=modality(scene, "tally", 0, len(scene.text)),
        perpetrator=doer.party,
        perpetrator_stated=doer.stated,
        window=window_of(scene, carried),
        places=places_of(spots),
        killed=toll.killed,
        injured=toll.injured,
    )
