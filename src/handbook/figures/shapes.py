"""What a drawing is made of: shapes with known bounds, so that tests can prove that nothing overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from handbook.figures.text import text_width, wrap_text

SIZE = 14.0  # type size in the drawing's units; drawings are shown at one unit a pixel or larger
LINE = 19.0
NARROW, WIDE = 340.0, 760.0


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
    def bottom(self) -> float:
        """Return where the lines end."""
        return self.y + self.height

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
class Bar:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    name: str = "figure__bar"


@dataclass(frozen=True, slots=True)
class Curve:
    """A line that leaves level at one end and arrives level at the other."""

    x1: float
    y1: float
    x2: float
    y2: float
    name: str = "figure__curve"


@dataclass(frozen=True, slots=True)
class Linked:
    """Shapes that lead to an address."""

    href: str
    shapes: tuple[Shape, ...]


Shape = Label | Dot | Stroke | Bar | Curve | Linked


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing of a size."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        """Return the texts."""
        return tuple(shape for shape in flatten(self.shapes) if isinstance(shape, Label))


def flatten(shapes: Iterable[Shape]) -> Iterator[Shape]:
    """Yield shapes with those inside links in their place."""
    for shape in shapes:
        if isinstance(shape, Linked):
            yield from flatten(shape.shapes)
        else:
            yield shape


def write(text: str, x: float, y: float, room: float, *, bold: bool = False, name: str = "figure__text") -> Label:
    """Return a text wrapped to the room that it has."""
    return Label(x, y, room, tuple(wrap_text(text, room, SIZE, bold)), bold, name=name)


def fits(room: float, *texts: tuple[str, bool]) -> bool:
    """Return whether every word of the texts (each with: is it bold) fits the room."""
    return all(text_width(word, SIZE, bold) <= room for text, bold in texts for word in text.split())


def draw_layout(layout: Layout, slug: str, variant: str, title: str, description: str, role: str = "img") -> str:
    """Return the SVG element of a layout, named by its title and description; one with links is a `group`."""
    names = [f"figure-{slug}-{variant}-{part}" for part in ("title", "description")]
    parts = [
        f'<svg class="figure__{variant}" role="{role}" aria-labelledby="{names[0]} {names[1]}" '
        f'viewBox="0 0 {layout.width:g} {layout.height:g}" width="{layout.width:g}" height="{layout.height:g}">',
        f'<title id="{names[0]}">{escape(title)}</title>',
        f'<desc id="{names[1]}">{escape(description)}</desc>',
    ]
    parts += map(_shape, layout.shapes)
    return "".join([*parts, "</svg>"])


def _shape(shape: Shape) -> str:
    if isinstance(shape, Linked):
        return f'<a href="{escape(shape.href)}">{"".join(map(_shape, shape.shapes))}</a>'
    if isinstance(shape, Curve):
        middle = (shape.x1 + shape.x2) / 2
        way = f"M{shape.x1:.1f} {shape.y1:.1f}C{middle:.1f} {shape.y1:.1f} {middle:.1f} {shape.y2:.1f} "
        return f'<path class="{shape.name}" d="{way}{shape.x2:.1f} {shape.y2:.1f}"/>'
    if isinstance(shape, Stroke):
        ends = f'x1="{shape.x1:.1f}" y1="{shape.y1:.1f}" x2="{shape.x2:.1f}" y2="{shape.y2:.1f}"'
        return f'<line class="{shape.name}" {ends}/>'
    if isinstance(shape, Bar):
        at = f'x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}" height="{shape.height:.1f}"'
        return f'<rect class="{shape.name}" {at}/>'
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
