"""Reliability diagrams as SVG, the same bytes for the same figures."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import escape

from truceline.lab.calibration.reliability import Bin

_SIZE, _EDGE = 400, 56  # the square of the diagram and the room around it, in units of the picture
_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" role="img" '
    'font-family="sans-serif" font-size="13">\n<title>{title}</title>\n'
    '<rect width="{w}" height="{h}" fill="#ffffff"/>\n'
)


def _x(p: float) -> float:
    return round(_EDGE + _SIZE * p, 1)


def _y(p: float) -> float:
    return round(_EDGE + _SIZE * (1 - p), 1)


def _axes() -> list[str]:
    lines = [
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIZE}" height="{_SIZE}" fill="none" '
        'stroke="#444444"/>',
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999999" '
        'stroke-dasharray="4 4"/>',
    ]
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        lines.append(f'<text x="{_x(tick)}" y="{_y(0) + 18}" text-anchor="middle">{tick:g}</text>')
        lines.append(f'<text x="{_EDGE - 8}" y="{_y(tick) + 4}" text-anchor="end">{tick:g}</text>')
    middle = _EDGE + _SIZE / 2
    lines.append(
        f'<text x="{middle:g}" y="{_y(0) + 40}" text-anchor="middle">probability given</text>'
    )
    lines.append(
        f'<text x="16" y="{middle:g}" text-anchor="middle" transform="rotate(-90 16 {middle:g})">'
        "share that occurred</text>"
    )
    return lines


def _bin(each: Bin) -> list[str]:
    lines = []
    if not math.isnan(each.least):
        lines.append(
            f'<line x1="{_x(each.mean)}" y1="{_y(each.least)}" x2="{_x(each.mean)}" '
            f'y2="{_y(each.most)}" stroke="#7a9cc6" stroke-width="7"/>'
        )
    colour = "#1b3a5c" if each.consistent else "#b3261e"
    lines.append(f'<circle cx="{_x(each.mean)}" cy="{_y(each.share)}" r="4.5" fill="{colour}"/>')
    lines.append(
        f'<text x="{_x(each.mean)}" y="{_y(each.share) - 9}" text-anchor="middle" '
        f'font-size="10">{each.n}</text>'
    )
    return lines


def reliability_svg(bins: Sequence[Bin], title: str) -> str:
    """Return a diagram: points with their n, bars where they should lie 95 times of 100.

    A point outside its bar is red.
    """
    width = height = _SIZE + 2 * _EDGE
    lines = [_FRAME.format(w=width, h=height, title=escape(title))]
    lines.append(
        f'<text x="{width / 2:g}" y="28" text-anchor="middle" font-size="15">{escape(title)}</text>'
    )
    lines += _axes()
    for each in bins:
        if each.n:
            lines += _bin(each)
    return "\n".join([*lines, "</svg>", ""])
