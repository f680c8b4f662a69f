"""An agreement as a plain structure of titles and lines, for a door to render."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from truceline.ground.times import TimeRange, rfc3339, zone_of
from truceline.model.agreement import Agreement, Citation, Duty, Instrument
from truceline.model.terms import Clause
from truceline.vocabulary.parties import load_parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled part: lines of (label, text), label "" where a line needs none."""

    title: str
    lines: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        body = (f"  {label}: {text}" if label else f"  {text}" for label, text in self.lines)
        return "\n".join([self.title, *body, ""])


def show(agreement: Agreement) -> list[Section]:
    """Return an agreement's terms, acts, readings and sources in the file's order."""
    cited = {each.id: each for each in agreement.citations}
    return [
        Section(title=agreement.title, lines=_head(agreement)),
        Section(
            title="Who did what",
            lines=tuple(_instrument(each, agreement, cited) for each in agreement.instruments),
        ),
        Section(
            title="Clauses",
            lines=tuple((f"{each.id} ({each.scope})", _clause(each)) for each in agreement.clauses),
        ),
        *(
            Section(
                title=f"Reading “{each.id}”: {each.title}",
                lines=(
                    ("", each.summary),
                    *(_duty(duty, agreement) for duty in each.duties),
                    ("held by", ", ".join(map(_name, each.held_by)) or "nobody on record"),
                ),
            )
            for each in agreement.readings
        ),
        Section(title="Not known", lines=tuple(("", each) for each in agreement.unknowns)),
        Section(title="Sources", lines=tuple((each.id, _cite(each)) for each in cited.values())),
    ]


def _name(party: str) -> str:
    return load_parties().name(party)


def _head(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    window = agreement.window
    lines = [
        ("id", f"{agreement.id}, version {agreement.version}"),
        ("", agreement.summary),
        ("standing", agreement.standing),
        ("parties", ", ".join(map(_name, agreement.parties))),
        ("window", _window(window, agreement.zone) if window else "never fixed"),
        ("standard of proof", f"{agreement.standard:g}"),
    ]
    if agreement.mediators:
        lines.insert(4, ("mediators", ", ".join(map(_name, agreement.mediators))))
    return tuple(lines)


def _window(window: TimeRange, zone: str) -> str:
    local = f"{_local(window.earliest, zone)} to {_local(window.latest, zone)}"
    return f"{local} {zone} ({rfc3339(window.earliest)} to {rfc3339(window.latest)})"


def _local(moment: datetime, zone: str) -> str:
    return moment.astimezone(zone_of(zone)).strftime("%Y-%m-%d %H:%M")


def _instrument(
    each: Instrument, agreement: Agreement, cited: Mapping[str, Citation]
) -> tuple[str, str]:
    when = _local(each.at, agreement.zone)
    when = when[:10] if each.at_precision == "day" else f"{when} {agreement.zone}"
    condition = f" Condition: {each.condition}" if each.condition else ""
    sources = "; ".join(cited[name].title for name in each.citations)
    act = each.act.replace("_", " ")
    return (f"{when} {_name(each.by)}: {act}", f"{each.summary}{condition} [{sources}]")


def _clause(clause: Clause) -> str:
    article = f" ({clause.article})" if clause.article else ""
    return f"{clause.text}{article}"


def _duty(duty: Duty, agreement: Agreement) -> tuple[str, str]:
    parts = [_window(duty.within.outer, agreement.zone) if duty.within else "no times fixed"]
    if duty.acceptance_by:
        accepters = ", ".join(map(_name, duty.acceptance_by))
        parts.append(f"begins only when accepted by: {accepters}")
    if duty.conduct_of:
        parts.append(f"depends on the conduct of {_name(duty.conduct_of)}")
    return (f"binds {_name(duty.party)}", f"{'; '.join(parts)}; {duty.because}")


def _cite(each: Citation) -> str:
    via = f", read via {each.via}" if each.via else ""
    return f"{each.title}. {each.publisher}, {each.date}{via}. {each.url}"
