"""A sentence with its grammar and vocabulary; whether an act in it is armed, counted, repeated."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.statement import Kind
from truceline.read.events.clauses import clause_span
from truceline.read.events.doers import doer
from truceline.read.events.words import EventWords
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene
from truceline.read.stances.clauses import Clauses, named

Made = tuple[Kind, int]  # a kind, and the weight by which one find outdoes another
MANY = 10  # so many acts are a total even where no stretch is named


@dataclass(frozen=True, slots=True)
class View:
    """A sentence with its grammar and the vocabulary of its language."""

    scene: Scene
    carried: Carried
    clauses: Clauses
    words: EventWords

    def under(self, index: int, *names: str) -> list[int]:
        """Return what hangs on a token and is on any of the lists."""
        return self.words.held_by(self.clauses, self.clauses.under(index), *names)

    def near(self, index: int, *names: str) -> list[int]:
        """Return the arguments of a verb, and their own next words, that are on the lists."""
        found = []
        for kid in self.clauses.kids(index):
            if self.clauses.tokens[kid].dep in ("conj", "advcl", "ccomp", "relcl", "parataxis"):
                continue
            found += [kid, *self.clauses.kids(kid)]
            for each in self.clauses.kids(kid, "pobj", "dobj", "prep"):
                found += self.clauses.kids(each)
        return self.words.held_by(self.clauses, sorted(set(found)), *names)


def armed_doer(view: View, index: int) -> bool:
    """Tell whether a party, or somebody or something in arms, does it."""
    party, token = doer(view.scene, view.clauses, view.words, index, view.carried)
    if party is not None:
        return True
    if token is not None and view.words.among(view.clauses, token, "itself"):
        token = _stood_for(view, index, token)
    return token is not None and view.words.among(view.clauses, token, "armed", "weapon", "attack")


def _stood_for(view: View, index: int, pronoun: int) -> int:
    """Return the subject above a pronoun that it stands for ("the army said it had hit")."""
    for above, _ in view.clauses.above(index):
        held = [k for k in view.clauses.kids(above, "nsubj") if k < pronoun]
        if held:
            return held[-1]
    return pronoun


def harmless(view: View, index: int) -> bool:
    """Tell whether what is named as doing it, or as suffering it, can be no armed act's."""
    clauses = view.clauses
    doing = doer(view.scene, clauses, view.words, index, view.carried)[1]
    by = [doing] if doing is not None else []
    suffering = suffers(view, index)
    return bool(
        view.words.held_by(clauses, by, "harmless")
        or view.words.held_by(clauses, suffering, "abstract")
        or _walkout(view, by, suffering)
        or _by_law(view, index)
    )


def _walkout(view: View, by: list[int], done: list[int]) -> bool:
    """Tell whether a strike is one of workers: by who goes on it, or by its sort."""
    words, clauses = view.words, view.clauses
    struck = words.held_by(clauses, done, "walkouts")
    sorts = [k for each in struck for k in clauses.kids(each, "compound", "amod")]
    return bool(struck) and bool(
        words.held_by(clauses, by, "strikers") or words.held_by(clauses, sorts, "strike_kinds")
    )


def _by_law(view: View, index: int) -> bool:
    """Tell whether somebody is hit only by a measure ("imposed sanctions, targeting X")."""
    words, clauses = view.words, view.clauses
    token = clauses.tokens[index]
    if token.dep not in ("advcl", "acl", "relcl") or clauses.kids(index, "nsubj", "nsubjpass"):
        return False
    above = [token.head, *clauses.kids(token.head, "dobj")]
    return bool(words.held_by(clauses, above, "measures"))


def suffers(view: View, index: int) -> list[int]:
    """Return what a verb is done to: its object, or the noun on which a participle hangs."""
    clauses = view.clauses
    found = clauses.kids(index, "dobj", "nsubjpass")
    token = clauses.tokens[index]
    if token.dep == "acl" and not found and not view.words.running(clauses.word(index)):
        found = [token.head]
    return [view.words.meant(clauses, each) for each in found]


def place_object(view: View, index: int) -> bool:
    """Tell whether a named place or party is what a verb is done to."""
    clauses = view.clauses
    objects = suffers(view, index)
    for prep in clauses.kids(index, "prep"):
        objects += clauses.kids(prep, "pobj") if view.words.among(clauses, prep, "onto") else []
    spots = [(p.start, p.end) for p in view.scene.places if p.candidates]
    objects += [k for o in objects for k in clauses.kids(o, "conj")]
    for each in objects:
        token = clauses.tokens[each]
        if any(s < token.end and token.start < e for s, e in spots):
            return True
    return any(is_party(view, each) for each in objects)


def is_party(view: View, index: int) -> bool:
    """Tell whether a noun or what stands right at it names a party ("the X army", "X's men")."""
    clauses = view.clauses
    held = [index, *clauses.kids(index, "compound", "amod", "poss", "nmod")]
    tokens = [clauses.tokens[each] for each in held]
    return any(named(view.scene, each.start, each.end) is not None for each in tokens)


def windowed(view: View, index: int) -> bool:
    """Tell whether an open or repeated time, or a stretch, belongs to a clause."""
    span = clause_span(view.clauses, index)
    timed = any(
        m.kind == "window" and span.start <= m.start and m.end <= span.end for m in view.scene.times
    )
    first, last = view.scene.word_range(span.start, span.end)
    return timed or view.scene.between(first, last, "total", "window")


def repeated(view: View, index: int) -> bool:
    """Tell whether an act is told as one that goes on or was done again and again."""
    clauses, words = view.clauses, view.words
    near = [*clauses.kids(index, "advmod", "npadvmod")]
    for each in clauses.kids(index, "dobj", "nsubj"):
        near += clauses.kids(each, "amod", "advmod")
    span = clause_span(clauses, index)
    dated = any(
        m.kind == "point" and m.range and span.start <= m.start < span.end for m in view.scene.times
    )
    if words.held_by(clauses, near, "repeated") and not dated:
        return True
    if not dated and (_every(view, index) or _underway(view, index)):
        return True
    helpers = {clauses.word(k).casefold() for k in clauses.kids(index, "aux")}
    perfect = bool(helpers & words["perfect"])
    running = words.running(clauses.word(index))
    token = clauses.tokens[index]
    going = token.dep == "xcomp" and words.among(clauses, token.head, "going_on")
    return (perfect and (running or plural_object(view, index)) and not dated) or going


def _every(view: View, index: int) -> bool:
    """Tell whether it is done every day, or every so often."""
    words, clauses = view.words, view.clauses
    times = words.held_by(clauses, clauses.kids(index, "npadvmod"), "stretches")
    for kid in clauses.kids(index, "dobj", "nsubj", "nsubjpass"):
        times += words.held_by(clauses, clauses.kids(kid, "npadvmod"), "stretches")
    return any(words.held_by(clauses, clauses.kids(t, "det"), "every") for t in times)


def _underway(view: View, index: int) -> bool:
    """Tell whether people are said to be suffering it at present ("are being starved")."""
    clauses = view.clauses
    helpers = {clauses.word(k).casefold() for k in clauses.kids(index, "auxpass")}
    many = any(is_plural(clauses, k) for k in clauses.kids(index, "nsubjpass"))
    now = {clauses.word(k).casefold() for k in clauses.kids(index, "aux")}
    return many and bool(helpers & view.words["suffering"]) and bool(now & view.words["now"])


def lasting_doer(view: View, index: int) -> bool:
    """Tell whether a war or a campaign as a whole did it, not one act."""
    clauses = view.clauses
    by = clauses.kids(index, "nsubj")
    by += [k for a in clauses.kids(index, "agent") for k in clauses.kids(a, "pobj")]
    helpers = {clauses.word(k).casefold() for k in clauses.kids(index, "aux")}
    whole = bool(helpers & view.words["perfect"])
    return whole and bool(view.words.held_by(clauses, by, "long"))


def habit(view: View, index: int) -> bool:
    """Tell whether an act is only what somebody does in general ("who often attack")."""
    clauses = view.clauses
    usual = view.words.held_by(clauses, clauses.kids(index, "advmod"), "usual")
    return bool(usual) and not view.words.past(clauses, index)


def is_plural(clauses: Clauses, index: int) -> bool:
    """Tell whether a noun is more than one."""
    return (
        clauses.tokens[index].pos == "NOUN"
        and clauses.word(index).casefold() != clauses.lemmas[index]
    )


def plural_object(view: View, index: int) -> bool:
    """Tell whether more than one thing is what a verb is done to."""
    return any(is_plural(view.clauses, o) for o in view.clauses.kids(index, "dobj"))


def counted(view: View, index: int) -> Made | None:
    """Read an act as a total: counted over a stretch, or told as going on."""
    clauses, words = view.clauses, view.words
    objects = [*clauses.kids(index, "dobj", "nsubjpass", "nsubj")]
    for prep in clauses.kids(index, "prep"):
        objects += clauses.kids(prep, "pobj")
    objects = list(dict.fromkeys([*objects, *suffers(view, index)]))
    if _at_one_thing(view, index):
        return None
    if lasting_doer(view, index) or _many(view, index, objects):
        return ("tally", 6)
    acts = words.held_by(clauses, clauses.kids(index, "dobj"), "attack")
    apart = words.among(clauses, index, "does") and any(_acts(view, a) for a in acts)
    plural = words.held_by(clauses, clauses.kids(index, "nsubj"), "attack")
    plural = [each for each in plural if is_plural(clauses, each)]
    if apart or (plural and (windowed(view, index) or view.carried.total is not None)):
        return ("tally", 5)
    return ("tally", 4) if repeated(view, index) else None


def _many(view: View, index: int, objects: list[int]) -> bool:
    """Tell whether acts or weapons are counted: over a stretch, as a crowd, or many of them."""
    clauses, words = view.clauses, view.words
    crowds = [o for o in objects if words.meant(clauses, o) != o]
    if not windowed(view, index):
        crowds = [o for o in crowds if not words.among(clauses, o, "few")]
    if any(words.among(clauses, words.meant(clauses, o), "counted") for o in crowds):
        return True
    numbered = [
        o for o in objects if clauses.kids(o, "nummod") and words.among(clauses, o, "counted")
    ]
    if windowed(view, index) and (
        numbered or plural_object(view, index) or view.near(index, "harm")
    ):
        return True
    most = max((number_of(view, o) for o in numbered), default=0)
    return most >= MANY or (most > 1 and view.carried.total is not None)


def _at_one_thing(view: View, index: int) -> bool:
    """Tell whether so many weapons hit one thing, which is one event however many they were."""
    words, clauses = view.words, view.clauses
    sent = words.held_by(clauses, clauses.kids(index, "nsubj"), "munitions")
    sent = [s for s in sent if clauses.kids(s, "nummod") and not words.among(clauses, s, "attack")]
    hit = clauses.kids(index, "dobj")
    one = hit and not any(is_plural(clauses, h) or clauses.kids(h, "conj") for h in hit)
    return bool(sent) and bool(one) and not windowed(view, index)


def _acts(view: View, index: int) -> bool:
    """Tell whether a noun of attack stands for several acts, apart and not all on one thing."""
    words, clauses = view.words, view.clauses
    aims = words.held_by(clauses, clauses.kids(index, "prep"), "onto")
    on = [k for a in aims for k in clauses.kids(a, "pobj")]
    if not is_plural(clauses, index) or (on and not any(is_plural(clauses, k) for k in on)):
        return False
    apart = words.held_by(clauses, clauses.kids(index, "amod"), "apart")
    return number_of(view, index) > 1 or bool(apart)


def number_of(view: View, index: int) -> float:
    """Return the greatest number that counts a noun, 0 for none."""
    token = view.clauses.tokens[index]
    left = min(view.clauses.under(index), default=index)
    start = view.clauses.tokens[left].start
    inside = [n for n in view.scene.numbers if start <= n.start and n.end <= token.start]
    return max((n.bounds.min for n in inside), default=0)


def nothing(view: View, index: int) -> bool:
    """Tell whether a verb says that nobody or nothing did or suffered it."""
    return any(
        view.clauses.negated(k) for k in view.clauses.kids(index, "nsubj", "nsubjpass", "dobj")
    )
