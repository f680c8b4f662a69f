"""Makes the Agreement record from a file's values once they fit the schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from truceline.agreements.building.clauses import Terms, counting
from truceline.agreements.building.ground import line, zone
from truceline.agreements.building.moments import Moments
from truceline.agreements.building.readings import Readings
from truceline.agreements.source import Path_, Source
from truceline.ground.errors import TimeError
from truceline.ground.times import TimeRange, zone_of
from truceline.model.agreement import Agreement, Citation, Instrument, StatusChange
from truceline.model.terms import Period

Part = TypeVar("Part")


def build(source: Source) -> Agreement | None:
    """Return the agreement, or None if a time in it cannot be understood (noted in `source`)."""
    try:
        zone_of(source.value["zone"])
    except TimeError as error:
        source.add(("zone",), error.what, error.mend)
        return None
    before = len(source.problems)
    agreement = _Builder(source).agreement()
    return agreement if len(source.problems) == before else None


class _Builder:
    """Walks the values in the file's order and notes every time that cannot be understood."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.value: dict[str, Any] = source.value
        self.moments = Moments(source, self.value["zone"])
        self.period = self._period("window")
        self.instruments = self._each("instruments", self._instrument)
        by_id = {each.id: each for each in self.instruments if each is not None}
        self.terms = Terms(self.moments, by_id)
        self.clauses = self._each("clauses", self.terms.clause)

    def agreement(self) -> Agreement:
        value = self.value
        spoken_of = self._period("spoken_of")
        readings = self._readings()
        return Agreement(
            id=value["id"],
            version=value["version"],
            title=value["title"],
            summary=value["summary"].strip(),
            standing=value["standing"],
            zone=value["zone"],
            parties=tuple(value["parties"]),
            mediators=tuple(value.get("mediators", ())),
            window=self._outer(self.period),
            period=self.period,
            instruments=tuple(each for each in self.instruments if each is not None),
            clauses=self.clauses,
            readings=readings.combined(
                self._each("readings", readings.reading), value.get("choices", ())
            ),
            choices=self._each("choices", readings.choice),
            citations=self._each("citations", self._citation),
            unknowns=tuple(value.get("unknowns", ())),
            standard=float(value.get("standard", 0.95)),
            subject=tuple(value.get("subject", ())),
            spoken_of=self._outer(spoken_of),
            status=tuple(each for each in self._each("status", self._status) if each),
            lines=self._each("lines", lambda each, at: line(each, at, self.moments)),
            zones=self._each("zones", zone),
            ladders=self._each("ladders", self.terms.ladder),
            counting=counting(value.get("counting")),
        )

    def _readings(self) -> Readings:
        parties = self.value["parties"]
        return Readings(self.moments, self.terms, parties, self.period, self.clauses)

    def _each(
        self, name: str, make: Callable[[Mapping[str, Any], Path_], Part]
    ) -> tuple[Part, ...]:
        values = enumerate(self.value.get(name, ()))
        return tuple(make(each, (name, index)) for index, each in values)

    def _period(self, name: str) -> Period | None:
        value = self.value.get(name)
        return None if value is None else self.moments.period(value, (name,))

    def _outer(self, period: Period | None) -> TimeRange | None:
        if period is None:
            return None
        outer = period.outer
        return TimeRange(earliest=outer.earliest, latest=outer.latest, zone=self.moments.zone)

    def _status(self, value: Mapping[str, Any], at: Path_) -> StatusChange | None:
        moment, precision = self.moments.moment(value["at"], (*at, "at"))
        if moment is None:
            return None
        return StatusChange(
            status=value["status"],
            at=moment,
            at_precision=precision,
            summary=value.get("summary", "").strip(),
            citations=tuple(value["citations"]),
        )

    def _instrument(self, value: Mapping[str, Any], at: Path_) -> Instrument | None:
        moment, precision = self.moments.moment(value["at"], (*at, "at"))
        until = self.moments.given(value, "until", at)
        if moment is None:
            return None
        joint = tuple(value.get("joint", ()))
        return Instrument(
            id=value["id"],
            act=value["act"],
            by=value.get("by") or joint[0],
            joint=joint,
            at=moment,
            at_precision=precision,
            summary=value["summary"].strip(),
            binds=tuple(value.get("binds", ())),
            condition=value.get("condition", "").strip(),
            depends_on=tuple(value.get("depends_on", ())),
            citations=tuple(value["citations"]),
            version=value.get("version", ""),
            amends=tuple(value.get("amends", ())),
            replaces=value.get("replaces", ""),
            until=until.earliest if until else None,
        )

    def _citation(self, value: Mapping[str, Any], at: Path_) -> Citation:
        self.moments.range(value["date"], (*at, "date"))
        return Citation(
            id=value["id"],
            title=value["title"],
            publisher=value["publisher"],
            date=value["date"],
            url=value["url"],
            language=value.get("language", ""),
            sha256=value.get("sha256"),
            via=value.get("via", ""),
            number=value.get("number", ""),
        )
