"""The words of a statement in one language: sentences from templates in several wordings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any

from truceline.lab.simulate.lines import DENIES, KINDS, MODES, TARGETS, acts
from truceline.vocabulary.files import shipped_entries

WAYS = 3  # wordings of each sentence
_HOUR, _PART = 3600.0, 6 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """What a first utterance tells beside the event; copies keep it. Positions in wording.yaml."""

    detail: int
    thing: int
    number: int
    quote: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's templates; letters turn invented names into its script."""

    content: Mapping[str, Any]

    def name(self, latin: str) -> str:
        """Return an invented name in the script of the language."""
        return spelled(latin, tuple(self.content["letters"].items()))

    def sentences(self, line: Mapping[str, Any], odd: Odd, way: int) -> tuple[list[str], list[str]]:
        """Return the sentences of the statement itself and those that go with it.

        line: a line's fields with `place`, `region`, `person` as names in Latin letters.
        """
        kind = KINDS[line["kind"]]
        if kind == "tally":
            return [self._pick("tally", way).format(**self._slots(line))], []
        if kind == "denial":
            templates = self.content["denial"][DENIES[line["denies"]]]
            return [templates[way % WAYS].format(**self._slots(line))], []
        slots = self._slots(line)
        own = [self._pick("lead", way).format(**slots), *self._harm(line, way)]
        beside = []
        if line["target"]:
            target = self.content["targets"][TARGETS[line["target"]]]
            beside.append(self._pick("target", way).format(target=target))
        thing = self.content["odd"][odd.thing]
        beside.append(
            self.content["detail"][odd.detail][way % WAYS].format(odd=thing, n=odd.number)
        )
        if line["person"]:
            quote = self.content["quote"][odd.quote]
            beside.append(self._pick("said", way).format(quote=quote, speaker=slots["speaker"]))
        return [each[:1].upper() + each[1:] for each in own], beside

    def _pick(self, name: str, way: int) -> str:
        found: str = self.content[name][way % WAYS]
        return found

    def _slots(self, line: Mapping[str, Any]) -> dict[str, Any]:
        sides = self.content["sides"]
        nowhere = MODES[line["mode"]] == "nowhere"
        named = line["region"] if MODES[line["mode"]] == "region" else line["place"]
        place = self.content["place_nowhere" if nowhere else "place"]
        moment = datetime.fromtimestamp(line["time"][0], UTC) if line["timed"] else None
        side = sides[line["by"]] if line["by"] >= 0 else ""
        return {
            "act": self.content["acts"][acts()[line["act"]]],
            "by": self.content["by"].format(side=side) if side else self.content["by_nobody"],
            "side": side,
            "place": place.format(place=self.name(named)),
            "time": self._time(line, moment),
            "speaker": self.name(line["person"]),
            "n": int(line["quantity"][0]) if line["quantity"][0] > 0 else 0,
            "day": moment.day if moment else 0,
            "month": self.content["months"][moment.month - 1] if moment else "",
        }

    def _time(self, line: Mapping[str, Any], moment: datetime | None) -> str:
        forms = self.content["time"]
        if moment is None:
            return str(forms["none"])
        length = line["time"][1] - line["time"][0]
        form = forms["day"]
        if length <= _HOUR:
            form = forms["hour"]
        elif length <= _PART:
            form = forms["part"][moment.hour // 6]
        month = self.content["months"][moment.month - 1]
        return str(form.format(day=moment.day, month=month, hour=moment.hour))

    def _harm(self, line: Mapping[str, Any], way: int) -> list[str]:
        known = {name: self._number(line[name]) for name in ("killed", "injured")}
        said = [name for name, words in known.items() if words]
        if not said:
            return []
        return [self._pick("both" if len(said) > 1 else said[0], way).format(**known)]

    def _number(self, bounds: Sequence[float]) -> str:
        least, most = bounds
        if math.isnan(least):
            return ""
        number = str(int(least))
        return self.content["least"].format(n=number) if most != least else number


@cache
def words_of(language: str) -> Words:
    """Return the templates of a language; raises VocabularyError where a key is missing."""
    return Words(content=shipped_entries("simulation", "wording.yaml")[language])


@cache
def spelled(latin: str, letters: tuple[tuple[str, str], ...]) -> str:
    """Return a name letter by letter in another script, several letters before single ones."""
    found, rest = [], latin.casefold()
    while rest:
        for old, new in letters:
            if rest.startswith(old):
                found.append(new)
                rest = rest[len(old) :]
                break
        else:
            found.append(rest[0])
            rest = rest[1:]
    joined = "".join(found)
    begins = [0, *(i + 1 for i, each in enumerate(joined) if each == " "), len(joined)]
    return "".join(joined[a : a + 1].upper() + joined[a + 1 : b] for a, b in pairwise(begins))
