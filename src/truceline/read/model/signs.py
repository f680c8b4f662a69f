"""What the rules saw in a sentence, as signs for the model; no sign names a party."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from truceline.model.statement import Statement
from truceline.read.events.incidents import cues_of, doer_in, evidence_of
from truceline.read.events.spots import Spot, spots_of
from truceline.read.harm.tolls import toll_of
from truceline.read.scenes.scene import Scene

MANY = 3  # more of a thing than this count as this many
MOST_HITS = 120  # words of the vocabulary that are looked at in one sentence
PARTY = "party"  # the group of any party's names
SILENT = ("outage", "repel", "wreck")  # groups that only mark words of other groups
_EVIDENCE = range(-2, 10)  # the steps of the rules' sum of evidence


def signs(scene: Scene, found: Sequence[Statement]) -> list[str]:
    """Return the signs of a sentence and of the statements that the rules found in it."""
    spots = spots_of(scene)
    all_signs = [*_vocabulary(scene), *_statements(found), *_rules(scene, spots)]
    return sorted({*all_signs, *_places(spots), *_shape(scene)})


def _vocabulary(scene: Scene) -> Iterator[str]:
    heard = (hit for hit in scene.hits[:MOST_HITS] if hit.group not in SILENT)
    yield from vocabulary_signs((blind_group(hit.group), hit.value) for hit in heard)


def blind_group(group: str) -> str:
    """Return a group of the vocabulary; those of the parties' names are one."""
    return PARTY if group.startswith("party:") else group


def vocabulary_signs(hits: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield which words of the vocabulary occur, and which kinds of them follow each other.

    hits: blind group and value of each word, in text order.
    """
    chain: list[str] = []
    for group, value in hits:
        yield f"g:{group}"
        if group != PARTY:
            yield f"gv:{group}:{value}"
        if chain[-1:] != [group]:
            chain.append(group)
    yield from (f"gg:{a}>{b}" for a, b in pairwise(chain))


def _statements(found: Iterable[Statement]) -> Iterator[str]:
    """Yield what the rules made of the sentence."""
    kinds: Counter[str] = Counter()
    for each in found:
        kinds[each.kind] += 1
        yield f"k:{each.kind}"
        yield f"ka:{each.kind}:{each.act}"
        yield f"km:{each.modality}"
        if each.kind == "incident_report":
            yield f"kt:{each.target_class}"
            yield f"ks:{each.perpetrator_stated}"
    yield from (f"kn:{kind}:{min(number, MANY)}" for kind, number in kinds.items())


def _rules(scene: Scene, spots: list[Spot]) -> Iterator[str]:
    """Yield how far the evidence reaches that the rules weigh, and whether a doer is told."""
    cues = cues_of(scene)
    doer = doer_in(scene, cues)
    reached = evidence_of(scene, cues, doer, spots)
    yield from (f"ev>={step}" for step in _EVIDENCE if reached >= step)
    yield f"stated:{doer.stated}"
    yield f"toll:{toll_of(scene).stated}"


def _places(spots: list[Spot]) -> Iterator[str]:
    """Yield how many places of which kind are named, as places of the event and otherwise."""
    counted = Counter((s.role, s.level) for s in spots)
    for (role, level), number in counted.items():
        yield f"p:{role}:{level}"
        yield f"pn:{role}:{level}:{min(number, MANY)}"
    yield f"pe:{min(sum(s.role == 'event' for s in spots), MANY + 1)}"


def _shape(scene: Scene) -> Iterator[str]:
    """Yield times, numbers, speakers, how many parties, and how long the sentence is."""
    yield from (f"t:{each.kind}" for each in scene.times)
    yield f"n:{min(len(scene.numbers), MANY)}"
    yield f"parties:{min(len({a.party for a in scene.actors}), MANY)}"
    yield f"length:{min(len(scene.words) // 5, 5)}"
    yield f"spoken:{bool(scene.speakers)}"
