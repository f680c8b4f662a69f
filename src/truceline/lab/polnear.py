"""The scoreboard of attributions in news: sources, cues and contents against marks by people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.standoff import Marked, Marks, load_marked
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.grammar import Parse, parse
from truceline.language.words import sentences
from truceline.model.values import Span
from truceline.read.speakers.attributions import attributions_of

SET = "polnear"
FOLDER = "polnear/dev"
LEAST = 0.5  # share of the joint span at which two spans mean the same words
BASELINE = "name nearest to a verb of saying"
_SAYING = frozenset({"say", "tell", "add", "announce", "report", "write", "claim", "note", "state"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(frozen=True, slots=True)
class _Answer:
    """An article with what one reader of it marks."""

    article: Marked
    marks: Marks


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of the scoreboard from a folder of labelled data."""
    return score(load_marked(data / FOLDER), watch)


def score(articles: Sequence[Marked], watch: Watch = UNWATCHED) -> list[Row]:
    """Return how well attributions are found, one span for one, intervals over articles.

    An article that several people marked is held against the first; the others' figure says
    how far people agree. Errors were looked at in every second article; of the others only the
    verbs of their marks were counted while the word lists were written, so that their figure
    still flatters a little.
    """
    watch.start("read", len(articles))
    ours, plain = [], []
    for article in articles:
        ours.append(_Answer(article, _read(article.text)))
        plain.append(_Answer(article, _nearest_names(article.text)))
        watch.advance("read")
    rows = _rows(ours, plain)
    for name, first in (("whose errors were seen", 0), ("whose errors were not", 1)):
        half, other = ours[first::2], plain[first::2]
        rows.append(_f1(f"source span F1, articles {name}", half, other, _sources, 1.0))
    return [replace(row, stage="read") for row in [*rows, *_people(articles)]]


def _rows(ours: list[_Answer], plain: list[_Answer]) -> list[Row]:
    return [
        _f1("source span F1", ours, plain, _sources, 1.0),
        _share("source span precision", ours, plain, _sources, 1.0, of_said=True),
        _share("source span recall", ours, plain, _sources, 1.0, of_said=False),
        _f1("source span F1, overlap 0.5", ours, plain, _sources, LEAST),
        _f1("cue span F1, overlap 0.5", ours, plain, _cues, LEAST),
        _share("contents found, overlap 0.5", ours, plain, _contents, LEAST, of_said=False),
    ]


def _sources(marks: Marks) -> tuple[Span, ...]:
    return marks.sources


def _cues(marks: Marks) -> tuple[Span, ...]:
    return marks.cues


def _contents(marks: Marks) -> tuple[Span, ...]:
    return marks.contents


_Kind = Callable[[Marks], tuple[Span, ...]]


def _counts(answers: list[_Answer], kind: _Kind, least: float) -> np.ndarray[tuple[int, int]]:
    """Return hits, marked and said, shape (3, articles)."""
    rows = []
    for each in answers:
        gold, said = kind(each.article.marks[0]), kind(each.marks)
        rows.append((hits(gold, said, least), len(gold), len(said)))
    return np.array(rows, dtype=np.float64).reshape(-1, 3).T


def hits(gold: Sequence[Span], said: Sequence[Span], least: float) -> int:
    """Return how many spans are found, one for one; least: share of the joint span, 1 for equal.

    As many pairs as can be (Kuhn 1955, by scipy).
    """
    if not gold or not said or least >= 1:
        return len(set(gold) & set(said))
    near = np.array([[_shared(a, b) >= least for b in said] for a in gold], dtype=np.float64)
    pairs = linear_sum_assignment(near, maximize=True)
    return int(near[pairs].sum())


def _shared(a: Span, b: Span) -> float:
    both = min(a.end, b.end) - max(a.start, b.start)
    return max(0, both) / max(1, max(a.end, b.end) - min(a.start, b.start))


def _f1(name: str, ours: list[_Answer], plain: list[_Answer], kind: _Kind, least: float) -> Row:
    mine, theirs = (_counts(each, kind, least) for each in (ours, plain))
    found = paired_bootstrap(
        ratio(2 * mine[0], mine[1] + mine[2]), ratio(2 * theirs[0], theirs[1] + theirs[2])
    )
    return row_of(name, SET, int(mine[1].sum()), found, BASELINE)


def _share(
    name: str,
    ours: list[_Answer],
    plain: list[_Answer],
    kind: _Kind,
    least: float,
    *,
    of_said: bool,
) -> Row:
    mine, theirs = (_counts(each, kind, least) for each in (ours, plain))
    under = 2 if of_said else 1
    found = paired_bootstrap(ratio(mine[0], mine[under]), ratio(theirs[0], theirs[under]))
    return row_of(name, SET, int(mine[1].sum()), found, BASELINE)


def _people(articles: Sequence[Marked]) -> list[Row]:
    """Return how far other people agree with the first on articles that several marked."""
    pairs = [
        (each.marks[0].sources, other.sources) for each in articles for other in each.marks[1:]
    ]
    if not pairs:
        return []
    both = np.array([hits(gold, said, 1.0) for gold, said in pairs], dtype=np.float64)
    sizes = np.array([len(gold) + len(said) for gold, said in pairs], dtype=np.float64)
    found = paired_bootstrap(ratio(2 * both, sizes))
    return [row_of("source span F1, other people", SET, len(pairs), found)]


def _marks(found: Iterable[tuple[Span, Span, Span]]) -> Marks:
    sources: set[Span] = set()
    cues: set[Span] = set()
    contents: set[Span] = set()
    for source, cue, content in found:
        sources.add(source)
        cues.add(cue)
        contents.add(content)
    return Marks(
        sources=tuple(sorted(sources)), cues=tuple(sorted(cues)), contents=tuple(sorted(contents))
    )


def _read(text: str) -> Marks:
    return _marks((each.source, each.cue, each.content) for each in attributions_of(text))


def _nearest_names(text: str) -> Marks:
    """Return the baseline: each verb of saying with the name nearest to it in its sentence."""
    spans = sentences(text)
    found = []
    for span, grammar in zip(spans, parse([text[s.start : s.end] for s in spans]), strict=True):
        found += [_moved(each, span.start) for each in _saying(grammar)]
    return _marks(found)


def _saying(grammar: Parse) -> Iterable[tuple[Span, Span, Span]]:
    names = [name for name in grammar.names if name.label in _NAMED]
    if not names:
        return
    for place, token in enumerate(grammar.tokens):
        if token.lemma in _SAYING and token.pos == "VERB":
            near = min(
                names, key=lambda n: (min(abs(n.first - place), abs(n.last - place)), n.first)
            )
            whole = Span(grammar.tokens[0].start, min(near.start, token.start))
            yield Span(near.start, near.end), Span(token.start, token.end), whole


def _moved(spans: tuple[Span, Span, Span], by: int) -> tuple[Span, Span, Span]:
    source, cue, content = (Span(each.start + by, each.end + by) for each in spans)
    return source, cue, content
