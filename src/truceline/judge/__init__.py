"""Verb: Incidents and an Agreement to Findings."""

from truceline.judge.stage import step

__all__ = ["step"]
