"""Section: what was agreed, who declared it, who only mirrored it, and how it can be read."""

from __future__ import annotations

from truceline.ground.times import LATEST
from truceline.model.agreement import Agreement, Instrument
from truceline.model.terms import Clause
from truceline.publish.areas import make_ground
from truceline.publish.lookup import Lookup
from truceline.publish.moments import day_text, duration, period_text, range_text
from truceline.publish.reading_blocks import make_readings
from truceline.publish.sentences import Sentence
from truceline.publish.term_limits import clause_limits
from truceline.publish.term_parts import (
    make_choices,
    make_counting,
    make_ladders,
    make_standard,
    make_status,
)
from truceline.publish.term_rows import CitationRow, InstrumentRow, TermRow, Terms


def window_texts(agreement: Agreement, look: Lookup) -> tuple[str, ...]:
    """Return the agreement's window once per zone, or the sentence that none was ever fixed.

    Where an end is known to the day only, or was never fixed, one line says so.
    """
    window, period = agreement.window, agreement.period
    if window is None:
        return (look.say("terms.no_window"),)
    if period is not None and (period.start.seconds or period.end is None or period.end.seconds):
        return (period_text(period, agreement.zone, look.phrases),)
    from_zone = [
        range_text(
            type(window)(earliest=window.earliest, latest=window.latest, zone=zone),
            zone,
            look.phrases,
        )
        for zone in look.zones()
    ]
    if window.latest >= LATEST:
        return tuple(from_zone)
    length = duration(window.seconds, look.phrases)
    return (*from_zone, look.say("terms.length", length=length))


def make_terms(look: Lookup) -> Terms:
    """Return the section on the agreement."""
    agreement = look.given.agreement
    instruments = sorted(agreement.instruments, key=lambda each: each.at)
    readings, note = make_readings(look)
    return Terms(
        summary=agreement.summary,
        standing=look.say(f"standing.{agreement.standing}"),
        windows=window_texts(agreement, look),
        status=make_status(look),
        ground=make_ground(look),
        clauses=tuple(_clause(each, look) for each in agreement.clauses),
        ladders=make_ladders(look),
        counting=make_counting(look),
        standard=make_standard(look),
        instruments=tuple(_instrument(each, look) for each in instruments),
        choices=make_choices(look),
        readings_note=note,
        readings=readings,
        unknowns=agreement.unknowns,
        citations=_citations(look),
    )


def _clause(clause: Clause, look: Lookup) -> TermRow:
    texts = {each.id: each.text for each in look.given.agreement.clauses}
    return TermRow(
        scope=look.phrases.word("scopes", clause.scope),
        sentence=Sentence(text=clause.text, terms=clause.citations),
        article=clause.article,
        exceptions=tuple(texts.get(each, each) for each in clause.exceptions),
        limits=clause_limits(clause, look),
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
        return day_text(instrument.at, zone, look.phrases)
    return look.instant(instrument.at)


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
