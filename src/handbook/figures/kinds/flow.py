"""One thing and the ways it can go: open, open on a condition, or closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handbook.figures.parsing import Parser, Table
from handbook.figures.shapes import LINE, NARROW, WIDE, Dot, Layout, Shape, Stroke, write

KEYS = {"from", "ways", "legend"}
WAYS = {"open": "figure__dot figure__accent", "condition": "figure__ring", "closed": "figure__ring"}


@dataclass(frozen=True, slots=True)
class Way:
    """Where it can go, and how: a key of `WAYS`."""

    label: str
    text: str
    way: str
    cite: str


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes (`label`, `note`), its ways, and what open, on a condition and closed mean here."""

    label: str
    note: str
    ways: tuple[Way, ...]
    legend: dict[str, str]

    def table(self) -> Table:
        """Return the ways as a table."""
        rows = tuple((way.label, self.legend[way.way], way.text, way.cite) for way in self.ways)
        return Table(("To whom", "May it go there?", "How", "Source"), rows, cited=True)

    def layouts(self) -> tuple[Layout, Layout]:
        """Return the wide drawing with the start at the left, and the narrow one with the start on top."""
        return self._lay_out(WIDE, 200, 240), self._lay_out(NARROW, NARROW, 10)

    def _lay_out(self, width: float, words: float, spine: float) -> Layout:
        beside = words < spine
        name = write(self.label, 0, 4, words, bold=True)
        note = write(self.note, 0, name.bottom, words, name="figure__note")
        y = 4.0 if beside else note.bottom + 18
        left = spine + 34
        strokes: list[Shape] = []
        shapes: list[Shape] = [name, note]
        last = y
        for way in self.ways:
            head = write(way.label, left, y, width - left, bold=True)
            text = write(way.text, left, head.bottom, width - left)
            last = y + LINE / 2
            dash = " figure__dashed" if way.way == "condition" else ""
            if way.way != "closed":
                strokes.append(Stroke(spine, last, spine + 14, last, f"figure__line{dash}"))
            shapes += [*_mark(spine + 20, last, way.way), head, text]
            y = text.bottom + 14
        top = 4 + LINE / 2 if beside else note.bottom + 4
        strokes.append(Stroke(spine, top, spine, last))
        if beside:
            strokes.append(Stroke(words + 8, top, spine, top))
        y = max(y, note.bottom + 12)
        for way_name, meaning in self.legend.items():
            text = write(meaning, 24, y, width - 24, name="figure__note")
            shapes += [*_mark(7, y + LINE / 2, way_name), text]
            y = text.bottom + 2
        return Layout(width, y + 4, (*strokes, *shapes))


def _mark(x: float, y: float, way: str) -> list[Shape]:
    """Return a filled dot, a ring, or a ring struck through: told apart without color."""
    dot = Dot(x, y, 6, name=WAYS[way])
    return [dot, Stroke(x - 6, y + 6, x + 6, y - 6, "figure__interval")] if way == "closed" else [dot]


def parse(parser: Parser, data: Any) -> Flow:
    """Return the flow in the data."""
    start = data.get("from")
    legend = data.get("legend")
    if not isinstance(legend, dict) or set(legend) != set(WAYS) or not all(isinstance(m, str) for m in legend.values()):
        parser.report(("legend",), f"`legend` says in a text what each of {', '.join(WAYS)} means")
        legend = dict.fromkeys(WAYS, "")
    ways = []
    for index, item in enumerate(parser.items(data, "ways", {"label", "text", "way", "cite"})):
        path = ("ways", index)
        label, text, way, cite = (parser.text(item, path, name) for name in ("label", "text", "way", "cite"))
        if way not in WAYS:
            parser.report((*path, "way"), f"`way` is one of {', '.join(WAYS)}")
            way = "closed"
        ways.append(Way(label, text, way, cite))
    return Flow(parser.text(start, ("from",), "label"), parser.text(start, ("from",), "note"), tuple(ways), legend)
