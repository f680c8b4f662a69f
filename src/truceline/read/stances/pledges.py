"""What armed people undertake of themselves: to lay down arms, to pull back, not to attack."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.read.scenes.scene import Scene
from truceline.read.stances.accords import Accords, Goods, climb
from truceline.read.stances.clauses import Clauses, party_of

_NONE: dict[str, str] = {}
DISARMAMENT = Goods(name="disarmament", of=frozenset(), beside=frozenset(), steps=_NONE)
PULLBACK = Goods(name="troop withdrawal", of=frozenset(), beside=frozenset(), steps=_NONE)
RESTRAINT = Goods(name="restraint", of=frozenset(), beside=frozenset(), steps=_NONE)


def pledged(
    words: Accords, clauses: Clauses, scene: Scene, index: int
) -> tuple[Goods, bool] | None:
    """Return what a word tells that armed people do with themselves, None if it tells none.

    With it whether the word must hang on another that makes it an undertaking ("agreed to"),
    since a withdrawal or an attack by itself is told as what happens on the ground.
    """
    lemma, pos = clauses.lemmas[index], clauses.tokens[index].pos
    if pos == "NOUN" and lemma in words.pulling_back:
        own = {clauses.word(k).casefold() for k in clauses.kids(index, "poss")} & words.own
        return (PULLBACK, True) if own or _owned(clauses, scene, index) else None
    objects = [k for k in clauses.kids(index, "dobj") if clauses.lemmas[k] != "that"]
    if pos != "VERB" or objects or clauses.passive(index):
        return None
    if not _by_armed(words, clauses, scene, index):
        return None
    told = clauses.wordings(index)
    if any(each in words.laying_down for each in told):
        return DISARMAMENT, True
    if any(each in words.pulling_back for each in told):
        away = any(clauses.lemmas[k] in words.topics for k in clauses.under(index))
        return None if away else (PULLBACK, True)
    return None


def spared(words: Accords, clauses: Clauses, scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield the token of each attack that a side undertakes not to make, and what it hangs on."""
    for index, lemma in enumerate(clauses.lemmas):
        verb = clauses.tokens[index].pos == "VERB" and lemma in words.assailing
        if not verb or not clauses.negated(index) or clauses.passive(index):
            continue
        above = next((s for s in climb(clauses, index)), None)
        if above is None or above.dep not in ("xcomp", "ccomp", "acl"):
            continue
        vowed = words.steps.get(clauses.lemmas[above.index]) == "promised"
        if vowed and _by_armed(words, clauses, scene, index):
            yield index, above.index


def _by_armed(words: Accords, clauses: Clauses, scene: Scene, index: int) -> bool:
    """Tell whether who does something is a party, its forces, an armed group, or "we"."""
    subject = clauses.subject(index)
    if subject is None:
        return False
    if clauses.tokens[subject].pos == "PRON":
        return clauses.lemmas[subject] in ("it", "they", "we")
    return bool(clauses.lemmas[subject] in words.armed or party_of(scene, clauses, subject))


def _owned(clauses: Clauses, scene: Scene, index: int) -> bool:
    held = clauses.kids(index, "poss", "amod", "compound", "nmod")
    return any(party_of(scene, clauses, k) for k in held)
