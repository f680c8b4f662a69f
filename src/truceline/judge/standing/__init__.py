"""Who accepted, rejected, conditioned or suspended an agreement, by its record and the evidence."""

from truceline.judge.standing.acceptance import accepted_by, deciding_acts
from truceline.judge.standing.positions import Position, in_time, positions

__all__ = ["Position", "accepted_by", "deciding_acts", "in_time", "positions"]
