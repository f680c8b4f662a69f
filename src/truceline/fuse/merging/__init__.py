"""Merges of clusters, round by round, and what is kept of each."""

from truceline.fuse.merging.cuts import Cuts, cut
from truceline.fuse.merging.rounds import Merges

__all__ = ["Cuts", "Merges", "cut"]
