"""The worked cases of obligations that a lawyer can read come out as they say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.judge.performing.build import FOLDER, performed, terms
from truceline.model.performance import Performance
from truceline.vocabulary.files import load_yaml


def _cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        content = load_yaml(path)
        for case in content["cases"]:
            name = f"{path.stem}: {case['name']}"
            found.append(pytest.param(content["agreement"], case, id=name))
    return found


def _key(made: Performance) -> tuple[str, str, str]:
    return made.reading, made.respondent, made.stage or "whole"


@pytest.mark.parametrize(("agreement", "case"), _cases())
def test_a_worked_case(agreement: str, case: dict[str, Any]) -> None:
    """Exactly the expected performances of the clause come out, with what is asked of them."""
    folder = FOLDER / case["lines"] if "lines" in case else None
    made = performed(
        terms(agreement), case["said"], case.get("as_of"), folder, case.get("acts", ())
    )
    under = case.get("under")  # the only reading that is compared, where there are many
    made = [each for each in made if under is None or each.reading == under]
    mine = {_key(each): each for each in made if each.clause == case["clause"]}
    found = [[*key, each.status, each.basis] for key, each in mine.items()]
    expected = case["expect"]
    assert [each for each in found if each[2] in {e[2] for e in expected}] == expected, {
        key: (each.p, each.reason) for key, each in mine.items()
    }
    for *key, status, p in case.get("p", []):
        assert mine[tuple(key)].p.get(status, 0.0) == pytest.approx(p, abs=5e-4)
    for *key, low, high in case.get("done", []):
        assert mine[tuple(key)].done == (low, high)
    for *key, words in case.get("reason", []):
        assert words in mine[tuple(key)].reason
    for name in ("by", "periods", "denials"):
        for *key, value in case.get(name, []):
            got = getattr(mine[tuple(key)], name)
            assert (list(got) if name != "periods" else got) == value
    for each in mine.values():
        assert sum(each.p.values()) == pytest.approx(1.0)
        assert each.review == "proposed"


def test_there_are_enough_worked_cases() -> None:
    """At least twenty-five cases, so that a lost file is noticed."""
    assert len(_cases()) >= 25
