"""The layout of a causal graph: layers from left to right, one band per commit. Pure functions over plain values.

A layer holds one kind of thing, so reading to the right is reading from cause to effect; a band holds what one commit
did, so reading down is reading on in time. No two boxes overlap, and no edge runs through a box: an edge between
neighbours stays in the gap between them, a longer one runs in the gutter above its band.
See: explain_pages.py for what becomes a node, templates/explain_graph.html for how it is drawn.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

WIDTH = 158
HEIGHT = 46
GAP = 34
_BETWEEN = 10
_GUTTER = 16
_BAND_GAP = 14
_HEAD = 26
_MARGIN = 2
_TEXT_WIDTH = WIDTH - 22
_TITLE_SIZE = 12.0
_NOTE_SIZE = 11.0
_NARROW = frozenset("iljtfrI.,:;'|/()[] ·1")
_WIDE = frozenset("mwMW@%…")


class Node(NamedTuple):
    """A thing that happened. `layer` is its place from left to right; a `starts_band` node begins a band of its own.

    is_ahead: it has not happened yet.
    """

    id: str
    parent: str | None
    layer: int
    kind: str
    title: str
    note: str = ""
    hint: str = ""
    url: str | None = None
    starts_band: bool = False
    is_ahead: bool = False


class Box(NamedTuple):
    """A node with its place, in pixels."""

    node: Node
    x: int
    y: int
    column: int
    band: int

    @property
    def title(self) -> str:
        """What fits of the title."""
        return fitted(self.node.title, _TEXT_WIDTH, _TITLE_SIZE)

    @property
    def note(self) -> str:
        """What fits of the second line."""
        return fitted(self.node.note, _TEXT_WIDTH, _NOTE_SIZE)

    @property
    def right(self) -> int:
        """The x of its right side."""
        return self.x + WIDTH

    @property
    def bottom(self) -> int:
        """The y of its lower side."""
        return self.y + HEIGHT

    @property
    def middle(self) -> int:
        """The y of its middle."""
        return self.y + HEIGHT // 2


class Edge(NamedTuple):
    """From a cause to what it caused, as the data of an SVG path."""

    source: str
    target: str
    path: str


class Head(NamedTuple):
    """The name over a column."""

    x: int
    text: str


class Drawing(NamedTuple):
    """Everything that there is to draw."""

    width: int
    height: int
    heads: list[Head]
    boxes: list[Box]
    edges: list[Edge]
    box_width: int = WIDTH
    box_height: int = HEIGHT


def text_width(text: str, size: float) -> float:
    """About how wide a text is in the portal's type, in pixels; never less than it is by more than a little."""
    ems = sum(
        0.36 if one in _NARROW else 0.9 if one in _WIDE else 0.7 if one.isupper() else 0.57 if one.isascii() else 1.0
        for one in text
    )
    return ems * size


def fitted(text: str, width: float, size: float) -> str:
    """As much of a text as fits, with an ellipsis for the rest."""
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def drawn(nodes: list[Node], names: dict[int, str] | None = None) -> Drawing:
    """Lay a graph out. names: what stands over each layer. Nodes of one id are one node, the first."""
    unique = list({node.id: node for node in reversed(nodes)}.values())[::-1]
    layers = sorted({node.layer for node in unique})
    columns = {layer: number for number, layer in enumerate(layers)}
    bands = _bands(unique)
    tops, height = _tops(unique, bands)
    stacked: dict[tuple[int, int], int] = defaultdict(int)
    boxes = []
    for node in unique:
        column, band = columns[node.layer], bands[node.id]
        row = stacked[column, band]
        stacked[column, band] += 1
        y = tops[band] + _GUTTER + row * (HEIGHT + _BETWEEN)
        boxes.append(Box(node, _MARGIN + column * (WIDTH + GAP), y, column, band))
    width = 2 * _MARGIN + max(0, len(layers) * (WIDTH + GAP) - GAP)
    heads = [Head(_MARGIN + columns[layer] * (WIDTH + GAP), (names or {}).get(layer, "")) for layer in layers]
    return Drawing(width, height, heads, boxes, _edges(boxes, tops))


def _bands(nodes: list[Node]) -> dict[str, int]:
    """The band of each node: its own for a node that starts one, else that of what caused it, else the last."""
    found: dict[str, int] = {}
    last, has_started = 0, False
    for node in nodes:
        if node.starts_band:
            last += 1 if has_started else 0
            has_started = True
            found[node.id] = last
        else:
            found[node.id] = found.get(node.parent or "", last)
    return found


def _tops(nodes: list[Node], bands: dict[str, int]) -> tuple[list[int], int]:
    """Where each band begins, and the height of all."""
    sizes: dict[tuple[int, int], int] = defaultdict(int)
    for node in nodes:
        sizes[bands[node.id], node.layer] += 1
    tops, y = [], _HEAD
    for band in range(max(bands.values(), default=-1) + 1):
        tops.append(y)
        rows = max((size for (of, _), size in sizes.items() if of == band), default=0)
        y += _GUTTER + rows * (HEIGHT + _BETWEEN) - _BETWEEN + _BAND_GAP
    return tops, y - _BAND_GAP + _MARGIN if tops else _HEAD


def _edges(boxes: list[Box], tops: list[int]) -> list[Edge]:
    by_id = {box.node.id: box for box in boxes}
    neighbours = _above(boxes)
    found = []
    for box in boxes:
        cause = by_id.get(box.node.parent or "")
        if cause is None or cause is box:
            continue
        if cause.column == box.column:
            path = _down(cause, box) if neighbours.get(box.node.id) == cause.node.id else _around(cause, box)
        else:
            path = _across(cause, box, tops[box.band] + _GUTTER // 2)
        found.append(Edge(cause.node.id, box.node.id, path))
    return found


def _above(boxes: list[Box]) -> dict[str, str]:
    """The box right above each in its column."""
    found = {}
    columns: dict[int, list[Box]] = defaultdict(list)
    for box in sorted(boxes, key=lambda one: one.y):
        if columns[box.column]:
            found[box.node.id] = columns[box.column][-1].node.id
        columns[box.column].append(box)
    return found


def _down(cause: Box, box: Box) -> str:
    """Straight down to the next in the same column."""
    x = box.x + WIDTH // 2
    return f"M{x} {cause.bottom}V{box.y - 1}"


def _around(cause: Box, box: Box) -> str:
    """To a box further down or up in the same column, by the gap at its left (or right, in the first column)."""
    if box.column:
        start, end, bend = cause.x, box.x - 1, box.x - GAP // 2
    else:
        start, end, bend = cause.right, box.right + 1, box.right + GAP // 2
    return f"M{start} {cause.middle}C{bend} {cause.middle} {bend} {box.middle} {end} {box.middle}"


def _across(cause: Box, box: Box, gutter: int) -> str:
    """To another column: through the gap between neighbours, else along the gutter above the band."""
    way = 1 if box.column > cause.column else -1
    start, end = (cause.right, box.x - 1) if way > 0 else (cause.x, box.right + 1)
    if abs(box.column - cause.column) == 1:
        return f"M{start} {cause.middle}{_bend(start, cause.middle, end, box.middle)}"
    out, back = start + way * GAP, (box.x if way > 0 else box.right) - way * GAP
    first = _bend(start, cause.middle, out, gutter)
    return f"M{start} {cause.middle}{first}H{back}{_bend(back, gutter, end, box.middle)}"


def _bend(x: int, y: int, to_x: int, to_y: int) -> str:
    """A smooth curve that leaves and arrives level."""
    half = (x + to_x) // 2
    return f"C{half} {y} {half} {to_y} {to_x} {to_y}"
