"""The simpler ways that tracing is held against do what they say."""

from __future__ import annotations

import numpy as np

from truceline.lab.origin_baselines import cut_elsewhere, minhash, same_site

TEXT = "The port of Oldhaven was closed on Monday after two blasts in the northern basin."


def test_minhash_is_one_for_equal_texts_and_low_for_others() -> None:
    """The share of equal hashes estimates the shared part of all three-word runs."""
    half = TEXT + " Schools reopen after the summer and rain is expected over the hills."
    same, again, part, none = minhash([TEXT, TEXT, half, "Nothing of that sort happened here."])
    assert (same == again).mean() == 1
    assert 0.2 < (same == part).mean() < 0.8
    assert (same == none).mean() < 0.05


def test_one_site_is_one_host() -> None:
    """Two pages of one host are one site whatever their paths."""
    pages = ["https://a.example/1", "https://a.example/1"]
    assert same_site(pages, ["https://a.example/2", "https://b.example/1"]).tolist() == [1, 0]


def test_a_cut_is_fitted_without_the_articles_it_is_tried_on() -> None:
    """A pair whose own article alone is mislabelled cannot move its own cut."""
    scores = np.array([0.9, 0.9, 0.2, 0.1, 0.5])
    gold = np.array([True, True, False, False, False])
    a, b = np.arange(0, 10, 2), np.arange(1, 10, 2)
    said = cut_elsewhere(scores, gold, a, b, np.ones(5, dtype=np.bool_))
    assert said.tolist() == [True, True, False, False, False]
    flipped = gold.copy()
    flipped[4] = True
    again = cut_elsewhere(scores, flipped, a, b, np.ones(5, dtype=np.bool_))
    assert again[4] == said[4]
