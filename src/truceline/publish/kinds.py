"""Section: what stopped in the truce, what went on, and how it is known, kind of act by kind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from truceline.ground.times import LATEST
from truceline.publish.counts import whose
from truceline.publish.figures import bounds_text, number
from truceline.publish.kinds_claims import Claim, both_sides, claims_of
from truceline.publish.kinds_counts import (
    Kind,
    Reporting,
    Strand,
    Stretches,
    load_kinds,
    reported,
    stretches_of,
)
from truceline.publish.kinds_rates import Rate, Share, Word, taken_together
from truceline.publish.kinds_rows import KindRow, Kinds, StrandRow
from truceline.publish.kinds_series import Series, channels_of, tables_of
from truceline.publish.lookup import Lookup
from truceline.publish.sentences import Sentence

ALARMS = "alarms"
MOST_CITES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a kind of act: its word, what each way of knowing says, and claims."""

    kind: str
    word: Word
    strands: tuple[Strand, ...]
    claims: tuple[Claim, ...] = ()
    undisputed: bool = False


def known_kinds(look: Lookup, reach: timedelta | None = None) -> tuple[Known, ...]:
    """Return what is known of each kind of act before, during and after the agreement's window.

    reach: how far before and after to look; see `stretches_of`. Kinds of which nothing at all is
    known are left out, and so is all where the window was never fixed or has no end.
    """
    window = look.given.agreement.window
    if window is None or window.latest >= LATEST or not window.seconds:
        return ()
    stretches = stretches_of(window, reach)
    reporting = Reporting.of(look)
    found = [_known(kind, stretches, reporting, look) for kind in load_kinds()]
    alarms = _strands(channels_of(look), stretches)
    found.append(Known(kind=ALARMS, word=_together(alarms), strands=alarms))
    return tuple(each for each in found if each.strands or each.claims)


def _known(kind: Kind, stretches: Stretches, reporting: Reporting, look: Lookup) -> Known:
    told = reported(kind, stretches, reporting, look)
    strands = ((told,) if told else ()) + _strands(list(tables_of(kind, look)), stretches)
    claims = claims_of(kind, stretches.during, look)
    undisputed = both_sides(claims, look)
    word = _together(strands)
    return Known(
        kind=kind.id,
        word="went_on" if undisputed and word == "not_known" else word,
        strands=strands,
        claims=claims,
        undisputed=undisputed,
    )


def _strands(series: Sequence[Series], stretches: Stretches) -> tuple[Strand, ...]:
    found = (each.strand(stretches) for each in series)
    return tuple(each for each in found if each is not None)


def _together(strands: Sequence[Strand]) -> Word:
    return taken_together([each.word for each in strands])


def make_kinds(look: Lookup) -> Kinds:
    """Return the section, empty with a note where there was no window to lay things on."""
    window = look.given.agreement.window
    known = known_kinds(look)
    if window is None or not known:
        return Kinds(stretches=(), rows=(), notes=(look.say("act_kinds.none"),))
    stretches = stretches_of(window)
    return Kinds(
        stretches=tuple(look.range(each) for each in stretches.all),
        rows=tuple(_row(each, look) for each in known),
        notes=look.phrases.lines("act_kinds.notes"),
    )


def _row(known: Known, look: Lookup) -> KindRow:
    name = look.phrases.word("act_kinds.names", known.kind)
    strands = tuple(_strand(each, look) for each in known.strands)
    return KindRow(
        id=known.kind,
        name=name,
        word=known.word,
        word_text=look.say(f"act_kinds.words.{known.word}"),
        sentence=_sentence(known, name, look),
        strands=strands,
        claims=tuple(_claim(each, look) for each in known.claims),
    )


def _sentence(known: Known, name: str, look: Lookup) -> Sentence:
    """Return the word for a kind in one sentence, with what it is known from."""
    ways = [_name(each, look) for each in known.strands if each.word == known.word != "not_known"]
    key: str = known.word
    if known.undisputed and not ways:
        key = "went_on_claimed"
    cites = [cite for each in known.strands if each.word == known.word for cite in each.cites]
    if not cites:
        cites = [cite for each in known.claims for cite in each.cites]
    text = look.say(f"act_kinds.says.{key}", kind=name, ways=look.joined(dict.fromkeys(ways)))
    return Sentence(text=text, cites=tuple(dict.fromkeys(cites))[:MOST_CITES])


def _name(strand: Strand, look: Lookup) -> str:
    if strand.how == "reports":
        return look.say("act_kinds.by_reports")
    if strand.how == "channel":
        return look.phrases.word("channels", strand.who)
    return look.say("act_kinds.by_table", who=strand.who or look.source_name(strand.source))


def _strand(strand: Strand, look: Lookup) -> StrandRow:
    before, during, after = (_cell(each, strand, look) for each in strand.rates)
    said = [_counted(strand, look)]
    if strand.source:
        said.append(Sentence(text=whose(strand.source, look)))
    return StrandRow(
        name=_name(strand, look),
        before=before,
        during=during,
        after=after,
        share=look.joined(_share(each, look) for each in _distinct(strand.shares)),
        word=strand.word,
        word_text=look.say(f"act_kinds.words.{strand.word}"),
        sentences=tuple(said),
    )


def _distinct(shares: Sequence[Share | None]) -> list[Share]:
    """Return the share that decides: the one with the highest upper end."""
    known = [each for each in shares if each is not None and each.high < math.inf]
    return [max(known, key=lambda each: each.high)] if known else []


def _cell(rate: Rate, strand: Strand, look: Lookup) -> str:
    """Return a rate for 24 hours; of a table, whose rows tell of nights, the number itself."""
    if not rate.covered:
        return look.say("act_kinds.no_rate")
    table = strand.how == "table"
    return look.say(
        "act_kinds.number" if table else "act_kinds.rate",
        value=number(round(rate.count if table else rate.a_day, 1), look.phrases),
        covered=number(round(rate.covered), look.phrases),
    )


def _share(share: Share, look: Lookup) -> str:
    values = {
        name: number(round(getattr(share, name), 2), look.phrases)
        for name in ("figure", "low", "high")
    }
    return look.say("act_kinds.share", **values)


def _counted(strand: Strand, look: Lookup) -> Sentence:
    """Return what was counted in the truce, in how much of it, or that nobody looked."""
    during = strand.rates[1]
    key = f"act_kinds.counted.{strand.how}" if during.covered else f"act_kinds.silent.{strand.how}"
    text = look.say(
        key,
        n=number(round(during.count, 1), look.phrases),
        unit=look.phrases.word("units", strand.unit) if strand.unit else "",
        origins=look.say("act_kinds.origins", n=strand.origins),
        covered=number(round(during.covered, 1), look.phrases),
        hours=number(round(during.hours, 1), look.phrases),
    )
    if all(each is None for each in strand.shares) and during.covered:
        text = f"{text} {look.say('act_kinds.no_comparison')}"
    return Sentence(text=text, cites=strand.cites[:MOST_CITES])


def _claim(claim: Claim, look: Lookup) -> Sentence:
    text = look.say(
        "act_kinds.claim",
        side=look.side(claim.side),
        quantity=bounds_text(claim.quantity, look.phrases),
        accused=look.party(claim.accused),
        window=look.window(claim.window),
    )
    return Sentence(text=text, cites=claim.cites)
