"""What the tests share: the development data, and the rule that its absence fails in CI."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

# How long one example takes says how busy the machine is: benchmarks measure time, tests do not.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of development data; skips where it is absent, fails in CI."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail("the development data (../shared/data) must be there in CI")
    pytest.skip("needs the development data beside the checkout (../shared/data)")
