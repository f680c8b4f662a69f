"""The clauses of an agreement in words, with obligations, ladders and how breaches count."""

from __future__ import annotations

from truceline.agreements.showing.section import Section
from truceline.agreements.showing.words import amount, length, metres, names, period, when
from truceline.model.agreement import Agreement
from truceline.model.terms import Answering, Clause, Obligation, Stage, Step, Weapons


def clauses(agreement: Agreement) -> Section:
    """Return each clause's text, and below it what limits it."""
    found: list[tuple[str, str]] = []
    for each in agreement.clauses:
        article = f" ({each.article})" if each.article else ""
        found.append((f"{each.id} ({each.scope})", f"{each.text}{article}"))
        found += [(f"  {label}", text) for label, text in terms(each, agreement)]
    return Section(title="Clauses", lines=tuple(found))


def terms(clause: Clause, agreement: Agreement) -> list[tuple[str, str]]:
    """Return a clause's terms, those that it has, as (label, text)."""
    lists = {
        "acts": clause.acts,
        "may cover": clause.may_cover,
        "targets": clause.targets,
        "domains": clause.domains,
        "in": clause.areas,
        "except": clause.exceptions,
        "prevails over": clause.prevails_over,
    }
    found = [(label, ", ".join(ids)) for label, ids in lists.items() if ids]
    if clause.respondents:
        found.append(("binds", names(clause.respondents)))
    found += [(f"in, for {names([who])}", ", ".join(ids)) for who, ids in clause.areas_of.items()]
    if clause.weapons:
        found.append(("weapons", _weapons(clause.weapons)))
    if clause.answers:
        found.append(("answers fire", _answers(clause.answers)))
    if clause.stands_by:
        found.append(("stands by", clause.stands_by))
    if clause.within:
        found.append(("within", period(clause.within, agreement.zone)))
    if clause.obligation:
        found += _owed(clause.obligation, agreement)
    return found


def _weapons(weapons: Weapons) -> str:
    parts = [", ".join(weapons.classes)] if weapons.classes else []
    if weapons.calibre_mm:
        least, most = weapons.calibre_mm
        bounds = [f"{least:g} mm and more"] if least else []
        bounds += [f"{most:g} mm and less"] if most is not None else []
        parts.append("calibre " + ", ".join(bounds))
    return "; ".join(parts)


def _answers(answers: Answering) -> str:
    near = f" and {metres(answers.within_m)}" if answers.within_m is not None else ""
    return (
        f"upon {', '.join(answers.acts)} by another party within {length(answers.within_s)}{near};"
        f" where none is shown: {answers.otherwise}"
    )


def _owed(owed: Obligation, agreement: Agreement) -> list[tuple[str, str]]:
    parts = [owed.kind, f"of {', '.join(owed.what)}" if owed.what else ""]
    parts += [f"for {names(owed.serves)}" if owed.serves else ""]
    parts += [f"({amount(owed.quantity)})" if owed.quantity else ""]
    parts += [f"in {', '.join(owed.areas)}" if owed.areas else ""]
    found = [("owed", " ".join(each for each in parts if each))]
    due = [f"from {when(owed.start, agreement.zone)}"] if owed.start else []
    due += [f"by {when(owed.deadline, agreement.zone)}"] if owed.deadline else []
    due += [f"{length(owed.after_start_s)} after the duty begins"] if owed.after_start_s else []
    due += [f"every {length(owed.every_s)}"] if owed.every_s else []
    found.append(("due", "; ".join(due) or "no deadline fixed"))
    return found + [(f"stage {each.id}", _stage(each, agreement)) for each in owed.stages]


def _stage(stage: Stage, agreement: Agreement) -> str:
    parts = [amount(stage.quantity)] if stage.quantity else []
    parts += [f"by {when(stage.deadline, agreement.zone)}"] if stage.deadline else []
    return " ".join(parts) or "no deadline fixed"


def ladders(agreement: Agreement) -> Section:
    """Return what follows upon how many breaches, step by step."""
    found: list[tuple[str, str]] = []
    for each in agreement.ladders:
        counted = ", ".join(each.clauses) or "every prohibition"
        found.append((each.id, f"{each.text} Counted: {counted}."))
        found += [(f"  {step.id}", _step(step)) for step in each.steps]
    return Section(title="What follows upon breaches", lines=tuple(found))


def _step(step: Step) -> str:
    many = f"{step.breaches} breach{'' if step.breaches == 1 else 'es'}"
    within = f" within {length(step.within_s)}" if step.within_s else ""
    by = f" ({names(step.by)})" if step.by else ""
    return f"{many}{within}: {step.then}{by}"


def counting(agreement: Agreement) -> Section:
    """Return what one breach is when breaches are counted; nothing if the file does not say."""
    known = agreement.counting
    lines = ((known.unit, known.text),) if known.text else ()
    return Section(title="How breaches are counted", lines=lines)
