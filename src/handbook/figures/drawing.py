"""Draws figures. A layout is a list of shapes with known bounds, so that tests can prove that nothing overlaps."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import hypot

from handbook.figures.model import Figure, Timeline, Triangle
from handbook.figures.text import text_width, wrap_text

SIZE = 14.0  # type size in the drawing's units; drawings are shown at one unit a pixel or larger
LINE = 19.0
NARROW, WIDE = 340.0, 760.0
COLUMN_GAP = 18.0


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text in a box: `x`, `y` is its upper left corner; `anchor` start or middle."""

    x: float
    y: float
    width: float
    lines: tuple[str, ...]
    bold: bool = False
    anchor: str = "start"
    name: str = "figure__text"

    @property
    def height(self) -> float:
        """Return the height of the lines."""
        return LINE * len(self.lines)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of the text itself."""
        widest = max((text_width(line, SIZE, self.bold) for line in self.lines), default=0)
        left = self.x if self.anchor == "start" else self.x + (self.width - widest) / 2
        return left, self.y, left + widest, self.y + self.height


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle, with a number in it or filled."""

    x: float
    y: float
    radius: float
    text: str = ""
    name: str = "figure__dot"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    name: str = "figure__line"


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing of a size."""

    width: float
    height: float
    shapes: tuple[Label | Dot | Stroke, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        """Return the texts."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Label))


def draw(figure: Figure) -> str:
    """Return two SVG elements, for wide and for narrow screens; styles show one of them."""
    wide, narrow = layouts(figure)
    return _svg(figure, wide, "wide") + _svg(figure, narrow, "narrow")


def layouts(figure: Figure) -> tuple[Layout, Layout]:
    """Return the wide and the narrow layout of a figure."""
    if isinstance(figure.content, Triangle):
        return _triangle(figure.content, wide=True), _triangle(figure.content, wide=False)
    narrow = _timeline_narrow(figure.content, NARROW)
    if not _fits_columns(figure.content):
        return _timeline_narrow(figure.content, WIDE), narrow
    return _timeline_wide(figure.content), narrow


def _triangle(content: Triangle, wide: bool) -> Layout:
    """Corners with names, a numbered dot on each side, and the numbers explained beside or below."""
    width, center, room = 340.0, 170.0, 160.0
    top = 18 + LINE * (1 + len(wrap_text(content.parties[0].note, room, SIZE)))
    bottom = top + 186
    corners = {
        party.id: point
        for party, point in zip(content.parties, ((center, top), (52.0, bottom), (width - 52, bottom)), strict=True)
    }
    shapes: list[Label | Dot | Stroke] = []
    for index, party in enumerate(content.parties):
        x, y = corners[party.id]
        lines = wrap_text(party.note, room, SIZE)
        left = min(max(x - room / 2, 0), width - room)
        name_y = y - 14 - LINE * (1 + len(lines)) if index == 0 else y + 14
        shapes.append(Label(left, name_y, room, (party.label,), True, "middle"))
        shapes.append(Label(left, name_y + LINE, room, tuple(lines), False, "middle", "figure__note"))
    for number, agreement in enumerate(content.agreements, start=1):
        (x1, y1), (x2, y2) = (corners[name] for name in agreement.between)
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        for x, y in ((x1, y1), (x2, y2)):
            length = hypot(x - middle[0], y - middle[1])
            share = 12 / length
            near = (middle[0] + (x - middle[0]) * share, middle[1] + (y - middle[1]) * share)
            shapes.append(Stroke(near[0], near[1], x, y))
        shapes.append(Dot(*middle, 12, str(number), "figure__number"))
    shapes += [Dot(x, y, 5, name="figure__dot") for x, y in corners.values()]
    last = len(content.agreements) + 1
    shapes.append(Dot(center, (top + bottom * 2) / 3, 12, str(last), "figure__number figure__accent"))
    low = max(label.y + label.height for label in shapes if isinstance(label, Label))
    x, y, space = (width + 50, 24.0, WIDE - width - 50) if wide else (0.0, low + 26, NARROW)
    for number, text in enumerate([*(a.label for a in content.agreements), content.shared], start=1):
        lines = wrap_text(text, space - 36, SIZE)
        name = "figure__number" + (" figure__accent" if number == last else "")
        shapes.append(Dot(x + 13, y + 10, 12, str(number), name))
        shapes.append(Label(x + 36, y, space - 36, tuple(lines)))
        y += max(LINE * len(lines), 24) + 14
    return Layout(WIDE if wide else NARROW, max(y, low) + 4, tuple(shapes))


def _fits_columns(content: Timeline) -> bool:
    """Return whether every word fits its column; else the steps stand under each other on wide screens too."""
    room = WIDE / len(content.steps) - COLUMN_GAP
    return all(
        text_width(word, SIZE, bold) <= room
        for step in content.steps
        for text, bold in ((step.label, True), (step.text, False))
        for word in text.split()
    )


def _timeline_wide(content: Timeline) -> Layout:
    """Steps in columns under one line."""
    column = WIDE / len(content.steps)
    y = 16.0
    shapes: list[Label | Dot | Stroke] = [Stroke(8, y, WIDE, y)]
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
    shapes: list[Label | Dot | Stroke] = []
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


def _svg(figure: Figure, layout: Layout, variant: str) -> str:
    title, description = f"figure-{figure.slug}-{variant}-title", f"figure-{figure.slug}-{variant}-description"
    parts = [
        f'<svg class="figure__{variant}" role="img" aria-labelledby="{title} {description}" '
        f'viewBox="0 0 {layout.width:g} {layout.height:g}" width="{layout.width:g}" height="{layout.height:g}">',
        f'<title id="{title}">{escape(figure.title)}</title>',
        f'<desc id="{description}">{escape(figure.description)}</desc>',
    ]
    parts += map(_shape, layout.shapes)
    return "".join([*parts, "</svg>"])


def _shape(shape: Label | Dot | Stroke) -> str:
    if isinstance(shape, Stroke):
        ends = f'x1="{shape.x1:.1f}" y1="{shape.y1:.1f}" x2="{shape.x2:.1f}" y2="{shape.y2:.1f}"'
        return f'<line class="{shape.name}" {ends}/>'
    if isinstance(shape, Dot):
        dot = f'<circle class="{shape.name}" cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{shape.radius:g}"/>'
        if not shape.text:
            return dot
        accent = " figure__accent" if "figure__accent" in shape.name else ""
        at = f'x="{shape.x:.1f}" y="{shape.y + SIZE * 0.35:.1f}"'
        return f'{dot}<text class="figure__digit{accent}" {at} text-anchor="middle">{escape(shape.text)}</text>'
    x = shape.x if shape.anchor == "start" else shape.x + shape.width / 2
    anchor = ' text-anchor="middle"' if shape.anchor == "middle" else ""
    name = shape.name + (" figure__bold" if shape.bold else "")
    lines = "".join(
        f'<tspan x="{x:.1f}" y="{shape.y + LINE * index + SIZE:.1f}">{escape(line)} </tspan>'
        for index, line in enumerate(shape.lines)
    )
    return f'<text class="{name}"{anchor}>{lines}</text>'
