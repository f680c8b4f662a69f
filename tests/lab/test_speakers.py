"""The scoreboard of speakers: lenient about words, strict about who, ahead of its baseline."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.boards import scored
from truceline.lab.speakers import alike


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        ("Anna Berg", "Berg", True),
        ("Lisk health ministry", "the ministry of health of Lisk", True),
        ("UN", "United Nations", True),
        ("Anna Berg, Carl Dahl", "Carl Dahl", True),
        ("Anna Berg", "Carl Dahl", False),
        ("Anna Berg", "", False),
        ("", "", True),
        ("", "Berg", False),
    ],
)
def test_names_are_compared_by_their_telling_words(gold: str, said: str, same: bool) -> None:
    """A short name is the long one, one of several is enough, nobody is only nobody."""
    assert alike(gold, said) is same


@pytest.mark.shared
def test_speakers_beat_the_nearest_name_on_real_articles(shared_data: Path) -> None:
    """Most named speakers are found, far above the baseline, and few where none is named."""
    named, nobody, *_ = scored("attributed", shared_data)
    assert named.figure >= 0.65
    assert named.baseline_figure is not None
    assert named.low > named.baseline_figure
    assert nobody.figure >= 0.8
