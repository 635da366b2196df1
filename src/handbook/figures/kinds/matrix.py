"""Rows held against two to four columns, each cell a mark, a text, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handbook.figures.parsing import Parser, Table
from handbook.figures.shapes import LINE, NARROW, WIDE, Dot, Label, Layout, Shape, Stroke, fits, write

KEYS = {"head", "columns", "rows", "legend"}
MARKS = {"full": "figure__dot figure__accent", "part": "figure__ring", "none": "figure__ring"}
_HEAD, _GAP, _MARK = 190.0, 16.0, 18.0


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says under a column."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix and where it comes from."""

    label: str
    cells: tuple[Cell, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """A head for the rows, columns, rows, and what the marks mean (by name of the mark)."""

    head: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    legend: dict[str, str]

    def table(self) -> Table:
        """Return the matrix in words; a mark is told by its meaning."""
        rows = tuple((row.label, *(self._say(cell) for cell in row.cells), row.cite) for row in self.rows)
        return Table((self.head, *self.columns, "Source"), rows, cited=True)

    def _say(self, cell: Cell) -> str:
        return ": ".join(part for part in (self.legend.get(cell.mark, ""), cell.text) if part)

    def layouts(self) -> tuple[Layout, Layout]:
        """Return the wide drawing in columns, where every word fits its column, and the narrow one in a pile."""
        room = (WIDE - _HEAD) / len(self.columns) - _GAP - _MARK
        texts = [(cell.text, False) for row in self.rows for cell in row.cells]
        columns = fits(room, *texts, *((name, True) for name in self.columns))
        columns = columns and fits(_HEAD - _GAP, (self.head, True), *((row.label, True) for row in self.rows))
        return (self._columns() if columns else self._pile(WIDE)), self._pile(NARROW)

    def _columns(self) -> Layout:
        column = (WIDE - _HEAD) / len(self.columns)
        heads = [write(self.head, 0, 4, _HEAD - _GAP, bold=True, name="figure__note")]
        heads += [
            write(name, _HEAD + index * column, 4, column - _GAP, bold=True) for index, name in enumerate(self.columns)
        ]
        y = max(head.bottom for head in heads) + 8
        shapes: list[Shape] = [*heads]
        for row in self.rows:
            shapes.append(Stroke(0, y, WIDE, y))
            label = write(row.label, 0, y + 9, _HEAD - _GAP, bold=True)
            shapes.append(label)
            low = label.bottom
            for index, cell in enumerate(row.cells):
                drawn = _draw_cell(cell, _HEAD + index * column, y + 9, column - _GAP)
                shapes += drawn
                low = max([low, *(shape.bottom for shape in drawn if isinstance(shape, Label))])
            y = low + 10
        shapes.append(Stroke(0, y, WIDE, y))
        return self._with_legend(WIDE, y + 12, shapes)

    def _pile(self, width: float) -> Layout:
        shapes: list[Shape] = []
        y = 4.0
        for row in self.rows:
            label = write(row.label, 0, y + 6, width, bold=True)
            shapes += [Stroke(0, y, width, y), label]
            y = label.bottom + 4
            for name, cell in zip(self.columns, row.cells, strict=True):
                text = f"{name}: {cell.text}" if cell.text else name
                drawn = _draw_cell(Cell(cell.mark or "", text), 0, y, width)
                shapes += drawn
                y = max(shape.bottom for shape in drawn if isinstance(shape, Label)) + 4
            y += 8
        return self._with_legend(width, y, shapes)

    def _with_legend(self, width: float, y: float, shapes: list[Shape]) -> Layout:
        for mark, meaning in self.legend.items():
            drawn = _draw_cell(Cell(mark, meaning), 0, y, width)
            shapes += drawn
            y = max(shape.bottom for shape in drawn if isinstance(shape, Label)) + 2
        return Layout(width, y + 4, tuple(shapes))


def _draw_cell(cell: Cell, x: float, y: float, room: float) -> list[Shape]:
    if not cell.mark:
        return [write(cell.text, x, y, room)]
    shapes: list[Shape] = [Dot(x + 7, y + LINE / 2, 6, name=MARKS[cell.mark])]
    if cell.mark == "part":
        shapes.append(Dot(x + 7, y + LINE / 2, 2.6, name="figure__dot figure__accent"))
    return [*shapes, write(cell.text, x + _MARK + 4, y, room - _MARK - 4)] if cell.text else shapes


def parse(parser: Parser, data: Any) -> Matrix:
    """Return the matrix in the data; a mark that a cell uses stands in the legend."""
    columns = parser.texts(data, (), "columns")
    if not 2 <= len(columns) <= 5:
        parser.report(("columns",), "a matrix has two to five columns")
    legend = data.get("legend") or {}
    if not isinstance(legend, dict) or any(mark not in MARKS or not isinstance(m, str) for mark, m in legend.items()):
        parser.report(("legend",), f"`legend` says in a text what a mark means; the marks are {', '.join(MARKS)}")
        legend = {}
    rows = []
    for index, item in enumerate(parser.items(data, "rows", {"label", "cells", "cite"})):
        path = ("rows", index)
        cells = []
        for place, text in enumerate(parser.texts(item, path, "cells", len(columns))):
            mark, _, rest = text.partition(":")
            known = mark in MARKS
            if known and mark not in legend:
                parser.report((*path, "cells", place), f"the legend does not say what `{mark}` means")
            cells.append(Cell(mark if known else "", rest.strip() if known else text))
        rows.append(Row(parser.text(item, path, "label"), tuple(cells), parser.text(item, path, "cite")))
    return Matrix(parser.text(data, (), "head"), columns, tuple(rows), legend)
