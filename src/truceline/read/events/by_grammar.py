"""Armed acts, totals and postures of a sentence whose language has a grammar here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from truceline.model.statement import Kind, Statement
from truceline.model.values import Span
from truceline.read.events.acts import act, noun
from truceline.read.events.campaigns import campaign, stretch_above
from truceline.read.events.clauses import NOMINAL, clause_span, is_verb
from truceline.read.events.doers import doer
from truceline.read.events.fields import statement_of
from truceline.read.events.fighting import fighting
from truceline.read.events.frames import framed
from truceline.read.events.ground import posture
from truceline.read.events.harmed import gap_verb, gapped, merged_tolls
from truceline.read.events.states import occupied, state
from truceline.read.events.totals import tally
from truceline.read.events.view import Made, View
from truceline.read.events.words import event_words
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene
from truceline.read.stances.clauses import RELATIVES, Clauses
from truceline.read.stances.denial_clauses import denied_words

MOST = 8  # statements made of one sentence at most
ARMED = ("act", "attack", "weapon", "posture", "killed", "injured", "under", "strike_verb", "unit")
_PARTS = ";"  # parts headlines that are set in one sentence
SAME = 0.6  # share of a joint span at which two finds are one
READERS: tuple[Callable[[View, int], Made | None], ...] = (
    fighting,
    framed,
    act,
    tally,
    campaign,
    posture,
    state,
    noun,
    occupied,
    gapped,
)


@dataclass(frozen=True, slots=True)
class Find:
    """A word that tells an event: its token, kind, span in the sentence, and who did it.

    beside: clauses of harm told as part of it; gaps: those of further places that share its words
    ("... and three in B"); alone: the sentence tells no other event.
    """

    index: int
    kind: Kind
    span: Span
    party: str | None
    weight: int
    beside: tuple[Span, ...] = ()
    gaps: tuple[Span, ...] = ()
    alone: bool = False


def events(scene: Scene, carried: Carried) -> list[Statement] | None:
    """Return the incident reports, tallies and postures of a sentence, in text order.

    None where its language has no grammar here.
    """
    words = event_words(scene.lang)
    if words is None:
        return None
    fought = words["attack"] & words["fights"]
    armed = any(scene.has(group) for group in ARMED) or any(w.folded in fought for w in scene.words)
    armed = armed or (carried.report is not None and scene.has("harm"))
    if scene.has("trap", *words["peace"]) or not (armed or (carried.war and words.hinted(scene))):
        return []
    clauses = Clauses.of(scene)
    if clauses is None:
        return None
    view = View(scene, carried, clauses, words)
    denied = denied_words(scene, clauses)
    finds = _alone(_chosen([f for f in _finds(view) if f.index not in denied]))
    found = [statement_of(view.scene, carried, clauses, words, each) for each in finds[:MOST]]
    return sorted(found, key=lambda s: s.span)


def _alone(finds: list[Find]) -> list[Find]:
    """Return finds, a single report marked as such; further ones keep to their own clauses."""
    told = [each for each in finds if each.kind != "posture"]
    if len(told) != 1 or told[0].kind != "incident_report":
        return [replace(each, beside=()) for each in finds]
    return [replace(each, alone=True) if each is told[0] else each for each in finds]


def with_counts(told: list[Statement], totals: list[Statement]) -> list[Statement]:
    """Return what grammar tells and what counting tells, each fact once, in text order.

    The first count in a clause takes the clause for its span; further ones keep their own.
    """
    placed, used = [], set[int]()
    for each in (t for t in totals if t.quantity is not None):
        if any(_size_of(t, each) for t in told):
            continue
        home = next((n for n, t in enumerate(told) if _covers(t, each)), None)
        wide = home is not None and home not in used and told[home].kind != "posture"
        placed.append(replace(each, span=told[home].span) if wide and home is not None else each)
        used.update(() if home is None else (home,))
    kept = [t for n, t in enumerate(told) if n not in used or t.kind == "posture"]
    free = [t for t in kept if not any(_overlap(t, each) for each in placed)]
    return sorted([*placed, *free], key=lambda s: s.span)


def _size_of(report: Statement, total: Statement) -> bool:
    """Tell whether a count over no stretch is only how many weapons made up one report."""
    if report.kind != "incident_report" or report.count is None or total.window is not None:
        return False
    same = total.quantity is not None and report.count.min == total.quantity.min
    return same and _covers(report, total)


def _covers(one: Statement, other: Statement) -> bool:
    return one.span.start <= other.span.start and other.span.end <= one.span.end


def _overlap(one: Statement, other: Statement) -> bool:
    same = one.kind == other.kind == "tally"
    return same and one.span.start < other.span.end and other.span.start < one.span.end


def _finds(view: View) -> list[Find]:
    """Return all finds, each reach cut where another event of its own begins."""
    told: list[tuple[int, Kind, int]] = []
    for index in range(len(view.clauses.tokens)):
        for reader in READERS:
            made = reader(view, index)
            if made is not None:
                told.append((index, *made))
                break
    kinds = {index: kind for index, kind, _ in told}
    kinds |= {_home(view, index, kind): kind for index, kind, _ in told}
    merged = {index for index in kinds if _goes_along(view, index, kinds)}
    at = frozenset({index for index, _, _ in told} - merged)
    hurt = frozenset(i for i in merged if view.words.among(view.clauses, i, "harm"))
    found = []
    for index, kind, weight in (each for each in told if each[0] not in merged):
        span = _reach(view, index, kind, at, frozenset(merged))
        beside = merged_tolls(view, span, hurt)
        found.append(Find(index, kind, span, _doer(view, index), weight, beside))
    return _with_gaps(view, found)


def _with_gaps(view: View, finds: list[Find]) -> list[Find]:
    """Return finds, those that share a verb of harm knowing of each other and of who did it."""
    shared = {f.index: gap_verb(view.clauses, view.words, f.index) for f in finds}
    homes = [f.span for f in finds if shared[f.index] is None]
    finds = [f for f in finds if _has_home(view, shared[f.index], homes)]
    gaps = tuple(f.span for f in finds if shared[f.index] is not None)
    told = []
    for find in finds:
        verb = shared[find.index]
        party = find.party if verb is None else _doer(view, verb)
        told.append(replace(find, party=party, gaps=gaps if verb is None else (find.span,)))
    return told


def _has_home(view: View, verb: int | None, homes: list[Span]) -> bool:
    """Tell whether a verb whose words a further place shares is told as an event itself."""
    if verb is None:
        return True
    return any(s.start <= view.clauses.tokens[verb].start < s.end for s in homes)


def _doer(view: View, index: int) -> str | None:
    """Return who did it: of a verb of blame whom it accuses."""
    accused = view.words.among(view.clauses, index, "blames") and is_verb(view.clauses, index)
    return doer(view.scene, view.clauses, view.words, index, view.carried, accused=accused)[0]


def _goes_along(view: View, index: int, kinds: dict[int, Kind]) -> bool:
    """Tell whether a find goes on with what another verb tells of the same subject."""
    clauses = view.clauses
    token = clauses.tokens[index]
    if _says_how(view, index, kinds):
        return True
    if token.dep == "relcl" and view.words.among(clauses, index, "harm"):
        same = kinds.get(token.head) == kinds[index]
        whole = all(clauses.lemmas[k] in RELATIVES for k in clauses.kids(index, "nsubj"))
        return same and whole and clauses.tokens[token.head].pos in NOMINAL
    if _toll_beside(view, index, kinds) or _spared(view, index, kinds):
        return True
    shared = not clauses.kids(index, "nsubj", "nsubjpass") and is_verb(clauses, index)
    if not shared or token.dep not in ("conj", "advcl", "xcomp") or token.head not in kinds:
        return False
    same = kinds[token.head] == kinds[index]
    return same or (token.dep != "conj" and kinds[index] != "tally")


def _says_how(view: View, index: int, kinds: dict[int, Kind]) -> bool:
    """Tell whether an act only says in what people came to harm, told by the verb above it.

    "Five were killed when a shell hit the bus", "... in a strike that hit the bus".
    """
    clauses, words = view.clauses, view.words
    above = clauses.tokens[index].head
    if clauses.tokens[index].dep == "relcl":
        if not words.among(clauses, above, "attack", "weapon"):
            return False
        prep = clauses.tokens[above].head
        within = clauses.tokens[above].dep == "pobj" and words.among(clauses, prep, "within")
        above = clauses.tokens[prep].head if within else above
    elif clauses.tokens[index].dep != "advcl" or not clauses.marks(index) & words["how"]:
        return False
    same = kinds.get(above) == kinds[index] == "incident_report"
    return same and words.among(clauses, above, "harm") and clauses.passive(above)


def _toll_beside(view: View, index: int, kinds: dict[int, Kind]) -> bool:
    """Tell whether "and three people died" goes on with the attack told before it."""
    clauses = view.clauses
    token = clauses.tokens[index]
    same = token.dep == "conj" and kinds.get(token.head) == kinds[index] == "incident_report"
    home = view.words.among(clauses, token.head, "harm")
    hurt = view.words.among(clauses, index, "harm") and not clauses.kids(index, "dobj")
    return (
        same
        and hurt
        and not home
        and not any(m.kind == "point" and m.start >= token.start for m in view.scene.times)
    )


def _spared(view: View, index: int, kinds: dict[int, Kind]) -> bool:
    """Tell whether harm stands beside harm denied of the event told in between.

    "Nobody died when A was hit, but three were hurt."
    """
    clauses, words = view.clauses, view.words
    token = clauses.tokens[index]
    if token.dep != "conj" or token.head in kinds or not words.among(clauses, index, "harm"):
        return False
    denied = words.among(clauses, token.head, "harm")
    return denied and any(kinds.get(k) == kinds[index] for k in clauses.kids(token.head, "advcl"))


def _reach(view: View, index: int, kind: Kind, at: frozenset[int], merged: frozenset[int]) -> Span:
    """Return the span of a find with those that go along; a subject reaches over its clause.

    Where a semicolon parts it from another event, it ends there.
    """
    home = _home(view, index, kind)
    span = clause_span(view.clauses, home, at, merged | {index})
    return _cut(view, home, span, at)


def _cut(view: View, home: int, span: Span, at: frozenset[int]) -> Span:
    tokens, text = view.clauses.tokens, view.scene.text
    left = max(span.start, text.rfind(_PARTS, 0, tokens[home].start) + 1)
    right = text.find(_PARTS, tokens[home].end)
    right = span.end if right < 0 else min(span.end, right)
    beyond = any(
        span.start <= tokens[i].start < left or right <= tokens[i].start < span.end for i in at
    )
    if not beyond:
        return span
    inside = [i for i, t in enumerate(tokens) if left <= t.start and t.end <= right]
    return view.clauses.covering(inside)


def _home(view: View, index: int, kind: Kind) -> int:
    """Return the token whose clause tells a find: its own, or the verb of which it is subject."""
    clauses = view.clauses
    token = clauses.tokens[index]
    bare = not clauses.kids(token.head, "dobj", "prep", "ccomp", "xcomp", "auxpass")
    if token.dep == "conj" and bare and is_verb(clauses, index) and is_verb(clauses, token.head):
        return index if clauses.kids(index, "nsubj", "nsubjpass") else token.head
    if token.dep in ("nsubj", "nsubjpass", "csubj"):  # "shelling" is parsed as a verb at times
        goes = kind == "posture" or view.words.among(clauses, token.head, "happens")
        goes = goes or view.words.among(clauses, token.head, "harm", "rages", "ceases")
        if goes and not clauses.kids(index, "relcl"):
            return token.head
    shared = _shared_home(view, index, kind)
    if shared is not None:
        return shared
    if token.dep in ("pobj", "pcomp"):
        above = clauses.tokens[token.head]
        if above.dep in ("agent", "prep") and view.words.among(clauses, above.head, "harm"):
            return above.head  # "two people were killed by shelling"
    return index


def _shared_home(view: View, index: int, kind: Kind) -> int | None:
    """Return what a noun of attacks is told with: a stretch, "was" or a verb of growth."""
    clauses, token = view.clauses, view.clauses.tokens[index]
    if kind == "tally" and token.dep == "dobj" and view.words.among(clauses, token.head, "grows"):
        return token.head  # "is stepping up strikes"
    if kind == "incident_report" and token.dep == "attr":
        return token.head  # "it was a suicide bombing"
    return stretch_above(view, index) if kind == "tally" else None  # "two weeks of shelling"


def _chosen(finds: list[Find]) -> list[Find]:
    """Return finds without those that tell the same as a weightier one."""
    kept: list[Find] = []
    for find in sorted(finds, key=lambda f: (-f.weight, f.index)):
        if not any(_same(find, each) for each in kept):
            kept.append(find)
    return kept


def _same(find: Find, other: Find) -> bool:
    a, b = find.span, other.span
    if find.gaps == (a,) or other.gaps == (b,):
        return False  # a further place with a number of its own
    both = min(a.end, b.end) - max(a.start, b.start)
    joint = max(a.end, b.end) - min(a.start, b.start)
    inside = both >= min(a.end - a.start, b.end - b.start)
    return both > 0 and (both / joint > SAME or (inside and find.kind == other.kind))
