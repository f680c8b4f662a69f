"""Words are given only where calibration was shown."""

from __future__ import annotations

import pytest

from truceline.fuse.belief.words import band_of, bands, words_for
from truceline.vocabulary.files import shipped_entries


def test_bands_meet_without_gap_or_overlap() -> None:
    """Every p from the first band's lower end to the last one's upper end has one word."""
    found = bands()
    assert [each.high for each in found[:-1]] == [each.low for each in found[1:]]
    assert (found[0].low, found[-1].high) == (0.01, 0.99)


@pytest.mark.parametrize(
    ("p", "word"), [(0.55, "likely"), (0.799, "likely"), (0.8, "very likely"), (0.995, ""), (0, "")]
)
def test_a_band_holds_its_lower_end_and_not_its_upper(p: float, word: str) -> None:
    """No word is given beyond the bands."""
    assert band_of(p) == word


def test_a_kind_of_data_without_calibration_gets_its_status_word() -> None:
    """However sure the number is, no likelihood is put in words for unknown kinds of data."""
    assert words_for("a war that nobody measured", 0.9, "corroborated") == "corroborated"
    assert words_for("a war that nobody measured", None, "reported") == "reported"


def test_every_kind_with_words_names_its_figures() -> None:
    """An entry under "shown" says on how many incidents, when a band failed and what it scored."""
    for figures in shipped_entries("vocabulary", "belief.yaml")["shown"].values():
        assert figures["n"] >= 1000
        assert {"brier", "log_score", "bands_outside"} <= set(figures)
