"""One simulated day, put together from what happened, what was told, copied and sensed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.lab.simulate.claims import Speaking, denials, first_lines, tallies
from truceline.lab.simulate.copying import hidden, in_documents, roundups, spread
from truceline.lab.simulate.families import Family, common
from truceline.lab.simulate.family_a import Alone
from truceline.lab.simulate.family_b import InConcert
from truceline.lab.simulate.fronts import Front, front_of, stream
from truceline.lab.simulate.ground import Ground
from truceline.lab.simulate.happenings import Process, happenings
from truceline.lab.simulate.lines import Events, Lines, acts
from truceline.lab.simulate.names import names_of
from truceline.lab.simulate.outlets import outlets_of, partly_hourless
from truceline.lab.simulate.saying import Saying, news_of, saying, worded
from truceline.lab.simulate.sensing import Watchers, sensed
from truceline.lab.simulate.tables import (
    Setting,
    Written,
    documents,
    ids,
    origins,
    statements,
    told,
)
from truceline.lab.simulate.telling import Told, made_up, mouths_of, severity, three_of, told_of
from truceline.lab.simulate.truth import HAPPENED, Wanted, World
from truceline.lab.simulate.writing import written
from truceline.model.columns import to_table
from truceline.model.source import Source
from truceline.vocabulary.files import shipped_entries

_DAY = 86400.0
_PERSONS = 64
_FAMILIES: Mapping[str, type[Any]] = {"a": Alone, "b": InConcert}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """All that stays the same from day to day."""

    wanted: Wanted
    process: Process
    watchers: Watchers
    speaking: Speaking

    @classmethod
    def of(cls, wanted: Wanted, front: Front | None = None, words: Saying | None = None) -> Stage:
        """Return the stage for what is wanted; front, words: in place of those that ship."""
        front, words = front or front_of(wanted.front), words or saying()
        process = Process.of(front, wanted.seed)
        theatre = process.theatre
        persons = names_of(front, stream(wanted.seed, 0, "persons"), 2 * _PERSONS)
        named = [" ".join(pair) for pair in zip(persons[::2], persons[1::2], strict=True)]
        holders = [region.holder for region in theatre.regions]
        family: Family = _FAMILIES[wanted.family](
            figures=shipped_entries("simulation", "families.yaml")[wanted.family]
        )
        outlets = outlets_of(wanted.front, wanted.seed, holders, named)
        speaking = Speaking(
            ground=Ground.of(theatre),
            outlets=partly_hourless(outlets, wanted.seed, words.source["hourless"]),
            family=family,
            laws=common(),
            words=words,
        )
        watchers = Watchers.of(process)
        return cls(wanted=wanted, process=process, watchers=watchers, speaking=speaking)

    @property
    def setting(self) -> Setting:
        """Return what the numbers in lines stand for."""
        return Setting(ground=self.speaking.ground, outlets=self.speaking.outlets)

    def day(self, day: int) -> World:
        """Return one day: what begins on it and all that is ever told of that."""
        happened = happenings(self.process, day)
        watched = sensed(self.watchers, day, happened)
        events, said = self._said(day, self.speaking.ground.events(happened))
        happened = pa.concat_tables([happened, self._made_up(day, events[happened.num_rows :])])
        return self._world(day, happened, _ordered(said), watched)

    def _said(self, day: int, real: Events) -> tuple[Events, Lines]:
        """Return the day's events, the made-up ones last, and all lines on them."""
        speaking, wanted = self.speaking, self.wanted
        ground, outlets, family = speaking.ground, speaking.outlets, speaking.family
        rng = stream(wanted.seed, day, "telling")
        begin = ground.theatre.front.second(day)
        lies = family.lies(wanted.seed, day, len(real))
        side, mouths = lies.side, lies.mouths
        flood = wanted.copies if wanted.account == "flood" else 0
        if flood:  # one more lie, in one mouth; it is told last of all
            side, mouths = np.append(side, day % 2), np.append(mouths, 1)
        events = np.concatenate(
            [real, made_up(real, ground.theatre, (begin, begin + _DAY), side, rng)]
        )
        news, laws = news_of(real, speaking.words), (family, speaking.laws)
        voices = [told_of(real, news, ground.theatre, outlets, laws, rng)]
        if wanted.account == "three accounts":
            voices.append(three_of(real, outlets))
        voices.append(mouths_of(side, mouths, len(real), outlets, rng))
        first = first_lines(events, _once(voices, len(outlets)), speaking, rng)
        said = self._spread(day, events, first, flood)
        return events, said

    def _spread(self, day: int, events: Events, first: Lines, flood: int) -> Lines:
        speaking, rng = self.speaking, stream(self.wanted.seed, day, "copying")
        begin = speaking.ground.theatre.front.second(day)
        answers = denials(first, speaking, rng)
        claims = tallies(events, (begin, begin + _DAY), speaking, len(first) + len(answers), rng)
        # What is flooded stands last: its lines are the ones that `spread` multiplies.
        order = [answers, claims, first] if flood else [first, answers, claims]
        uttered = np.concatenate(order)
        news = np.append(severity(events) + news_of(events, speaking.words), 0.0)[
            uttered["incident"]
        ]
        said = spread(uttered, news, speaking, rng, flood)
        said = hidden(said, speaking, rng)
        said = roundups(said, begin + _DAY, speaking, rng)
        said = in_documents(said, speaking, rng)
        words = stream(self.wanted.seed, day, "saying")
        return worded(said, events, speaking.ground, speaking.words, words)

    def _made_up(self, day: int, events: Events) -> pa.Table:
        """Return made-up events as rows of HAPPENED."""
        theatre = self.process.theatre
        lat, lon = theatre.degrees(events["x"], events["y"])
        parties = np.array([*theatre.front.parties, ""], dtype=object)
        names = np.array(theatre.names, dtype=object)
        columns = {
            "id": [f"made-up-{day:05d}-{number:04d}" for number in range(len(events))],
            "occurred": np.zeros(len(events), dtype=np.bool_),
            "act": np.array(acts(), dtype=object)[events["act"]],
            "lat": lat,
            "lon": lon,
            "start": events["start"],
            "end": events["end"],
            "by": parties[events["by"]],
            "ground": parties[events["ground"]],
            "place": names[events["town"]],
            "killed": events["killed"],
            "injured": events["injured"],
            "spell": [""] * len(events),
        }
        return pa.table(columns, schema=HAPPENED)

    def _world(self, day: int, happened: pa.Table, said: Lines, watched: Any) -> World:  # noqa: ANN401 - what the sensors' room returns
        setting = self.setting
        keys: dict[str, NDArray[Any]] = {
            "statement": ids("s", day, len(said)),
            "document": ids("d", day, int(said["document"].max(initial=-1)) + 1),
            "origin": ids("o", day, int(said["origin"].max(initial=-1)) + 1),
            "incident": np.array(happened["id"].to_pylist(), dtype=object),
        }
        words = self._written(day, said, len(keys["document"]))
        sources = self.speaking.outlets.table(setting.parties)
        return World(
            happened=happened,
            told=told(said, keys, setting),
            sensed=watched.sensed,
            tables={
                "source": pa.concat_tables([sources, to_table(Source, self.watchers.sources)]),
                "document": documents(said, keys["document"], setting, words),
                "statement": statements(said, keys, setting, words),
                "origin": origins(said, keys, setting, words),
                "detection": watched.detections,
                "coverage": watched.coverage,
            },
        )

    def _written(self, day: int, said: Lines, number: int) -> Written:
        if self.wanted.texts:
            return written(said, number, self.setting, stream(self.wanted.seed, day, "wording"))
        nowhere = np.zeros((len(said), 2), dtype=np.int64)
        return Written(texts=[""] * number, spans=nowhere, quotes=[""] * len(said))


def _once(voices: list[Told], number: int) -> Told:
    """Return who tells what, each voice at most once of each event, as they come."""
    event = np.concatenate([each.event for each in voices])
    outlet = np.concatenate([each.outlet for each in voices])
    _, first = np.unique(event * number + outlet, return_index=True)
    kept = np.sort(first)
    return Told(event=event[kept], outlet=outlet[kept])


def _ordered(said: Lines) -> Lines:
    """Return lines in the order of their publication; documents and origins are numbered so too."""
    order = np.lexsort((said["origin"], said["document"], said["published"]))
    place = np.append(np.argsort(order), -1)
    found = said[order]
    found["parent"] = place[found["parent"]]
    for name in ("document", "origin"):
        _, first, code = np.unique(found[name], return_index=True, return_inverse=True)
        found[name] = np.argsort(np.argsort(first))[code]
    return found
