"""A case made by hand under an agreement with all that its language has, and judged of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.publish.samples import END, START, agreement, sample
from truceline.ground.times import TimeRange
from truceline.model.agreement import Agreement, Choice, Duty, Option, Reading, StatusChange
from truceline.model.finding import Binding, Fact, Finding, Verdict
from truceline.model.performance import Performance, SideAccount
from truceline.model.terms import (
    Answering,
    Clause,
    Counting,
    Held,
    Ladder,
    Obligation,
    Period,
    Stage,
    Step,
    Weapons,
)
from truceline.model.totals import BreachTotal, StepReached
from truceline.model.values import Amount, Bounds
from truceline.model.zones import Belt, Circle, Line, LineVersion, Side, Zone
from truceline.publish import ReportInput

DAY = 86_400.0
OPENS = TimeRange(earliest=START, latest=START, zone="Europe/Moscow")
SOME_DAY = TimeRange(
    earliest=datetime(2030, 3, 31, 21, tzinfo=UTC),
    latest=datetime(2030, 4, 1, 21, tzinfo=UTC),
    zone="Europe/Moscow",
)
STARTS, RELEASES = ("early", "late"), ("kept", "freed")
SURE = {"breach": 1.0, "excused": 0.0, "permitted": 0.0, "outside": 0.0, "undetermined": 0.0}


def ground() -> dict[str, object]:
    """Return a line that one side claims, and areas of several shapes, one of them unknown."""
    rings = ((36.0, 50.0), (37.0, 50.0), (37.0, 49.0))
    return {
        "lines": (
            Line(
                id="front",
                title="The front",
                closed=True,
                held_by=("BBB",),
                contested_m=500,
                versions=(
                    LineVersion(day=date(2030, 4, 1), points=rings),
                    LineVersion(day=date(2030, 4, 3), points=rings),
                ),
            ),
        ),
        "zones": (
            Zone(id="inner", title="The inner part", side=Side(line="front", of="inside")),
            Zone(id="strip", title="The strip", belt=Belt(line="front", to_m=5000)),
            Zone(id="town", title="The town", circle=Circle(lat=50.0, lon=36.0, radius_m=2000)),
            Zone(id="lost", title="The lost part", unknown="No map of it is public."),
            Zone(id="all", title="Altogether", all_of=("inner", "town"), none_of=("lost",)),
        ),
    }


def clauses() -> tuple[Clause, ...]:
    """Return a halt with limits, the answer to fire, what prevails, and two obligations."""
    return (
        Clause(
            id="halt",
            scope="prohibits",
            text="No heavy fire.",
            acts=("any_attack",),
            areas=("strip",),
            domains=("land",),
            weapons=Weapons(classes=("mortar",), calibre_mm=Bounds(82, None)),
            exceptions=("answer",),
            citations=("c1",),
        ),
        Clause(
            id="answer",
            scope="permits",
            text="Fire may be answered.",
            acts=("shelling",),
            answers=Answering(acts=("shelling",), within_s=7200, within_m=15_000),
        ),
        Clause(
            id="quiet",
            scope="prohibits",
            text="None at all in the town.",
            areas_of={"BBB": ("town",), "AAA": ("lost",)},
            prevails_over=("halt",),
        ),
        Clause(
            id="free",
            scope="obliges",
            text="A sets free thirty.",
            respondents=("AAA",),
            obligation=Obligation(
                kind="release",
                what=("prisoners",),
                serves=("BBB",),
                quantity=Amount(min=30, max=30, unit="people"),
                deadline=OPENS,
                stages=(Stage(id="day-1", deadline=OPENS),),
            ),
        ),
        Clause(
            id="report",
            scope="obliges",
            text="B reports each week.",
            obligation=Obligation(kind="publication", every_s=7 * DAY, start=SOME_DAY),
        ),
    )


def readings() -> tuple[Reading, ...]:
    """Return one reading with every combination of two choices; the late start has no end."""
    return tuple(
        Reading(
            id=f"both.{start}.{release}",
            title=f"Both; {start} start; {release}",
            summary=f"Both are bound. It starts {start}. Each is {release}.",
            options=(start, release),
            duties=(
                Duty(
                    party="AAA",
                    within=Period(start=SOME_DAY) if start == "late" else Period.of(OPEN_TRUCE),
                ),
            ),
        )
        for start in STARTS
        for release in RELEASES
    )


OPEN_TRUCE = TimeRange(earliest=START, latest=END, zone="Europe/Moscow")


def choices() -> tuple[Choice, ...]:
    """Return when it began and whether a breach releases, with who holds what since when."""
    return (
        Choice(
            id="start",
            about="start",
            title="When it begins",
            options=(
                Option(
                    id="early",
                    title="early start",
                    summary="It starts early.",
                    held=(Held(by="AAA", start=START),),
                    held_by=("AAA",),
                ),
                Option(id="late", title="late start", summary="It starts late."),
            ),
        ),
        Choice(
            id="release",
            about="release",
            title="Whether a breach releases",
            options=tuple(Option(id=e, title=e, summary=f"Each is {e}.") for e in RELEASES),
        ),
    )


def whole_agreement() -> Agreement:
    """Return the agreement: its end was never fixed."""
    base = agreement(readings=readings(), standing="disputed")
    return replace(
        base,
        clauses=clauses(),
        choices=choices(),
        period=Period(start=OPENS),
        window=Period(start=OPENS).outer,
        status=(StatusChange(status="effective", at=START, summary="It began."),),
        ladders=(
            Ladder(
                id="steps",
                text="Breaches are answered.",
                steps=(Step(id="one", breaches=3, within_s=7 * DAY, then="A committee meets."),),
            ),
        ),
        counting=Counting(unit="explosion", text="As the mission counts."),
        **ground(),
    )


def finding(reading: str, verdict: Verdict, p: dict[str, float] | None = None) -> Finding:
    """Return a finding on the first incident under a reading."""
    return Finding(
        id=f"fi-{reading}",
        incident="in-1",
        agreement="truce",
        clause="halt",
        respondent="AAA",
        reading=reading,
        verdict=verdict,
        p=p or SURE,
        reason=f"For {verdict}.",
        facts=(Fact(what="time inside", p=1.0, statements=("st-1",)),),
    )


def total(reading: str, clause: str = "", low: int = 1, high: int = 4) -> BreachTotal:
    """Return how many breaches there may be under a reading."""
    return BreachTotal(
        id=f"bt-{reading}-{clause}",
        agreement="truce",
        reading=reading,
        respondent="AAA",
        clause=clause,
        unit="explosion",
        low=low,
        best=None,
        high=high,
        certain=1,
        reason=f"{low} to {high} proposed breaches by Alland.",
    )


def step(reading: str) -> StepReached:
    """Return a step of the ladder that may be reached."""
    return StepReached(
        id=f"sr-{reading}",
        agreement="truce",
        reading=reading,
        respondent="AAA",
        ladder="steps",
        step="one",
        p_low=0.25,
        p_high=0.75,
        reached=False,
        then="A committee meets.",
        reason="Whether three are reached is not settled.",
    )


def performance(reading: str, **values: object) -> Performance:
    """Return how the release fares under a reading: a part, as the respondent alone says."""
    given: dict[str, object] = {
        "id": f"pf-{reading}-{values.get('clause', 'free')}-{values.get('stage', '')}",
        "clause": "free",
        "respondent": "AAA",
        "stage": "",
        "status": "part",
        "basis": "claimed",
        "p": {"part": 1.0},
        "reason": "Alland has done a part.",
        "done": Bounds(10, 12),
        "owed": Amount(min=30, max=30, unit="people"),
        "deadline": OPENS,
        "sides": (
            SideAccount(
                side="AAA", says="done", origins=1, quantity=Bounds(10, 12), statements=("st-1",)
            ),
        ),
        "facts": (Fact(what="told as done", p=1.0, statements=("st-1",)),),
    } | values
    return Performance(agreement="truce", reading=reading, **given)


def untold(reading: str) -> Performance:
    """Return a recurring duty of which nothing is told."""
    return performance(
        reading,
        clause="report",
        respondent="BBB",
        status="undetermined",
        basis="",
        p={"undetermined": 1.0},
        reason="Bedland: periods kept 0, missed 0, unknown 3.",
        done=None,
        owed=None,
        deadline=None,
        sides=(),
        facts=(),
        periods={"kept": 0, "missed": 0, "unknown": 3},
    )


def binding(reading: Reading) -> Binding:
    """Return a binding for as long as the reading's duty lasts."""
    within = reading.duties[0].within
    return Binding(
        agreement="truce",
        reading=reading.id,
        party="AAA",
        force="bound",
        reason="It declared the truce.",
        within=within.outer if within else None,
        citations=("c1",),
    )


def judged(**values: object) -> ReportInput:
    """Return the case: a breach where the truce starts early, undetermined where it starts late."""
    all_ = readings()
    given: dict[str, object] = {
        "agreement": whole_agreement(),
        "bindings": tuple(binding(each) for each in all_),
        "findings": tuple(
            finding(each.id, "breach" if "early" in each.id else "undetermined") for each in all_
        ),
        "totals": tuple(
            total(each.id, clause, high=4 if "kept" in each.id else 2)
            for each in all_
            for clause in ("", "halt")
        ),
        "steps": tuple(step(each.id) for each in all_),
        "performances": (
            *(performance(each.id) for each in all_),
            *(performance(each.id, stage="day-1", status="late") for each in all_),
            *(untold(each.id) for each in all_),
        ),
    } | values
    return sample(**given)
