"""How simulated texts word what they know: shares come out, verbatim copies repeat, sides swap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from truceline.lab.simulate.fronts import front_of
from truceline.lab.simulate.ground import Ground
from truceline.lab.simulate.lines import (
    EDGES,
    EVENT,
    KINDS,
    MODES,
    TARGETS,
    UNKNOWN,
    Events,
    Lines,
    acts,
    lines,
)
from truceline.lab.simulate.saying import Saying, saying, worded
from truceline.lab.simulate.theatre import theatre_of

N, EVENTS = 12_000, 3_000
_DAY = 86400.0


@pytest.fixture(scope="module")
def ground() -> Ground:
    """Return the ground of a quiet front."""
    return Ground.of(theatre_of(front_of("quiet"), 1))


def full(act: str = "missile_strike") -> tuple[Lines, Events]:
    """Return texts that know everything, four of each event, and the events."""
    said, events = lines(N), np.zeros(EVENTS, dtype=EVENT)
    said["incident"], said["act"] = np.arange(N) % EVENTS, acts().index(act)
    said["by"], said["target"] = np.arange(N) % 2, TARGETS.index("civilian")
    said["killed"], said["injured"] = 3.0, 5.0
    said["mode"], said["town"] = MODES.index("settlement"), 7
    said["time"] = np.array([12 * 3600.0, 13 * 3600.0])
    said["published"] = 14 * 3600.0
    return said, events


def rng() -> np.random.Generator:
    """Return the same random numbers in every test."""
    return np.random.default_rng(4)


def test_texts_tell_what_the_fitted_shares_say(ground: Ground) -> None:
    """Each field is told by as many texts as telling.yaml states, within two points."""
    laws = saying()
    found = worded(*full(), ground, laws, rng())
    shares = {
        "time": ((~np.isnan(found["time"][:, 0])).mean(), laws.time["told"]),
        "wide": ((found["mode"] == MODES.index("region")).mean(), laws.place["wide"]),
        "nowhere": ((found["mode"] == MODES.index("nowhere")).mean(), laws.place["nowhere"]),
        "side": ((found["by"] != UNKNOWN).mean(), laws.side["told"]),
        "target": ((found["target"] > 0).mean(), laws.target["told"]),
        "killed": ((~np.isnan(found["killed"][:, 0])).mean(), laws.harm["killed"]),
        "injured": ((~np.isnan(found["injured"][:, 0])).mean(), laws.harm["injured"]),
        "followup": (found["followup"].mean(), laws.followup["same_day"]),
    }
    for name, (made, stated) in shares.items():
        assert made == pytest.approx(stated, abs=0.02), name
    told = laws.act.told["missile_strike"]
    for act in ("missile_strike", "attack_unspecified", "explosion"):
        assert (found["act"] == acts().index(act)).mean() == pytest.approx(told[act], abs=0.02)


def _alike(follow: float, ground: Ground) -> float:
    laws = replace(saying(), place={**saying().place, "wide": 0.5, "follow": follow})
    found = worded(*full(), ground, laws, rng())
    wide = (found["mode"] == MODES.index("region")).reshape(-1, EVENTS)
    return float((wide[0] == wide[1]).mean())


def test_texts_of_an_incident_are_alike_as_far_as_they_follow_its_own_wording(
    ground: Ground,
) -> None:
    """Half told by region: two are alike half the time if none follows, always if all do."""
    assert _alike(0.0, ground) == pytest.approx(0.5, abs=0.03)
    assert _alike(0.7, ground) == pytest.approx(0.5 + 0.49 / 2, abs=0.03)
    assert _alike(1.0, ground) == 1.0


def test_a_verbatim_copy_says_what_its_parent_says_and_a_rewrite_need_not(ground: Ground) -> None:
    """Chains of verbatim copies repeat the first wording field by field."""
    said, events = full()
    said["parent"][1:] = np.arange(N - 1)
    said["incident"] = said["by"] = 0
    said["published"] += np.arange(N) * 600.0
    said["edge"][1:] = EDGES.index("verbatim")
    same = worded(said, events, ground, saying(), rng())
    for name in ("act", "by", "target", "mode", "town", "implied", "followup"):
        assert len(set(same[name].tolist())) == 1, name
    assert len(set(map(str, same["time"].tolist()))) == 1
    said["edge"][1:] = EDGES.index("rewrite")
    other = worded(said, events, ground, saying(), rng())
    assert len(set(other["act"].tolist())) > 3


def test_denials_keep_whom_they_defend_and_tallies_stay(ground: Ground) -> None:
    """A denial without the accused would deny nothing; a tally is no report of an incident."""
    said, events = full()
    said["kind"] = KINDS.index("denial")
    assert (worded(said, events, ground, saying(), rng())["by"] == said["by"]).all()
    said["kind"], said["incident"] = KINDS.index("tally"), -1
    made = worded(said, events, ground, saying(), rng())
    assert made.tobytes() == said.tobytes()


def test_sides_swapped_swap_in_what_is_said(ground: Ground) -> None:
    """With the authors exchanged the same texts name the other one, and no more changes."""
    said, events = full()
    plain = worded(said, events, ground, saying(), rng())
    said["by"] = 1 - said["by"]
    other = worded(said, events, ground, saying(), rng())
    assert np.array_equal(np.where(plain["by"] >= 0, 1 - plain["by"], plain["by"]), other["by"])
    plain["by"] = other["by"]
    assert plain.tobytes() == other.tobytes()


def test_later_texts_are_follow_ups_more_often(ground: Ground) -> None:
    """On the third day about half are told as follow-ups, on the first few."""
    said, events = full()
    said["published"] += 3 * _DAY
    laws: Saying = saying()
    found = worded(said, events, ground, laws, rng())
    assert found["followup"].mean() == pytest.approx(laws.followup["later"], abs=0.02)
