"""A figure is data of a kind. Every figure has a title, a description for those who cannot see it, a caption that
may cite, and a table that says the same; the rest belongs to its kind, a module in `kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from handbook.figures.kinds import bars, flow, forest, matrix, rolemap, timeline, triangle
from handbook.figures.parsing import FigureError, Parser, Table
from handbook.figures.shapes import Layout, draw_layout


class Content(Protocol):
    """What a kind of figure says."""

    def layouts(self) -> tuple[Layout, Layout]:
        """Return the drawing for wide and for narrow screens."""

    def table(self) -> Table | None:
        """Return the figure as a table, or None where the author writes it."""


KINDS = {
    "triangle": triangle, "timeline": timeline, "forest": forest, "bars": bars, "matrix": matrix, "flow": flow,
    "map": rolemap,
}  # fmt: skip
_COMMON = {"kind", "title", "description", "caption"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a kind with its words."""

    slug: str
    title: str
    description: str
    caption: str
    table: Table
    content: Content


def parse_figure(slug: str, data: Any) -> Figure:
    """Return the figure that plain data describes. Raises `FigureError` with every fault."""
    if not isinstance(data, dict):
        raise FigureError([((), "a figure must be a mapping")])
    kind = KINDS.get(str(data.get("kind")))
    if kind is None:
        raise FigureError([(("kind",), f"`kind` must be one of {', '.join(KINDS)}")])
    parser = Parser()
    for key in data:
        if key not in _COMMON | kind.KEYS:
            parser.report((key,), f"`{key}` is not a key of a {data['kind']}")
    title, description, caption = (parser.text(data, (), name) for name in ("title", "description", "caption"))
    written = parser.table(data.get("table")) if "table" in kind.KEYS else None
    content: Content = kind.parse(parser, data)
    if parser.faults:
        raise FigureError(parser.faults)
    table = written or content.table()
    assert table is not None, f"the kind {data['kind']} has no table"
    return Figure(slug, title, description, caption, table, content)


def layouts(figure: Figure) -> tuple[Layout, Layout]:
    """Return the wide and the narrow layout of a figure."""
    return figure.content.layouts()


def draw(figure: Figure) -> str:
    """Return two SVG elements, for wide and for narrow screens; styles show one of them."""
    return "".join(
        draw_layout(layout, figure.slug, variant, figure.title, figure.description)
        for variant, layout in zip(("wide", "narrow"), layouts(figure), strict=True)
    )
