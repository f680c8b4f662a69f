"""Section: what could not be observed, what was set aside, the sources, the method, the check."""

from __future__ import annotations

from collections import Counter

from truceline.publish.figures import number, percent
from truceline.publish.lookup import Lookup, natural_key
from truceline.publish.report import Limits, QuarantineRow, SourceRow
from truceline.publish.sentences import Sentence

MAX_ITEMS = 200  # rows of quarantine that are listed; the rest is counted


def make_limits(look: Lookup) -> Limits:
    """Return the section on limits."""
    return Limits(
        unobserved=_unobserved(look),
        quarantine=_quarantine(look),
        sources=_sources(look),
        method=look.phrases.lines("method"),
        verify=look.say("verify.sentence"),
        command=look.given.command,
    )


def _unobserved(look: Lookup) -> tuple[Sentence, ...]:
    said = [Sentence(text=each) for each in look.given.agreement.unknowns]
    incidents = look.given.incidents
    documents = look.given.documents.values()
    counts = (
        ("unplaced", sum(each.place.lat is None for each in incidents), len(incidents)),
        ("untimed", sum(each.time is None for each in incidents), len(incidents)),
        ("unpublished", sum(each.published is None for each in documents), len(documents)),
        ("silent_harm", sum(not (i.killed or i.injured) for i in incidents), len(incidents)),
        ("passed_over", look.given.passed_over, len(documents)),
    )
    said += [
        Sentence(text=look.say(f"unobserved.{key}", n=count, total=total))
        for key, count, total in counts
        if count
    ]
    said += _coverage(look)
    said += _doubts(look)
    said += [Sentence(text=each) for each in look.phrases.lines("unobserved.always")]
    return tuple(said)


def _coverage(look: Lookup) -> list[Sentence]:
    """Return a sentence for each stretch in which a source could see little or nothing."""
    return [
        Sentence(
            text=look.say(
                "unobserved.coverage",
                source=look.source_name(each.source),
                window=look.window(each.window),
                place=each.place.name if each.place else look.say("unobserved.everywhere"),
                p=look.say("unobserved.p_unknown")
                if each.p is None
                else percent(each.p, look.phrases),
                note=each.note,
            )
        )
        for each in look.given.coverage
        if each.p is None or each.p < 1
    ]


def _doubts(look: Lookup) -> list[Sentence]:
    """Return a sentence for each thing in a document that cannot be right as it stands."""
    ordered = sorted(look.given.doubts, key=lambda each: (each.document, each.span, each.id))
    said = [
        Sentence(
            text=look.say(
                "unobserved.doubt" if each.known else "unobserved.doubt_unknown",
                source=look.source_name(_source_of(look, each.document)),
                quote=each.quote,
                named=each.named,
                known=each.known,
            )
        )
        for each in ordered[:MAX_ITEMS]
    ]
    if len(ordered) > MAX_ITEMS:
        said.append(Sentence(text=look.say("lists.more", n=len(ordered) - MAX_ITEMS)))
    return said


def _source_of(look: Lookup, document: str) -> str:
    known = look.given.documents.get(document)
    return known.source if known else document


def _quarantine(look: Lookup) -> tuple[QuarantineRow, ...]:
    ordered = sorted(look.given.rejected, key=lambda each: (natural_key(each.locator), each.id))
    rows = [
        QuarantineRow(
            locator=each.locator,
            what=each.what,
            mend=each.mend,
            size=look.say("labels.bytes", n=number(each.size, look.phrases)),
        )
        for each in ordered[:MAX_ITEMS]
    ]
    if len(ordered) > MAX_ITEMS:
        more = look.say("lists.more", n=len(ordered) - MAX_ITEMS)
        rows.append(QuarantineRow(locator="", what=more, mend="", size=""))
    return tuple(rows)


def _sources(look: Lookup) -> tuple[SourceRow, ...]:
    """Return every source that gave something, in the order in which the case names them."""
    counts = Counter(each.source for each in look.given.documents.values())
    unnamed = sorted((each for each in counts if each not in look.given.sources), key=natural_key)
    rows = []
    for source in (*look.given.sources, *unnamed):
        known = look.given.sources.get(source)
        if not counts[source]:
            continue
        rows.append(
            SourceRow(
                name=look.source_name(source),
                kind=look.phrases.word("source_kinds", known.kind if known else "unknown"),
                allegiance=look.side(known.allegiance if known else None),
                directness=look.phrases.word(
                    "directness", known.directness if known else "unknown"
                ),
                documents=number(counts[source], look.phrases),
                note=known.note if known else "",
            )
        )
    return tuple(rows)
