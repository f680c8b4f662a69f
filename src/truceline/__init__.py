"""Truceline monitors a ceasefire: from evidence to a report in which every word can be traced."""

__version__ = "0.1.0"
