"""Who accepted, rejected, conditioned or suspended an agreement, by its record and the evidence."""

from truceline.judge.standing.acceptance import accepted_by, deciding_acts
from truceline.judge.standing.course import course
from truceline.judge.standing.force import Stretch, in_force, period_of
from truceline.judge.standing.moments import range_of
from truceline.judge.standing.positions import Position, heard, in_time, positions
from truceline.judge.standing.record import Record
from truceline.judge.standing.timeline import lines

__all__ = [
    "Position",
    "Record",
    "Stretch",
    "accepted_by",
    "course",
    "deciding_acts",
    "heard",
    "in_force",
    "in_time",
    "lines",
    "period_of",
    "positions",
    "range_of",
]
