"""What a clause means by acts: vague reports are neither in nor out of a narrower clause."""

from __future__ import annotations

import pytest

from truceline.vocabulary.acts_meant import acts_meant
from truceline.vocabulary.files import shipped_yaml


@pytest.mark.parametrize("vague", ["attack_unspecified", "mixed", "explosion", "clash"])
def test_a_vague_act_may_be_the_narrower_one(vague: str) -> None:
    """Whether it was shelling cannot be told, while a drone strike surely was none."""
    assert acts_meant(["shelling"]).share(vague) == (0.0, 0.0)
    assert acts_meant(["shelling"]).share("drone_strike") == (0.0, 1.0)
    assert acts_meant([vague]).share(vague) == (1.0, 0.0)


def test_a_clause_on_all_that_it_may_be_means_it() -> None:
    """Whatever kind of attack it was, a clause on every kind is about it; an accident is none."""
    held = shipped_yaml("vocabulary", "act_groups.yaml")["may_be"]
    assert acts_meant(held["attack_unspecified"]).share("attack_unspecified") == (1.0, 0.0)
    every = [act for act in held["explosion"] if act]
    assert acts_meant(every).share("explosion") == (0.0, 0.0)


def test_what_it_cannot_have_been_is_out() -> None:
    """A clash is no air strike and no abduction."""
    assert acts_meant(["air_strike"]).share("clash") == (0.0, 1.0)
    assert acts_meant(["abduction"]).share("explosion") == (0.0, 1.0)
