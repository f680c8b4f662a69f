"""Section: what was agreed, who declared it, who only mirrored it, and how it can be read."""

from __future__ import annotations

from truceline.ground.times import day_range, zone_of
from truceline.model.agreement import Agreement, Instrument, Reading
from truceline.model.finding import Binding
from truceline.model.terms import Clause
from truceline.publish.lookup import Lookup
from truceline.publish.moments import duration, range_text
from truceline.publish.sentences import Sentence
from truceline.publish.term_rows import (
    BindingRow,
    CitationRow,
    InstrumentRow,
    ReadingBlock,
    TermRow,
    Terms,
)


def window_texts(agreement: Agreement, look: Lookup) -> tuple[str, ...]:
    """Return the agreement's window once per zone, or the sentence that none was ever fixed."""
    window = agreement.window
    if window is None:
        return (look.say("terms.no_window"),)
    from_zone = [
        range_text(
            type(window)(earliest=window.earliest, latest=window.latest, zone=zone),
            zone,
            look.phrases,
        )
        for zone in look.zones()
    ]
    length = duration(window.seconds, look.phrases)
    return (*from_zone, look.say("terms.length", length=length))


def binding_rows(reading: str, look: Lookup) -> list[Binding]:
    """Return a reading's bindings in the order of the agreement's parties."""
    found = [each for each in look.given.bindings if each.reading == reading]
    return sorted(found, key=lambda each: look.party_rank(each.party))


def make_terms(look: Lookup) -> Terms:
    """Return the section on the agreement."""
    agreement = look.given.agreement
    instruments = sorted(agreement.instruments, key=lambda each: each.at)
    return Terms(
        summary=agreement.summary,
        standing=look.say(f"standing.{agreement.standing}"),
        windows=window_texts(agreement, look),
        clauses=tuple(_clause(each, look) for each in agreement.clauses),
        instruments=tuple(_instrument(each, look) for each in instruments),
        readings=tuple(_reading(each, look) for each in agreement.readings),
        unknowns=agreement.unknowns,
        citations=_citations(look),
    )


def _clause(clause: Clause, look: Lookup) -> TermRow:
    texts = {each.id: each.text for each in look.given.agreement.clauses}
    return TermRow(
        scope=look.phrases.word("scopes", clause.scope),
        sentence=Sentence(text=clause.text, terms=clause.citations),
        article=clause.article,
        within=look.range(clause.within.outer) if clause.within else "",
        exceptions=tuple(texts.get(each, each) for each in clause.exceptions),
    )


def _instrument(instrument: Instrument, look: Lookup) -> InstrumentRow:
    return InstrumentRow(
        at=_said_at(instrument, look),
        by=look.joined(look.party(each) for each in instrument.makers),
        act=look.phrases.word("instruments", instrument.act),
        sentence=Sentence(text=instrument.summary, terms=instrument.citations),
        condition=instrument.condition,
        binds=look.joined(look.party(each) for each in instrument.binds),
    )


def _said_at(instrument: Instrument, look: Lookup) -> str:
    zone = look.given.agreement.zone
    if instrument.at_precision == "day":
        day = day_range(instrument.at.astimezone(zone_of(zone)).date(), zone)
        return range_text(day, zone, look.phrases)
    return look.instant(instrument.at)


def _reading(reading: Reading, look: Lookup) -> ReadingBlock:
    return ReadingBlock(
        id=reading.id,
        title=reading.title,
        summary=Sentence(text=reading.summary, terms=reading.citations),
        held_by=look.joined(look.party(each) for each in reading.held_by)
        or look.say("terms.held_by_nobody"),
        bindings=tuple(_binding(each, look) for each in binding_rows(reading.id, look)),
    )


def _binding(binding: Binding, look: Lookup) -> BindingRow:
    quotes = tuple(
        look.passage(each, look.statement_at(each.document, each.span)) for each in binding.passages
    )
    cites = tuple(dict.fromkeys(cite for quote in quotes for cite in quote.cites))
    return BindingRow(
        party=look.party(binding.party),
        party_id=binding.party,
        force=binding.force,
        force_text=look.say(f"force.{binding.force}"),
        within=look.range(binding.within) if binding.within else look.say("terms.never"),
        condition=binding.condition,
        reason=Sentence(text=binding.reason, cites=cites, terms=binding.citations),
        quotes=quotes,
        notes=binding.notes,
    )


def _citations(look: Lookup) -> tuple[CitationRow, ...]:
    return tuple(
        CitationRow(
            id=each.id,
            title=each.title,
            publisher=each.publisher,
            date=each.date,
            url=each.url,
            language=each.language,
            via=look.say("terms.via", via=each.via) if each.via else "",
            pinned=look.say("terms.pinned", sha256=each.sha256)
            if each.sha256
            else look.say("terms.paraphrase"),
        )
        for each in look.given.agreement.citations
    )
