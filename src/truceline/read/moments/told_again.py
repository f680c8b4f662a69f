"""Reports of one event in one document share its day: named once, it is meant wherever told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from truceline.language.words import words
from truceline.model.statement import Statement
from truceline.read.moments.story import LONGEST
from truceline.read.scenes.lexicon import Lexicon
from truceline.vocabulary.files import shipped_entries

MOST = 200  # dated reports of a document that the undated are held against
_TELLING = 5  # letters of a word that may tell one event from another
_SHARED = 3  # such words that two reports of one event share at least
_VAGUE = frozenset({"", "unknown", "attack_unspecified", "mixed"})
_NARROW = ("point", "settlement", "district", "raion", "sector")


@dataclass(frozen=True, slots=True)
class _Told:
    """What tells an event from others in one document."""

    words: frozenset[str]
    places: frozenset[str]
    act: str
    party: str
    killed: int

    def same(self, other: _Told) -> bool:
        """Tell whether both may be one event, and share enough to be it."""
        if not (_agree(self.act, other.act) and _agree(self.party, other.party)):
            return False
        shared = len(self.words & other.words)
        if self.killed and self.killed == other.killed and shared:
            return True
        return shared >= _SHARED or (shared >= _SHARED - 1 and bool(self.places & other.places))


def dated_alike(statements: Sequence[Statement], lexicon: Lexicon) -> tuple[Statement, ...]:
    """Return a document's statements, reports without a day with that of the event told again.

    Only days of the last month are handed on: what lies further back is told once, in passing. The
    same event has an agreeing act and side and the same dead, place or words; where such
    reports are of different days nothing is added.
    """
    dated = [s for s in statements if _is_dated(s)][:MOST]
    if not dated:
        return tuple(statements)
    held = [(_told(each, lexicon), each) for each in dated]
    return tuple(
        _given(each, held, lexicon)
        if each.kind == "incident_report" and each.time is None and not each.background
        else each
        for each in statements
    )


def _is_dated(statement: Statement) -> bool:
    time = statement.time
    if statement.kind != "incident_report" or time is None or statement.background:
        return False
    return time.latest - time.earliest <= LONGEST and statement.modality != "threatened"


def _given(
    statement: Statement, held: Sequence[tuple[_Told, Statement]], lexicon: Lexicon
) -> Statement:
    told = _told(statement, lexicon)
    times = [each.time for known, each in held if each.time and told.same(known)]
    if not times or any(
        each.earliest > times[0].latest or times[0].earliest > each.latest for each in times
    ):
        return statement
    time = min(times, key=lambda each: (each.seconds, each.earliest))
    return replace(statement, time=time)


def _told(statement: Statement, lexicon: Lexicon) -> _Told:
    """Return what tells an event; the names of parties do not, as some are short, some long."""
    plain = _plain(statement.lang)
    every = words(statement.quote)
    hits = lexicon.find(every, statement.lang)
    parties = {i for h in hits if h.group.startswith("party:") for i in range(h.first, h.last + 1)}
    found = [w.folded for i, w in enumerate(every) if w.folded not in plain and i not in parties]
    return _Told(
        frozenset(word for word in found if len(word) >= _TELLING),
        frozenset(p.name.casefold() for p in statement.places if p.level in _NARROW),
        statement.act,
        statement.perpetrator,
        int(statement.killed.min) if statement.killed else 0,
    )


@cache
def _plain(lang: str) -> frozenset[str]:
    held = shipped_entries("vocabulary", "times.yaml").get(lang) or {}
    return frozenset(held.get("plain") or ())


def _agree(one: str, other: str) -> bool:
    return one == other or one in _VAGUE or other in _VAGUE
