"""Reliability with consistency bands, and its picture."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest

from truceline.lab.calibration.plot import reliability_svg
from truceline.lab.calibration.reliability import reliability

EDGES = (0.0, 0.2, 0.5, 0.8, 1.0)


def drawn(n: int, shift: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Return forecasts and outcomes that come true `shift` more often than forecast."""
    dice = np.random.default_rng(3)
    p = dice.random(n) * 0.9
    return p, dice.random(n) < p + shift


def test_right_forecasts_lie_inside_their_bands() -> None:
    """Outcomes drawn by the forecasts themselves are consistent with them."""
    assert all(each.consistent for each in reliability(*drawn(5000), EDGES, level=0.99))


def test_wrong_forecasts_leave_their_bands() -> None:
    """Ten points too low is seen in every bin with many forecasts."""
    assert not any(each.consistent for each in reliability(*drawn(5000, 0.1), EDGES))


def test_bands_narrow_with_the_root_of_n() -> None:
    """A hundred times the forecasts make bands a tenth as wide."""
    wide, narrow = (reliability(*drawn(n), EDGES)[1] for n in (400, 40_000))
    assert (wide.most - wide.least) / (narrow.most - narrow.least) == pytest.approx(10, rel=0.3)


def test_bins_hold_every_forecast_once_and_their_lower_ends() -> None:
    """An edge belongs to the bin above it, 1 to the last."""
    p = np.array([0.0, 0.2, 0.5, 0.8, 1.0])
    found = reliability(p, np.ones(5, dtype=np.bool_), EDGES, draws=10)
    assert [each.n for each in found] == [1, 1, 1, 2]


def test_empty_bins_are_no_failure() -> None:
    """A bin without forecasts has no figures and is not called inconsistent."""
    found = reliability(np.array([0.1]), np.array([False]), EDGES, draws=10)
    assert found[3].n == 0 and np.isnan(found[3].share) and found[3].consistent
    assert reliability(np.empty(0), np.empty(0, dtype=np.bool_), EDGES)[0].n == 0


def test_the_picture_is_well_formed_and_the_same_each_time() -> None:
    """Same figures, same bytes; a title with marks is escaped; a point for each bin with rows."""
    bins = reliability(*drawn(500), EDGES, draws=50)
    picture = reliability_svg(bins, "a < b & c")
    assert picture == reliability_svg(bins, "a < b & c")
    tree = ElementTree.fromstring(picture)  # noqa: S314 - written here a line above
    assert len(tree.findall("{http://www.w3.org/2000/svg}circle")) == len(EDGES) - 1
