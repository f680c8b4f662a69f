"""Shared: loads, checks and shows the machine-readable agreements."""

from truceline.agreements.files import check, find, load, names
from truceline.agreements.problem import Problem
from truceline.agreements.shape import file_schema
from truceline.agreements.showing import Section, show

__all__ = ["Problem", "Section", "check", "file_schema", "find", "load", "names", "show"]
