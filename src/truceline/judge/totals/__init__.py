"""Totals of breaches and ladders: drawn jointly, once for a whole case."""

from truceline.judge.totals.counting import totals

__all__ = ["totals"]
