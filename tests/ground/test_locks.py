"""A lock is held by one at a time and goes with whoever held it."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.ground.locks import locked


def test_one_holds_it_and_the_next_may_after(tmp_path: Path) -> None:
    """A second one is told at once; after the first it can be had again, also after an error."""
    path = tmp_path / "lock"
    with pytest.raises(ZeroDivisionError), locked(path) as first:
        assert first
        with locked(path) as second:
            assert not second
        raise ZeroDivisionError
    with locked(path) as third:
        assert third


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """Nothing is made where it leads."""
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError), locked(tmp_path / "lock"):
        pass
    assert not (tmp_path / "elsewhere").exists()
