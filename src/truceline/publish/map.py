"""The map picture: a standalone SVG of where the incidents are, as far as anybody said."""

from __future__ import annotations

import math
from collections.abc import Iterator

from truceline.publish.anchors import anchor
from truceline.publish.furniture import (
    AREA_STYLE,
    CORE_STYLE,
    FOOT,
    INK,
    LINE_STYLE,
    PAPER,
    POSSIBLE_STYLE,
    RING_STYLE,
    SOFT,
    foot,
    graticule,
    north,
    scale_bar,
)
from truceline.publish.inputs import MapLayer
from truceline.publish.labels import Box, place_labels
from truceline.publish.lookup import Lookup
from truceline.publish.marks import Mark, make_marks, within_reach
from truceline.publish.projection import Projection, fit
from truceline.publish.svg import element, safe, words

WIDTH = 960.0
TALLEST = 620.0
FONT = "system-ui, 'Segoe UI', 'Noto Sans', sans-serif"
CORE = 3.6  # pixels: radius of the dot at a spot with one incident
LARGEST_CORE = 13.0
LABELS = 60  # names beyond this are noise at any size of page


def draw_map(look: Lookup) -> str:
    """Return the picture, "" if no incident has a place and there is no line to draw."""
    line = [point for layer in look.given.layers for path in layer.paths for point in path]
    marks = make_marks(look)
    near = [each for each in marks if within_reach(each, line)]
    points = [*line, *((each.lon, each.lat) for each in near)]
    if not points:
        return ""
    projection = fit(points, WIDTH, TALLEST)
    outside = sum(each.n for each in marks if not each.possible and each not in near)
    return _compose(projection, near, outside, look)


def _compose(projection: Projection, marks: list[Mark], outside: int, look: Lookup) -> str:
    height = projection.height + FOOT
    placed = sum(each.n for each in marks if not each.possible)
    unplaced = sum(each.place.lat is None for each in look.given.incidents)
    text = look.say("map.description", n=placed, outside=outside, unplaced=unplaced)
    inside = element(
        "g",
        *graticule(projection),
        *(_mark(each, projection, look) for each in marks if each.wide or each.possible),
        *(part for each in look.given.layers for part in _layer(each, projection)),
        *(_mark(each, projection, look) for each in marks if not (each.wide or each.possible)),
        *_names(marks, projection),
        clip_path="url(#map-frame)",
    )
    return element(
        "svg",
        element("title", safe(look.say("map.title", title=look.given.title)), id="map-title"),
        element("desc", safe(text), id="map-text"),
        element("defs", element("clipPath", _frame(projection), id="map-frame")),
        element("rect", width=WIDTH, height=height, fill="#ffffff"),
        _frame(projection, fill=PAPER),
        inside,
        _frame(projection, fill="none", stroke=SOFT),
        *scale_bar(projection, look),
        *north(projection, look),
        *foot(projection.height, text, look),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:g} {height:.0f}",
        role="img",
        aria_labelledby="map-title map-text",
        font_family=FONT,
        font_size="12",
    )


def _frame(projection: Projection, **attributes: object) -> str:
    return element("rect", width=projection.width, height=projection.height, **attributes)


def _layer(layer: MapLayer, projection: Projection) -> Iterator[str]:
    """Yield a line twice: a pale one that keeps it apart from the discs, then the line itself."""
    for path in layer.paths:
        corners = (projection.pixel(lat, lon) for lon, lat in path)
        way = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners)
        yield element("path", d=way, fill="none", stroke="#ffffff", stroke_width=5, opacity=0.8)
        yield element("path", element("title", safe(layer.name)), d=way, **LINE_STYLE)


def _core(mark: Mark) -> float:
    """Return the dot's radius: its area grows with the number of incidents."""
    return min(LARGEST_CORE, CORE * math.sqrt(mark.n))


def _mark(mark: Mark, projection: Projection, look: Lookup) -> str:
    x, y = projection.pixel(mark.lat, mark.lon)
    ring = projection.pixels(mark.radius_m)
    name = mark.name or look.say("incidents.no_place")
    key = "map.possible" if mark.possible else "map.mark"
    parts = [element("title", safe(look.say(key, place=name, n=mark.n)))]
    if mark.possible:
        parts.append(element("circle", cx=x, cy=y, r=max(ring, 5.0), **POSSIBLE_STYLE))
    elif mark.wide:
        parts.append(element("circle", cx=x, cy=y, r=ring, **AREA_STYLE))
    else:
        core = _core(mark)
        parts.append(element("circle", cx=x, cy=y, r=max(ring, core + 2), **RING_STYLE))
        parts.append(element("circle", cx=x, cy=y, r=core, **CORE_STYLE))
    return element("a", *parts, href=f"#{anchor(mark.incident)}")


def _names(marks: list[Mark], projection: Projection) -> Iterator[str]:
    """Yield the names, those of many incidents and of exact places first."""
    shown = [each for each in marks if each.name and not each.possible]
    shown.sort(key=lambda each: (-each.n, each.radius_m))
    spots = [_dot(each, projection) for each in shown if not each.wide]
    wanted = [
        (
            f"{each.name} ({each.n})" if each.n > 1 else each.name,
            projection.pixel(each.lat, each.lon),
            0.0 if each.wide else _clearance(each, projection),
        )
        for each in shown[:LABELS]
    ]
    width, height = projection.width, projection.height
    frame = Box(4, 4, width - 4, height - 16)
    busy = [*spots, Box(width - 260, height - 44, width, height), Box(width - 60, 0, width, 60)]
    halo = {"stroke": PAPER, "stroke_width": 3, "paint_order": "stroke"}
    for label in place_labels(wanted, frame, busy):
        yield words(label.text, x=label.x, y=label.y, fill=INK, font_size="11.5", **halo)


def _clearance(mark: Mark, projection: Projection) -> float:
    """Return how far from a spot its name keeps: past its ring, unless the ring is large."""
    return max(_core(mark) + 2, min(projection.pixels(mark.radius_m), LARGEST_CORE))


def _dot(mark: Mark, projection: Projection) -> Box:
    x, y = projection.pixel(mark.lat, mark.lon)
    r = _core(mark)
    return Box(x - r, y - r, x + r, y + r)
