"""What surrounds the map: styles, graticule, scale, north, legend and whose line it is."""

from __future__ import annotations

import math
from collections.abc import Iterator

from truceline.publish.lookup import Lookup, shortened
from truceline.publish.projection import Projection, round_length
from truceline.publish.svg import element, words

FOOT = 96.0  # pixels below the map for legend and citation
ROW = 20.0
# Vermilion and slate differ in brightness as well as in hue, so that colour-blind readers and
# grey prints tell them apart (after Okabe and Ito 2008); no colour stands for a party.
PAPER, GRID, INK, SOFT = "#f7f5f0", "#ddd8cd", "#26241f", "#6b665c"
MARK, OTHER = "#b34a00", "#56707f"
RING_STYLE: dict[str, object] = {
    "fill": MARK,
    "fill_opacity": "0.12",
    "stroke": MARK,
    "stroke_width": "1.2",
}
CORE_STYLE: dict[str, object] = {"fill": MARK, "fill_opacity": "0.85"}
AREA_STYLE: dict[str, object] = {
    "fill": MARK,
    "fill_opacity": "0.07",
    "stroke": MARK,
    "stroke_opacity": "0.35",
}
POSSIBLE_STYLE: dict[str, object] = {"fill": "none", "stroke": OTHER, "stroke_dasharray": "4 3"}
LINE_STYLE: dict[str, object] = {
    "fill": "none",
    "stroke": INK,
    "stroke_width": "2",
    "stroke_dasharray": "9 4",
    "stroke_linejoin": "round",
}
GRID_STEPS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0)
GRID_LINES = 10  # about so many meridians across the picture
MOST_LAYERS = 2  # so many citations fit under the map
LONGEST_CITATION = 150


def graticule(projection: Projection) -> Iterator[str]:
    """Yield meridians and parallels with their degrees."""
    wanted = (projection.east - projection.lon) / GRID_LINES
    step = next((each for each in GRID_STEPS if each >= wanted), GRID_STEPS[-1])
    small: dict[str, object] = {"fill": SOFT, "font_size": "10"}
    width, height = projection.width, projection.height
    for i in range(math.ceil(projection.lon / step), math.floor(projection.east / step) + 1):
        x, _ = projection.pixel(projection.lat, i * step)
        yield element("line", x1=x, x2=x, y1=0, y2=height, stroke=GRID)
        yield words(_degrees(i * step, "E", "W"), x=x + 3, y=height - 5, **small)
    for i in range(math.ceil(projection.south / step), math.floor(projection.lat / step) + 1):
        _, y = projection.pixel(i * step, projection.lon)
        yield element("line", x1=0, x2=width, y1=y, y2=y, stroke=GRID)
        yield words(_degrees(i * step, "N", "S"), x=4, y=y - 3, **small)


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}° {positive if value >= 0 else negative}"


def scale_bar(projection: Projection, look: Lookup) -> Iterator[str]:
    """Yield a bar of a round number of kilometres, true at the picture's middle latitude."""
    metres = round_length(projection.width / projection.scale / 5)
    length = projection.pixels(metres)
    left, y = projection.width - 20 - length, projection.height - 18
    way = f"M{left:.1f} {y - 5:.1f}v5h{length:.1f}v-5"
    yield element("path", d=way, fill="none", stroke=INK, stroke_width="1.6")
    text = look.say("figures.kilometres", value=f"{metres / 1000:g}")
    yield words(text, x=left + length / 2, y=y - 8, text_anchor="middle", fill=INK)


def north(projection: Projection, look: Lookup) -> Iterator[str]:
    """Yield the arrow to the north."""
    x = projection.width - 28
    yield element("path", d=f"M{x:g} 16l6 20l-6 -5l-6 5z", fill=INK)
    yield words(look.say("map.north"), x=x, y=50, text_anchor="middle", fill=INK)


def foot(top: float, description: str, look: Lookup) -> Iterator[str]:
    """Yield the legend, whose line is drawn, and what the picture leaves out."""
    y = top + ROW
    symbols = (
        (8.0, "spot", (RING_STYLE, 7.0), (CORE_STYLE, 3.6)),
        (330.0, "area", (AREA_STYLE, 8.0)),
        (560.0, "possible", (POSSIBLE_STYLE, 7.0)),
    )
    for x, key, *circles in symbols:
        for style, r in circles:
            yield element("circle", cx=x + 8, cy=y - 4, r=r, **style)
        yield words(look.say(f"map.legend.{key}"), x=x + 22, y=y, fill=INK)
    for i, layer in enumerate(look.given.layers[:MOST_LAYERS], start=1):
        row = y + ROW * i
        text = look.say("map.layer", name=layer.name, citation=layer.citation)
        yield element("path", d=f"M8 {row - 4:.1f}h20", **LINE_STYLE)
        yield words(shortened(text, LONGEST_CITATION), x=34, y=row, fill=INK)
    yield words(description, x=8, y=top + FOOT - 10, fill=SOFT, font_size="11")
