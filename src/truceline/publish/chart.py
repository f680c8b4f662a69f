"""A small bar chart of a counting channel: the window of the truce among its neighbours."""

from __future__ import annotations

from truceline.publish.sensor_rows import ChannelRow
from truceline.publish.svg import element, safe

BAR, GAP, HEIGHT = 14.0, 4.0, 72.0
CHOSEN, OTHER = "#b34a00", "#9aa7ad"


def draw_bars(row: ChannelRow) -> str:
    """Return the chart as SVG, "" if there is nothing to compare."""
    if len(row.bars) < 2:  # noqa: PLR2004 - one bar shows nothing
        return ""
    top = max(each.value for each in row.bars)
    if not 0 < top < float("inf"):
        return ""
    parts = []
    for i, each in enumerate(row.bars):
        height = max(1.0, HEIGHT * max(0.0, each.value) / top)
        parts.append(
            element(
                "rect",
                element("title", safe(f"{each.window}: {each.quantity}")),
                x=i * (BAR + GAP),
                y=HEIGHT - height,
                width=BAR,
                height=height,
                fill=CHOSEN if each.chosen else OTHER,
            )
        )
    width = len(row.bars) * (BAR + GAP)
    return element(
        "svg",
        element("title", safe(f"{row.source}: {row.channel}")),
        *parts,
        element("line", x1=0, x2=width, y1=HEIGHT, y2=HEIGHT, stroke=OTHER),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {HEIGHT + 1:g}",
        role="img",
        class_="bars",
    )
