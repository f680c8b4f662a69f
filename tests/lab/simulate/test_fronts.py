"""The parameters of theatres: typed, named where wrong, each random stream alone."""

from __future__ import annotations

import numpy as np
import pytest

from truceline.ground.errors import UsageError, VocabularyError
from truceline.lab.simulate.fronts import front_of, stream
from truceline.lab.simulate.truth import FRONTS
from truceline.vocabulary.files import shipped_yaml
from truceline.vocabulary.parties import load_parties


@pytest.mark.parametrize("name", FRONTS)
def test_every_front_is_read_and_of_the_stated_size(name: str) -> None:
    """The three fronts are as large as the contract says: about 8, 320 and 60 incidents a day."""
    front = front_of(name)
    wanted = {"quiet": 8, "busy": 320, "mixed": 60}[name]
    assert front.front_a_day + front.rear_a_day == pytest.approx(wanted, rel=0.05)
    assert len(front.fitted.front_hours) == len(front.fitted.rear_hours) == 24


def test_an_unknown_front_is_a_usage_error_that_names_the_known_ones() -> None:
    """Whoever mistypes a name is told what there is."""
    with pytest.raises(UsageError, match="quiet, busy, mixed"):
        front_of("nowhere")


def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken file says which value is wrong."""
    content = shipped_yaml("simulation", "fronts.yaml")
    broken = {**content, "pace": {**content["pace"], "aim": "often"}}
    monkeypatch.setattr("truceline.lab.simulate.fronts.shipped_yaml", lambda *_: broken)
    front_of.cache_clear()
    try:
        with pytest.raises(VocabularyError, match=r"pace\.aim"):
            front_of("quiet")
    finally:
        front_of.cache_clear()


def test_every_fitted_figure_says_on_how_many_it_rests() -> None:
    """No figure from data stands without its n."""
    fitted = shipped_yaml("simulation", "fronts.yaml")["fitted"]
    assert all(entry["n"] >= 100 for entry in fitted.values())


def test_no_real_party_fights() -> None:
    """The simulated parties are nobody's."""
    assert not set(front_of("busy").parties) & set(load_parties().by_id)


def test_streams_differ_by_seed_day_and_purpose_only() -> None:
    """A stream is the same whenever it is opened, and no two purposes share one."""
    draws = {
        key: stream(*key).random()
        for key in ((1, 0, "a"), (1, 0, "b"), (1, 1, "a"), (2, 0, "a"), (1, -1, "a"))
    }
    assert len(set(draws.values())) == len(draws)
    assert stream(1, 0, "a").random() == draws[1, 0, "a"]
    assert isinstance(stream(0, -40, "a"), np.random.Generator)
