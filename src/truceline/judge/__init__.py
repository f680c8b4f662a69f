"""Verb: Incidents and an Agreement to Findings."""

from truceline.judge.stage import step
from truceline.judge.tallies import tally_step

__all__ = ["step", "tally_step"]
