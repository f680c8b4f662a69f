"""Verb: statements into incidents, with a score table for every link."""

from truceline.fuse.stage import step

__all__ = ["step"]
