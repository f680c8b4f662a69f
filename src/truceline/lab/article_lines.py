"""Fits the model that tells an article's lines from furniture; folds keep pages apart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from truceline.read.page.article import Model, Weights
from truceline.read.page.kept import Kept
from truceline.read.page.lines import Values, lines_of, measures
from truceline.read.page.markup import read_page

FOLDS = 5
_PENALTY = 30.0  # of squared weights, against one unit a labelled line; chosen on the folds
_SAME = 1e-6  # a measure that varies less says nothing
_LEAST_PART = 13  # letters of a line that is taken for part of a wanted string


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRows:
    """A page as the model sees it: its lines' words, and their measures with and without advice.

    wanted, unwanted: strings that the article holds and that it does not.
    """

    name: str
    texts: tuple[str, ...]
    advised: Values
    alone: Values
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]

    @property
    def fold(self) -> int:
        """Return the fold of the page, from its name: all lines of a page are in one."""
        return int(sha256(self.name.encode()).hexdigest(), 16) % FOLDS


def plain(text: str) -> str:
    """Return text with single spaces, as strings are looked for."""
    return " ".join(text.split())


def page_rows(
    name: str, source: str, kept: Kept, wanted: Sequence[str], unwanted: Sequence[str]
) -> PageRows:
    """Return a page as rows of the model."""
    page = read_page(source)
    lines = lines_of(page)
    return PageRows(
        name=name,
        texts=tuple(plain(page.text[line.start : line.end]) for line in lines),
        advised=measures(page, lines, kept),
        alone=measures(page, lines, Kept()),
        wanted=tuple(map(plain, wanted)),
        unwanted=tuple(map(plain, unwanted)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Labelled:
    rows: Values
    truth: Values
    weight: Values


def _labelled(pages: Sequence[PageRows], *, advised: bool) -> _Labelled:
    """Return the lines that hold a wanted or an unwanted string, each string counting once."""
    rows: list[Values] = []
    truth: list[float] = []
    weight: list[float] = []
    for page in pages:
        values = page.advised if advised else page.alone
        for strings, label in ((page.wanted, 1.0), (page.unwanted, 0.0)):
            for string in strings:
                places = _holding(page.texts, string)
                rows += [values[place] for place in places]
                truth += [label] * len(places)
                weight += [max(1, len(places)) ** (-1.0 if label else -0.5)] * len(places)
    return _Labelled(rows=np.array(rows), truth=np.array(truth), weight=np.array(weight))


def _holding(texts: Sequence[str], string: str) -> list[int]:
    found = [place for place, text in enumerate(texts) if string in text]
    return found or [
        place for place, text in enumerate(texts) if len(text) >= _LEAST_PART and text in string
    ]


def fit(pages: Sequence[PageRows]) -> Model:
    """Return the model fitted on pages: penalised logistic regression, the same every time."""
    return Model(
        advised=_fitted(_labelled(pages, advised=True)),
        alone=_fitted(_labelled(pages, advised=False)),
    )


def _fitted(lines: _Labelled) -> Weights:
    mean, scale = lines.rows.mean(axis=0), lines.rows.std(axis=0)
    scale = np.where(scale > _SAME, scale, 1.0)
    rows = (lines.rows - mean) / scale
    sign = 2.0 * lines.truth - 1.0

    def loss(given: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        weight, constant = given[:-1], given[-1]
        margin = sign * (rows @ weight + constant)
        value = lines.weight @ np.logaddexp(0.0, -margin) + _PENALTY / 2 * (weight @ weight)
        slope = -lines.weight * sign / (1.0 + np.exp(np.clip(margin, -50, 50)))
        return float(value), np.append(rows.T @ slope + _PENALTY * weight, slope.sum())

    begin = np.zeros(rows.shape[1] + 1)
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return Weights(mean=mean, scale=scale, weight=found[:-1], constant=float(found[-1]))


def write(model: Model, path: Path) -> None:
    """Write a model as the reader loads it."""
    content = {name: _columns(getattr(model, name)) for name in ("advised", "alone")}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _columns(weights: Weights) -> dict[str, list[float]]:
    columns = {name: getattr(weights, name).tolist() for name in ("mean", "scale", "weight")}
    rounded = {name: [round(each, 5) for each in values] for name, values in columns.items()}
    return {**rounded, "constant": [round(weights.constant, 5)]}
