"""What an agreement says beyond its clauses: its status, ladders, counting, and what is open."""

from __future__ import annotations

from datetime import datetime

from truceline.model.agreement import Choice, Option, StatusChange
from truceline.model.terms import Held, Ladder, Step
from truceline.publish.lookup import Lookup
from truceline.publish.moments import day_text, length_text
from truceline.publish.sentences import Sentence
from truceline.publish.term_limits import changed_terms
from truceline.publish.term_rows import ChoiceBlock, LadderBlock, OptionRow, StatusRow


def make_status(look: Lookup) -> tuple[StatusRow, ...]:
    """Return how the agreement came to stand as it does, by its own record."""
    return tuple(_status(each, look) for each in look.given.agreement.status)


def _status(change: StatusChange, look: Lookup) -> StatusRow:
    at = _day(change.at, look) if change.at_precision == "day" else look.instant(change.at)
    return StatusRow(
        at=at,
        status=look.phrases.word("standings.status", change.status),
        sentence=Sentence(text=change.summary, terms=change.citations),
    )


def make_ladders(look: Lookup) -> tuple[LadderBlock, ...]:
    """Return what follows upon how many breaches, step by step."""
    return tuple(_ladder(each, look) for each in look.given.agreement.ladders)


def _ladder(ladder: Ladder, look: Lookup) -> LadderBlock:
    texts = {each.id: each.text for each in look.given.agreement.clauses}
    names = " ".join(texts.get(each, each) for each in ladder.clauses)
    return LadderBlock(
        sentence=Sentence(text=ladder.text, terms=ladder.citations),
        counted=look.say("ladders.counted", names=names or look.say("ladders.all")),
        steps=tuple((step_condition(each, look), _then(each, look)) for each in ladder.steps),
    )


def step_condition(step: Step, look: Lookup) -> str:
    """Return what a step asks for: so many breaches, within so long."""
    breaches = look.say("ladders.step", n=step.breaches)
    if step.within_s is None:
        return breaches
    length = length_text(step.within_s, look.phrases)
    return look.say("ladders.within", breaches=breaches, length=length)


def _then(step: Step, look: Lookup) -> str:
    names = look.joined(look.party(each) for each in step.by)
    return look.say("ladders.by", then=step.then, names=names) if names else step.then


def make_counting(look: Lookup) -> Sentence | None:
    """Return what counts as one breach, None where nothing is counted."""
    agreement = look.given.agreement
    known = agreement.counting
    if not known.text:
        unsaid = look.say("counting.default")
        return Sentence(text=unsaid) if agreement.ladders else None
    unit = look.phrases.word("counting", known.unit)
    return Sentence(text=f"{unit} {known.text}", terms=known.citations)


def make_standard(look: Lookup) -> str:
    """Return how likely a verdict must be, and whether the case or the agreement's file says so."""
    given = look.given
    chosen = f"{given.agreement.standard:g}"
    if given.replaced_standard is None:
        return look.say("standard.agreement", standard=chosen)
    replaced = f"{given.replaced_standard:g}"
    return look.say("standard.case", standard=chosen, replaced=replaced)


def make_choices(look: Lookup) -> tuple[ChoiceBlock, ...]:
    """Return what is open, the ways to take it, and who takes it so since when."""
    return tuple(_choice(each, look) for each in look.given.agreement.choices)


def _choice(choice: Choice, look: Lookup) -> ChoiceBlock:
    taken = [_alone(each.id, choice, look) for each in choice.options]
    common = set(taken[0]).intersection(*taken[1:])
    return ChoiceBlock(
        title=choice.title,
        about=look.phrases.word("choices_about", choice.about),
        options=tuple(
            _option(option, tuple(each for each in takes if each not in common), look)
            for option, takes in zip(choice.options, taken, strict=True)
        ),
    )


def _alone(option: str, choice: Choice, look: Lookup) -> tuple[str, ...]:
    """Return the terms that one option changes, of other choices their first options taken."""
    agreement = look.given.agreement
    wanted = tuple(
        option if each.id == choice.id else each.options[0].id for each in agreement.choices
    )
    for reading in agreement.readings:
        if reading.options == wanted:
            return changed_terms(reading, look)
    return ()


def _option(option: Option, takes: tuple[str, ...], look: Lookup) -> OptionRow:
    return OptionRow(
        title=option.title,
        sentence=Sentence(text=option.summary, terms=option.citations),
        held=held_text(option.held_by, option.held, look),
        takes=takes,
    )


def held_text(by: tuple[str, ...], held: tuple[Held, ...], look: Lookup) -> str:
    """Return who holds an interpretation and who held it when; a phrase where nobody is known."""
    dated = {each.by for each in held}
    parts = [look.party(each) for each in by if each not in dated]
    parts += [_held(each, look) for each in held]
    return "; ".join(parts) or look.say("held.nobody")


def _held(held: Held, look: Lookup) -> str:
    party = look.party(held.by)
    ends = {
        name: _day(at, look)
        for name, at in (("start", held.start), ("end", held.end))
        if at is not None
    }
    key = {("start",): "since", ("end",): "until", ("start", "end"): "between"}.get(tuple(ends))
    return look.say(f"held.{key}", party=party, **ends) if key else party


def _day(moment: datetime, look: Lookup) -> str:
    return day_text(moment, look.given.agreement.zone, look.phrases)
