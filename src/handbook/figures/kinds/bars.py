"""Shares of a whole as bars under each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handbook.figures.parsing import Parser, Table
from handbook.figures.shapes import LINE, NARROW, WIDE, Bar, Label, Layout, Shape, write

KEYS = {"rows", "unit"}


@dataclass(frozen=True, slots=True)
class Share:
    """A bar: `value` from 0 to 100."""

    label: str
    note: str
    value: float
    cite: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on one scale from 0 to 100 percent of `unit`."""

    unit: str
    rows: tuple[Share, ...]

    def table(self) -> Table:
        """Return the shares as a table."""
        rows = ((row.label, f"{row.value:g}%", row.note, row.cite) for row in self.rows)
        return Table(("What", self.unit, "Note", "Source"), tuple(rows), cited=True)

    def layouts(self) -> tuple[Layout, Layout]:
        """Return the wide and the narrow drawing."""
        return self._lay_out(WIDE, 330, 346), self._lay_out(NARROW, NARROW, 0)

    def _lay_out(self, width: float, words: float, left: float) -> Layout:
        beside, full = words < left, width - left - 60
        shapes: list[Shape] = []
        y = 4.0
        for row in self.rows:
            name = write(row.label, 0, y, words, bold=True)
            note = write(row.note, 0, name.bottom, words, name="figure__note")
            top = (y + note.bottom) / 2 - 10 if beside else note.bottom + 6
            shapes += [
                name,
                note,
                Bar(left, top, full, 20, "figure__track"),
                Bar(left, top, full * row.value / 100, 20),
                Label(left + full + 10, top + 10 - LINE / 2, 50, (f"{row.value:g}%",), True),
            ]
            y = max(note.bottom, top + 20) + 16
        unit = write(self.unit, left, y, full, name="figure__note")
        return Layout(width, unit.bottom + 4, (*shapes, unit))


def parse(parser: Parser, data: Any) -> Bars:
    """Return the bars in the data."""
    rows = [
        Share(
            parser.text(item, ("rows", index), "label"),
            parser.text(item, ("rows", index), "note"),
            parser.number(item, ("rows", index), "value", 0, 100),
            parser.text(item, ("rows", index), "cite"),
        )
        for index, item in enumerate(parser.items(data, "rows", {"label", "note", "value", "cite"}))
    ]
    return Bars(parser.text(data, (), "unit"), tuple(rows))
