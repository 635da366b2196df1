"""Points on a plane between two pairs of opposites, numbered, with the numbers explained beside or below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handbook.figures.parsing import Parser, Table
from handbook.figures.shapes import NARROW, WIDE, Bar, Dot, Layout, Shape, Stroke, write

KEYS = {"across", "up", "points"}
_PLANE = 330.0


@dataclass(frozen=True, slots=True)
class Point:
    """A point; `x` and `y` run from 0 to 1, right and up."""

    label: str
    note: str
    x: float
    y: float
    cite: str


@dataclass(frozen=True, slots=True)
class Map:
    """What the plane's left and right, bottom and top mean, and the points."""

    across: tuple[str, str]
    up: tuple[str, str]
    points: tuple[Point, ...]

    def table(self) -> Table:
        """Return the points with their notes and sides."""
        rows = (
            (point.label, self._side(self.across, point.x), self._side(self.up, point.y), point.note, point.cite)
            for point in self.points
        )
        return Table(("Role", "Across", "Up and down", "What it is", "Source"), tuple(rows), cited=True)

    def _side(self, ends: tuple[str, str], value: float) -> str:
        if 0.4 <= value <= 0.6:
            return "between the two"
        return ends[0] if value < 0.5 else ends[1]

    def layouts(self) -> tuple[Layout, Layout]:
        """Return the wide and the narrow drawing."""
        return self._lay_out(WIDE), self._lay_out(NARROW)

    def _lay_out(self, width: float) -> Layout:
        top = write(self.up[1], 0, 0, _PLANE, name="figure__note")
        low = top.bottom + 6
        high = low + _PLANE * 0.8
        shapes: list[Shape] = [top, Bar(2, low, _PLANE, high - low, "figure__plane")]
        middle = (low + high) / 2
        shapes += [Stroke(2, middle, 2 + _PLANE, middle), Stroke(2 + _PLANE / 2, low, 2 + _PLANE / 2, high)]
        for number, point in enumerate(self.points, start=1):
            at = (2 + 16 + (_PLANE - 32) * point.x, high - 16 - (high - low - 32) * point.y)
            shapes.append(Dot(*at, 12, str(number), "figure__number"))
        bottom = write(self.up[0], 0, high + 4, _PLANE, name="figure__note")
        left = write(f"← {self.across[0]}", 0, bottom.bottom + 2, _PLANE / 2 - 8, name="figure__note")
        right = write(f"{self.across[1]} →", _PLANE / 2 + 8, bottom.bottom + 2, _PLANE / 2 - 8, name="figure__note")
        shapes += [bottom, left, right]
        end = max(left.bottom, right.bottom)
        x, y = (_PLANE + 44, 4.0) if width > _PLANE * 2 else (0.0, end + 18)
        for number, point in enumerate(self.points, start=1):
            head = write(point.label, x + 36, y, width - x - 36, bold=True)
            text = write(point.note, x + 36, head.bottom, width - x - 36)
            shapes += [Dot(x + 13, y + 11, 12, str(number), "figure__number"), head, text]
            y = text.bottom + 10
        return Layout(width, max(y, end) + 4, tuple(shapes))


def parse(parser: Parser, data: Any) -> Map:
    """Return the map in the data."""
    across, up = (parser.texts(data, (), name, 2) for name in ("across", "up"))
    points = [
        Point(
            parser.text(item, ("points", index), "label"),
            parser.text(item, ("points", index), "note"),
            parser.number(item, ("points", index), "x", 0, 1),
            parser.number(item, ("points", index), "y", 0, 1),
            parser.text(item, ("points", index), "cite"),
        )
        for index, item in enumerate(parser.items(data, "points", {"label", "note", "x", "y", "cite"}, 2, 9))
    ]
    return Map((across[0], across[1]), (up[0], up[1]), tuple(points))
