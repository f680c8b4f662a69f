"""Whom the agreement binds: readings that bind everybody alike are one block."""

from __future__ import annotations

from collections.abc import Hashable

from truceline.model.agreement import Reading
from truceline.model.finding import Binding
from truceline.publish.interpretations import (
    Group,
    base_summary,
    base_title,
    differences,
    grouped,
    heading,
    told_apart,
    under,
)
from truceline.publish.lookup import Lookup
from truceline.publish.moments import period_text
from truceline.publish.sentences import Sentence
from truceline.publish.term_limits import changed_terms
from truceline.publish.term_parts import held_text
from truceline.publish.term_rows import BindingRow, ReadingBlock


def binding_rows(reading: str, look: Lookup) -> list[Binding]:
    """Return a reading's bindings in the order of the agreement's parties."""
    found = [each for each in look.given.bindings if each.reading == reading]
    return sorted(found, key=lambda each: look.party_rank(each.party))


def make_readings(look: Lookup) -> tuple[tuple[ReadingBlock, ...], str]:
    """Return the blocks, and which open questions change whom the agreement binds and when."""
    groups = grouped(look.given.agreement.readings, lambda each: _alike(each, look))
    note = " ".join(told_apart(groups, "bindings", look))
    return tuple(_block(each, look) for each in groups), note


def _alike(reading: Reading, look: Lookup) -> Hashable:
    """Return what two readings must share to stand in one block; without choices, nothing."""
    if not reading.options:
        return reading.id
    rows = tuple(
        (e.party, e.force, _within(e, look), e.condition, e.reason, e.passages, e.notes)
        for e in binding_rows(reading.id, look)
    )
    return base_title(reading, look), rows


def _block(group: Group, look: Lookup) -> ReadingBlock:
    first = group[0]
    combined = bool(first.options)
    title = look.say("interpretations.named", title=base_title(first, look))
    several = heading(group, look)
    return ReadingBlock(
        ids=tuple(each.id for each in group),
        title=look.say("interpretations.differ", question=title, answers=several)
        if combined and len(group) > 1
        else title,
        short=under(group, look, look.given.agreement.readings) if combined else "",
        differs=differences(group, look),
        takes=() if combined else changed_terms(first, look),
        summary=Sentence(text=base_summary(first, look), terms=first.citations),
        held_by="" if combined else _held(first, look),
        bindings=tuple(
            _row(each, _shared(each, group, look), look) for each in binding_rows(first.id, look)
        ),
    )


def _held(reading: Reading, look: Lookup) -> str:
    if not reading.held_by and not reading.held:
        return look.say("terms.held_by_nobody")
    return held_text(reading.held_by, reading.held, look)


def _shared(binding: Binding, group: Group, look: Lookup) -> tuple[str, ...]:
    """Return the citations of a party's binding that it has under all readings of a block."""
    ids = {each.id for each in group}
    found = [
        set(each.citations)
        for each in look.given.bindings
        if each.reading in ids and each.party == binding.party
    ]
    return tuple(each for each in binding.citations if all(each in held for held in found))


def _row(binding: Binding, terms: tuple[str, ...], look: Lookup) -> BindingRow:
    quotes = tuple(
        look.passage(each, look.statement_at(each.document, each.span)) for each in binding.passages
    )
    cites = tuple(dict.fromkeys(cite for quote in quotes for cite in quote.cites))
    return BindingRow(
        party=look.party(binding.party),
        party_id=binding.party,
        force=binding.force,
        force_text=look.say(f"force.{binding.force}"),
        within=_within(binding, look),
        condition=binding.condition,
        reason=Sentence(text=binding.reason, cites=cites, terms=terms),
        quotes=quotes,
        notes=binding.notes,
    )


def _within(binding: Binding, look: Lookup) -> str:
    """Return when a binding holds, with the doubt of its ends where the reading fixed them."""
    if binding.within is None:
        return look.say("terms.never")
    for reading in look.given.agreement.readings:
        for duty in reading.duties:
            same = (reading.id, duty.party) == (binding.reading, binding.party)
            if same and duty.within is not None and duty.within.outer == binding.within:
                return period_text(duty.within, look.given.agreement.zone, look.phrases)
    return look.range(binding.within)
