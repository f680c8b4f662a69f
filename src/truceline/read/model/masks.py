"""A sentence's words with parties, officials, places, numbers and times made blind."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.read.scenes.scene import Scene

PARTY, OFFICIAL, NUMBER, TIME = "#party", "#official", "#number", "#time"
MOST_WORDS = 220  # words of one sentence that the model looks at
_KEPT = ':,-"()?!.'  # marks that tell an attribution, a quotation or a list
_PLAIN = str.maketrans({"–": "-", "—": "-", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"'})


def masked(scene: Scene) -> list[str]:
    """Return the folded words and telling marks of a sentence, names made blind.

    A run of words that name one thing becomes one token: any name, adjective or slang of any
    party the same token, so that neither side's wording nor its name can change a score; places
    are named by their level only ("#settlement").
    """
    labels = _labels(scene)
    tokens: list[str] = []
    before, end = "", 0
    for index, word in enumerate(scene.words[:MOST_WORDS]):
        mark = _mark(scene.text[end : word.start])
        label = labels.get(index, "")
        if mark:
            tokens.append(mark)
        if not label or label != before or mark:
            tokens.append(label or word.folded)
        before, end = label, word.end
    return [*tokens, *(m for m in [_mark(scene.text[end:])] if m in ("?", "!", ":"))]


def read_as(scene: Scene) -> list[tuple[int, int, str]]:
    """Return each word's span and what it is read as: folded, or what it names made blind."""
    labels = _labels(scene)
    return [(w.start, w.end, labels.get(i) or w.folded) for i, w in enumerate(scene.words)]


def _mark(gap: str) -> str:
    """Return the first telling mark between two words, "" if there is none."""
    return next((each for each in gap.translate(_PLAIN) if each in _KEPT), "")


def _labels(scene: Scene) -> dict[int, str]:
    """Return what each masked word is, by its index; parties win over all else."""
    labels: dict[int, str] = {}
    for start, end, label in _spans(scene):
        first, last = scene.word_range(start, end)
        for index in range(first, min(last + 1, len(scene.words))):
            if start <= scene.words[index].start and scene.words[index].end <= end:
                labels[index] = label
    named = {i for h in scene.hits if h.group[:6] == "party:" for i in range(h.first, h.last + 1)}
    for actor in scene.actors:
        inside = range(actor.first, actor.last + 1)
        if actor.role == "voices" and not named & set(inside):
            labels.update(dict.fromkeys(inside, OFFICIAL))
    labels.update(dict.fromkeys(named, PARTY))
    return labels


def _spans(scene: Scene) -> Iterator[tuple[int, int, str]]:
    yield from ((n.start, n.end, NUMBER) for n in scene.numbers)
    yield from ((t.start, t.end, TIME) for t in scene.times)
    for mention in scene.places:
        if mention.candidates:
            level = max(mention.candidates, key=lambda p: p.p).level
            yield mention.start, mention.end, f"#{level}"
