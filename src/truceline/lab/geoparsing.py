"""Scores places in English articles of anywhere against labelled toponyms (LGL, GeoVirus)."""

from __future__ import annotations

import gzip
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from defusedxml import ElementTree

from truceline.geography import Gazetteer, PlaceMention
from truceline.geography.atlas import Atlas
from truceline.geography.english import names_of
from truceline.geography.world import World
from truceline.ground.errors import InputError
from truceline.ground.geometry import distance_m
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch

FILES = {"lgl": "geoparsing/lgl.xml.gz", "geovirus": "geoparsing/GeoVirus.xml.gz"}
NEAR_M = 161_000.0  # a hundred miles, the measure of the field (Leidner 2007)
CONFIDENT = 0.5
BASELINE = "spaCy names, largest population"
_LABELS = frozenset(("GPE", "LOC", "FAC"))
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Toponym:
    """A labelled name text[start:end]; degrees, None where the labels give none."""

    start: int
    end: int
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Article:
    """A labelled article."""

    text: str
    toponyms: tuple[Toponym, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A name found: text[start:end], degrees None where it has none, and p."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    p: float = 1.0


def load_articles(path: Path) -> list[Article]:
    """Return the articles of a labelled file; raises InputError for a broken one."""
    try:
        with gzip.open(path) as opened:
            root = ElementTree.fromstring(opened.read(_MOST_BYTES))
        return [_article(each) for each in root.iter("article")]
    except (OSError, EOFError, ElementTree.ParseError, TypeError, ValueError) as error:
        raise InputError(
            f"The labelled articles cannot be read: {error}.",
            where=str(path),
            mend="Give the XML of the data set, packed by gzip.",
        ) from error


def _article(node: Any) -> Article:  # noqa: ANN401 - the parser's element
    """Return an article; one set counts from 0, the other from 1: the letters tell which."""
    found = []
    text = node.findtext("text") or ""
    for each in [*node.iter("toponym"), *node.iter("location")]:
        lat, lon = each.findtext(".//lat"), each.findtext(".//lon")
        name = each.findtext("phrase") or each.findtext("name") or ""
        start, end = int(each.findtext("start")), int(each.findtext("end"))
        if text[start:end] != name and text[start - 1 : end - 1] == name:
            start, end = start - 1, end - 1
        found.append(
            Toponym(
                start,
                end,
                float(lat) if lat else None,
                float(lon) if lon else None,
            )
        )
    return Article(text, tuple(sorted(found, key=lambda t: t.start)))


class Plain:
    """The baseline: every place that the grammar names, at the largest town of that name."""

    def __init__(self) -> None:
        self._atlas, self._world = Atlas.load(), World.load()

    def find(self, text: str) -> list[Said]:
        """Return the names of a text, countries and regions from the same lists as ours."""
        found = []
        for name in names_of(text):
            if name.label not in _LABELS:
                continue
            written = text[name.start : name.end]
            start = name.start + (4 if written.lower().startswith("the ") else 0)
            areas = self._atlas.named(text[start : name.end])
            cities = self._world.named(text[start : name.end])
            best = areas[0] if areas else cities[0] if cities else None
            found.append(
                Said(start, name.end, best.lat if best else None, best.lon if best else None)
            )
        return found


def ours(mentions: Sequence[PlaceMention]) -> list[Said]:
    """Return the mentions with their likeliest candidate, the doubtful left out."""
    found = []
    for each in mentions:
        total = sum(place.p for place in each.candidates)
        if total >= CONFIDENT:
            best = each.candidates[0]
            found.append(Said(each.start, each.end, best.lat, best.lon, best.p))
    return found


def hits(gold: Sequence[Toponym], said: Sequence[Said]) -> int:
    """Return how many labelled names were found with exactly their letters."""
    wanted = {(each.start, each.end) for each in gold}
    return len(wanted & {(each.start, each.end) for each in said})


def near(gold: Sequence[Toponym], said: Sequence[Said]) -> tuple[int, int]:
    """Return how many labelled names have coordinates, and of these how many we put near them."""
    placed = [each for each in gold if each.lat is not None]
    return len(placed), sum(
        any(_overlaps(each, one) and _away(each, one) <= NEAR_M for one in said) for each in placed
    )


def _overlaps(gold: Toponym, said: Said) -> bool:
    return said.start < gold.end and gold.start < said.end


def _away(gold: Toponym, said: Said) -> float:
    if said.lat is None or said.lon is None or gold.lat is None or gold.lon is None:
        return math.inf
    return distance_m(gold.lat, gold.lon, said.lat, said.lon)


def log_loss(
    gold: Sequence[Toponym], mentions: Sequence[PlaceMention]
) -> Iterator[tuple[float, float]]:
    """Yield -ln P(within 161 km) of each labelled name that we know at least two places for.

    p is given that the name is one of the known places, so that it is of the choice alone, and
    at least 0.01; beside it the same for all candidates alike.
    """
    for each in gold:
        mention = next((m for m in mentions if m.start < each.end and each.start < m.end), None)
        if each.lat is None or mention is None or len(mention.candidates) < 2:  # noqa: PLR2004 - a choice
            continue
        total = sum(place.p for place in mention.candidates)
        right = [
            place.p
            for place in mention.candidates
            if _away(each, Said(0, 0, place.lat, place.lon)) <= NEAR_M
        ]
        even = len(right) / len(mention.candidates)
        yield -math.log(max(sum(right) / total, 0.01)), -math.log(max(even, 0.01))


def score_articles(
    name: str, articles: Sequence[Article], gazetteer: Gazetteer, watch: Watch = UNWATCHED
) -> list[Row]:
    """Return the rows of a set of articles, ours and the baseline on the same ones.

    peoples ("the French") count as names in the one set whose labels hold them.
    """
    plain, peoples = Plain(), name == "lgl"
    table: list[dict[str, float]] = []
    losses: list[tuple[float, float]] = []
    watch.start(name, len(articles))
    for article in articles:
        mentions = gazetteer.survey(article.text, peoples=peoples)
        said, base = ours(mentions), plain.find(article.text)
        placed, found = near(article.toponyms, said)
        _, theirs = near(article.toponyms, base)
        table.append(
            {
                "gold": len(article.toponyms),
                "said": len(said),
                "hits": hits(article.toponyms, said),
                "base": len(base),
                "base_hits": hits(article.toponyms, base),
                "placed": placed,
                "near": found,
                "base_near": theirs,
            }
        )
        losses += log_loss(article.toponyms, mentions)
        watch.advance(name)
    return _rows(name, table, losses)


def _rows(
    name: str, table: Sequence[dict[str, float]], losses: Sequence[tuple[float, float]]
) -> list[Row]:
    column = {key: np.array([row[key] for row in table], dtype=np.float64) for key in table[0]}
    count = Counter({key: int(values.sum()) for key, values in column.items()})
    pairs = (
        ("toponym precision", count["said"], ("hits", "said"), ("base_hits", "base")),
        ("toponym recall", count["gold"], ("hits", "gold"), ("base_hits", "gold")),
        ("found and within 161 km", count["placed"], ("near", "placed"), ("base_near", "placed")),
    )
    rows = [
        row_of(
            f"{title}",
            name,
            number,
            paired_bootstrap(ratio(column[a], column[b]), ratio(column[c], column[d])),
            BASELINE,
        )
        for title, number, (a, b), (c, d) in pairs
    ]
    f1 = paired_bootstrap(
        ratio(2 * column["hits"], column["gold"] + column["said"]),
        ratio(2 * column["base_hits"], column["gold"] + column["base"]),
    )
    rows.insert(2, row_of("toponym F1", name, count["gold"], f1, BASELINE))
    mine, even = np.array(losses, dtype=np.float64).reshape(-1, 2).T
    one = np.ones(len(losses))
    loss = paired_bootstrap(ratio(mine, one), ratio(even, one))
    rows.append(row_of("homonym log-loss (lower is better)", name, len(losses), loss, "all alike"))
    return rows


def score_lgl(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of the Local-Global Lexicon's articles (Lieberman 2010)."""
    return _score("lgl", data, watch)


def score_geovirus(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of GeoVirus' articles (Gritta 2018)."""
    return _score("geovirus", data, watch)


def _score(name: str, data: Path, watch: Watch) -> list[Row]:
    gazetteer = Gazetteer.load(places=())
    return score_articles(name, load_articles(data / FILES[name]), gazetteer, watch)
