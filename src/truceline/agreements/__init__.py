"""Shared: loads, checks and shows the machine-readable agreements."""

from truceline.agreements.files import check, find, load, names
from truceline.agreements.problem import Problem
from truceline.agreements.show import Section, show

__all__ = ["Problem", "Section", "check", "find", "load", "names", "show"]
