"""Postures by grammar: ground and forces, sieges, and what is kept from moving."""

from __future__ import annotations

from truceline.read.events.clauses import NOMINAL, doer, is_real, is_verb
from truceline.read.events.view import Made, View, armed_doer, nothing

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
    goods = view.near(index, "cut_off")
    if goods and words.among(clauses, index, "cuts"):
        return True
    none = clauses.negated(index) or nothing(view, index)
    if goods and none and words.among(clauses, index, "lets"):
        return True
    ordered = words.among(clauses, index, "orders") and view.under(index, "leave_orders")
    return bool(ordered) and armed_doer(view, index)


def _ground(view: View, index: int) -> Made | None:
    """Read ground taken, held or left, and forces moved."""
    words, clauses = view.words, view.clauses
    armed = armed_doer(view, index)
    ground = bool(view.near(index, "ground_objects"))
    about = armed or ground or bool(view.near(index, "armed"))
    if words.among(clauses, index, "ground") and about:
        return ("posture", 4) if armed or clauses.passive(index) else None
    suffering = clauses.kids(index, "nsubjpass")
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
        acts = doer(view.scene, clauses, index, view.carried)[0] is not None
        above = clauses.tokens[index].head
        return ("posture", 1) if acts and not words.among(clauses, above, "unreal") else None
    owned = bool(mods) or doer(view.scene, clauses, index, view.carried)[0] is not None
    return ("posture", 2) if words.among(clauses, index, "siege") and owned else None
