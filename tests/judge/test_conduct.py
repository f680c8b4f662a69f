"""What releases a duty that depends on the other side: the surest earlier failure, no more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.judge.build import incident, judged
from truceline.agreements import load
from truceline.model.finding import Finding

INSTANT = {"zone": "UTC", "from": "2025-04-20T12:00", "to": "2025-04-20T12:00"}
HOUR = {"zone": "UTC", "from": "2025-04-20T12:00", "to": "2025-04-20T13:00"}


def failure(hour: int, occurred: float | None) -> dict[str, Any]:
    """Return an act of the declarant in an hour of 20 April."""
    day = f"2025-04-20T{hour:02}"
    times = {"zone": "UTC", "from": f"{day}:00", "to": f"{day}:30"}
    return {"act": "shelling", "by": {"RUS": 1}, "occurred": occurred, **times}


def under_mirror(act: dict[str, Any], *earlier: dict[str, Any]) -> Finding:
    """Return the pledger's finding for an act, given the declarant's acts."""
    before = [incident(f"before-{n}", each) for n, each in enumerate(earlier)]
    _, findings = judged(load("easter-2025"), [incident("act", act), *before])
    wanted = ("act", "mirror", "UKR")
    return next(e for e in findings if (e.incident, e.reading, e.respondent) == wanted)


def test_many_uncertain_failures_do_not_add_up() -> None:
    """Five reports at 0.6 may all depend on each other: the bound stays at 0.6."""
    answer = {"act": "shelling", "by": {"UKR": 1}, **HOUR}
    found = under_mirror(answer, *(failure(hour, 0.6) for hour in range(5)))
    assert found.p["excused"] == pytest.approx(0.6)
    assert found.p["breach"] == 0


def test_the_surest_earlier_failure_counts_not_the_surest() -> None:
    """A certain failure after the act counts for nothing against a doubtful one before it."""
    answer = {"act": "shelling", "by": {"UKR": 1}, **HOUR}
    found = under_mirror(answer, failure(15, 1.0), failure(9, 0.4), failure(10, 0.3))
    assert found.p["excused"] == pytest.approx(0.4)
    assert found.facts[-1].statements == ("report-before-1",)


@pytest.mark.parametrize("times", [INSTANT, HOUR])
def test_an_act_is_not_among_the_failures_before_itself(times: dict[str, str]) -> None:
    """Where both sides are named for one act, it neither releases nor counts as alleged."""
    both = {"act": "shelling", "by": {"UKR": 0.5, "RUS": 0.5}, "occurred": 1.0, **times}
    found = under_mirror(both, failure(9, None), failure(15, 1.0))
    assert found.p["excused"] == 0
    assert "earlier acts alleged: 1" in found.facts[-1].what
