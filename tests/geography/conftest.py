"""The gazetteer, loaded once for the room."""

from __future__ import annotations

import pytest

from truceline.geography import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer."""
    return Gazetteer.load()
