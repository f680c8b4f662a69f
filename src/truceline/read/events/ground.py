"""Postures by grammar: ground and forces, sieges, and what is kept from moving."""

from __future__ import annotations

from truceline.read.events.clauses import NOMINAL, is_real, is_verb
from truceline.read.events.doers import doer
from truceline.read.events.view import Made, View, armed_doer, is_party, nothing, suffers

ENOUGH = 3  # weight of a posture that only its objects make one


def posture(view: View, index: int) -> Made | None:
    """Read ground and forces, sieges, and movement or aid that is kept out."""
    words, clauses = view.words, view.clauses
    if clauses.tokens[index].pos in NOMINAL:
        return siege(view, index)
    if not is_verb(clauses, index) or clauses.auxiliaries(index) & words["modal"]:
        return None
    if _kept_out(view, index):
        return ("posture", 4)
    return _ground(view, index) if is_real(words, clauses, index) else None


def _kept_out(view: View, index: int) -> bool:
    """Tell whether movement or aid is kept out, or people are ordered away."""
    words, clauses = view.words, view.clauses
    goods = [g for g in view.near(index, "cut_off") if clauses.tokens[g].pos in NOMINAL]
    if goods and words.among(clauses, index, "cuts") and is_real(words, clauses, index):
        return True
    none = clauses.negated(index) or nothing(view, index)
    moved = clauses.kids(index, "nsubj", "nsubjpass", "dobj", "ccomp")
    held = [g for g in goods if g in moved or clauses.tokens[g].head in moved]
    if held and none and words.among(clauses, index, "lets"):
        return True
    aims = clauses.kids(index, "xcomp", "ccomp")
    left = [a for a in aims if clauses.auxiliaries(a) & words["infinitive"]]
    ordered = words.held_by(clauses, left, "leave_orders") and words.among(clauses, index, "orders")
    moved_on = clauses.passive(index) and view.carried.war
    moved_on = moved_on and bool(words.held_by(clauses, suffers(view, index), "people"))
    told = armed_doer(view, index) or moved_on
    return bool(ordered) and is_real(words, clauses, index) and told


def _ground_named(view: View, index: int) -> bool:
    """Tell whether ground or forces are what a verb is done to, not only what that is about."""
    words, clauses = view.words, view.clauses
    for each in view.near(index, "ground_objects"):
        at, own = each, True
        for above, dep in clauses.above(each):
            if above == index:
                break
            own = own and (dep != "prep" or words.among(clauses, at, "of"))
            at = above
        if own:
            return True
    return False


def _driven_out(view: View, index: int) -> bool:
    """Tell whether forces are driven off or back ("drove the troops out of the town")."""
    words, clauses = view.words, view.clauses
    if not words.among(clauses, index, "drives"):
        return False
    away = words.held_by(clauses, clauses.kids(index, "prt", "advmod", "prep"), "out")
    forced = [*suffers(view, index)]
    party = any(is_party(view, each) for each in forced)
    return bool(away) and (party or bool(words.held_by(clauses, forced, "armed")))


def _ground(view: View, index: int) -> Made | None:
    """Read ground taken, held or left, and forces moved."""
    words, clauses = view.words, view.clauses
    mover = doer(view.scene, clauses, words, index, view.carried)[1]
    moved = mover is not None and words.among(clauses, mover, "munitions", "attack")
    run = words.among(clauses, index, "runs")  # "a crossing operated by X"
    if moved or (run and (clauses.passive(index) or suffers(view, index))):
        return None
    aims = clauses.kids(index, "xcomp", "ccomp")
    aims = [a for a in aims if clauses.auxiliaries(a) & words["infinitive"]]
    moving = words.held_by(clauses, aims, "ground", "ground_with", "leave_orders", "drives")
    if words.among(clauses, index, "orders") and aims and not moving:
        return None  # what is ordered is no posture
    armed = armed_doer(view, index)
    ground = _ground_named(view, index)
    if _driven_out(view, index):
        return ("posture", 4)
    about = armed or ground or bool(view.near(index, "armed"))
    if words.among(clauses, index, "ground") and about:
        return ("posture", 4) if armed or clauses.passive(index) else None
    suffering = [words.meant(clauses, k) for k in clauses.kids(index, "nsubjpass")]
    suffering = [k for k in suffering if not words.among(clauses, k, "munitions")]
    moved = bool(words.held_by(clauses, suffering, "ground_objects", "armed"))
    if words.among(clauses, index, "ground_with") and ((armed and ground) or moved):
        return ("posture", ENOUGH)
    return None


def siege(view: View, index: int) -> Made | None:
    """Read a siege, or that aid is kept out, which a noun names ("the denial of food")."""
    words, clauses = view.words, view.clauses
    if clauses.tokens[index].dep in ("compound", "amod", "nmod"):
        return None
    mods = clauses.kids(index, "amod", "compound", "nmod", "nummod")
    if words.held_by(clauses, mods, "unreal"):
        return None
    if words.among(clauses, index, "denials") and view.near(index, "cut_off"):
        return ("posture", 2)
    if words.among(clauses, index, "advances"):
        acts = doer(view.scene, clauses, view.words, index, view.carried)[0] is not None
        above = clauses.tokens[index].head
        wished = words.among(clauses, above, "unreal") or not is_real(words, clauses, index)
        return ("posture", 1) if acts and not wished else None
    owned = bool(mods) or doer(view.scene, clauses, view.words, index, view.carried)[0] is not None
    return ("posture", 2) if words.among(clauses, index, "siege") and owned else None
