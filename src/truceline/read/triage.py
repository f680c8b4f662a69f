"""Whether a text is worth reading closely: cues of war and of peace, in one pass over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from truceline.ground.errors import VocabularyError
from truceline.language.words import fold
from truceline.vocabulary.files import DATA, load_yaml

KINDS = ("event", "war", "diplomacy")
LONGEST = 100_000  # code points that are looked at; an article that says nothing so far is let go


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """How many different cues of each kind make a text worth reading; any one kind is enough.

    both: of events and diplomacy together.
    """

    event: int
    war: int
    diplomacy: int
    both: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """Looks for cues of any language in any text, in time linear in its length.

    groups, whole: of each cue its kind, and whether it is a whole word; up_to: code points of
    the longest headline. No party is named in the cues: swapping parties changes nothing.
    """

    cues: AhoCorasick
    groups: tuple[str, ...]
    whole: tuple[bool, ...]
    up_to: int
    headline: Needs
    article: Needs

    @staticmethod
    def load(folder: Path = DATA / "vocabulary") -> Triage:
        """Return triage by a folder's triage.yaml; raises VocabularyError for a broken one."""
        path = folder / "triage.yaml"
        content = load_yaml(path)
        try:
            given = dict(_cues(content))
            needs, article = content["needs"]["headline"], content["needs"]["article"]
            return Triage(
                cues=AhoCorasick(
                    [fold(each.removesuffix("*")) for each in given],
                    matchkind=MatchKind.LeftmostLongest,
                    implementation=Implementation.ContiguousNFA,
                ),
                groups=tuple(given.values()),
                whole=tuple(not each.endswith("*") for each in given),
                up_to=int(needs["up_to"]),
                headline=Needs(
                    event=int(needs["event"]),
                    war=int(needs["war"]),
                    diplomacy=int(needs["diplomacy"]),
                    both=int(needs["event"]) + int(needs["diplomacy"]),
                ),
                article=Needs(**{name: int(value) for name, value in article.items()}),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise VocabularyError(
                f"The cues of triage have the wrong shape: {error!r}.",
                where=str(path),
                mend="Give event, war and diplomacy lists by language, and how many are needed.",
            ) from error

    def worth(self, text: str) -> bool:
        """Tell whether a text is worth reading closely."""
        found = self.found(text)
        event, war, diplomacy = (len(found[kind]) for kind in KINDS)
        needs = self.headline if len(text) <= self.up_to else self.article
        return (
            event >= needs.event
            or war >= needs.war
            or diplomacy >= needs.diplomacy
            or event + diplomacy >= needs.both
        )

    def found(self, text: str) -> Mapping[str, frozenset[str]]:
        """Return the different cues of each kind that a text holds."""
        folded = fold(text[:LONGEST])
        seen: dict[str, set[str]] = {kind: set() for kind in KINDS}
        # Overlapping cues are not needed: of those that begin at one place the longest counts.
        for index, start, end in self.cues.find_matches_as_indexes(folded):
            if start and folded[start - 1].isalnum():
                continue
            if self.whole[index] and end < len(folded) and folded[end].isalnum():
                continue
            seen[self.groups[index]].add(folded[start:end])
        return {kind: frozenset(some) for kind, some in seen.items()}


def _cues(content: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, str]]:
    """Yield each cue with its kind; of a cue that is listed twice the first kind counts."""
    seen: set[str] = set()
    for kind in KINDS:
        for phrases in content[kind].values():
            for phrase in phrases:
                if phrase not in seen:
                    seen.add(phrase)
                    yield phrase, kind


@cache
def shipped() -> Triage:
    """Return triage by the vocabulary that ships."""
    return Triage.load()
