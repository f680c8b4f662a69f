"""Verb: takes files and tables in as evidence, and quarantines what cannot be used."""

from truceline.collect.folder import collect
from truceline.collect.items import CollectInput, Item, Quarantined

__all__ = ["CollectInput", "Item", "Quarantined", "collect"]
