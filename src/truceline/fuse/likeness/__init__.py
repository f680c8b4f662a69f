"""How likely two clusters of reports tell of one incident, against what happens anyway."""

from truceline.fuse.likeness.scoring import PARTS, Edges, parts_of, total
from truceline.fuse.likeness.state import State, joined, state_of

__all__ = ["PARTS", "Edges", "State", "joined", "parts_of", "state_of", "total"]
