"""Composes a report from a case's records; pure, and the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.model.finding import Finding
from truceline.model.performance import Performance
from truceline.publish.appendix import cited, make_appendix, make_evidence
from truceline.publish.aside import findings_aside, make_aside
from truceline.publish.differences import make_contradictions, make_distortions
from truceline.publish.findings import make_assessments
from truceline.publish.glance import make_glance
from truceline.publish.incidents import make_groups, make_incidents
from truceline.publish.inputs import ReportInput
from truceline.publish.kinds import make_kinds
from truceline.publish.limits import make_limits
from truceline.publish.lookup import Lookup, make_lookup
from truceline.publish.map import draw_map
from truceline.publish.moments import utc_text, zone_name
from truceline.publish.obligations import make_obligations
from truceline.publish.phrases import load_phrases
from truceline.publish.positions import make_timeline
from truceline.publish.report import SCHEMA, Header, Report
from truceline.publish.sensors import make_sensors
from truceline.publish.sentences import PartyName
from truceline.publish.standings import make_standings
from truceline.publish.tallies import make_comparisons, make_tallies
from truceline.publish.terms import make_terms, window_texts

# Numbers of the appendix run in the order in which the page shows its sections.
SECTIONS = (
    *("glance", "terms", "standings", "assessments", "obligations", "kinds", "groups", "incidents"),
    *("tallies", "comparisons", "distortions", "contradictions", "timeline", "sensors", "aside"),
    "limits",
)


def build_report(given: ReportInput) -> Report:
    """Return the report; raises UsageError for an unknown language, TimeError for a zone."""
    look = make_lookup(given, load_phrases(given.language))
    report = _without_appendix(look)
    ids = cited([getattr(report, each) for each in SECTIONS])
    return replace(report, appendix=make_appendix(ids, look))


def _without_appendix(look: Lookup) -> Report:
    terms, sensors = make_terms(look), make_sensors(look)
    return Report(
        schema=SCHEMA,
        language=look.given.language,
        made_by=look.given.made_by,
        header=make_header(look),
        parties=make_party_names(look),
        glance=make_glance(terms, sensors, look),
        terms=terms,
        assessments=make_assessments(look),
        obligations=make_obligations(look),
        incidents=make_incidents(look),
        groups=make_groups(look),
        tallies=make_tallies(look),
        comparisons=make_comparisons(look),
        distortions=make_distortions(look),
        contradictions=make_contradictions(look),
        standings=make_standings(look),
        timeline=make_timeline(look),
        kinds=make_kinds(look),
        sensors=sensors,
        aside=make_aside(look),
        aside_note=make_aside_note(look),
        limits=make_limits(look),
        appendix=(),
        evidence=make_evidence(look),
        map=draw_map(look),
    )


def make_aside_note(look: Lookup) -> str:
    """Return what became of the findings on what is aside, "" if there are none."""
    findings = findings_aside(look)
    return look.say("aside.findings", n=findings) if findings else ""


def make_party_names(look: Lookup) -> tuple[PartyName, ...]:
    """Return the parties' ids and names in the agreement's order."""
    listed = look.given.agreement.parties
    return tuple(PartyName(id=each, name=look.party(each)) for each in listed)


def is_signed(findings: Sequence[Finding], performances: Sequence[Performance] = ()) -> bool:
    """Tell whether a person has decided everything proposed; without findings it is unsigned."""
    reviews = [each.review for each in findings] + [each.review for each in performances]
    return bool(findings) and "proposed" not in reviews


def make_header(look: Lookup) -> Header:
    """Return what stands above everything else."""
    given = look.given
    signed = is_signed(given.findings, given.performances)
    return Header(
        title=given.title,
        purpose=look.say("header.purpose"),
        agreement=given.agreement.title,
        standing=look.say(f"standing.{given.agreement.standing}"),
        as_of=look.instant(given.as_of),
        as_of_utc=utc_text(given.as_of),
        zone=zone_name(given.zone, look.phrases),
        window=window_texts(given.agreement, look)[0],
        watermark="" if signed else look.say("header.watermark"),
        banner="" if signed else look.say("header.banner"),
    )
