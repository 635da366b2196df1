"""Steps in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handbook.figures.parsing import Parser
from handbook.figures.shapes import LINE, NARROW, SIZE, WIDE, Dot, Label, Layout, Shape, Stroke, fits
from handbook.figures.text import wrap_text

KEYS = {"steps", "table"}
COLUMN_GAP = 18.0


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a timeline; a meeting is marked."""

    label: str
    text: str
    meeting: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Steps one after another."""

    steps: tuple[Step, ...]

    def table(self) -> None:
        """Leave the table to the author."""

    def layouts(self) -> tuple[Layout, Layout]:
        """Return the wide and the narrow drawing; words too long for columns stand under each other on both."""
        room = WIDE / len(self.steps) - COLUMN_GAP
        columns = fits(room, *((step.label, True) for step in self.steps), *((s.text, False) for s in self.steps))
        wide = _timeline_wide(self) if columns else _timeline_narrow(self, WIDE)
        return wide, _timeline_narrow(self, NARROW)


def parse(parser: Parser, data: Any) -> Timeline:
    """Return the timeline in the data."""
    steps = [
        Step(
            parser.text(item, ("steps", index), "label"),
            parser.text(item, ("steps", index), "text"),
            bool(isinstance(item, dict) and item.get("meeting") is True),
        )
        for index, item in enumerate(parser.items(data, "steps", {"label", "text", "meeting"}, 2, 7))
    ]
    return Timeline(tuple(steps))


def _timeline_wide(content: Timeline) -> Layout:
    """Steps in columns under one line."""
    column = WIDE / len(content.steps)
    y = 16.0
    shapes: list[Shape] = [Stroke(8, y, WIDE, y)]
    low = 0.0
    for index, step in enumerate(content.steps):
        x, room = index * column, column - COLUMN_GAP
        shapes.append(_mark(x + 8, y, step.meeting))
        head = Label(x, y + 20, room, tuple(wrap_text(step.label, room, SIZE, True)), True)
        shapes.append(head)
        heads = max(len(wrap_text(other.label, room, SIZE, True)) for other in content.steps)
        text = Label(x, y + 24 + LINE * heads, room, tuple(wrap_text(step.text, room, SIZE)))
        shapes.append(text)
        low = max(low, text.y + text.height)
    return Layout(WIDE, low + 6, tuple(shapes))


def _timeline_narrow(content: Timeline, width: float) -> Layout:
    """Steps under each other beside one line."""
    shapes: list[Shape] = []
    y, room = 4.0, width - 34
    marks: list[Dot] = []
    for step in content.steps:
        marks.append(_mark(10, y + 9, step.meeting))
        head = Label(34, y, room, tuple(wrap_text(step.label, room, SIZE, True)), True)
        text = Label(34, y + head.height + 1, room, tuple(wrap_text(step.text, room, SIZE)))
        shapes += [head, text]
        y = text.y + text.height + 18
    return Layout(width, y, (Stroke(10, marks[0].y, 10, marks[-1].y), *marks, *shapes))


def _mark(x: float, y: float, meeting: bool) -> Dot:
    return Dot(x, y, 8, name="figure__dot figure__accent") if meeting else Dot(x, y, 5, name="figure__ring")
