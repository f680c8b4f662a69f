"""One simulated day, put together from what happened, what was told, copied and sensed."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.lab.simulate.truth import HAPPENED, RECORDS, SENSED, TOLD, Wanted, World
from truceline.model.columns import schema_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """All that stays the same from day to day."""

    wanted: Wanted

    @classmethod
    def of(cls, wanted: Wanted) -> Stage:
        """Return the stage for what is wanted."""
        return cls(wanted=wanted)

    def day(self, _number: int) -> World:
        """Return one day; until the theatre stands, an empty one."""
        return World(
            happened=HAPPENED.empty_table(),
            told=TOLD.empty_table(),
            sensed=SENSED.empty_table(),
            tables={name: schema_of(record).empty_table() for name, record in RECORDS.items()},
        )
