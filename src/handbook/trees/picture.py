"""Draws boxes that lead to boxes from left to right, so that no line can meet a box.

All boxes of a column are equally wide and lines run only between two columns. A box and everything that hangs on it
have a band of their own, in the order of the answers. A box that is met again is drawn as a small link to the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handbook.figures.shapes import SIZE, Bar, Curve, Label, Layout, Linked, Shape, Stroke, write
from handbook.figures.text import break_words

WIDTH, GUTTER, GAP, PAD = 204.0, 34.0, 14.0, 9.0
ROOM = WIDTH - 2 * PAD


@dataclass(frozen=True, slots=True)
class Box:
    """A box: where it leads when clicked, its words, and rows (label, id of the box that the row leads to)."""

    href: str
    title: str
    note: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    name: str = "question"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A box at its size, before its place is known; heights of its rows stand from its top."""

    box: Box
    head: tuple[tuple[str, bool, str, float], ...]  # text, bold, class, top
    rows: tuple[tuple[str, float, float], ...]  # text, top, bottom
    height: float
    below: tuple[_Drawn, ...]

    @property
    def band(self) -> float:
        """Return the height of the box with everything that hangs on it."""
        return max(self.height, self.band_below)

    @property
    def band_below(self) -> float:
        """Return the height of what hangs on the box."""
        return sum(drawn.band for drawn in self.below) + GAP * max(0, len(self.below) - 1)


def lay_out(boxes: Mapping[str, Box], roots: Sequence[str]) -> Layout:
    """Return the drawing of everything that hangs on the roots. Rows may lead to boxes that do not exist: no line."""
    children = _spread(boxes, roots)
    drawn = [_build(boxes, children, root) for root in roots]
    shapes: list[Shape] = []
    y = 2.0
    for root in drawn:
        _place(root, 2.0, y, shapes)
        y += root.band + 2 * GAP
    right = max(shape.x + shape.width for shape in _boxes(shapes))
    return Layout(right + 2, y - 2 * GAP + 2, tuple(shapes))


def _boxes(shapes: Sequence[Shape]) -> list[Bar]:
    return [part for shape in shapes if isinstance(shape, Linked) for part in shape.shapes if isinstance(part, Bar)]


def _spread(boxes: Mapping[str, Box], roots: Sequence[str]) -> dict[str, list[tuple[str, bool]]]:
    """Return, by box, where its rows lead and whether that box is drawn there: where the fewest steps lead."""
    children: dict[str, list[tuple[str, bool]]] = {}
    taken = set(roots)
    waiting = list(roots)
    for id in waiting:
        children[id] = []
        for _, target in boxes[id].rows:
            fresh = target in boxes and target not in taken
            if fresh:
                taken.add(target)
                waiting.append(target)
            children[id].append((target, fresh))
    return children


def _build(boxes: Mapping[str, Box], children: Mapping[str, list[tuple[str, bool]]], id: str) -> _Drawn:
    below = []
    for target, fresh in children[id]:
        if fresh:
            below.append(_build(boxes, children, target))
        elif target in boxes:
            below.append(_measure(Box(boxes[target].href, f"→ {boxes[target].title}", name="again"), ()))
    return _measure(boxes[id], tuple(below))


def _measure(box: Box, below: tuple[_Drawn, ...]) -> _Drawn:
    head: list[tuple[str, bool, str, float]] = []
    y = PAD
    for text, bold, name in ((box.note, False, "figure__note"), (box.title, box.name != "again", "figure__text")):
        if text:
            head.append((text, bold, name, y))
            y += _write(text, 0, 0, bold, name).height
    y += PAD
    rows = []
    for label, _ in box.rows:
        height = _write(label, 0, 0).height + PAD
        rows.append((label, y, y + height))
        y += height
    return _Drawn(box, tuple(head), tuple(rows), y, below)


def _write(text: str, x: float, y: float, bold: bool = False, name: str = "figure__text") -> Label:
    return write(break_words(text, ROOM, SIZE, bold), x, y, ROOM, bold=bold, name=name)


def _place(drawn: _Drawn, x: float, top: float, shapes: list[Shape]) -> float:
    """Add a box and what hangs on it from `top` on, and return the height at which a line meets the box."""
    y = top + (drawn.band - drawn.height) / 2
    parts: list[Shape] = [Bar(x, y, WIDTH, drawn.height, f"box box--{drawn.box.name}")]
    parts += [_write(text, x + PAD, y + at, bold, name) for text, bold, name, at in drawn.head]
    for text, at, _ in drawn.rows:
        parts += [
            Stroke(x, y + at, x + WIDTH, y + at, "box__rule"),
            _write(text, x + PAD, y + at + PAD / 2),
        ]
    shapes.append(Linked(drawn.box.href, tuple(parts)))
    at = top + (drawn.band - drawn.band_below) / 2
    for below, (_, start, end) in zip(drawn.below, drawn.rows, strict=False):
        meets = _place(below, x + WIDTH + GUTTER, at, shapes)
        shapes.append(Curve(x + WIDTH, y + (start + end) / 2, x + WIDTH + GUTTER, meets))
        at += below.band + GAP
    return y + drawn.height / 2
