"""What the tables of fusing hold by now, so that an arrival can withdraw what holds no longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truceline.fuse.arriving.growing import Growing
from truceline.fuse.arriving.index import Index
from truceline.fuse.belief import Where
from truceline.fuse.likeness.frozen import code_of
from truceline.model.arrow import Column, Floats, Integers, column, match
from truceline.model.keys import spelt

_PLACED = ("lat", "lon", "radius", "start", "end")


def _none(*names: str) -> Growing:
    return Growing(**{name: np.empty(0, dtype=np.int64) for name in names})


def _empty() -> Index:
    return Index(np.empty(0, dtype=np.int64))


class Names:
    """Texts by number, each once."""

    def __init__(self, texts: Sequence[str | None] = ()) -> None:
        """Hold texts in their order."""
        self.texts: list[str | None] = list(texts)
        self._number = {text: i for i, text in enumerate(self.texts)}

    def numbers(self, texts: Column) -> Integers:
        """Return the number of each text, with new ones behind the others."""
        encoded = texts.dictionary_encode(null_encoding="encode")
        found = []
        for text in encoded.dictionary.to_pylist():
            if text not in self._number:
                self._number[text] = len(self.texts)
                self.texts.append(text)
            found.append(self._number[text])
        indices = np.asarray(encoded.indices, dtype=np.int64)
        return np.array(found, dtype=np.int64)[indices]


@dataclass(slots=True, kw_only=True)
class Standing:
    """The rows of "incident", "group", "weighing" and "link" by what they are known by.

    Every fusing of a tile gives new numbers to it and to its incidents, so that rows of an
    earlier one are never found again. ids, groups: of incidents by number, "" for no group;
    number: of the code of an incident's id; incidents: tile, act (a code), lat, lon, radius,
    start, end (see `Where`), and whether it still stands. weighing: number of the incident, part,
    side and by as numbers of texts. link: rows of both statements. heirs: where retired ids lead;
    retired: all of them.
    """

    ids: list[str]
    groups: list[str]
    number: Index
    incidents: Growing
    members: Index
    weighing: Growing
    weighing_of: Index
    texts: Names
    link: Growing
    link_of: Index
    heirs: dict[str, str]
    led: dict[str, list[str]]
    retired: set[str]

    @classmethod
    def empty(cls) -> Standing:
        """Return what stands before anything was fused."""
        places = {name: np.empty(0) for name in _PLACED}
        whole = {name: np.empty(0, dtype=np.int64) for name in ("tile", "act", "stands")}
        return cls(
            ids=[],
            groups=[],
            number=_empty(),
            incidents=Growing(**places, **whole),
            members=_empty(),
            weighing=_none("part", "side", "by"),
            weighing_of=_empty(),
            texts=Names(),
            link=_none("a", "b"),
            link_of=_empty(),
            heirs={},
            led={},
            retired=set(),
        )

    def put_incidents(
        self, ids: Sequence[str], group: Column, where: Where, tile: Integers
    ) -> None:
        """Note incidents under the next numbers; tile: of each."""
        start = len(self.ids)
        numbers = start + np.arange(len(ids))
        codes = np.array([code_of(each) for each in ids], dtype=np.int64)
        self.ids += ids
        self.groups += [each or "" for each in group.to_pylist()]
        self.number.add(codes, numbers)
        acts, kinds = _coded(where.act)
        placed: dict[str, Floats] = {name: getattr(where, name) for name in _PLACED}
        self.incidents.append(
            **placed, tile=tile, act=kinds[acts], stands=np.ones(len(ids), dtype=np.int64)
        )

    def put_weighing(self, weighing: pa.Table, ids: Sequence[str], numbers: Integers) -> None:
        """Note how incidents of these numbers were weighed."""
        at = match(column(weighing, "incident"), pa.array(ids, pa.string()))
        rows = len(self.weighing) + np.arange(weighing.num_rows)
        named = {
            name: self.texts.numbers(column(weighing, name)) for name in ("part", "side", "by")
        }
        self.weighing.append(**named)
        self.weighing_of.add(numbers[at], rows)

    def put_links(self, a: Integers, b: Integers, tile: Integers) -> None:
        """Note links; a, b: rows of statements; tile: of each link."""
        rows = len(self.link) + np.arange(len(a))
        self.link.append(a=a, b=b)
        self.link_of.add(tile, rows)

    def weighing_keys(self, numbers: Integers) -> list[str]:
        """Return what the rows of table "weighing" of some incidents are known by."""
        names = ("part", "side", "by")
        found = []
        for number in numbers.tolist():
            rows = self.weighing_of.of(np.array([number]))
            keys = zip(*(self.weighing[name][rows].tolist() for name in names), strict=True)
            known = ([self.texts.texts[each] for each in key] for key in keys)
            found += [spelt((self.ids[number], *key)) for key in known]
        return found

    def lead(self, old: str, new: str) -> None:
        """Let a retired id lead to one that stands."""
        before = self.heirs.get(old)
        if before is not None:
            self.led[before].remove(old)
        self.heirs[old] = new
        self.led.setdefault(new, []).append(old)

    def number_of(self, name: str) -> int:
        """Return the number of the incident that bears an id now, -1 for none."""
        number = int(self.number.last(np.array([code_of(self.heirs.get(name, name))]))[0])
        return number if number >= 0 and self.incidents["stands"][number] else -1


def _coded(acts: Column) -> tuple[Integers, Integers]:
    encoded = acts.dictionary_encode()
    codes = [code_of(each) for each in encoded.dictionary.to_pylist()]
    return np.asarray(encoded.indices, dtype=np.int64), np.array(codes, dtype=np.int64)
