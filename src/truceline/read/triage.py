"""Whether a text is worth reading closely: cues of war and of peace, in one pass over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from truceline.ground.errors import VocabularyError
from truceline.language.words import fold
from truceline.vocabulary.files import DATA, load_yaml

KINDS = ("event", "harm", "war", "diplomacy", "unrest", "survey")
_WORTH = ("event", "harm", "war", "diplomacy")  # what makes a text worth reading
_SHORT = ("under", "least", *_WORTH)
EITHER = "either"  # events and harm together
LONGEST = 100_000  # code points that are looked at; an article that says nothing so far is let go


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """Looks for cues of any language in any text, in time linear in its length.

    groups, whole: of each cue its kind, and whether it is a whole word; within: of each cue the
    longest beginning of words that it begins with, None if there is none; headline: code points of
    the longest headline; of_headlines, of_articles: alternatives, each with the least number of
    different cues of some kinds; short: under how many code points an article is short, what its
    cues must weigh together, and what a cue of each kind weighs; dense, times: what is asked of
    how often an article's cues stand in it. No party is named in the cues: swapping parties
    changes nothing.
    """

    cues: AhoCorasick
    groups: tuple[str, ...]
    whole: tuple[bool, ...]
    within: tuple[int | None, ...]
    headline: int
    of_headlines: tuple[Mapping[str, int], ...]
    of_articles: tuple[Mapping[str, int], ...]
    short: Mapping[str, float]
    dense: Mapping[str, float]
    times: Mapping[str, int]
    event_reports: Mapping[str, int]

    @staticmethod
    def load(folder: Path = DATA / "vocabulary") -> Triage:
        """Return triage by a folder's triage.yaml; raises VocabularyError for a broken one."""
        path = folder / "triage.yaml"
        content = load_yaml(path)
        try:
            given = dict(_cues(content))
            needs = content["needs"]
            return Triage(
                cues=AhoCorasick(
                    [fold(each.removesuffix("*")) for each in given],
                    matchkind=MatchKind.LeftmostLongest,
                    implementation=Implementation.ContiguousNFA,
                ),
                groups=tuple(given.values()),
                whole=tuple(not each.endswith("*") for each in given),
                within=_within(list(given)),
                headline=int(needs["headline"]),
                of_headlines=_alternatives(needs["of_headlines"]),
                of_articles=_alternatives(needs["of_articles"]),
                short={name: float(needs["short"][name]) for name in _SHORT},
                dense={name: float(needs["dense"][name]) for name in ("a_thousand", "unless")},
                times=_alternatives([needs["times"]])[0],
                event_reports={name: int(each) for name, each in needs["event_reports"].items()},
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise VocabularyError(
                f"The cues of triage have the wrong shape: {error!r}.",
                where=str(path),
                mend="Give event, harm, war and diplomacy by language, and how many are needed.",
            ) from error

    def worth(self, text: str) -> bool:
        """Tell whether a text is worth reading closely."""
        seen = self._seen(text)
        found = {kind: len(cues) for kind, cues in seen.items()}
        found[EITHER] = found["event"] + found["harm"]
        if len(text) <= self.headline:
            return _enough(found, self.of_headlines)
        times = {kind: cues.total() for kind, cues in seen.items()}
        repeated = all(times[kind] >= least for kind, least in self.times.items())
        if not (repeated or self._short(text, found) or _enough(found, self.of_articles)):
            return False
        # A long text about something else holds some cues too, few for its length.
        every = sum(times[kind] for kind in _WORTH) * 1_000
        dense = every >= self.dense["a_thousand"] * min(len(text), LONGEST)
        return dense or found["event"] >= self.dense["unless"]

    def _short(self, text: str, found: Mapping[str, int]) -> bool:
        """Tell whether a short article's different cues weigh enough together."""
        weight = sum(self.short[kind] * found[kind] for kind in _WORTH)
        return len(text) < self.short["under"] and weight >= self.short["least"]

    def reports_event(self, text: str) -> bool:
        """Tell whether a text reports an event of a conflict, unrest included, in English.

        A survey of a situation, however violent, reports none; whether the event is read closely
        is for `worth` to say.
        """
        needs = self.event_reports
        lead, opening = self.found(text[: needs["lead"]]), self.found(text[: needs["opening"]])
        cues = sum(len(lead[kind]) for kind in ("event", "harm", "unrest"))
        words = len(text[:LONGEST].split())
        if words < needs["short_words"]:
            return cues > 0
        survey = len(opening["survey"]) + len(opening["diplomacy"])
        return words < needs["long_words"] and cues >= needs["cues"] and survey <= needs["survey"]

    def found(self, text: str) -> Mapping[str, frozenset[str]]:
        """Return the different cues of each kind that a text holds."""
        return {kind: frozenset(cues) for kind, cues in self._seen(text).items()}

    def _seen(self, text: str) -> dict[str, Counter[str]]:
        """Return how often each cue stands in a text, by kind."""
        folded = fold(text[:LONGEST])
        seen: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        # Overlapping cues are not needed: of those that begin at one place the longest counts.
        for index, start, end in self.cues.find_matches_as_indexes(folded):
            if start and folded[start - 1].isalnum():
                continue
            cue: int | None = index
            if self.whole[index] and end < len(folded) and folded[end].isalnum():
                cue = self.within[index]  # no whole word: another cue may be its beginning
            if cue is not None:
                seen[self.groups[cue]][folded[start:end]] += 1
        return seen


def _within(given: list[str]) -> tuple[int | None, ...]:
    """Return of each cue the number of the longest "X*" that it begins with, itself left out."""
    begun = {fold(each[:-1]): at for at, each in enumerate(given) if each.endswith("*")}
    found: list[int | None] = []
    for at, each in enumerate(given):
        text = fold(each.removesuffix("*"))
        inside = (begun.get(text[:length]) for length in range(len(text), 0, -1))
        found.append(next((one for one in inside if one is not None and one != at), None))
    return tuple(found)


def _enough(found: Mapping[str, int], alternatives: tuple[Mapping[str, int], ...]) -> bool:
    return any(all(found[kind] >= least for kind, least in one.items()) for one in alternatives)


def _alternatives(given: list[Mapping[str, int]]) -> tuple[Mapping[str, int], ...]:
    """Return what is enough; raises ValueError for a kind that there is not."""
    unknown = {kind for one in given for kind in one} - {*KINDS, EITHER}
    if unknown:
        raise ValueError(f"no kind of cue is called {', '.join(sorted(unknown))}")
    return tuple({kind: int(least) for kind, least in one.items()} for one in given)


def _cues(content: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, str]]:
    """Yield each cue with its kind; of a cue that is listed twice the first kind counts."""
    seen: set[str] = set()
    for kind in KINDS:
        for phrases in content[kind].values():
            for phrase in phrases:
                if phrase not in seen:
                    seen.add(phrase)
                    yield phrase, kind
