"""What an agreement is, how it came to stand so, who did what, and where that can be read."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.agreements.showing.section import Section
from truceline.agreements.showing.words import day_or_moment, names, period
from truceline.model.agreement import Agreement, Citation, Instrument


def head(agreement: Agreement) -> Section:
    """Return the agreement's title with its standing, parties and window."""
    window = agreement.period
    lines = [
        ("id", f"{agreement.id}, version {agreement.version}"),
        ("", agreement.summary),
        ("standing", agreement.standing),
        ("parties", names(agreement.parties)),
        ("window", period(window, agreement.zone) if window else "never fixed"),
        ("standard of proof", f"{agreement.standard:g}"),
    ]
    if agreement.mediators:
        lines.insert(4, ("mediators", names(agreement.mediators)))
    return Section(title=agreement.title, lines=tuple(lines))


def status(agreement: Agreement) -> Section:
    """Return how it came to stand as it does, one line for each change."""
    cited = {each.id: each for each in agreement.citations}
    lines = [
        (
            f"{day_or_moment(each.at, each.at_precision, agreement.zone)} {each.status}",
            f"{each.summary} [{_titles(each.citations, cited)}]".strip(),
        )
        for each in agreement.status
    ]
    return Section(title="Status", lines=tuple(lines))


def instruments(agreement: Agreement) -> Section:
    """Return who did what, in the order of time."""
    cited = {each.id: each for each in agreement.citations}
    lines = tuple(_instrument(each, agreement, cited) for each in agreement.instruments)
    return Section(title="Who did what", lines=lines)


def _instrument(
    each: Instrument, agreement: Agreement, cited: Mapping[str, Citation]
) -> tuple[str, str]:
    moment = day_or_moment(each.at, each.at_precision, agreement.zone)
    parts = [each.summary]
    if each.condition:
        parts.append(f"Condition: {each.condition}")
    if each.version:
        parts.append(f"Version {each.version} of the text.")
    if each.amends:
        parts.append(f"Amends: {', '.join(each.amends)}.")
    if each.replaces:
        parts.append(f"Replaces: {each.replaces}.")
    if each.until:
        parts.append(f"Lapses: {day_or_moment(each.until, 'instant', agreement.zone)}.")
    act = each.act.replace("_", " ")
    label = f"{moment} {names(each.makers)}: {act} “{each.id}”"
    return (label, f"{' '.join(parts)} [{_titles(each.citations, cited)}]")


def _titles(citations: tuple[str, ...], cited: Mapping[str, Citation]) -> str:
    return "; ".join(cited[name].title for name in citations)


def sources(agreement: Agreement) -> Section:
    """Return the documents that the terms were read from."""
    lines = tuple((each.id, _cite(each)) for each in agreement.citations)
    return Section(title="Sources", lines=lines)


def _cite(each: Citation) -> str:
    number = f" ({each.number})" if each.number else ""
    via = f", read via {each.via}" if each.via else ""
    return f"{each.title}{number}. {each.publisher}, {each.date}{via}. {each.url}"
