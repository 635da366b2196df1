"""What a figure says. Every figure has a title, a description for those who cannot see it, a caption that
may cite, and a table that says the same; the rest belongs to its kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KeyPath = tuple[str | int, ...]


class FigureError(Exception):
    """The data cannot be drawn; `faults` are pairs of key path and message."""

    def __init__(self, faults: list[tuple[KeyPath, str]]) -> None:
        """Keep the faults in the order of the data."""
        self.faults = tuple(faults)
        super().__init__("; ".join(message for _, message in faults))


@dataclass(frozen=True, slots=True)
class Table:
    """The figure in words: a head and rows of equal length."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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
    """Three parties, the three agreements between them, and the one that all share."""

    parties: tuple[Party, Party, Party]
    agreements: tuple[Agreement, ...]
    shared: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a timeline; a meeting is marked."""

    label: str
    text: str
    meeting: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Steps in the order of time."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a kind with its words."""

    slug: str
    title: str
    description: str
    caption: str
    table: Table
    content: Triangle | Timeline


_COMMON = {"kind", "title", "description", "caption", "table"}
_KINDS = {"triangle": {"parties", "agreements", "shared"}, "timeline": {"steps"}}


def parse_figure(slug: str, data: Any) -> Figure:
    """Return the figure that plain data describes. Raises `FigureError` with every fault."""
    parser = _Parser()
    if not isinstance(data, dict):
        raise FigureError([((), "a figure must be a mapping")])
    kind = data.get("kind")
    if kind not in _KINDS:
        raise FigureError([(("kind",), f"`kind` must be one of {', '.join(_KINDS)}")])
    for key in data:
        if key not in _COMMON | _KINDS[kind]:
            parser.report((key,), f"`{key}` is not a key of a {kind}")
    title, description, caption = (parser.text(data, (), name) for name in ("title", "description", "caption"))
    table = parser.table(data.get("table"))
    content = parser.triangle(data) if kind == "triangle" else parser.timeline(data)
    if parser.faults:
        raise FigureError(parser.faults)
    return Figure(slug, title, description, caption, table, content)


class _Parser:
    def __init__(self) -> None:
        self.faults: list[tuple[KeyPath, str]] = []

    def report(self, path: KeyPath, message: str) -> None:
        self.faults.append((path, message))

    def text(self, data: Any, path: KeyPath, name: str) -> str:
        value = data.get(name) if isinstance(data, dict) else None
        if not isinstance(value, str) or not value.strip():
            self.report((*path, name), f"`{name}` must be text")
            return ""
        return " ".join(value.split())

    def items(self, data: Any, name: str) -> list[Any]:
        value = data.get(name)
        if not isinstance(value, list) or not value:
            self.report((name,), f"`{name}` must be a list")
            return []
        return value

    def table(self, value: Any) -> Table:
        head = value.get("head") if isinstance(value, dict) else None
        rows = value.get("rows") if isinstance(value, dict) else None
        if not isinstance(head, list) or not isinstance(rows, list) or not head or not rows:
            self.report(("table",), "`table` must have a head and rows")
            return Table((), ())
        for index, row in enumerate(rows):
            if not isinstance(row, list) or len(row) != len(head):
                self.report(("table", "rows", index), f"the row must have {len(head)} cells")
                return Table((), ())
        return Table(tuple(map(str, head)), tuple(tuple(map(str, row)) for row in rows))

    def triangle(self, data: Any) -> Triangle:
        parties = [
            Party(*(self.text(item, ("parties", index), name) for name in ("id", "label", "note")))
            for index, item in enumerate(self.items(data, "parties"))
        ]
        if len(parties) != 3 or len({party.id for party in parties}) != 3:
            self.report(("parties",), "a triangle has three parties with ids of their own")
            parties = [Party("", "", "")] * 3
        agreements: list[Agreement] = []
        for index, item in enumerate(self.items(data, "agreements")):
            label = self.text(item, ("agreements", index), "label")
            between = item.get("between") if isinstance(item, dict) else None
            known = {party.id for party in parties}
            if not isinstance(between, list) or len(set(between)) != 2 or not set(between) <= known:
                self.report(("agreements", index, "between"), "`between` must name two of the parties")
                continue
            agreements.append(Agreement((between[0], between[1]), label))
        if len({frozenset(agreement.between) for agreement in agreements}) != 3:
            self.report(("agreements",), "a triangle has one agreement a side")
        return Triangle((parties[0], parties[1], parties[2]), tuple(agreements), self.text(data, (), "shared"))

    def timeline(self, data: Any) -> Timeline:
        steps = [
            Step(
                self.text(item, ("steps", index), "label"),
                self.text(item, ("steps", index), "text"),
                bool(isinstance(item, dict) and item.get("meeting") is True),
            )
            for index, item in enumerate(self.items(data, "steps"))
        ]
        if not 2 <= len(steps) <= 7:
            self.report(("steps",), "a timeline has two to seven steps")
        return Timeline(tuple(steps))
