"""Verb: Statements and documents to Origins; who repeats whom."""

from truceline.trace.step import step

__all__ = ["step"]
