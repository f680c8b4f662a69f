"""The readings of an agreement in words; where choices combine, as a table of the combinations."""

from __future__ import annotations

from math import prod

from truceline.agreements.showing.section import Section
from truceline.agreements.showing.terms import terms
from truceline.agreements.showing.words import held, length, names, period
from truceline.model.agreement import Agreement, Choice, Duty, Option, Reading


def readings(agreement: Agreement) -> list[Section]:
    """Return a section for each reading, or for each that the choices are combined with."""
    many = _combinations(agreement)
    return [_reading(each, agreement, many) for each in agreement.readings[::many]]


def choices(agreement: Agreement) -> list[Section]:
    """Return a section for each choice, and a table of what the readings and choices make."""
    found = [_choice(index, agreement) for index in range(len(agreement.choices))]
    return [*found, _table(agreement)] if found else []


def _combinations(agreement: Agreement) -> int:
    """Return how many readings each reading of the file was made into."""
    made = bool(agreement.readings and agreement.readings[0].options)
    return prod(len(each.options) for each in agreement.choices) if made else 1


def _reading(reading: Reading, agreement: Agreement, many: int) -> Section:
    options = _options(reading, agreement)
    title = reading.title.removesuffix("".join(f"; {each.title}" for each in options))
    summary = reading.summary.removesuffix("".join(f" {each.summary}" for each in options))
    lines = [("", summary)]
    made = [each for each in agreement.readings if _base(each) == _base(reading)]
    for index, duty in enumerate(reading.duties):
        times = {_times(each.duties[index], agreement) for each in made}
        told = times.pop() if len(times) == 1 else "when and while, as the choices below say"
        lines.append((f"binds {names([duty.party])}", f"{told}; {duty.because}"))
    if many == 1:
        lines += _changes(reading, agreement)
        lines.append(("held by", held(reading.held_by, reading.held, agreement)))
    return Section(title=f"Reading “{_base(reading)}”: {title}", lines=tuple(lines))


def _base(reading: Reading) -> str:
    return reading.id.removesuffix("".join(f".{each}" for each in reading.options))


def _options(reading: Reading, agreement: Agreement) -> list[Option]:
    pairs = zip(agreement.choices, reading.options, strict=False)
    return [next(o for o in choice.options if o.id == name) for choice, name in pairs]


def _changes(reading: Reading, agreement: Agreement) -> list[tuple[str, str]]:
    """Return how a reading takes clauses otherwise than the agreement's list does."""
    found = []
    for clause in agreement.clauses:
        own = terms(clause, agreement)
        taken = dict(terms(reading.clause(clause), agreement))
        dropped = [label for label, _ in own if label not in taken]
        changed = [f"{label} {text}" for label, text in taken.items() if (label, text) not in own]
        changed += [f"no “{label}”" for label in dropped]
        if changed:
            found.append((f"takes {clause.id} so", "; ".join(changed)))
    return found


def _times(duty: Duty, agreement: Agreement) -> str:
    parts = [period(duty.within, agreement.zone) if duty.within else "no times fixed"]
    if duty.starts == "accepted":
        window = f", within {parts[0]}" if duty.within else ""
        parts[0] = f"from the last acceptance on{window}"
    if duty.lasts_s:
        parts.append(f"for {length(duty.lasts_s)}")
    if duty.acceptance_by:
        parts.append(f"begins only when accepted by: {names(duty.acceptance_by)}")
    if duty.conduct_of:
        parts.append(f"depends on the conduct of {names([duty.conduct_of])}")
        if duty.otherwise != "undetermined":
            parts.append(f"where no failure is shown: {duty.otherwise}")
    return "; ".join(parts)


def _choice(index: int, agreement: Agreement) -> Section:
    choice = agreement.choices[index]
    lines: list[tuple[str, str]] = []
    if choice.instrument:
        lines.append(("about", f"the {choice.about}, as “{choice.instrument}” leaves it open"))
    alone = [_alone(option, choice, agreement) for option in choice.options]
    same = set(alone[0]).intersection(*alone[1:])
    for option, made in zip(choice.options, alone, strict=True):
        lines.append((option.id, f"{option.title}. {option.summary}"))
        lines.append(("  held by", held(option.held_by, option.held, agreement)))
        lines += [(f"  {label}", text) for label, text in made if (label, text) not in same]
    return Section(title=f"Choice “{choice.id}”: {choice.title}", lines=tuple(lines))


def _alone(option: Option, choice: Choice, agreement: Agreement) -> list[tuple[str, str]]:
    """Return what one option makes of the first reading; of other choices, their first option."""
    wanted = tuple(
        option.id if each.id == choice.id else each.options[0].id for each in agreement.choices
    )
    for reading in agreement.readings:
        if reading.options == wanted:
            duties = [
                (f"binds {names([each.party])}", _times(each, agreement)) for each in reading.duties
            ]
            return [*duties, *_changes(reading, agreement)]
    return []


def _table(agreement: Agreement) -> Section:
    columns = ("reading", *(each.id for each in agreement.choices), "held by")
    rows = tuple(
        (_base(each), *each.options, names(each.held_by) or "nobody on record")
        for each in agreement.readings
        if each.options
    )
    title = f"{len(rows)} readings: each with every combination of the choices"
    return Section(title=title, columns=columns, rows=rows)
