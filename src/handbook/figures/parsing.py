"""Reads the plain data of a figure and collects every fault."""

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
    """The figure in words: a head and rows of equal length. `cited`: the last column is Markdown with citations."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cited: bool = False


class Parser:
    """Takes values from data; what is missing or wrong becomes a fault and an empty value."""

    def __init__(self) -> None:
        """Begin without faults."""
        self.faults: list[tuple[KeyPath, str]] = []

    def report(self, path: KeyPath, message: str) -> None:
        """Note a fault at a key path."""
        self.faults.append((path, message))

    def text(self, data: Any, path: KeyPath, name: str, *, optional: bool = False) -> str:
        """Return the text under a name with its white space made single."""
        value = data.get(name) if isinstance(data, dict) else None
        if value is None and optional:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.report((*path, name), f"`{name}` must be text")
            return ""
        return " ".join(value.split())

    def number(self, data: Any, path: KeyPath, name: str, least: float, most: float) -> float:
        """Return the number under a name; it lies from `least` to `most`."""
        value = data.get(name) if isinstance(data, dict) else None
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            self.report((*path, name), f"`{name}` must be a number from {least:g} to {most:g}")
            return least
        return float(value)

    def pair(self, data: Any, path: KeyPath, name: str, least: float, most: float) -> tuple[float, float] | None:
        """Return the two rising numbers under a name, or None where there are none."""
        value = data.get(name) if isinstance(data, dict) else None
        if value is None:
            return None
        numbers = isinstance(value, list) and all(isinstance(v, int | float) for v in value)
        if not numbers or len(value) != 2 or not least <= value[0] < value[1] <= most:
            self.report((*path, name), f"`{name}` must be two rising numbers from {least:g} to {most:g}")
            return None
        return float(value[0]), float(value[1])

    def items(self, data: Any, name: str, keys: set[str], least: int = 1, most: int = 12) -> list[Any]:
        """Return the list of mappings under a name; they have no other keys than `keys`."""
        value = data.get(name)
        if not isinstance(value, list) or not least <= len(value) <= most:
            self.report((name,), f"`{name}` must be a list of {least} to {most} entries")
            value = value if isinstance(value, list) else []
        for index, item in enumerate(value):
            for key in item if isinstance(item, dict) else ():
                if key not in keys:
                    self.report((name, index, key), f"`{key}` is not a key of `{name}`")
        return value

    def texts(self, data: Any, path: KeyPath, name: str, count: int | None = None) -> tuple[str, ...]:
        """Return the texts under a name, `count` of them if given."""
        value = data.get(name) if isinstance(data, dict) else None
        good = isinstance(value, list) and value and all(isinstance(text, str) and text.strip() for text in value)
        if not good or (count is not None and len(value) != count):  # type: ignore[arg-type]
            self.report((*path, name), f"`{name}` must be a list of {'' if count is None else f'{count} '}texts")
            return ("",) * (count or 1)
        return tuple(" ".join(text.split()) for text in value)  # type: ignore[union-attr]

    def table(self, value: Any) -> Table:
        """Return a table that the author wrote."""
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
