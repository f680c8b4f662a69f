"""Who speaks in a simulated world: sources of each side and of none, as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.lab.simulate.fronts import stream
from truceline.model.columns import to_table
from truceline.model.source import Source
from truceline.vocabulary.files import shipped_entries

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]
Yes = NDArray[np.bool_]
NOBODY = -1  # of no side, in no region


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """n sources as columns; outlets.yaml says what each entry means.

    entry: its name there. side: 0, 1 or NOBODY. region: the one that a local source knows, or
    NOBODY. language: number in `languages`. block: whose owner's. names: as printed, in Latin
    letters; persons: who speaks for it.
    hourless: whether it prints the day of its texts and no hour.
    """

    entry: tuple[str, ...]
    kind: tuple[str, ...]
    names: tuple[str, ...]
    persons: tuple[str, ...]
    side: Whole
    region: Whole
    language: Whole
    block: Whole
    direct: Yes
    command: Yes
    reporter: Yes
    wide: Yes
    reach: Floats
    delay_s: Floats
    hourless: Yes
    languages: tuple[str, ...]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.entry)

    def speaking_for(self, side: int) -> Whole:
        """Return the members of a side's chain of command that may speak for it."""
        return np.flatnonzero(self.command & self.reporter & (self.side == side))

    def ids(self) -> list[str]:
        """Return the sources' ids; nothing in them tells a side."""
        return [f"source-{number:03d}" for number in range(len(self))]

    def table(self, parties: Sequence[str]) -> Any:  # noqa: ANN401 - an Arrow table
        """Return them as a table of sources; parties: the ids of the two sides."""
        rows = zip(
            self.ids(), self.names, self.kind, self.side, self.language, self.direct, strict=True
        )
        return to_table(
            Source,
            [
                Source(
                    id=key,
                    name=name,
                    kind=kind,
                    allegiance=parties[side] if side >= 0 else None,
                    languages=(self.languages[language],),
                    directness="saw" if direct else "told",
                )
                for key, name, kind, side, language, direct in rows
            ],
        )


def outlets_of(front: str, seed: int, regions: Sequence[int], persons: Sequence[str]) -> Outlets:
    """Return the sources of a front, all of which print hours.

    regions: the side that holds each region. persons: invented names, used in turn.
    """
    content = shipped_entries("simulation", "outlets.yaml")
    rows = [
        (name, entry, side)
        for sides, group in (((0, 1), "sides"), ((NOBODY,), "neutral"))
        for name, entry in content[group].items()
        for side in sides
        for _ in range(max(1, round(entry["number"] * content["present"][front])))
    ]
    rng = stream(seed, 0, "outlets")
    entries = [row[1] for row in rows]
    side = np.array([row[2] for row in rows])
    languages, language = _languages(side, content["languages"], rng)

    def column(name: str, kind: type) -> Any:  # noqa: ANN401 - an array of the kind asked for
        return np.array([entry[name] for entry in entries], dtype=kind)

    local = column("local", bool)
    return Outlets(
        entry=tuple(row[0] for row in rows),
        kind=tuple(entry["kind"] for entry in entries),
        names=tuple(f"{row[0].capitalize()} {number + 1}" for number, row in enumerate(rows)),
        persons=tuple(persons[number % len(persons)] for number in range(len(rows))),
        side=side,
        region=_regions(side, local, np.array(regions), rng),
        language=language,
        block=_blocks(side, content["block_size"]),
        direct=column("direct", bool),
        command=column("command", bool),
        reporter=column("reporter", bool),
        wide=(side == NOBODY) & ~local & (column("reach", float) > 1),
        reach=column("reach", float) * rng.lognormal(0.0, 0.5, len(rows)),
        delay_s=column("delay_m", float) * 60,
        hourless=np.zeros(len(rows), dtype=np.bool_),
        languages=languages,
    )


def partly_hourless(outlets: Outlets, seed: int, share: float) -> Outlets:
    """Return the sources, a share of which print the day of a text and no hour."""
    drawn = stream(seed, 0, "hourless").random(len(outlets))
    return replace(outlets, hourless=drawn < share)


def _languages(
    side: Whole, content: Mapping[str, Any], rng: np.random.Generator
) -> tuple[tuple[str, ...], Whole]:
    """Return the languages and each source's; which side has which main one is drawn."""
    of_sides = [content["of_sides"][i] for i in rng.permutation(2)]
    other = rng.random(len(side)) < content["other_share"]
    return (*of_sides, content["wide"]), np.where(other, rng.integers(0, 3, len(side)), side % 3)


def _regions(side: Whole, local: Yes, holders: Whole, rng: np.random.Generator) -> Whole:
    """Return a region for each local source, in turn among those that its side holds."""
    found = np.full(len(side), NOBODY, dtype=np.int64)
    for which in (0, 1, NOBODY):
        own = np.flatnonzero((holders == which) | (which == NOBODY))
        mine = np.flatnonzero(local & (side == which))
        found[mine] = np.resize(rng.permutation(own), len(mine))
    return found


def _blocks(side: Whole, size: int) -> Whole:
    """Return a block of about `size` sources for each; no block has sources of two sides."""
    found, first = np.zeros(len(side), dtype=np.int64), 0
    for which in (0, 1, NOBODY):
        mine = np.flatnonzero(side == which)
        number = max(1, round(len(mine) / size))
        found[mine] = first + np.arange(len(mine)) % number
        first += number
    return found
