"""Makes the Agreement record from a file's values once they fit the schema."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from truceline.agreements.source import Path_, Source
from truceline.ground.errors import TimeError
from truceline.ground.times import TimeRange, parse_instant, parse_range, zone_of
from truceline.model.agreement import Agreement, Citation, Clause, Duty, Instrument, Reading

Precision = Literal["day", "instant"]


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
        self.zone: str = self.value["zone"]
        self.window = self._window(self.value, ("window",))

    def agreement(self) -> Agreement:
        value = self.value
        return Agreement(
            id=value["id"],
            version=value["version"],
            title=value["title"],
            summary=value["summary"].strip(),
            standing=value["standing"],
            zone=self.zone,
            parties=tuple(value["parties"]),
            mediators=tuple(value.get("mediators", ())),
            window=self.window,
            instruments=self._each("instruments", self._instrument),
            clauses=self._each("clauses", self._clause),
            readings=self._each("readings", self._reading),
            citations=self._each("citations", self._citation),
            unknowns=tuple(value.get("unknowns", ())),
            standard=float(value.get("standard", 0.95)),
            subject=tuple(value.get("subject", ())),
            spoken_of=self._window(value, ("spoken_of",)),
        )

    def _each(self, name: str, make: Any) -> Any:  # noqa: ANN401 - each list has records of its own
        return tuple(make(each, (name, index)) for index, each in enumerate(self.value[name]))

    def _time(self, text: str, at: Path_) -> datetime | None:
        try:
            return parse_instant(text, self.zone)
        except TimeError as error:
            self.source.add(at, error.what, error.mend)
            return None

    def _window(self, holder: dict[str, Any], at: Path_) -> TimeRange | None:
        value = holder.get(str(at[-1]))
        if value is None:
            return None
        start = self._time(value["start"], (*at, "start"))
        end = self._time(value["end"], (*at, "end"))
        if start is None or end is None:
            return None
        if end <= start:
            what = f"It ends ({value['end']}) before it begins ({value['start']})."
            what = what if end < start else f"It ends when it begins ({value['start']})."
            self.source.add((*at, "end"), what, "Correct the wrong one of the two times.")
            return None
        return TimeRange(earliest=start, latest=end, zone=self.zone)

    def _day_or_instant(self, text: str, at: Path_) -> tuple[datetime | None, Precision]:
        try:
            found = parse_range(text, self.zone)
        except TimeError as error:
            self.source.add(at, error.what, error.mend)
            return None, "instant"
        return found.earliest, "day" if found.seconds else "instant"

    def _instrument(self, value: dict[str, Any], at: Path_) -> Instrument | None:
        moment, precision = self._day_or_instant(value["at"], (*at, "at"))
        if moment is None:
            return None
        return Instrument(
            id=value["id"],
            act=value["act"],
            by=value["by"],
            at=moment,
            at_precision=precision,
            summary=value["summary"].strip(),
            binds=tuple(value.get("binds", ())),
            condition=value.get("condition", "").strip(),
            depends_on=tuple(value.get("depends_on", ())),
            citations=tuple(value["citations"]),
        )

    def _clause(self, value: dict[str, Any], at: Path_) -> Clause:
        lists = ("acts", "may_cover", "targets", "respondents", "areas", "exceptions")
        return Clause(
            id=value["id"],
            scope=value["scope"],
            text=value["text"].strip(),
            article=value.get("article", ""),
            citations=tuple(value["citations"]),
            within=self._window(value, (*at, "within")),
            **{name: tuple(value.get(name, ())) for name in lists},
        )

    def _reading(self, value: dict[str, Any], at: Path_) -> Reading:
        return Reading(
            id=value["id"],
            title=value["title"],
            summary=value["summary"].strip(),
            duties=tuple(
                self._duty(each, (*at, "duties", index))
                for index, each in enumerate(value["duties"])
            ),
            held_by=tuple(value.get("held_by", ())),
            citations=tuple(value.get("citations", ())),
        )

    def _duty(self, value: dict[str, Any], at: Path_) -> Duty:
        own = self._window(value, (*at, "within"))
        return Duty(
            party=value["party"],
            within=own if "within" in value else self.window,
            instruments=tuple(value["instruments"]),
            conduct_of=value.get("conduct_of"),
            acceptance_by=tuple(value.get("acceptance_by", ())),
            because=value["because"].strip(),
        )

    def _citation(self, value: dict[str, Any], at: Path_) -> Citation:
        self._day_or_instant(value["date"], (*at, "date"))
        return Citation(
            id=value["id"],
            title=value["title"],
            publisher=value["publisher"],
            date=value["date"],
            url=value["url"],
            language=value.get("language", ""),
            sha256=value.get("sha256"),
            via=value.get("via", ""),
        )
