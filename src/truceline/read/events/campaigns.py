"""Campaigns without a count: attacks again and again, over weeks, or charged at large."""

from __future__ import annotations

from truceline.read.events.clauses import NOMINAL, is_real, is_verb, only_named
from truceline.read.events.doers import doer
from truceline.read.events.view import Made, View, is_party, is_plural, number_of

TALLY = 3  # weight
PERSONS = 300  # no single act kills so many


def campaign(view: View, index: int) -> Made | None:
    """Read a campaign that is told and not counted, or losses and victims that a noun counts."""
    clauses = view.clauses
    if is_verb(clauses, index):
        return _charged(view, index) or _lost(view, index)
    if clauses.tokens[index].pos not in NOMINAL:
        return None
    return _repeated(view, index) or _victims(view, index)


def _repeated(view: View, index: int) -> Made | None:
    """Read "daily strikes on X", "months of bombardment": acts again and again, and whose or where.

    Not where they are only wished away or feared.
    """
    words, clauses = view.words, view.clauses
    if not words.among(clauses, index, "attack") or only_named(words, clauses, index):
        return None
    token = clauses.tokens[index]
    if token.dep in ("compound", "amod", "nmod", "poss"):
        return None
    over = stretch_above(view, index)
    if over is not None and _heard_once(view, index, over):
        return None
    mods = clauses.kids(index, "amod", "compound")
    again = is_plural(clauses, index) and words.held_by(clauses, mods, "again")
    if not (again or over is not None or _grown(view, index)) or not _placed(view, index):
        return None
    above = clauses.tokens[index].head if over is None else clauses.tokens[over].head
    if words.among(clauses, above, "unreal", "orders") or not is_real(words, clauses, index):
        return None
    return ("tally", TALLY)


def _heard_once(view: View, index: int, over: int) -> bool:
    """Tell whether several blasts are told as one event ("a series of blasts shook the city")."""
    words, clauses = view.words, view.clauses
    shaken = words.among(clauses, clauses.tokens[over].head, "happens")
    return shaken and words.among(clauses, index, "sounds")


def _grown(view: View, index: int) -> bool:
    """Tell whether acts are what somebody steps up or goes on with ("is stepping up strikes")."""
    words, clauses = view.words, view.clauses
    token = clauses.tokens[index]
    object_of = token.dep == "dobj" and words.among(clauses, token.head, "grows")
    return object_of and is_plural(clauses, index)


def stretch_above(view: View, index: int) -> int | None:
    """Return the noun of time or number of which the acts are ("two weeks of shelling")."""
    words, clauses = view.words, view.clauses
    token = clauses.tokens[index]
    if token.dep != "pobj" or not words.among(clauses, token.head, "of"):
        return None
    over = clauses.tokens[token.head].head
    part = words.held_by(clauses, clauses.kids(over, "amod", "det"), "opening")
    return over if words.among(clauses, over, "stretches") and not part else None


def _placed(view: View, index: int) -> bool:
    """Tell whether it is told whose the acts are or where, or the text is about a war."""
    words, clauses = view.words, view.clauses
    owned = doer(view.scene, clauses, words, index, view.carried)[0] is not None
    where = words.held_by(clauses, clauses.kids(index, "prep"), "where")
    return owned or bool(where) or view.carried.war


def _charged(view: View, index: int) -> Made | None:
    """Read that a party is charged with genocide or with other crimes at large, or commits them."""
    words, clauses = view.words, view.clauses
    told = words.among(clauses, index, "blames", "does")
    if not told or words.among(clauses, index, "meets") or clauses.negated(index):
        return None
    crimes = [c for c in view.under(index, "atrocities") if _atrocity(view, c)]
    if not crimes or not is_real(words, clauses, index):
        return None
    party = any(is_party(view, i) for k in clauses.kids(index) for i in clauses.under(k))
    return ("tally", 2) if party else None


def _atrocity(view: View, index: int) -> bool:
    words, clauses = view.words, view.clauses
    if clauses.lemmas[index] not in ("crime", "cleansing", "massacre"):
        return True
    near = clauses.kids(index, "compound", "amod")
    near += [k for p in clauses.kids(index, "prep") for k in clauses.kids(p, "pobj")]
    return bool(words.held_by(clauses, near, "crimes")) or clauses.lemmas[index] == "massacre"


def _lost(view: View, index: int) -> Made | None:
    """Read the losses in men and arms that a side is said to have had, numbered."""
    words, clauses = view.words, view.clauses
    if not words.among(clauses, index, "loses") or not is_real(words, clauses, index):
        return None
    objects = words.held_by(clauses, clauses.kids(index, "dobj"), "losses")
    return ("tally", 6) if any(number_of(view, o) > 1 for o in objects) else None


def _victims(view: View, index: int) -> Made | None:
    """Read a noun of harm whose victims are counted ("the killing of 40 villagers")."""
    words, clauses = view.words, view.clauses
    if not words.among(clauses, index, "harming") or clauses.negated(index):
        return None
    hurt = [
        words.meant(clauses, each)
        for prep in words.held_by(clauses, clauses.kids(index, "prep"), "of")
        for each in clauses.kids(prep, "pobj")
    ]
    people = [h for h in hurt if words.among(clauses, h, "people") or is_party(view, h)]
    most = max((number_of(view, h) for h in people), default=0)
    if most < 1 or not is_real(words, clauses, index):
        return None
    if most >= PERSONS:
        return ("tally", 4)
    return ("incident_report", 2) if view.carried.war and not view.carried.report else None
