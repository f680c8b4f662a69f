"""The vocabulary by which grammar tells armed acts, totals and postures, by language."""

from __future__ import annotations

from functools import cache

from truceline.read.scenes.scene import Scene
from truceline.read.stances.clauses import Clauses
from truceline.vocabulary.files import shipped_entries

ACTS = (
    "abduction",
    "small_arms",
    "clash",
    "explosion",
    "shelling",
    "air_strike",
    "sabotage",
    "mine",
)
FILE = "events.yaml"
_STEM = 4  # letters by which a sentence is taken for one that may hold such a word
_HINTS = (
    "strong",
    "weak",
    "attack",
    "harm",
    "ground",
    "siege",
    "advances",
    "cuts",
    "displaced",
    "held",
    "total_nouns",
    "count_verbs",
    "leave_orders",
    "lets",
    "ground_objects",
    "blames",
    "denials",
    "ground_with",
    "takes",
    "drives",
    "armed",
    "lasting",
    "under_states",
    "ways",
    "rid",
    "atrocities",
    "harming",
    "harms",
    "injuries",
    "declares",
    "sounds",
    "mines",
    "victims",
    "ships",
    "bodies",
    "grips",
    "fronts",
    "works",
    "recruits",
    "homeless",
    "borders",
)


class EventWords:
    """Sets of dictionary forms by the name under which the file lists them."""

    def __init__(self, lang: str) -> None:
        """Take a language's lists; raises VocabularyError if the file lacks one when asked."""
        lists = shipped_entries("vocabulary", FILE)[lang]
        self._sets = {name: frozenset(each) for name, each in lists.items()}
        self._stems = frozenset(
            word.split()[0][:_STEM] for name in _HINTS for word in self._sets[name]
        )

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return a list of the file as a set."""
        return self._sets[name]

    def hinted(self, scene: Scene) -> bool:
        """Tell whether a sentence may hold any of it, without parsing it."""
        return any(
            word.folded[:_STEM] in self._stems or word.folded[: _STEM - 1] in self._stems
            for word in scene.words
        )

    def running(self, word: str) -> bool:
        """Tell whether a verb form says that it goes on ("shelling")."""
        return word.casefold().endswith(tuple(self._sets["running"]))

    def past(self, clauses: Clauses, index: int) -> bool:
        """Tell whether a verb or one of its auxiliaries stands in a past form."""
        for each in (index, *clauses.kids(index, "aux", "auxpass")):
            word, lemma = clauses.word(each).casefold(), clauses.lemmas[each].split()[0]
            if word in self._sets["perfect"]:
                return True
            if word != lemma and not word.endswith(tuple(self._sets["present"])):
                return True
        return False

    def meant(self, clauses: Clauses, index: int) -> int:
        """Return what a noun of quantity counts ("dozens of people"), else the noun itself."""
        if clauses.lemmas[index] in self._sets["quantities"]:
            for prep in clauses.kids(index, "prep"):
                if self.among(clauses, prep, "of"):
                    return next(iter(clauses.kids(prep, "pobj")), index)
        return index

    def act_named(self, clauses: Clauses, indexes: list[int]) -> str:
        """Return the act of the first of some tokens that can name one, "" if none does."""
        return next(
            (act for i in indexes for act in ACTS if clauses.lemmas[i] in self._sets[f"act_{act}"]),
            "",
        )

    def among(self, clauses: Clauses, index: int, *names: str) -> bool:
        """Tell whether a token's dictionary form is on any of the lists."""
        return any(clauses.lemmas[index] in self._sets[name] for name in names)

    def held_by(self, clauses: Clauses, indexes: list[int], *names: str) -> list[int]:
        """Return those of some tokens whose dictionary forms are on any of the lists."""
        return [i for i in indexes if self.among(clauses, i, *names)]


@cache
def event_words(lang: str) -> EventWords | None:
    """Return the vocabulary of a language, None if it has none."""
    return EventWords(lang) if lang in shipped_entries("vocabulary", FILE) else None
