"""What limits a clause, in words: acts, targets, areas, weapons, return fire, what is owed."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.model.agreement import Reading
from truceline.model.terms import Answering, Clause, Obligation, Period, Stage, Weapons
from truceline.model.values import Amount
from truceline.publish.areas import area_titles
from truceline.publish.figures import bounds_text, kilometres, number
from truceline.publish.lookup import Lookup
from truceline.publish.moments import length_text, moment_text, period_text


def clause_limits(clause: Clause, look: Lookup) -> tuple[str, ...]:
    """Return the limits of a clause, a sentence for each that it has."""
    lists = {
        "acts": [_act(each, look) for each in clause.acts],
        "may_cover": [_act(each, look) for each in clause.may_cover],
        "targets": words("targets", clause.targets, look),
        "respondents": [look.party(each) for each in clause.respondents],
        "domains": words("domains", clause.domains, look),
        "prevails": _texts(clause.prevails_over, look),
    }
    said = [look.say(f"limits.{key}", names=look.joined(n)) for key, n in lists.items() if n]
    said += [] if clause.obligation else _where(clause, look)
    if clause.weapons:
        said.append(look.say("limits.weapons", names=_weapons(clause.weapons, look)))
    if clause.answers and not clause.obligation:
        said.append(_answers(clause.answers, clause, look))
    if clause.stands_by:
        said.append(look.say("limits.stands_by", act=_instrument(clause.stands_by, look)))
    if clause.within:
        said.append(_within(clause.within, look))
    return (*said, *(_obligation(clause.obligation, look) if clause.obligation else ()))


def changed_terms(reading: Reading, look: Lookup) -> tuple[str, ...]:
    """Return how a reading takes clauses otherwise than the agreement's list, a line for each."""
    return tuple(
        look.say("limits.taken", clause=clause.text, limits=told)
        for clause in look.given.agreement.clauses
        if (told := _changed(clause, reading.clause(clause), look))
    )


def _changed(clause: Clause, taken: Clause, look: Lookup) -> str:
    if taken == clause:
        return ""
    own, other = clause_limits(clause, look), clause_limits(taken, look)
    new = [each for each in other if each not in own]
    gone = [
        look.say("limits.gone", limit=e) for e in own if e not in other and len(own) > len(other)
    ]
    return " ".join((*new, *gone))


def words(group: str, names: Iterable[str], look: Lookup) -> list[str]:
    """Return vocabulary ids in plain words."""
    return [look.phrases.word(group, each) for each in names]


def _within(within: Period, look: Lookup) -> str:
    """Return a clause's own time; where it has no end of its own, the duty's holds."""
    zone = look.given.agreement.zone
    if within.end is None and not within.gaps:
        when = moment_text(within.start, zone, look.phrases)
        return look.say("limits.within_from", when=when)
    return look.say("limits.within", when=period_text(within, zone, look.phrases))


def _act(act: str, look: Lookup) -> str:
    if act == "any_attack":
        return look.say("limits.any_attack")
    return look.phrases.word("acts", act).lower()


def _texts(clauses: Iterable[str], look: Lookup) -> list[str]:
    texts = {each.id: each.text for each in look.given.agreement.clauses}
    return [look.say("interpretations.named", title=texts.get(each, each)) for each in clauses]


def _instrument(name: str, look: Lookup) -> str:
    made = (each.summary for each in look.given.agreement.instruments if each.id == name)
    return next(made, name)


def _where(clause: Clause, look: Lookup) -> list[str]:
    said = [look.say("limits.areas", names=area_titles(clause.areas, look))] if clause.areas else []
    ordered = sorted(clause.areas_of, key=look.party_rank)
    return said + [
        look.say(
            "limits.areas_of",
            party=look.party(each),
            names=area_titles(clause.areas_of[each], look),
        )
        for each in ordered
    ]


def _weapons(weapons: Weapons, look: Lookup) -> str:
    named = look.joined(words("weapon_classes", weapons.classes, look))
    if weapons.calibre_mm is None:
        return named
    least, most = weapons.calibre_mm
    key = "least" if most is None else "both" if least else "most"
    calibre = look.phrases.say(
        f"limits.calibre.{key}",
        least=number(least, look.phrases),
        most=number(most or 0, look.phrases),
    )
    return "; ".join(each for each in (named, calibre) if each)


def _answers(answers: Answering, clause: Clause, look: Lookup) -> str:
    distance = look.say("limits.answers_anywhere")
    if answers.within_m is not None:
        far = kilometres(answers.within_m, look.phrases)
        distance = look.say("limits.answers_near", distance=far)
    covered = clause.acts or clause.may_cover
    text = look.say(
        "limits.answers",
        acts=look.joined(_act(each, look) for each in covered),
        before=look.joined(_act(each, look) for each in answers.acts),
        length=length_text(answers.within_s, look.phrases),
        distance=distance,
    )
    return f"{text} {look.say(f'limits.otherwise.{answers.otherwise}')}"


def owed_text(owed: Obligation, look: Lookup) -> str:
    """Return what an obligation is about: its kind, of what, for whom, how much and where."""
    things = look.joined(words("deliveries", owed.what, look))
    text = look.phrases.word("obligation_kinds", owed.kind)
    if things and things != text:
        text = f"{text}: {things}"
    if owed.quantity:
        text = look.say("limits.quantity", what=text, amount=amount_text(owed.quantity, look))
    if owed.serves:
        names = look.joined(look.party(each) for each in owed.serves)
        text = look.say("limits.serves", what=text, names=names)
    if owed.areas:
        text = look.say("limits.done_in", what=text, names=area_titles(owed.areas, look))
    return text


def amount_text(amount: Amount, look: Lookup) -> str:
    """Return an amount with its unit."""
    return f"{bounds_text(amount, look.phrases)} {amount.unit}".strip()


def _obligation(owed: Obligation, look: Lookup) -> list[str]:
    zone, phrases = look.given.agreement.zone, look.phrases
    said = [look.say("limits.owed", what=owed_text(owed, look))]
    if owed.start:
        said.append(look.say("limits.start", when=moment_text(owed.start, zone, phrases)))
    if owed.every_s:
        said.append(look.say("limits.every", length=length_text(owed.every_s, phrases)))
    if owed.deadline:
        said.append(look.say("limits.deadline", when=moment_text(owed.deadline, zone, phrases)))
    if owed.after_start_s is not None:
        length = length_text(owed.after_start_s, phrases)
        said.append(look.say("limits.after_start", length=length))
    said += [_stage(each, look) for each in owed.stages]
    due = owed.deadline or owed.every_s or owed.after_start_s is not None
    if not due and not any(each.deadline for each in owed.stages):
        said.append(look.say("limits.no_deadline"))
    return said


def _stage(stage: Stage, look: Lookup) -> str:
    amount = amount_text(stage.quantity, look) if stage.quantity else ""
    text = amount
    if stage.deadline:
        when = moment_text(stage.deadline, look.given.agreement.zone, look.phrases)
        key = "stage_by" if amount else "stage_only"
        text = look.say(f"limits.{key}", amount=amount, when=when)
    return look.say("limits.stage", name=stage_name(stage.id), text=text)


def stage_name(stage: str) -> str:
    """Return a stage's id as words."""
    return stage.replace("-", " ")
