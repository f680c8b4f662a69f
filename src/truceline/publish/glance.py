"""The first screen: what was agreed, what each side claims, what sensors and reports show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from truceline.ground.times import TimeRange
from truceline.model.incident import Incident, IncidentStatus
from truceline.publish.aside import aside_counts
from truceline.publish.incidents import incident_key
from truceline.publish.interpretations import differences, heading
from truceline.publish.lookup import Lookup
from truceline.publish.sensor_rows import Sensors
from truceline.publish.sentences import Block, Sentence
from truceline.publish.tallies import headline, leading, ordered_comparisons
from truceline.publish.term_rows import ReadingBlock, Terms
from truceline.vocabulary.untold_times import likely_time, untold

STATUSES: tuple[IncidentStatus, ...] = get_args(IncidentStatus)


def make_glance(terms: Terms, sensors: Sensors, look: Lookup) -> tuple[Block, ...]:
    """Return the blocks that tell the story; each sentence stands again below with its proof."""
    blocks = (
        Block(heading=look.say("glance.agreed"), sentences=_agreed(terms, look)),
        Block(heading=look.say("glance.reported"), sentences=_reported(look)),
        Block(heading=look.say("glance.claimed"), sentences=_claimed(look)),
        Block(heading=look.say("glance.sensed"), sentences=_sensed(sensors, look)),
    )
    return tuple(each for each in blocks if each.sentences)


def _agreed(terms: Terms, look: Lookup) -> tuple[Sentence, ...]:
    """Return the standing, who did what, and under each reading whom the agreement binds."""
    acts = [look.say("glance.act", by=each.by, act=each.act) for each in terms.instruments]
    refs = dict.fromkeys(ref for each in terms.instruments for ref in each.sentence.terms)
    said = [Sentence(text=terms.standing)]
    if acts:
        text = look.say("glance.acts", acts=look.joined(dict.fromkeys(acts)))
        said.append(Sentence(text=text, terms=tuple(refs)))
    return (*said, *_bound(terms, look))


def _bound(terms: Terms, look: Lookup) -> Iterator[Sentence]:
    """Yield whom the agreement binds, once for all readings that agree on it."""
    by_force: dict[str, list[ReadingBlock]] = {}
    for block in terms.readings:
        bound = [
            look.say("glance.bound", party=each.party, force=each.force_text)
            for each in block.bindings
        ]
        if bound:
            by_force.setdefault(look.joined(bound), []).append(block)
    readings = look.given.agreement.readings
    for bound_text, blocks in by_force.items():
        ids = {name for block in blocks for name in block.ids}
        group = tuple(each for each in readings if each.id in ids)
        cites = dict.fromkeys(
            cite for block in blocks for each in block.bindings for cite in each.reason.cites[:1]
        )
        named, differs = heading(group, look), "; ".join(differences(group, look))
        if differs:
            named = look.say("glance.which", readings=named, differs=differs)
        text = look.say("glance.under", readings=named, bound=bound_text)
        yield Sentence(text=text, cites=tuple(cites))


def _reported(look: Lookup) -> tuple[Sentence, ...]:
    incidents = look.given.incidents
    origins = {origin for each in incidents for side in each.origins for origin in side.origins}
    counts = Counter(each.status for each in incidents)
    said = [
        look.say(f"glance.statuses.{status}", n=counts[status])
        for status in STATUSES
        if counts[status]
    ]
    if not incidents:
        return (Sentence(text=look.say("glance.no_incidents")), *_aside(look))
    sentences = [
        Sentence(
            text=look.say(
                "glance.incidents",
                n=len(incidents),
                reports=look.say("glance.reports", n=sum(len(each.members) for each in incidents)),
                origins=look.say("glance.origins", n=len(origins)),
                statuses=look.joined(said),
            )
        )
    ]
    sentences += [Sentence(text=_by_side(look)), Sentence(text=_by_act(look))]
    window = look.given.agreement.window
    if window is not None:
        shares = [each.time.share_inside(window) for each in incidents if each.time]
        inside = sum(share == 1 for share in shares)
        part = sum(0 < share < 1 for share in shares)
        sentences.append(Sentence(text=look.say("glance.inside", n=inside, part=part)))
        sentences += _untold(incidents, window, look)
    return (*sentences, *_aside(look))


def _untold(incidents: Sequence[Incident], window: TimeRange, look: Lookup) -> tuple[Sentence, ...]:
    """Return how many whose time no report tells lie in the window by when they were reported."""
    silent = [each for each in incidents if each.time is None]
    if not silent:
        return ()
    times = [found[0] for each in silent if (found := likely_time(each))]
    inside = sum(each.share_inside(window) == 1 for each in times)
    hours = round(untold().lag_s / 3600)
    text = look.say("glance.untold", n=len(silent), inside=inside, hours=hours)
    return (Sentence(text=text),)


def _aside(look: Lookup) -> tuple[Sentence, ...]:
    """Return how much was read that the agreement does not concern."""
    incidents, passages = aside_counts(look)
    counts = [
        look.say(f"aside.{kind}", n=n)
        for kind, n in (("incidents", incidents), ("statements", passages))
        if n
    ]
    if not counts:
        return ()
    return (Sentence(text=look.say("glance.aside", counts=look.joined(counts))),)


def _by_side(look: Lookup) -> str:
    """Return how many origins each side has; a side that reports nothing is named with 0."""
    origins: dict[str | None, set[str]] = {each: set() for each in look.given.agreement.parties}
    for each in look.given.incidents:
        for count in each.origins:
            origins.setdefault(count.side, set()).update(count.origins)
    ordered = sorted(origins, key=lambda side: (side is None, look.party_rank(side)))
    said = [look.say("glance.side", side=look.side(side), n=len(origins[side])) for side in ordered]
    return look.say("glance.by_side", sides=look.joined(said))


def _by_act(look: Lookup) -> str:
    """Return the acts with their numbers of incidents, the most frequent first."""
    ordered = sorted(look.given.incidents, key=lambda each: incident_key(each, look))
    counts = Counter(look.phrases.word("acts", each.act or "unknown") for each in ordered)
    said = [look.say("glance.act_count", act=act, n=n) for act, n in counts.most_common()]
    return look.say("glance.by_act", acts=look.joined(said))


def _claimed(look: Lookup) -> tuple[Sentence, ...]:
    """Return each side's largest standing total, and whether they can be compared."""
    shown = leading(look)
    said = [
        Sentence(text=headline(each, look), cites=look.in_order(each.members)[:2]) for each in shown
    ]
    ids = {each.id for each in shown}
    for _, _, comparison in ordered_comparisons(look):
        if comparison.a in ids and comparison.b in ids:
            verdict = look.say(f"comparison_verdicts.{comparison.verdict}")
            reasons = " ".join(comparison.reasons)
            text = look.say("glance.comparison", verdict=verdict, reasons=reasons)
            said.append(Sentence(text=text))
    return tuple(said)


def _sensed(sensors: Sensors, look: Lookup) -> tuple[Sentence, ...]:
    said = [sentence for each in sensors.channels for sentence in each.sentences[:2]]
    said += [each.gaps[0] for each in sensors.claimed if each.gaps]
    said += [
        Sentence(text=each) for each in dict.fromkeys(row.allegiance for row in sensors.channels)
    ]
    if not said:
        said = [Sentence(text=note) for note in sensors.notes[:1]]
    return tuple(said) or (Sentence(text=look.say("sensors.none")),)
