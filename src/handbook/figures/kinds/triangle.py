"""Three parties, the three agreements between them, and the one that all share."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import Any

from handbook.figures.parsing import Parser
from handbook.figures.shapes import LINE, NARROW, SIZE, WIDE, Dot, Label, Layout, Shape, Stroke
from handbook.figures.text import wrap_text

KEYS = {"parties", "agreements", "shared", "table"}


@dataclass(frozen=True, slots=True)
class Party:
    """A corner of the triangle."""

    id: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A side of the triangle: what two parties settle."""

    between: tuple[str, str]
    label: str


@dataclass(frozen=True, slots=True)
class Triangle:
    """Corners, sides, and what stands in the middle."""

    parties: tuple[Party, Party, Party]
    agreements: tuple[Agreement, ...]
    shared: str

    def table(self) -> None:
        """Leave the table to the author."""

    def layouts(self) -> tuple[Layout, Layout]:
        """Return the wide and the narrow drawing."""
        return _lay_out(self, wide=True), _lay_out(self, wide=False)


def parse(parser: Parser, data: Any) -> Triangle:
    """Return the triangle in the data."""
    parties = [
        Party(*(parser.text(item, ("parties", index), name) for name in ("id", "label", "note")))
        for index, item in enumerate(parser.items(data, "parties", {"id", "label", "note"}))
    ]
    if len(parties) != 3 or len({party.id for party in parties}) != 3:
        parser.report(("parties",), "a triangle has three parties with ids of their own")
        parties = [Party("", "", "")] * 3
    agreements: list[Agreement] = []
    for index, item in enumerate(parser.items(data, "agreements", {"between", "label"})):
        label = parser.text(item, ("agreements", index), "label")
        between = item.get("between") if isinstance(item, dict) else None
        known = {party.id for party in parties}
        if not isinstance(between, list) or len(set(between)) != 2 or not set(between) <= known:
            parser.report(("agreements", index, "between"), "`between` must name two of the parties")
            continue
        agreements.append(Agreement((between[0], between[1]), label))
    if len({frozenset(agreement.between) for agreement in agreements}) != 3:
        parser.report(("agreements",), "a triangle has one agreement a side")
    return Triangle((parties[0], parties[1], parties[2]), tuple(agreements), parser.text(data, (), "shared"))


def _lay_out(content: Triangle, wide: bool) -> Layout:
    """Corners with names, a numbered dot on each side, and the numbers explained beside or below."""
    width, center, room = 340.0, 170.0, 160.0
    top = 18 + LINE * (1 + len(wrap_text(content.parties[0].note, room, SIZE)))
    bottom = top + 186
    corners = {
        party.id: point
        for party, point in zip(content.parties, ((center, top), (52.0, bottom), (width - 52, bottom)), strict=True)
    }
    shapes: list[Shape] = []
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
