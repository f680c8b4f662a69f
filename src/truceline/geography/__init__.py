"""Shared: finds places in texts, as candidates with probabilities."""

from truceline.geography.gazetteer import Gazetteer, PlaceMention

__all__ = ["Gazetteer", "PlaceMention"]
