"""Postures as states: undertakings that go on or widen, places under siege, held, rid or closed."""

from __future__ import annotations

from truceline.read.events.clauses import NOMINAL, is_real, is_verb
from truceline.read.events.doers import doer
from truceline.read.events.view import Made, View, armed_doer, is_party, suffers

WEIGHT = 3  # like a posture that its objects make one


def state(view: View, index: int) -> Made | None:
    """Read that a military undertaking is led or lasts, or how a place is held or closed."""
    words, clauses = view.words, view.clauses
    if not is_verb(clauses, index) or clauses.auxiliaries(index) & words["modal"]:
        return None
    readers = (_led, _goes_on, _under, _rid, _closed)
    told = any(reader(view, index) for reader in readers) and is_real(words, clauses, index)
    return ("posture", WEIGHT) if told else None


def _led(view: View, index: int) -> bool:
    """Tell whether a side begins, leads, widens or ends a military undertaking."""
    words, clauses = view.words, view.clauses
    if not words.among(clauses, index, "led"):
        return False
    objects = suffers(view, index)
    for prep in words.held_by(clauses, clauses.kids(index, "prep"), "with_it"):
        objects += clauses.kids(prep, "pobj")
    lasting = words.held_by(clauses, objects, "lasting")
    return any(_military(view, each) for each in lasting) and armed_doer(view, index)


def _military(view: View, index: int) -> bool:
    """Tell whether an undertaking is one of arms: by its word, or by what stands at it."""
    words, clauses = view.words, view.clauses
    mods = clauses.kids(index, "amod", "compound", "nmod")
    if words.held_by(clauses, mods, "unreal", "peaceful", "harmless"):
        return False
    return words.among(clauses, index, "siege") or _marked(view, index) or _at_war(view, index)


def _marked(view: View, index: int) -> bool:
    words, clauses = view.words, view.clauses
    mods = clauses.kids(index, "amod", "compound", "nmod")
    joined = [k for m in mods for k in clauses.kids(m, "conj")]
    return bool(words.held_by(clauses, [*mods, *joined], "military_marks"))


def _at_war(view: View, index: int) -> bool:
    """Tell whether an undertaking of a text about a war says on whom or where it is."""
    words, clauses = view.words, view.clauses
    where = words.held_by(clauses, clauses.kids(index, "prep"), "where", "of")
    owned = doer(view.scene, clauses, words, index, view.carried)[0] is not None
    return view.carried.war and (bool(where) or owned)


def _goes_on(view: View, index: int) -> bool:
    """Tell whether an undertaking, whose or where it is told, goes on by itself."""
    words, clauses = view.words, view.clauses
    if not words.among(clauses, index, "lasts"):
        return False
    subjects = words.held_by(clauses, clauses.kids(index, "nsubj"), "lasting")
    if not any(_marked(view, s) or _at_war(view, s) for s in subjects):
        return False
    return not words.among(clauses, index, "with_state") or bool(view.under(index, "going_state"))


def _under(view: View, index: int) -> bool:
    """Tell whether a place or people are under siege, or come or are under somebody's control."""
    words, clauses = view.words, view.clauses
    if not words.among(clauses, index, "kept"):
        return False
    for prep in clauses.kids(index, "prep"):
        for each in clauses.kids(prep, "pobj"):
            if words.among(clauses, prep, "suffered") and words.among(
                clauses, each, "under_states"
            ):
                return True
            inside = words.among(clauses, prep, "suffered", "into")
            if inside and words.among(clauses, each, "holding") and _sided(view, each):
                return True
    return False


def _sided(view: View, index: int) -> bool:
    """Tell whether a noun of control says whose it is: a party's or armed people's."""
    words, clauses = view.words, view.clauses
    near = clauses.kids(index, "amod", "compound", "poss", "nmod")
    for prep in words.held_by(clauses, clauses.kids(index, "prep"), "of_what"):
        near += clauses.kids(prep, "pobj")
    return any(is_party(view, each) for each in near) or bool(words.held_by(clauses, near, "armed"))


def _rid(view: View, index: int) -> bool:
    """Tell whether ground is free of a side's forces."""
    words, clauses = view.words, view.clauses
    states = words.held_by(clauses, clauses.kids(index, "acomp", "oprd"), "rid")
    for prep in [p for s in states for p in clauses.kids(s, "prep")]:
        gone = clauses.kids(prep, "pobj") if words.among(clauses, prep, "of_what") else []
        if any(is_party(view, g) for g in gone) or words.held_by(clauses, gone, "armed"):
            return True
    return False


def _closed(view: View, index: int) -> bool:
    """Tell whether a way in or out is closed or opened again, by a side or in a war's course."""
    words, clauses = view.words, view.clauses
    if not words.among(clauses, index, "closes"):
        return False
    objects = suffers(view, index)
    ways = words.held_by(clauses, objects, "ways")
    if not ways:
        return False
    by_itself = clauses.passive(index) and words.held_by(clauses, ways, "borders")
    return armed_doer(view, index) or (bool(by_itself) and view.carried.war)


def occupied(view: View, index: int) -> Made | None:
    """Read a military undertaking that a noun phrase says to go on ("the continued occupation")."""
    words, clauses = view.words, view.clauses
    if clauses.tokens[index].pos not in NOMINAL or not words.among(clauses, index, "lasting"):
        return None
    mods = clauses.kids(index, "amod")
    going = words.held_by(clauses, mods, "again", "going", "grown")
    if not going or not (_marked(view, index) or _at_war(view, index)):
        return None
    if not _told_as(view, index):
        return None
    return ("posture", 2)


def _told_as(view: View, index: int) -> bool:
    """Tell whether a noun is subject, or what a clause comes from, and not only asked or feared."""
    words, clauses = view.words, view.clauses
    above, dep = next(iter(clauses.above(index)), (index, ""))
    if dep in ("compound", "amod", "nmod", "poss"):
        return False
    return is_real(words, clauses, index) and not words.among(clauses, above, "unreal", "orders")
