"""Fighting that goes on: "clashes raged around X", "shelling has not stopped in X"."""

from __future__ import annotations

from truceline.read.events.clauses import NOMINAL, clause_span, is_real, is_verb
from truceline.read.events.view import Made, View, windowed
from truceline.read.stances.clauses import SUBJECTS

_SUBJECTS = (*SUBJECTS, "csubj", "csubjpass")  # a noun in -ing is parsed as a verb at times
FINE = ("point", "settlement", "district")


def fighting(view: View, index: int) -> Made | None:
    """Read a noun of fighting that is said to go on, or to have been, at a place named.

    Without a place, over a stretch, or only feared, it is no report of one spell of fighting.
    """
    clauses, words = view.clauses, view.words
    verb, dep = clauses.tokens[index].head, clauses.tokens[index].dep
    if not _fights(view, index) or not is_verb(clauses, verb):
        return None
    if dep in _SUBJECTS and words.among(clauses, verb, "ceases"):
        told = clauses.negated(verb) and not clauses.auxiliaries(verb) & words["modal"]
    else:
        told = _tells(view, index, verb) and is_real(words, clauses, verb)
    if not told:
        return None
    if not windowed(view, verb) and (_placed(view, verb) or _begun_somewhere(view, index, verb)):
        return ("incident_report", 2)
    return ("tally", 2) if view.carried.war and _lasts(view, verb) else None


def _begun_somewhere(view: View, index: int, verb: int) -> bool:
    """Tell whether fighting broke out or was at a place, be it on no map here, or between some."""
    words, clauses = view.words, view.clauses
    begun = words.among(clauses, verb, "begins") or clauses.lemmas[verb] == "be"
    if not (begun and view.carried.war):
        return False
    preps = [k for each in (index, verb) for k in clauses.kids(each, "prep")]
    return any(
        clauses.tokens[k].pos in NOMINAL and not clauses.is_person(k)
        for prep in words.held_by(clauses, preps, "where_about")
        for k in clauses.kids(prep, "pobj")
    )


def _lasts(view: View, verb: int) -> bool:
    """Tell whether fighting is said to last somewhere, with no place named that is on a map."""
    words, clauses = view.words, view.clauses
    if not words.among(clauses, verb, "persists"):
        return False
    inner = [verb, *clauses.kids(verb, "xcomp")]
    preps = [k for each in inner for k in clauses.kids(each, "prep")]
    return bool(words.held_by(clauses, preps, "where_about"))


def _fights(view: View, index: int) -> bool:
    """Tell whether a noun names fighting: by itself, or fire with the weapon that it is of."""
    clauses, words = view.clauses, view.words
    if clauses.negated(index):
        return False
    mods = clauses.kids(index, "compound", "amod")
    if words.held_by(clauses, mods, "unreal", "peaceful"):
        return False
    armed = bool(words.held_by(clauses, mods, "weapon"))
    named = words.among(clauses, index, "fights")
    as_noun = clauses.word(index).casefold() in words["fights"]
    if clauses.tokens[index].pos not in NOMINAL:
        return as_noun
    return named or as_noun or (armed and words.among(clauses, index, "firing"))


def _tells(view: View, index: int, verb: int) -> bool:
    """Tell whether a verb says that its subject goes on or was heard, or that there was some."""
    clauses, words = view.clauses, view.words
    dep = clauses.tokens[index].dep
    if clauses.lemmas[verb] == "be":
        there = dep == "attr" and bool(clauses.kids(verb, "expl"))
        beside = clauses.kids(verb, "acomp", "advmod", "prep", "attr")
        return there or (dep in _SUBJECTS and bool(words.held_by(clauses, beside, "going")))
    if dep in ("nsubjpass", "csubjpass"):
        return words.among(clauses, verb, "told_of")
    return dep in _SUBJECTS and words.among(clauses, verb, "rages")


def _placed(view: View, verb: int) -> bool:
    """Tell whether the clause of a verb names a town, a district or a point."""
    span = clause_span(view.clauses, verb)
    return any(
        max(p.candidates, key=lambda c: c.p).level in FINE
        for p in view.scene.places
        if p.candidates and span.start <= p.start and p.end <= span.end
    )
