"""Makes the Agreement record from a file's values once they fit the schema."""

from truceline.agreements.building.whole import build

__all__ = ["build"]
