"""The scoreboard of claimants: names compared over two scripts, ahead of its baseline."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.boards import scored
from truceline.lab.claimants import alike


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        ("mayor Savchenko", "Савченко", True),
        ("General Staff of Norland", "Генштаб", True),
        ("police", "поліція", True),
        ("Savchenko", "Коваленко", False),
        ("police", "Генштаб", False),
        ("police", "", False),
        ("", "", True),
        ("", "Генштаб", False),
    ],
)
def test_names_are_compared_over_two_scripts(gold: str, said: str, same: bool) -> None:
    """A name is its spelling in the other script, a body its word there; nobody is nobody."""
    assert alike(gold, said) is same


@pytest.mark.shared
def test_claimants_beat_colons_and_dashes_on_real_headlines(shared_data: Path) -> None:
    """Most claimants are named, far above the baseline, and few where none is named."""
    named, _, nobody = scored("claimants", shared_data)
    assert named.figure >= 0.78
    assert named.baseline_figure is not None
    assert named.low > named.baseline_figure
    assert nobody.figure >= 0.86
