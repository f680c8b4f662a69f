"""Times of an agreement file: moments, days whose moment is not known, and periods of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from truceline.agreements.source import Path_, Source
from truceline.ground.errors import TimeError
from truceline.ground.times import EARLIEST_YEAR, TimeRange, parse_range
from truceline.model.terms import Gap, Held, Period

Precision = Literal["day", "instant"]
DAY_S = 86_400.0

_EVER = datetime(EARLIEST_YEAR, 1, 1, tzinfo=UTC)
FROM_EVER = TimeRange(earliest=_EVER, latest=_EVER)


@dataclass(frozen=True, slots=True)
class Moments:
    """Understands the times of a file in its zone, and notes those that cannot be understood."""

    source: Source
    zone: str

    def range(self, text: str, at: Path_) -> TimeRange | None:
        """Return a day or an instant as a range; None if it is neither."""
        try:
            return parse_range(text, self.zone)
        except TimeError as error:
            self.source.add(at, error.what, error.mend)
            return None

    def moment(self, text: str, at: Path_) -> tuple[datetime | None, Precision]:
        """Return the first instant of a time, and whether it is known to the day only."""
        found = self.range(text, at)
        if found is None:
            return None, "instant"
        return found.earliest, "day" if found.seconds else "instant"

    def given(self, holder: Mapping[str, Any], key: str, at: Path_) -> TimeRange | None:
        """Return the time under a key, None where there is none or it cannot be understood."""
        return self.range(holder[key], (*at, key)) if key in holder else None

    def period(
        self, value: Mapping[str, Any], at: Path_, standing: Period | None = None
    ) -> Period | None:
        """Return the period that a start, an end or both name; what is missing stays as it stood.

        standing: what the period would be without them. Without it a missing start lies before
        all that is recorded, and a missing end was not fixed.
        """
        start = self.given(value, "start", at) or (standing.start if standing else FROM_EVER)
        end = self.given(value, "end", at) or (standing.end if standing else None)
        if end and (end.latest <= start.earliest or (end == start and not end.seconds)):
            same = end == start
            told = value.get("start", "as the agreement says")
            closing = value.get("end", "as the agreement says")
            what = (
                f"It ends when it begins ({told})."
                if same
                else f"It ends ({closing}) before it begins ({told})."
            )
            where = (*at, "end") if "end" in value else (*at, "start")
            self.source.add(where, what, "Correct the wrong one of the two times.")
            return None
        if end and end.earliest < start.earliest:  # a day in which it had begun before it ended
            end = replace(end, earliest=start.earliest)
        gaps = standing.gaps if standing else ()
        return Period(start=start, end=end, gaps=gaps + self._gaps(value, at))

    def _gaps(self, value: Mapping[str, Any], at: Path_) -> tuple[Gap, ...]:
        """Return the parts that are left out; one that ends before it begins is noted."""
        found = []
        for index, each in enumerate(value.get("except", ())):
            gap = self.period(each, (*at, "except", index))
            if gap and gap.end:
                found.append(Gap(start=gap.start, end=gap.end))
        return tuple(found)

    def held(self, values: Sequence[Mapping[str, Any]], at: Path_) -> tuple[Held, ...]:
        """Return who held an interpretation, and from when until when."""
        found = []
        for index, each in enumerate(values):
            start = self.given(each, "from", (*at, index))
            end = self.given(each, "until", (*at, index))
            found.append(
                Held(
                    by=each["by"],
                    start=start.earliest if start else None,
                    end=end.earliest if end else None,
                )
            )
        return tuple(found)
