"""Which lines of a page are its article: a linear model over measures of each line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from truceline.model.values import Span
from truceline.read.page.boilerplate import line_is_furniture
from truceline.read.page.kept import Kept, ask
from truceline.read.page.lines import Line, Values, lines_of, measures, plainly_furniture
from truceline.read.page.markup import Page

FEWEST_WORDS = 80  # words of a page that the model judges; on less there is nothing to weigh
MOST_LINES = 30_000  # lines that the model judges; of what follows all is furniture
KEPT_FROM = 0.4  # probability from which a line is read: losing prose costs more than a menu


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A linear model: mean and scale of each measure, its weight, and the constant."""

    mean: Values
    scale: Values
    weight: Values
    constant: float

    def probability(self, rows: Values) -> Values:
        """Return for each line, shape (lines, measures), how likely it is part of the article."""
        score = ((rows - self.mean) / self.scale) @ self.weight + self.constant
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(score, -50.0, 50.0))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights for pages of which the other extractor told something, and for those it did not."""

    advised: Weights
    alone: Weights

    def of(self, kept: Kept) -> Weights:
        """Return the weights for a page."""
        return self.advised if kept.asked else self.alone


@cache
def shipped() -> Model:
    """Return the model that ships (data/models/article_lines.json)."""
    raw = resources.files("truceline").joinpath("data/models/article_lines.json").read_text("utf-8")
    content = json.loads(raw)
    return Model(advised=_weights(content["advised"]), alone=_weights(content["alone"]))


def _weights(content: dict[str, list[float]]) -> Weights:
    columns = {name: np.array(content[name]) for name in ("mean", "scale", "weight")}
    return Weights(**columns, constant=float(content["constant"][0]))


def furniture_of(page: Page, source: str, model: Model | None = None) -> list[Span]:
    """Return the spans of a page's text that are no part of the article, in order."""
    lines = lines_of(page)
    texts = [page.text[line.start : line.end] for line in lines[:MOST_LINES]]
    if sum(len(text.split()) for text in texts) < FEWEST_WORDS:
        worded = np.array([line_is_furniture(text) for text in texts], dtype=np.bool_)
        return _outside(lines, ~(plainly_furniture(page, lines) | worded))
    kept = ask(source)
    return _outside(lines, article_lines(page, lines, kept, model or shipped()))


def article_lines(page: Page, lines: list[Line], kept: Kept, model: Model) -> NDArray[np.bool_]:
    """Return for each line whether it is read; everything if nothing seems to be an article."""
    judged = lines[:MOST_LINES]
    reads = np.zeros(len(lines), dtype=np.bool_)
    if judged:
        likely = model.of(kept).probability(measures(page, judged, kept))
        reads[: len(judged)] = likely >= KEPT_FROM
    return reads if reads.any() else ~plainly_furniture(page, lines)


def _outside(lines: list[Line], reads: NDArray[np.bool_]) -> list[Span]:
    return [Span(line.start, line.end) for line, read in zip(lines, reads, strict=True) if not read]
