"""Who did an event, as the grammar of its clause tells it."""

from __future__ import annotations

from truceline.read.events.clauses import NOMINAL, is_verb
from truceline.read.events.words import EventWords
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene
from truceline.read.stances.clauses import DEEP, RELATIVES, SUBJECTS, Clauses, party_of

_DOING = ("strong", "weak", "does", "takes", "harm")  # verbs whose subject is in arms


def doer(
    scene: Scene,
    clauses: Clauses,
    words: EventWords,
    index: int,
    carried: Carried,
    *,
    accused: bool = False,
) -> tuple[str | None, int | None]:
    """Return the party that does an event, None if no known one, and the token of who does it.

    accused: whether it is a verb of blame, whose object did it.
    """
    token = clauses.tokens[index]
    if token.pos in NOMINAL:
        return _owner(scene, clauses, words, index)
    told_of = token.dep == "acl" and not words.running(clauses.word(index))
    if words.held_by(clauses, clauses.kids(index, "prep"), "suffered"):
        return None, None
    if clauses.passive(index) or (told_of and not clauses.kids(index, "dobj", "conj")):
        agent = clauses.agent(index)
        return _party(scene, clauses, agent), agent
    if words.among(clauses, index, "undergoes"):
        return _winner(scene, clauses, words, index)
    charge = index if accused else _charge(clauses, words, index)
    if charge is not None:
        return _accused(scene, clauses, words, charge)
    return _subject(scene, clauses, words, index, carried)


def _winner(
    scene: Scene, clauses: Clauses, words: EventWords, index: int
) -> tuple[str | None, int | None]:
    """Return to whom a place fell, or by whom losses were suffered, not who suffered it."""
    by = words.held_by(clauses, clauses.kids(index, "prep"), "yields_to")
    for each in (k for p in by for k in clauses.kids(p, "pobj")):
        return _party(scene, clauses, each), each
    return None, None


def _subject(
    scene: Scene, clauses: Clauses, words: EventWords, index: int, carried: Carried
) -> tuple[str | None, int | None]:
    """Return the party that is the subject of an event, whom its pronoun means, and its token."""
    subject = _antecedent(clauses, index, clauses.subject(index))
    part = None if subject is None else part_of(clauses, subject)
    if part is not None:
        subject = _antecedent(clauses, index, part)
        if subject is not None and clauses.tokens[subject].pos in NOMINAL:
            return _owner(scene, clauses, words, subject)
    if subject is not None and clauses.lemmas[subject] in RELATIVES:
        return _named_before(scene, clauses, words, subject), subject
    found = _party(scene, clauses, subject)
    if found is None and subject is not None:
        owned_by = any(clauses.tokens[k].pos == "PRON" for k in clauses.kids(subject, "poss"))
        if owned_by or clauses.tokens[subject].pos == "PRON":
            return _meant(scene, clauses, index, subject, carried), subject
    return found, subject


def _charge(clauses: Clauses, words: EventWords, index: int) -> int | None:
    """Return the verb of blame of whose charge an event tells ("accused X of doing it"), if any."""
    for above, dep in clauses.above(index):
        if words.among(clauses, above, "blames"):
            charged = is_verb(clauses, above) and dep in (
                "prep",
                "pobj",
                "pcomp",
                "dobj",
                "nsubjpass",
            )
            return above if charged else None
        if dep not in ("pcomp", "pobj", "prep", "conj", "dobj", "nsubjpass") or clauses.kids(
            index, *SUBJECTS
        ):
            return None
    return None


def _accused(
    scene: Scene, clauses: Clauses, words: EventWords, index: int
) -> tuple[str | None, int | None]:
    objects = clauses.kids(index, "dobj", "nsubjpass")
    if words.held_by(clauses, objects, "attack"):  # "blamed the attack on X"
        under = clauses.under(index)
        objects = [k for k in under if clauses.tokens[k].dep == "pobj" and k > objects[0]]
        objects = [k for k in objects if words.among(clauses, clauses.tokens[k].head, "blamed_on")]
    for prep in clauses.kids(index, "prep", "dative"):
        objects += clauses.kids(prep, "pobj")
    for each in objects:
        found = _party(scene, clauses, each)
        if found is not None:
            return found, each
    return None, None


def _party(scene: Scene, clauses: Clauses, index: int | None) -> str | None:
    found = party_of(scene, clauses, index)
    return found.party if found is not None else None


def _meant(
    scene: Scene, clauses: Clauses, index: int, subject: int, carried: Carried
) -> str | None:
    """Return whom a pronoun means: the subject above it, else who was told of or spoke before."""
    for above, _ in clauses.above(index):
        held = clauses.kids(above, *SUBJECTS)
        found = _party(scene, clauses, held[-1]) if held and held[-1] < subject else None
        if found is not None:
            return found
    if carried.report is not None and carried.report.perpetrator_stated:
        return carried.report.perpetrator
    return carried.speaker[1] if carried.speaker else None


def part_of(clauses: Clauses, index: int) -> int | None:
    """Return the "which" of "one of which", None if a token is no such part."""
    for prep in clauses.kids(index, "prep"):
        for each in clauses.kids(prep, "pobj"):
            if clauses.lemmas[each] in RELATIVES:
                return each
    return None


def _named_before(scene: Scene, clauses: Clauses, words: EventWords, relative: int) -> str | None:
    """Return whose attack "which" stands for where the parse hangs it on no noun: the last one."""
    attacks = words.held_by(clauses, list(range(relative)), "attack")
    nouns = [i for i in attacks if clauses.tokens[i].pos in NOMINAL]
    return _owner(scene, clauses, words, nouns[-1])[0] if nouns else None


def _antecedent(clauses: Clauses, index: int, subject: int | None) -> int | None:
    """Return for "who" or "which" the noun that it stands for."""
    if subject is None or clauses.lemmas[subject] not in RELATIVES:
        return subject
    at = index
    for _ in range(DEEP):
        token = clauses.tokens[at]
        if token.dep == "relcl":
            return token.head
        if token.head == at:
            break
        at = token.head
    return subject


def owned(clauses: Clauses, words: EventWords, index: int) -> bool:
    """Tell whether a noun says whose act it was, be it a known party's or not; not by a pronoun."""
    held = [k for k in clauses.kids(index, "poss") if clauses.tokens[k].pos != "PRON"]
    by = clauses.kids(index, "prep", "agent")
    return bool(held or words.held_by(clauses, by, "agents"))


def others_subjects(clauses: Clauses, words: EventWords, index: int) -> list[int]:
    """Return all that belongs to subjects of verbs that are no armed act, seen from a noun of one.

    Who answers, condemns or survives an attack did not do it.
    """
    found: list[int] = []
    for verb in range(len(clauses.tokens)):
        if is_verb(clauses, verb) and not words.among(clauses, verb, *_DOING):
            for subject in clauses.kids(verb, *SUBJECTS):
                found += [] if index in (below := clauses.under(subject)) else below
    return found


def _owner(
    scene: Scene, clauses: Clauses, words: EventWords, index: int
) -> tuple[str | None, int | None]:
    """Return whose attack a noun's is: "X's attack", "the X attack", "attack by X"."""
    held = clauses.kids(index, "poss", "compound", "amod", "nmod")
    if clauses.tokens[index].dep == "conj":  # "Russian missile and drone attacks"
        held += clauses.kids(clauses.tokens[index].head, "poss", "amod", "nmod")
    for kid in clauses.kids(index, "prep", "agent"):
        held += clauses.kids(kid, "pobj") if words.among(clauses, kid, "doers") else []
    for kid in held:
        found = _party(scene, clauses, kid)
        if found is not None:
            return found, kid
    charge = None if owned(clauses, words, index) else _charge(clauses, words, index)
    return (None, None) if charge is None else _accused(scene, clauses, words, charge)
