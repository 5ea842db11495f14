"""The layout of the causal graph: whatever the graph, no boxes overlap and no edge runs through one."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from sandbank_portal.explain_graph import HEIGHT, WIDTH, Box, Drawing, Node, drawn, fitted, text_width


@st.composite
def graphs(draw: st.DrawFn) -> list[Node]:
    """Any nodes with any causes: also unknown ones, themselves, and circles."""
    count = draw(st.integers(0, 24))
    ids = [f"n{number}" for number in range(count)]
    return [
        Node(
            one,
            draw(st.sampled_from([None, "gone", *ids])),
            draw(st.integers(0, 6)),
            "event",
            f"title of {one}",
            starts_band=draw(st.booleans()),
        )
        for one in ids
    ]


def _overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def points(path: str) -> list[tuple[float, float]]:
    """Points along an edge, close together."""
    found: list[tuple[float, float]] = []
    x = y = 0.0
    for command, text in re.findall(r"([MCHV])([^MCHV]*)", path):
        numbers = [float(one) for one in text.split()]
        start = (x, y)
        if command == "M":
            x, y = numbers
        elif command == "H":
            x = numbers[0]
        elif command == "V":
            y = numbers[0]
        else:
            x, y = numbers[4:]
        for step in range(1, 21):
            part = step / 20
            if command == "C":
                line = [start, (numbers[0], numbers[1]), (numbers[2], numbers[3]), (x, y)]
                weights = [(1 - part) ** 3, 3 * part * (1 - part) ** 2, 3 * part**2 * (1 - part), part**3]
                pairs = list(zip(weights, line, strict=True))
                found.append((sum(w * p[0] for w, p in pairs), sum(w * p[1] for w, p in pairs)))
            elif command != "M":
                found.append((start[0] + part * (x - start[0]), start[1] + part * (y - start[1])))
    return found


def _check(drawing: Drawing) -> None:
    boxes = drawing.boxes
    for number, one in enumerate(boxes):
        assert not any(_overlap(one, other) for other in boxes[number + 1 :])
        assert one.x >= 0
        assert one.y >= 0
        assert one.right <= drawing.width
        assert one.bottom <= drawing.height


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_no_two_boxes_overlap_and_all_are_inside_the_picture(nodes: list[Node]) -> None:
    drawing = drawn(nodes)
    assert {box.node.id for box in drawing.boxes} == {node.id for node in nodes}
    _check(drawing)


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_every_known_cause_has_an_edge(nodes: list[Node]) -> None:
    ids = {node.id for node in nodes}
    wanted = {(node.parent, node.id) for node in nodes if node.parent in ids and node.parent != node.id}
    assert {(edge.source, edge.target) for edge in drawn(nodes).edges} == wanted


def a_movement(commits: int = 3, rules: int = 2, events: int = 2, deliveries: int = 3) -> list[Node]:
    """A trace as the API gives it: a request, and commits that each decide, post, tell and deliver."""
    nodes = [Node("req", None, 0, "request", "POST /transfers")]
    cause = "req"
    for commit in range(commits):
        here = f"c{commit}"
        nodes.append(Node(here, cause, 1, "decision", "commit", starts_band=True))
        nodes += [Node(f"{here}/{number}", here, 2, "decision", "rule") for number in range(rules)]
        nodes.append(Node(f"{here}-posting", here, 3, "entry", "posting"))
        for event in range(events):
            nodes.append(Node(f"{here}-e{event}", here, 4, "event", "event"))
            nodes += [Node(f"{here}-e{event}-d{n}", f"{here}-e{event}", 5, "delivery", "x") for n in range(deliveries)]
        cause = here
    nodes.append(Node("far", cause, 6, "effect", "far to the right"))
    nodes += [Node(f"effect{n}", cause, 1, "effect", "next", starts_band=True) for n in range(3)]
    return nodes


def test_no_edge_of_a_movement_runs_through_a_box() -> None:
    for nodes in (a_movement(), a_movement(1, 0, 1, 0), a_movement(6, 5, 3, 2)):
        drawing = drawn(nodes)
        _check(drawing)
        for edge in drawing.edges:
            for x, y in points(edge.path):
                for box in drawing.boxes:
                    if box.node.id not in (edge.source, edge.target):
                        inside = box.x < x < box.right and box.y < y < box.bottom
                        assert not inside, f"{edge} runs through {box.node.id}"


def test_causes_stand_left_of_what_they_caused_and_commits_follow_one_another_down() -> None:
    drawing = drawn(a_movement())
    at = {box.node.id: box for box in drawing.boxes}
    assert at["req"].x < at["c0"].x < at["c0/0"].x < at["c0-posting"].x < at["c0-e0"].x < at["c0-e0-d0"].x
    assert at["c0"].y < at["c1"].y < at["c2"].y
    assert at["c0"].x == at["c1"].x


def test_layers_that_nothing_is_in_take_no_room() -> None:
    drawing = drawn([Node("a", None, 0, "request", "a"), Node("b", "a", 6, "effect", "b")], {0: "Request", 6: "Ahead"})
    assert [head.text for head in drawing.heads] == ["Request", "Ahead"]
    assert drawing.width < 3 * WIDTH
    assert drawn([]).boxes == []
    assert drawing.boxes[0].bottom - drawing.boxes[0].y == HEIGHT


def test_a_title_is_shortened_to_what_fits_and_a_short_one_is_left_alone() -> None:
    assert fitted("transaction.completed", 136, 12) == "transaction.completed"
    long = fitted("W" * 100, 136, 12)
    assert long.endswith("…")
    assert text_width(long, 12) <= 136
