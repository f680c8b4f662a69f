"""What English grammar tells of when an event was: tense, what opens a sentence, how wars began."""

from __future__ import annotations

from functools import cache
from typing import Literal

from truceline.language.grammar import Parse, Tree
from truceline.model.values import Span
from truceline.read.scenes.scene import Scene
from truceline.vocabulary.files import shipped_entries

Tense = Literal["past", "pluperfect", "perfect", "present", "coming", "unreal", ""]

_VERBS = ("VERB", "AUX")
_HELPERS = ("aux", "auxpass")
_SUBJECTS = ("nsubj", "nsubjpass")
_DESCRIBING = ("relcl", "acl")
_ASIDE = (*_DESCRIBING, "pobj", "pcomp", "appos")
_TENSES: tuple[tuple[str, Tense], ...] = (  # helping verbs, the telling ones first
    ("coming", "coming"),
    ("pluperfect", "pluperfect"),
    ("perfect", "perfect"),
    ("present", "present"),
    ("unreal", "unreal"),
    ("past", "past"),
)
_HIGHEST = 6  # verbs above a participle that may lend it their tense


def tense_of(scene: Scene, span: Span) -> Tense:
    """Return the tense of the verb that governs a stretch of a sentence, "" if none is known.

    span counts the sentence's text. A participle has the tense of the verb that it hangs on.
    """
    parse = scene.parse
    if parse is None:
        return ""
    tree, top = Tree(scene.text, parse), governing(parse, span)
    for _ in range(_HIGHEST):
        if top is None:
            return ""
        found = _tense(tree, top)
        if found:
            return found
        above = parse.tokens[top].head
        top = above if above != top else None
    return ""


def aside(scene: Scene, span: Span) -> bool:
    """Tell whether a stretch only describes something that a sentence tells of.

    So does a relative clause, and what hangs on a noun or a preposition: "those who fought in the
    war of 1999 were freed" goes on with the freed. Not known without a grammar.
    """
    parse = scene.parse
    place = None if parse is None else governing(parse, span)
    if parse is not None and place is not None and not _starts_in(parse, place, span):
        inside = [token for token in parse.tokens if span.start <= token.start < span.end]
        if any(token.dep in _DESCRIBING for token in inside):
            return True  # a noun with the clause that describes it
    while parse is not None and place is not None:
        token = parse.tokens[place]
        if token.dep in _ASIDE:
            return True
        place = token.head if token.head != place else None
    return False


def lately(scene: Scene) -> bool:
    """Tell whether a sentence says that it tells of these days ("recently", "now")."""
    return any(word.folded in _words(scene.lang, "lately") for word in scene.words)


def opening(scene: Scene) -> bool:
    """Tell whether a sentence opens with a word that may date all of it ("In February, ...")."""
    return bool(scene.words) and scene.words[0].folded in _words(scene.lang, "fronted")


def began_a_war(scene: Scene, span: Span) -> bool:
    """Tell whether a stretch tells how a war began ("the war was triggered by the attack").

    A war that a text goes back to in the past tense began long before, unless a day is named.
    """
    parse = scene.parse
    if parse is None:
        return False
    wars, onsets = _words(scene.lang, "wars"), _words(scene.lang, "onsets")
    tokens, tree = parse.tokens, None
    for place, token in enumerate(tokens):
        if token.pos not in _VERBS or token.lemma.casefold() not in onsets:
            continue
        tree = tree or Tree(scene.text, parse)
        above = token.head if token.dep in ("relcl", "acl") else None
        beside = [i for i in (*tree.children[place], above) if i is not None]
        if not any(tokens[i].lemma.casefold() in wars for i in beside):
            continue
        first, last = tree.left[place if above is None else above], tree.right[place]
        told = tokens[first].start < span.end and span.start < tokens[last].end
        if told and _tense(tree, place) in ("past", ""):
            return True
    return False


def _starts_in(parse: Parse, place: int, span: Span) -> bool:
    return span.start <= parse.tokens[place].start < span.end


def governing(parse: Parse, span: Span) -> int | None:
    """Return the verb of a stretch that hangs on nothing else in it; else what it all hangs on."""
    inside = [i for i, t in enumerate(parse.tokens) if span.start <= t.start < span.end]
    held = set(inside)
    tops = [i for i in inside if parse.tokens[i].head not in held or parse.tokens[i].head == i]
    verbs = [i for i in tops if parse.tokens[i].pos in _VERBS]
    return verbs[0] if verbs else (parse.tokens[tops[0]].head if tops else None)


def _tense(tree: Tree, place: int) -> Tense:
    """Return the tense of one verb by its helpers and its form, "" for a bare participle."""
    token = tree.tokens[place]
    if token.pos not in _VERBS:
        return ""
    helpers = [i for i in tree.children[place] if tree.tokens[i].dep in _HELPERS]
    shown = {tree.text_of(i).casefold() for i in helpers}
    known = shipped_entries("vocabulary", "times.yaml")["en"]["tenses"]
    for name, meant in _TENSES:
        if shown & set(known[name]):
            return meant
    form, lemma = tree.text_of(place).casefold(), token.lemma.casefold()
    if helpers or form.endswith("ing"):
        return ""
    if form in known["perfect"] or form in known["present"]:
        return "present"
    if not any(tree.tokens[i].dep in _SUBJECTS for i in tree.children[place]):
        return "" if token.dep in ("acl", "amod", "advcl", "xcomp") else _of_form(form, lemma)
    return _of_form(form, lemma)


def _of_form(form: str, lemma: str) -> Tense:
    """Return the tense that a verb's form shows; of one that is written alike, the past."""
    if form in _words("en", "unchanged"):
        return "past"
    return "present" if form in (lemma, lemma + "s", lemma + "es") else "past"


@cache
def _words(lang: str, name: str) -> frozenset[str]:
    held = shipped_entries("vocabulary", "times.yaml").get(lang) or {}
    return frozenset(held.get(name) or ())
