"""A forest plot: studies under each other, the effect of each on one scale, with its interval where one was shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handbook.figures.parsing import Parser, Table
from handbook.figures.shapes import LINE, NARROW, SIZE, WIDE, Dot, Label, Layout, Shape, Stroke, write
from handbook.figures.text import text_width

KEYS = {"axis", "rows"}
_ROW = {"label", "outcome", "measure", "effect", "interval", "range", "studies", "people", "coaches", "cite"}
NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale: from zero to `to`, with a tick each `step`."""

    to: float
    step: float
    label: str


@dataclass(frozen=True, slots=True)
class Effect:
    """One line: an effect, or the span of several (`range`); texts are empty where the evidence shows nothing."""

    label: str
    outcome: str
    measure: str
    effect: float | None
    interval: tuple[float, float] | None
    range: tuple[float, float] | None
    studies: str
    people: str
    coaches: str
    cite: str

    @property
    def value(self) -> str:
        """Return the effect in words."""
        if self.effect is not None:
            return f"{self.effect:.2f}"
        assert self.range is not None
        return f"{self.range[0]:.2f}–{self.range[1]:.2f}"

    @property
    def note(self) -> str:
        """Return the line under the study's name."""
        counts = [f"k = {self.studies}" if self.studies else "", f"n = {self.people}" if self.people else ""]
        return "; ".join(part for part in (f"{self.measure}, {self.outcome}", *counts, self.coaches) if part)


@dataclass(frozen=True, slots=True)
class Forest:
    """Effects on one scale."""

    axis: Axis
    rows: tuple[Effect, ...]

    def table(self) -> Table:
        """Return every number, with what was not shown said to be so."""
        head = ("Study", "Outcome", "Measure", "Effect", "95% interval", "k", "n", "Coaches admitted", "Source")
        rows = []
        for row in self.rows:
            interval = f"{row.interval[0]:.2f}–{row.interval[1]:.2f}" if row.interval else NOT_SHOWN
            numbers = (row.value, interval, row.studies or NOT_SHOWN, row.people or NOT_SHOWN)
            rows.append((row.label, row.outcome, row.measure, *numbers, row.coaches or NOT_SHOWN, row.cite))
        return Table(head, tuple(rows), cited=True)

    def layouts(self) -> tuple[Layout, Layout]:
        """Return the wide and the narrow drawing."""
        return self._lay_out(WIDE, 330, 346, 640), self._lay_out(NARROW, NARROW, 8, 226)

    def _lay_out(self, width: float, words: float, left: float, right: float) -> Layout:
        """Names at the left (above, on phones), points between `left` and `right`, values behind them."""
        beside = words < left

        def place(value: float) -> float:
            return left + (right - left) * value / self.axis.to

        shapes: list[Shape] = []
        y = 4.0
        for row in self.rows:
            name = write(row.label, 0, y, words, bold=True)
            note = write(row.note, 0, name.bottom, words, name="figure__note")
            middle = (y + note.bottom) / 2 if beside else note.bottom + 14
            if row.interval or row.range:
                low, high = row.interval or row.range or (0, 0)
                line = "figure__interval" if row.interval else "figure__interval figure__dashed"
                shapes.append(Stroke(place(low), middle, place(high), middle, line))
                shapes += [Dot(place(end), middle, 3.5) for end in (low, high) if row.effect is None]
            if row.effect is not None:
                shapes.append(Dot(place(row.effect), middle, 6, name="figure__dot figure__accent"))
            if not beside:
                shapes.append(Stroke(place(0), middle - 9, place(0), middle + 9))
            room = width - right - 14
            shapes += [name, note, Label(right + 14, middle - LINE / 2, room, (row.value,))]
            y = max(note.bottom, middle + 10) + 14
        shapes += self._draw_axis(y, place)
        label = write(self.axis.label, 0 if not beside else left, y + 30, right - (left if beside else 0))
        frame = [Stroke(place(0), 0, place(0), y)] if beside else []
        return Layout(width, label.bottom + 4, (*frame, *shapes, label))

    def _draw_axis(self, y: float, place: Any) -> list[Shape]:
        shapes: list[Shape] = [Stroke(place(0), y, place(self.axis.to), y)]
        for index in range(round(self.axis.to / self.axis.step) + 1):
            value = index * self.axis.step
            text = f"{value:g}"
            shapes.append(Stroke(place(value), y, place(value), y + 5))
            room = text_width(text, SIZE)
            shapes.append(Label(place(value) - room / 2, y + 7, room, (text,), anchor="middle"))
        return shapes


def parse(parser: Parser, data: Any) -> Forest:
    """Return the forest plot in the data; every row has an effect or a range, and a citation."""
    axis = data.get("axis")
    to = parser.number(axis, ("axis",), "to", 0.1, 100)
    step = parser.number(axis, ("axis",), "step", to / 10, to)
    rows = []
    for index, item in enumerate(parser.items(data, "rows", _ROW)):
        path = ("rows", index)
        interval, span = (parser.pair(item, path, name, 0, to) for name in ("interval", "range"))
        stated = isinstance(item, dict) and item.get("effect") is not None
        effect = parser.number(item, path, "effect", 0, to) if stated else None
        if (effect is None) == (span is None):
            parser.report(path, "a row has either an `effect` or a `range`")
            span = (0.0, to)
        label, outcome, measure, cite = (parser.text(item, path, n) for n in ("label", "outcome", "measure", "cite"))
        studies, people, coaches = (
            parser.text(item, path, name, optional=True) for name in ("studies", "people", "coaches")
        )
        rows.append(Effect(label, outcome, measure, effect, interval, span, studies, people, coaches, cite))
    return Forest(Axis(to, step, parser.text(axis, ("axis",), "label")), tuple(rows))
