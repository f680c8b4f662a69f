"""The scoreboard of labelled articles: statements of every kind, found one to one, and fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from truceline.ground.times import TimeRange, zone_of
from truceline.lab.intervals import Comparison, paired_bootstrap, share
from truceline.lab.labelled_articles import KINDS, Article, Told, load_labelled
from truceline.lab.measures import MacroF1, Values, ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.words import fold, sentences, words
from truceline.model.statement import Statement
from truceline.model.values import Span, overlap
from truceline.read import Reader
from truceline.read.scenes.lexicon import Lexicon

SET = "articles"
LEAST = 0.3  # share of the joint span at which a statement found is the labelled one
KEYWORDS = "keywords, whole sentences"
# What the keyword baseline takes for a statement of each kind: a hit of any of the groups.
GROUPS = {
    "incident_report": ("act", "attack", "under"),
    "tally": ("total",),
    "posture": ("posture",),
    "position": ("stance", "stance_noun"),
    "undertaking": ("undertaking",),
    "threat": ("threat",),
    "denial": ("denial",),
}
_WORD = re.compile(r"\w+")
_COMMON = 3  # letters of a word of a name that may tell nothing ("the", "of")


@dataclass(frozen=True, slots=True)
class Found:
    """A statement as matching sees it."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Read:
    """An article with what we and the baseline find in it, and which of it is labelled.

    pairs, plain: (index of the label, index of the statement) of ours and of the baseline's.
    """

    article: Article
    ours: tuple[Statement, ...]
    pairs: tuple[tuple[int, int], ...]
    keywords: tuple[Found, ...]
    plain: tuple[tuple[int, int], ...]

    def matched(self) -> list[tuple[Told, Statement]]:
        """Return each label with the statement found for it."""
        return [(self.article.told[i], self.ours[j]) for i, j in self.pairs]


def match(told: Sequence[Told], found: Sequence[Found | Statement]) -> tuple[tuple[int, int], ...]:
    """Return the most pairs of equal kind and enough overlap, none used twice; fullest first.

    Maximum matching (Kuhn 1955, by scipy); of as many pairs the best overlapping ones.
    """
    if not told or not found:
        return ()
    gain = np.zeros((len(told), len(found)))
    for i, label in enumerate(told):
        for j, each in enumerate(found):
            fit = overlap(label.span, each.span) if label.kind == each.kind else 0.0
            gain[i, j] = 1 + fit / (len(told) + 1) if fit >= LEAST else 0.0
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return tuple((int(i), int(j)) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0)


def by_keywords(text: str, lexicon: Lexicon) -> tuple[Found, ...]:
    """Return the baseline's statements: each sentence with a word of a kind, as that kind."""
    found = []
    for span in sentences(text):
        hits = lexicon.find(words(text[span.start : span.end]), "en")
        groups = {hit.group for hit in hits}
        found += [Found(span, kind) for kind in KINDS if groups & set(GROUPS[kind])]
    return tuple(found)


def read_articles(
    articles: Sequence[Article], reader: Reader, watch: Watch = UNWATCHED
) -> list[Read]:
    """Return what we and the baseline find in each article, matched with its labels."""
    watch.start("read", len(articles))
    done = []
    for article in articles:
        found = reader.read(article.document).statements
        ours = tuple(each for each in found if each.kind in KINDS)
        plain = by_keywords(article.document.text, reader.lexicon)
        done.append(
            Read(article, ours, match(article.told, ours), plain, match(article.told, plain))
        )
        watch.advance("read")
    return done


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of the scoreboard of articles from a folder of labelled data."""
    return score(read_articles(load_labelled(data), Reader.load(), watch), Reader.load())


def score(done: Sequence[Read], reader: Reader) -> list[Row]:
    """Return the rows: statements found, of all kinds and of each, then fields of those matched.

    Intervals of the first resample whole articles: what one article says hangs together.
    """
    rows = [*_detection(done, KINDS, "statement")]
    for kind in KINDS:
        rows += _detection(done, (kind,), kind.replace("_", " "))
    rows.append(_macro(done))
    return [replace(row, stage="read") for row in [*rows, *_fields(done, reader)]]


def _counts(done: Sequence[Read], kinds: Sequence[str]) -> Values:
    """Return per article: labels, ours, ours matched, baseline's, baseline's matched."""
    return np.array(
        [
            (
                sum(each.kind in kinds for each in read.article.told),
                sum(each.kind in kinds for each in read.ours),
                sum(read.ours[j].kind in kinds for _, j in read.pairs),
                sum(each.kind in kinds for each in read.keywords),
                sum(read.keywords[j].kind in kinds for _, j in read.plain),
            )
            for read in done
        ],
        dtype=np.float64,
    ).reshape(-1, 5)


def _detection(done: Sequence[Read], kinds: Sequence[str], name: str) -> list[Row]:
    gold, ours, hits, theirs, plain = _counts(done, kinds).T
    number = int(gold.sum())
    return [
        row_of(f"{name} {figure}", SET, number, paired_bootstrap(mine, other), KEYWORDS)
        for figure, mine, other in (
            ("precision", ratio(hits, ours), ratio(plain, theirs)),
            ("recall", ratio(hits, gold), ratio(plain, gold)),
            ("F1", ratio(2 * hits, gold + ours), ratio(2 * plain, gold + theirs)),
        )
    ]


def _macro(done: Sequence[Read]) -> Row:
    """Return the mean F1 of the kinds, as a sum in which every kind weighs the same.

    The weights are those of the whole set, also where articles are resampled.
    """
    over, under = np.zeros(len(done)), np.zeros(len(done))
    other_over, other_under = np.zeros(len(done)), np.zeros(len(done))
    held = [kind for kind in KINDS if _counts(done, (kind,))[:, 0].sum()]
    for kind in held:
        gold, ours, hits, theirs, plain = _counts(done, (kind,)).T
        over += 2 * hits / (gold + ours).sum()
        other_over += 2 * plain / (gold + theirs).sum()
        under += (gold + ours) / (gold + ours).sum()
        other_under += (gold + theirs) / (gold + theirs).sum()
    against = paired_bootstrap(ratio(over, under), ratio(other_over, other_under))
    number = sum(len(read.article.told) for read in done)
    return row_of("macro-F1 over kinds", SET, number, against, KEYWORDS)


def _fields(done: Sequence[Read], reader: Reader) -> list[Row]:
    """Return how often each field of a statement that was found is right."""
    matched = [pair for read in done for pair in read.matched()]
    reports = [(told, said) for told, said in matched if told.kind == "incident_report"]
    rows = [_background(matched), *_modality(matched)]
    right = _Names(reader)
    for name, pairs, is_right in (
        ("speaker, where one is named", [p for p in matched if p[0].speaker], right.speaker),
        ("speaker", matched, right.speaker),
        ("perpetrator, where one is named", _stated(matched), right.perpetrator),
        ("act", reports, lambda told, said: told.act == said.act),
        ("killed exact, where stated", _having(matched, "killed"), _same("killed")),
        ("injured exact, where stated", _having(matched, "injured"), _same("injured")),
        ("event date exact, where fixed", _having(reports, "date"), _on_day),
    ):
        hits = np.array([is_right(told, said) for told, said in pairs], dtype=np.bool_)
        rows.append(row_of(name, SET, len(hits), share(hits, np.ones(len(hits), np.bool_))))
    return rows


def _stated(pairs: list[tuple[Told, Statement]]) -> list[tuple[Told, Statement]]:
    return [pair for pair in pairs if pair[0].perpetrator not in ("", "unknown")]


def _having(pairs: list[tuple[Told, Statement]], field: str) -> list[tuple[Told, Statement]]:
    return [pair for pair in pairs if getattr(pair[0], field)]


def _same(field: str) -> Callable[[Told, Statement], bool]:
    return lambda told, said: bool(getattr(told, field) == getattr(said, field))


def _background(matched: list[tuple[Told, Statement]]) -> Row:
    """Return the mean recall of background and of the rest; "never" gives one half."""
    gold = np.array([told.background for told, _ in matched], dtype=np.bool_)
    said = np.array([said.background for _, said in matched], dtype=np.bool_)
    weight = np.where(gold, 0.5 / max(1, gold.sum()), 0.5 / max(1, (~gold).sum()))
    ours, never = ratio(weight * (gold == said), weight), ratio(weight * ~gold, weight)
    against: Comparison = paired_bootstrap(ours, never)
    return row_of("background balanced accuracy", SET, len(matched), against, "never background")


def _modality(matched: list[tuple[Told, Statement]]) -> list[Row]:
    """Return accuracy and macro-F1 of the modality where the kind does not decide it."""
    open_ = [(t, s) for t, s in matched if t.kind not in ("threat", "denial")]
    gold = np.array([told.modality for told, _ in open_], dtype=np.str_)
    said = np.array([each.modality for _, each in open_], dtype=np.str_)
    plain = np.full(len(gold), "asserted", dtype=gold.dtype)
    one = np.ones(len(gold))
    right = paired_bootstrap(
        ratio(np.asarray(gold == said, float), one), ratio(np.asarray(gold == plain, float), one)
    )
    macro = paired_bootstrap(MacroF1(gold, said), MacroF1(gold, plain))
    return [
        row_of("modality accuracy", SET, len(gold), right, "always asserted"),
        row_of("modality macro-F1", SET, len(gold), macro, "always asserted"),
    ]


def _on_day(told: Told, said: Statement) -> bool:
    """Tell whether the event's time is that day, in the zone in which it was understood."""
    when: TimeRange | None = said.time
    if when is None:
        return False
    zone = zone_of(when.zone or "UTC")
    first = when.earliest.astimezone(zone).date().isoformat()
    last = when.latest.astimezone(zone)
    return first == told.date and (last - when.earliest.astimezone(zone)).days <= 1


class _Names:
    """Whether two names mean the same: one holds the other's telling words, or one party both."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def speaker(self, told: Told, said: Statement) -> bool:
        return _alike(told.speaker, said.speaker)

    def perpetrator(self, told: Told, said: Statement) -> bool:
        if said.perpetrator in self._parties(told.perpetrator):
            return True
        name = self.reader.parties.name(said.perpetrator)
        return bool(said.perpetrator) and _alike(told.perpetrator, name)

    def _parties(self, name: str) -> set[str]:
        hits = self.reader.lexicon.find(words(name), "en")
        return {hit.value for hit in hits if hit.group.startswith("party:")}


def _alike(one: str, other: str) -> bool:
    """Tell whether every telling word of one name is in the other, or both are empty."""
    a, b = (
        {word for word in _WORD.findall(fold(each)) if len(word) > _COMMON} or {fold(each)}
        for each in (one, other)
    )
    if not one or not other:
        return one == other
    return a <= b or b <= a
