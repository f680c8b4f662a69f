"""Incident reports by grammar: verbs and nouns of attack, harm, interception and blame."""

from __future__ import annotations

from truceline.read.events.clauses import NOMINAL, is_real, is_verb, only_named
from truceline.read.events.doers import doer
from truceline.read.events.harmed import hurt_by_noun, nobody_hurt
from truceline.read.events.view import (
    Made,
    View,
    armed_doer,
    counted,
    habit,
    harmless,
    is_party,
    is_plural,
    lasting_doer,
    nothing,
    number_of,
    place_object,
    repeated,
    suffers,
    windowed,
)

MOST_AT_ONCE = 300  # people; no single act reported kills so many
ENOUGH = 3  # signs that make a named attack a report: a date, or a toll and one more


def act(view: View, index: int) -> Made | None:
    """Read a verb of attack, harm, interception or blame."""
    words, clauses = view.words, view.clauses
    if not is_verb(clauses, index) or habit(view, index):
        return None
    if words.among(clauses, index, "blames"):
        return _blame(view, index)
    if _in_a_total(view, index):
        return None
    hurts = words.among(clauses, index, "harm") or bool(hurt_by_noun(clauses, words, index))
    denied = (hurts and nothing(view, index)) or nobody_hurt(clauses, words, index)
    if denied and view.carried.report:
        return ("incident_report", ENOUGH)
    if not is_real(words, clauses, index):
        return None
    return harm(view, index) if hurts else _armed_act(view, index) or _answers_for(view, index)


def _armed_act(view: View, index: int) -> Made | None:
    """Read a verb that is an armed act by itself, by what it is done with, or by who does it."""
    words, clauses = view.words, view.clauses
    if harmless(view, index) or _part_of_attack(view, index):
        return None
    does = words.among(clauses, index, "does", "weak") and _attack_object(view, index)
    taken = words.among(clauses, index, "takes") and view.near(index, "captive")
    burnt = words.among(clauses, index, "sets") and view.near(index, "alight")
    burnt = burnt if armed_doer(view, index) else []
    if words.among(clauses, index, "strong") or does or taken or burnt:
        return counted(view, index) or ("incident_report", 5)
    renewed = words.among(clauses, index, "renews") and view.near(index, "renewed")
    if renewed or (words.among(clauses, index, "weak") and _with_arms(view, index)):
        return counted(view, index) or ("incident_report", 4)
    return None


def _part_of_attack(view: View, index: int) -> bool:
    """Tell whether a participle only says what became of an attack's weapons, told above it."""
    words, clauses = view.words, view.clauses
    token = clauses.tokens[index]
    verb = clauses.tokens[token.head].head
    if token.dep != "acl" or not words.among(clauses, verb, "happens"):
        return False
    return bool(words.held_by(clauses, clauses.kids(verb, "nsubj"), "attack"))


def _in_a_total(view: View, index: int) -> bool:
    """Tell whether a participle only says whom a total counts ("the number of people killed")."""
    words, clauses = view.words, view.clauses
    if clauses.tokens[index].dep not in ("acl", "relcl"):
        return False
    for above, dep in clauses.above(index):
        if words.among(clauses, above, "total_nouns"):
            verb = clauses.tokens[above].head
            return words.among(clauses, verb, "total_verbs") or clauses.lemmas[verb] == "be"
        if dep not in ("acl", "relcl", "pobj", "prep"):
            return False
    return False


def _with_arms(view: View, index: int) -> bool:
    """Tell whether a verb that is often harmless has arms beside it, and something to be hit."""
    words, clauses = view.words, view.clauses
    thrown = words.held_by(clauses, clauses.kids(index, "nsubj", "dobj"), "weapon")
    if words.among(clauses, index, "moving") and not thrown:
        return False
    stopped = words.held_by(clauses, suffers(view, index), "weapon")
    if stopped and words.among(clauses, index, "interception"):
        return True
    aimed = view.near(index, "military", "people", "attack") or place_object(view, index)
    aimed = aimed or (view.carried.war and _pronoun_hit(view, index))
    doing = armed_doer(view, index)
    weapon = view.near(index, "weapon")
    armed = doing or weapon or view.near(index, "attack")
    return bool((aimed and armed) or (weapon and doing))


def _pronoun_hit(view: View, index: int) -> bool:
    """Tell whether a pronoun suffers a passive ("it was hit with a bomb")."""
    clauses = view.clauses
    return any(clauses.tokens[k].pos == "PRON" for k in clauses.kids(index, "nsubjpass"))


def _blame(view: View, index: int) -> Made | None:
    """Read who is said to have done an attack: "blamed X for the attack"."""
    clauses = view.clauses
    named = [n for n in view.under(index, "attack", "part") if _blamed_for(view, n)]
    done = [n for n in view.under(index, "strong") if is_verb(clauses, n)]
    if clauses.negated(index) or not (named or [n for n in done if not harmless(view, n)]):
        return None
    objects = suffers(view, index)
    for prep in clauses.kids(index, "prep", "dative"):
        objects += clauses.kids(prep, "pobj")
    accused = any(is_party(view, each) for each in objects)
    return ("incident_report", 5) if accused else None


def _answers_for(view: View, index: int) -> Made | None:
    """Read who is behind an attack: "X was behind the raid", "claimed responsibility for it"."""
    words, clauses = view.words, view.clauses
    if nothing(view, index):
        return None
    objects = clauses.kids(index, "dobj")
    claimed = words.among(clauses, index, "claiming")
    if claimed and words.held_by(clauses, objects, "attack") and not clauses.negated(index):
        return ("incident_report", 2)
    held = clauses.kids(index, "acomp", "prep", "advmod")
    held = words.held_by(clauses, held, "answerable")
    held += words.held_by(clauses, objects, "responsibility") if claimed else []
    for each in held:
        preps = words.held_by(clauses, clauses.kids(each, "prep"), "answers")
        acts = [k for p in preps for k in clauses.kids(p, "pobj")]
        acts += clauses.kids(each, "pobj")
        if any(not only_named(words, clauses, a) for a in words.held_by(clauses, acts, "attack")):
            return ("incident_report", 3)
    return None


def _blamed_for(view: View, index: int) -> bool:
    """Tell whether a noun of attack is one that was, and no word for spoiling a deal."""
    clauses, words = view.clauses, view.words
    if clauses.tokens[index].pos not in NOMINAL or only_named(words, clauses, index):
        return False
    for above, _ in clauses.above(index):
        if words.among(clauses, above, "blames"):
            return True
        if words.among(clauses, above, "unreal"):
            return False
    return True


def _attack_object(view: View, index: int) -> bool:
    clauses = view.clauses
    objects = clauses.kids(index, "dobj", "nsubjpass", "xcomp")
    for prep in clauses.kids(index, "prep"):
        if view.words.among(clauses, prep, "into", "suffered"):
            objects += clauses.kids(prep, "pobj")
    fire = [
        f
        for p in clauses.kids(index, "prep")
        if view.words.among(clauses, p, "suffered")
        for f in clauses.kids(p, "pobj")
    ]
    if view.words.held_by(clauses, fire, "under_fire"):
        hung = [*clauses.kids(index, "prep"), *(k for f in fire for k in clauses.kids(f, "prep"))]
        return not view.words.held_by(clauses, hung, "criticism")
    objects = [o for o in objects if not only_named(view.words, clauses, o)]
    if view.words.among(clauses, index, "meets"):
        objects = [o for o in objects if not view.words.among(clauses, o, "wide")]
    objects += [k for o in objects for k in clauses.kids(o, "compound", "amod")]
    return bool(view.words.held_by(clauses, objects, "attack"))


def harm(view: View, index: int) -> Made | None:
    """Read people killed or hurt: a total over a stretch, else one event's."""
    clauses, words = view.clauses, view.words
    hurt = clauses.kids(index, "dobj", "nsubjpass") or (
        clauses.kids(index, "nsubj") if words.among(clauses, index, "harm") else []
    )
    named = hurt_by_noun(clauses, words, index)
    if named:
        hurt = named
    elif clauses.tokens[index].dep == "acl" and not clauses.kids(index, "dobj"):
        hurt = [clauses.tokens[index].head]
    hurt = [words.meant(clauses, each) for each in hurt]
    people = words.held_by(clauses, hurt, "people", "quantities") or [
        h for h in hurt if clauses.tokens[h].pos in ("NUM", "PROPN")
    ]
    if harmless(view, index) or view.under(index, "accidents"):
        return None
    if not people and not armed_doer(view, index) and not _in_attack(view, index):
        return None
    if lasting_doer(view, index) or (
        not hung_on_attack(view, index) and total(view, index, people)
    ):
        return ("tally", 6)
    if outcome(view, index):
        return ("incident_report", 3)
    armed = (
        armed_doer(view, index)
        or view.under(index, "attack", "weapon", "armed")
        or any(view.scene.has(group) for group in ("act", "attack", "weapon"))
    )
    if armed or (view.carried.war and people) or view.carried.report:
        return ("incident_report", 3)
    return None


def _in_attack(view: View, index: int) -> bool:
    """Tell whether somebody came to harm in or by an attack ("the head of X died in a raid")."""
    words, clauses = view.words, view.clauses
    preps = words.held_by(clauses, clauses.kids(index, "prep", "agent"), "within")
    held = [words.meant(clauses, k) for p in preps for k in clauses.kids(p, "pobj")]
    return bool(words.held_by(clauses, held, "attack"))


def outcome(view: View, index: int) -> bool:
    """Tell whether harm is what another verb's act of the same subject led to."""
    clauses = view.clauses
    token = clauses.tokens[index]
    if token.dep not in ("advcl", "conj") or clauses.kids(index, "nsubj", "nsubjpass"):
        return False
    return view.words.among(clauses, token.head, "strong", "weak", "does", "happens", "harm")


def hung_on_attack(view: View, index: int) -> bool:
    """Tell whether harm is the toll of one attack named just above it, and of no longer stretch."""
    words, clauses = view.words, view.clauses
    token = clauses.tokens[index]
    if windowed(view, index) or _since(view, index) or view.under(index, "long"):
        return False
    above = token.head
    if token.dep == "relcl":
        single = not is_plural(clauses, above) or _dated(view, above)
        return words.among(clauses, above, "attack") and single
    named = words.among(clauses, above, "strong") or words.among(clauses, above, "attack")
    return outcome(view, index) and named and not repeated(view, above)


def total(view: View, index: int, people: list[int]) -> bool:
    """Tell whether people killed or hurt are a total over a stretch or a war."""
    large = any(number_of(view, each) >= MOST_AT_ONCE for each in people)
    long = bool(view.under(index, "long")) and not any(m.kind == "point" for m in view.scene.times)
    return (
        large
        or windowed(view, index)
        or long
        or ((_since(view, index) or _all_over(view, index)) and bool(people))
        or (repeated(view, index) and bool(people))
    )


def _all_over(view: View, index: int) -> bool:
    """Tell whether harm is counted all over a land ("60 were killed across the strip")."""
    words, clauses = view.words, view.clauses
    return bool(words.held_by(clauses, clauses.kids(index, "prep"), "all_over"))


def _since(view: View, index: int) -> bool:
    """Tell whether a stretch is told from a beginning on ("since May"), not "since he died"."""
    clauses = view.clauses
    return any(
        clauses.tokens[each].head != index or clauses.tokens[each].dep == "prep"
        for each in view.under(index, "since")
    )


def noun(view: View, index: int) -> Made | None:
    """Read an attack named by a noun that no verb of attack tells: dated, or with its toll."""
    words, clauses = view.words, view.clauses
    if clauses.tokens[index].pos not in NOMINAL or not words.among(clauses, index, "attack"):
        return None
    if clauses.tokens[index].dep in ("compound", "amod", "nmod"):
        return None
    span = clauses.covering(clauses.under(index))
    dated = _dated(view, index)
    first, last = view.scene.word_range(span.start, span.end)
    harmed = view.scene.between(first, last, "killed") and bool(clauses.kids(index, "relcl", "acl"))
    settled = any(
        max(p.candidates, key=lambda c: c.p).level in ("point", "settlement")
        for p in view.scene.places
        if p.candidates and span.start <= p.start and p.end <= span.end
    )
    where = _aimed(view, index)
    if _goes_on(view, index):
        return ("tally", 2)
    weight = 3 * dated + 2 * harmed + (settled and where) + _signs(view, index)
    weight += _told_by(view, index)
    if weight < ENOUGH or not (dated or is_real(words, clauses, index)):
        return None
    return ("incident_report", 2)


def _goes_on(view: View, index: int) -> bool:
    """Tell whether attacks at large are said to go on: whose they are or where is told."""
    words, clauses = view.words, view.clauses
    verb = clauses.tokens[index].head
    told = clauses.tokens[index].dep == "nsubj" and words.among(clauses, verb, "persists")
    if not told or not is_real(words, clauses, verb):
        return False
    owned = doer(view.scene, clauses, words, index, view.carried)[0] is not None
    return owned and is_plural(clauses, index)


def _dated(view: View, index: int) -> bool:
    """Tell whether a day or an hour is named in what hangs on a noun."""
    span = view.clauses.covering(view.clauses.under(index))
    return any(
        m.kind == "point" and m.range and span.start <= m.start and m.end <= span.end
        for m in view.scene.times
    )


def _signs(view: View, index: int) -> int:
    """Return what a noun of attack has about it for being one event: whose, where, of what sort."""
    words, clauses = view.words, view.clauses
    owned = doer(view.scene, clauses, view.words, index, view.carried)[0] is not None
    owned = owned or bool(words.held_by(clauses, clauses.kids(index, "poss"), "armed"))
    where = _aimed(view, index)
    sort = view.scene.has("act") or bool(clauses.kids(index, "compound"))
    plural = clauses.word(index).casefold() != clauses.lemmas[index]
    return owned + where + sort - plural - words.among(clauses, index, "wide")


def _reported(view: View, index: int) -> bool:
    """Tell whether a noun of attack, or one in a list with it, is what a verb of telling tells."""
    words, clauses = view.words, view.clauses
    listed = False
    for above, dep in clauses.above(index):
        if dep in ("dobj", "nsubjpass") or (listed and dep == "advcl"):
            return words.among(clauses, above, "tells") and is_real(words, clauses, above)
        if dep != "conj":
            return False
        listed = True
    return False


def _aimed(view: View, index: int) -> bool:
    """Tell whether a noun of attack says where or on what it was."""
    clauses = view.clauses
    preps = clauses.kids(index, "prep")
    if view.words.among(clauses, index, "done_to"):
        return bool(view.words.held_by(clauses, preps, "where", "of"))
    return bool(view.words.held_by(clauses, preps, "where"))


def _told_by(view: View, index: int) -> int:
    """Return what the word above a noun of attack adds: that it happened, was, or who did it."""
    words, clauses = view.words, view.clauses
    above, dep = next(iter(clauses.above(index)), (index, ""))
    if dep == "attr":
        return 2 if clauses.kids(index, "compound", "amod") and view.carried.report else 0
    if dep == "nsubj":
        if not (is_real(words, clauses, above) and words.among(clauses, above, "happens")):
            return 0
        single = not is_plural(clauses, index) and not words.among(clauses, index, "wide")
        if words.among(clauses, above, "occurs") and single and view.carried.war:
            return 3
        sized = [o for o in clauses.kids(above, "dobj") if clauses.kids(o, "nummod")]
        return 3 if words.held_by(clauses, sized, "weapon", "people") else 1
    if _reported(view, index):
        return 2
    over = clauses.tokens[above].head if clauses.tokens[above].dep == "prep" else above
    return int(words.among(clauses, over, "blames"))
