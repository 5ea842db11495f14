"""The report as a picture: each judged figure on a scale from its floor to its goal, as SVG that needs nothing else."""

from __future__ import annotations

import math
from html import escape

from loadtests.bench.report import Figure, Report

_ROW, _LEFT, _WIDTH, _RIGHT, _TOP = 34, 330, 420, 150, 64
_LESS_IS_BETTER = ("s", "ms")
_COLOURS = {"goal": "#0f7b4f", "floor": "#a15c00", "missed": "#c2273a"}
_WORDS = {"goal": "goal met", "floor": "floor met", "missed": "floor missed"}


def draw(report: Report) -> str:
    """One row per figure: right of the first line is above the floor, right of the second is the goal."""
    figures = report.figures()
    width, height = _LEFT + _WIDTH + _RIGHT, _TOP + _ROW * len(figures) + 16
    machine = report.machine
    rows = [line for number, figure in enumerate(figures) for line in _row(figure, _TOP + number * _ROW)]
    floor_x, goal_x = _LEFT + _WIDTH / 3, _LEFT + _WIDTH * 2 / 3
    bottom = height - 16
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">',
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            f'<text x="16" y="26" font-size="15" font-weight="600">Speed, {escape(report.begun_at)}</text>',
            f'<text x="16" y="46" font-size="11" fill="#5b6472">{machine["cores"]} cores, '
            f"{escape(str(machine['cpu']))}, Python {machine['python']}, {escape(str(machine['commit']))}</text>",
            f'<text x="{floor_x}" y="46" font-size="11" fill="#5b6472" text-anchor="middle">floor</text>',
            f'<text x="{goal_x}" y="46" font-size="11" fill="#5b6472" text-anchor="middle">goal</text>',
            f'<path d="M{floor_x} 52V{bottom}M{goal_x} 52V{bottom}" stroke="#c9ced6" stroke-dasharray="3 3"/>',
            *rows,
            "</svg>",
            "",
        ]
    )


def _row(figure: Figure, y: int) -> list[str]:
    colour = _COLOURS[figure.verdict]
    length = _WIDTH * _share(figure)
    middle = y + _ROW / 2
    value = f"{figure.value:.3g} {figure.unit}"
    return [
        f'<text x="{_LEFT - 12}" y="{middle + 4}" font-size="12" text-anchor="end">{escape(figure.name)}</text>',
        f'<rect x="{_LEFT}" y="{y + 9}" width="{length:.1f}" height="16" rx="3" fill="{colour}"/>',
        f'<text x="{_LEFT + _WIDTH + 8}" y="{middle - 1}" font-size="12">{escape(value)}</text>',
        f'<text x="{_LEFT + _WIDTH + 8}" y="{middle + 12}" font-size="10" fill="{colour}">'
        f"{_WORDS[figure.verdict]}</text>",
    ]


def _share(figure: Figure) -> float:
    """Where the bar ends: a third is the floor, two thirds are the goal, by factors in between."""
    better = figure.value if figure.unit not in _LESS_IS_BETTER else 1 / max(figure.value, 1e-9)
    floor = figure.floor if figure.unit not in _LESS_IS_BETTER else 1 / figure.floor
    goal = figure.goal if figure.unit not in _LESS_IS_BETTER else 1 / figure.goal
    if better <= floor:
        return max(0.02, better / floor / 3)
    step = math.log(goal / floor) if goal > floor else math.log(2)
    return min(1.0, 1 / 3 + math.log(better / floor) / step / 3)
