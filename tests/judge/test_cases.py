"""The worked cases that a lawyer can read come out as they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.judge.build import incident, judged, position
from truceline.agreements import load
from truceline.vocabulary.files import load_yaml

FOLDER = Path(__file__).parent / "cases"


def _cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        content = load_yaml(path)
        for case in content["cases"]:
            name = f"{path.stem}: {case['name']}"
            found.append(pytest.param(content["agreement"], case, id=name))
    return found


@pytest.mark.parametrize(("agreement", "case"), _cases())
def test_a_worked_case(agreement: str, case: dict[str, Any]) -> None:
    """Exactly the expected findings come out, with the expected probabilities and bindings."""
    earlier = [incident(f"earlier-{i}", each) for i, each in enumerate(case.get("earlier", []))]
    said = [position(i, each) for i, each in enumerate(case.get("said", []))]
    bindings, findings = judged(
        load(agreement), [*earlier, incident("the act", case["incident"])], said
    )
    mine = [each for each in findings if each.incident == "the act"]
    assert [[f.reading, f.respondent, f.verdict] for f in mine] == case["expect"]
    by_key = {(f.reading, f.respondent): f for f in mine}
    for reading, party, verdict, p in case.get("p", []):
        assert by_key[reading, party].p[verdict] == pytest.approx(p, abs=5e-4)
    for wanted in case.get("binding", []):
        found = next(each for each in bindings if each.party == wanted["party"])
        assert found.force == wanted["force"]
        assert len(found.passages) == wanted["cites"]
        assert len(found.notes) == wanted["notes"]
        for words in wanted.get("reason", []):
            assert words in found.reason


def test_there_are_enough_worked_cases() -> None:
    """At least twenty cases, so that a lost file is noticed."""
    assert len(_cases()) >= 20
