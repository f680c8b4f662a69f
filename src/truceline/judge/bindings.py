"""Whom the agreement binds under each reading, when, why, and what the evidence says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from truceline.ground.canonical import make_id
from truceline.ground.times import zone_of
from truceline.judge.positions import Position, accepted_by, deciding_acts
from truceline.judge.wording import names_of, party_name, phrase
from truceline.model.agreement import Agreement, Duty, Reading
from truceline.model.finding import Binding, Force
from truceline.model.origin import Passage

MOST_PASSAGES = 20  # more would prove nothing further; the sentence says how many there are
_LEAVES = ("rejects", "suspends", "ends")


def bindings(agreement: Agreement, said: Sequence[Position]) -> list[Binding]:
    """Return a binding for each reading and party, mediators with a duty of their own included.

    `said` are the stances in the evidence: they are cited and, where they contradict the
    agreement's record, noted; they never change what the record says.
    """
    return [
        _binding(agreement, reading, party, said)
        for reading in agreement.readings
        for party in bound_actors(agreement, reading)
    ]


def bound_actors(agreement: Agreement, reading: Reading) -> list[str]:
    """Return the parties, then the mediators that a reading gives a duty, in the file's order."""
    with_duty = {duty.party for duty in reading.duties}
    return [*agreement.parties, *(each for each in agreement.mediators if each in with_duty)]


def duty_of(reading: Reading, party: str) -> Duty | None:
    """Return a party's duty under a reading, None if it has none."""
    return next((duty for duty in reading.duties if duty.party == party), None)


def is_circular(reading: Reading, party: str) -> bool:
    """Tell whether a duty depends, through others' conduct, on its own party's conduct."""
    seen: list[str] = []
    duty = duty_of(reading, party)
    while duty is not None and duty.conduct_of and duty.conduct_of not in seen:
        if duty.conduct_of == party:
            return True
        seen.append(duty.conduct_of)
        duty = duty_of(reading, duty.conduct_of)
    return False


def _binding(
    agreement: Agreement, reading: Reading, party: str, said: Sequence[Position]
) -> Binding:
    duty = duty_of(reading, party)
    missing = _missing(agreement, duty)
    force: Force = "bound"
    if duty is None:
        force = "not_bound"
    elif missing:
        force = "not_in_force"
    elif duty.conduct_of:
        force = "conditional"
    subjects = [*missing, *([party] if party not in missing else [])]
    identity = {"agreement": agreement.id, "reading": reading.id, "party": party}
    return Binding(
        id=make_id("bi", identity),
        agreement=agreement.id,
        reading=reading.id,
        party=party,
        force=force,
        reason=_reason(agreement, reading, duty, party, missing, said),
        within=duty.within if duty and force in ("bound", "conditional") else None,
        condition=_condition(duty),
        citations=_citations(agreement, reading, duty, missing),
        passages=_passages(said, subjects),
        notes=_notes(agreement, subjects, said),
    )


def _missing(agreement: Agreement, duty: Duty | None) -> list[str]:
    accepted = accepted_by(agreement)
    return [each for each in (duty.acceptance_by if duty else ()) if each not in accepted]


def _reason(
    agreement: Agreement,
    reading: Reading,
    duty: Duty | None,
    party: str,
    missing: Sequence[str],
    said: Sequence[Position],
) -> str:
    name = party_name(party)
    if duty is None:
        bound = names_of([each.party for each in reading.duties])
        return phrase("force", "not_bound", party=name, bound=bound)
    if missing:
        return _not_in_force(agreement, duty, missing, said)
    kind = "bound" if not duty.conduct_of else "conditional"
    kind = "circular" if is_circular(reading, party) else kind
    other = party_name(duty.conduct_of or "")
    sentence = phrase("force", kind, party=name, other=other, because=duty.because)
    return sentence if duty.within else sentence + phrase("force", "never_fixed")


def _not_in_force(
    agreement: Agreement, duty: Duty, missing: Sequence[str], said: Sequence[Position]
) -> str:
    """Return who has not accepted, by the record first and then by the evidence."""
    sentence = phrase(
        "force",
        "not_in_force",
        because=duty.because,
        required=names_of(duty.acceptance_by),
        missing="; ".join(_standing(agreement, each) for each in missing),
    )
    return sentence + "".join(_said(each, said) for each in missing)


def _standing(agreement: Agreement, party: str) -> str:
    act = deciding_acts(agreement).get(party)
    if act is None:
        return phrase("standing", "none", party=party_name(party))
    day = act.at.astimezone(zone_of(agreement.zone)).date().isoformat()
    kinds = {"conditional_acceptance": "conditional", "mirror_pledge": "conditional"}
    kind = "condition" if act.act == "condition" else kinds.get(act.act, "rejected")
    return phrase("standing", kind, party=party_name(party), day=day, act=act.act)


def _said(party: str, said: Sequence[Position]) -> str:
    counts: dict[str, int] = {}
    for each in said:
        if each.party == party:
            counts[each.stance] = counts.get(each.stance, 0) + 1
    known = [(stance, counts[stance]) for stance in _STANCES if stance in counts]
    if not known:
        return phrase("said", "none", party=party_name(party))
    stances = ", ".join(phrase("said", stance, n=n) for stance, n in known)
    return phrase("said", "some", party=party_name(party), stances=stances)


_STANCES = (
    "accepts",
    "accepts_conditionally",
    "rejects",
    "undecided",
    "proposes",
    "suspends",
    "ends",
)


def _condition(duty: Duty | None) -> str:
    parts = []
    if duty and duty.acceptance_by:
        parts.append(phrase("condition", "acceptance", required=names_of(duty.acceptance_by)))
    if duty and duty.conduct_of:
        parts.append(phrase("condition", "conduct", other=party_name(duty.conduct_of)))
    return "; ".join(parts)


def _citations(
    agreement: Agreement, reading: Reading, duty: Duty | None, missing: Sequence[str]
) -> tuple[str, ...]:
    latest = deciding_acts(agreement)
    resting = [each for each in agreement.instruments if duty and each.id in duty.instruments]
    acts = [*resting, *(latest[each] for each in missing if each in latest)]
    cited = [name for each in acts for name in each.citations]
    return tuple(dict.fromkeys([*cited, *reading.citations]))


def _passages(said: Sequence[Position], subjects: Sequence[str]) -> tuple[Passage, ...]:
    ordered = [each.passage for party in subjects for each in said if each.party == party]
    return tuple(dict.fromkeys(ordered))[:MOST_PASSAGES]


def _notes(
    agreement: Agreement, subjects: Sequence[str], said: Sequence[Position]
) -> tuple[str, ...]:
    accepted = accepted_by(agreement)
    left = {each.by for each in agreement.instruments if each.act in ("rejection", "withdrawal")}
    notes = []
    for party in subjects:
        stances = [each.stance for each in said if each.party == party and each.own]
        wanted: Mapping[str, Sequence[str]] = (
            {"left": _LEAVES} if party in accepted else {"accepted": ("accepts",)}
        )
        for kind, meant in wanted.items():
            n = sum(stance in meant for stance in stances)
            if n and not (kind == "left" and party in left):
                notes.append(phrase("note", kind, party=party_name(party), n=n))
    return tuple(notes)
