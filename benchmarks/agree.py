"""How well two partitions of the same things agree: B-cubed F1, in linear time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence


def bcubed_f1(truth: Mapping[str, str], said: Mapping[str, str]) -> float:
    """Return B-cubed F1 (Bagga and Baldwin 1998) over the things that have a true label.

    truth, said: label by thing; a thing that nobody put anywhere stands alone.
    """
    pairs = [(label, said.get(thing, f"alone {thing}")) for thing, label in truth.items()]
    if not pairs:
        return 0.0
    both, gold, ours = Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    precision = sum(both[pair] / ours[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / gold[pair[0]] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def f1(truth: Sequence[bool], said: Sequence[bool]) -> float:
    """Return F1 of a yes-or-no answer, 0 where nothing is right."""
    hits = sum(a and b for a, b in zip(truth, said, strict=True))
    total = sum(truth) + sum(said)
    return 2 * hits / total if total else 0.0
