"""Totals by grammar that no armed verb carries: tolls, the displaced, the held, lists."""

from __future__ import annotations

from truceline.read.events.clauses import is_verb
from truceline.read.events.view import Made, View, number_of

CROWD = 100  # people; fewer displaced are no total


def tally(view: View, index: int) -> Made | None:
    """Read totals that no armed verb carries: tolls, the displaced, those still held."""
    words, clauses = view.words, view.clauses
    if not is_verb(clauses, index):
        return listed(view, index)
    if clauses.auxiliaries(index) & words["modal"]:
        return None
    subjects = clauses.kids(index, "nsubj", "nsubjpass")
    if (
        words.among(clauses, index, "total_verbs")
        and words.held_by(clauses, subjects, "total_nouns")
        and view.scene.numbers
    ):
        return ("tally", 6) if view.scene.has("killed") or view.scene.has("injured") else None
    if words.among(clauses, index, "displaced") and any(
        n.bounds.min >= CROWD for n in view.scene.numbers
    ):
        return ("tally", 6)
    people = [*subjects, *clauses.kids(index, "dobj", "attr")]
    held = words.held_by(clauses, people, "held")
    if (
        held
        and words.among(clauses, index, "held_verbs")
        and any(number_of(view, h) > 1 for h in held)
    ):
        return ("tally", 5)
    return None


def listed(view: View, index: int) -> Made | None:
    """Read further counts of a list of a day's acts, each a tally of its own."""
    clauses, words = view.clauses, view.words
    token = clauses.tokens[index]
    counted = words.among(clauses, index, "munitions") and clauses.kids(index, "nummod")
    if not counted or (token.dep != "conj" and view.carried.total is None):
        return None
    first = token.head
    listed = (
        token.dep == "conj"
        and clauses.kids(first, "nummod")
        and words.among(clauses, first, "counted")
    )
    again = token.dep == "pobj" and clauses.tokens[clauses.tokens[first].head].dep == "conj"
    return ("tally", 7) if listed or again else None
