"""Lines over the seconds of a run, drawn as SVG that stands in the page itself.

At most two lines share a chart, named at their ends, with an optional limit; colours are the page's, for
light and dark.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

_WIDTH, _HEIGHT = 960, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 110, 34, 30
_TICKS = 4


def lines(
    title: str, unit: str, series: Sequence[tuple[str, Sequence[float]]], limit: float, limit_name: str = "limit"
) -> str:
    """A chart of one value a second for one or two series; `limit` is a dashed line, if it is near enough to show."""
    highest = max((value for _, values in series for value in values), default=0.0)
    is_limit_near = limit <= highest * 3
    top = _round_up(max(highest, limit) if is_limit_near else highest)
    parts = [
        f'<div class="wide" tabindex="0"><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}">'
    ]
    parts.append(f'<text x="{_LEFT}" y="20">{escape(title)}, {escape(unit)}</text>')
    for tick in range(_TICKS + 1):
        value = top * tick / _TICKS
        y = _y(value, top)
        parts.append(f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:,.6g}</text>')
    count = max((len(values) for _, values in series), default=0)
    parts.append(f'<text x="{_LEFT}" y="{_HEIGHT - 8}">0 s</text>')
    parts.append(f'<text x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 8}" text-anchor="end">{count} s</text>')
    if is_limit_near:
        y = _y(limit, top)
        parts.append(f'<line class="limit" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{_LEFT + 6}" y="{y - 6:.1f}">{escape(limit_name)}</text>')
    parts += _drawn(series, top, count)
    return "".join([*parts, "</svg></div>"])


def _drawn(series: Sequence[tuple[str, Sequence[float]]], top: float, count: int) -> list[str]:
    parts = []
    last_label = math.inf
    for name, (label, values) in zip(("one", "two"), series, strict=False):
        points = " ".join(f"{_x(at, count):.1f},{_y(value, top):.1f}" for at, value in enumerate(values))
        parts.append(f'<polyline class="{name}" points="{points}"/>')
        y = _y(values[-1], top) + 4 if values else _TOP
        if abs(y - last_label) < 14:
            y = last_label - 14
        last_label = y
        parts.append(f'<text class="of-{name}" x="{_WIDTH - _RIGHT + 6}" y="{y:.1f}">{escape(label)}</text>')
    return parts


def _x(at: int, count: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * at / max(1, count - 1)


def _y(value: float, top: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / top)


def _round_up(value: float) -> float:
    """The next of 1, 2, 4, 5, 8 or 10 times a power of ten."""
    if value <= 0:
        return 1.0
    power: float = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 4, 5, 8, 10, 20) if step * power >= value)
