"""YAML that holds plain data and nothing else, with the place of every key.

Refused: tags, anchors and aliases (a few bytes can grow to gigabytes), duplicate keys, keys that are not
text, several documents, files over the size cap. Plain scalars are read as in YAML 1.2's core schema plus
dates, so that `no` stays a word.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from handbook.findings import Finding, FindingsError

SIZE_CAP = 2_000_000  # bytes; the facts of 160 works take a fifth of it
DEPTH_CAP = 40
KeyPath = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """Plain data and the line and column (from 1) of each key path in it; two are equal if they are one object."""

    data: Any
    marks: dict[KeyPath, tuple[int, int]] = field(repr=False)

    def mark(self, *path: str | int) -> tuple[int, int]:
        """Return the place of a key path, or of its nearest ancestor."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))


def load_yaml(text: str, path: str, first_line: int = 1) -> Document:
    """Read one YAML document; `first_line` is where `text` begins in the file `path`.

    Raises `FindingsError` with one finding a fault.
    """
    reader = _Reader(path, first_line)
    if len(text.encode("utf-8")) > SIZE_CAP:
        reader.report(1, 1, f"the file is larger than {SIZE_CAP:,} bytes", "split it")
        raise FindingsError(reader.findings)
    try:
        data = reader.read(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = " ".join(str(error.problem or error.context).split())
        reader.report(line, column, f"this is not YAML: {problem}", "quote text that holds `: `, `#`, `@` or `[`")
        data = None
    except yaml.YAMLError as error:  # unprintable characters carry no mark
        problem = " ".join(str(error).split())
        reader.report(1, 1, f"this is not YAML: {problem}", "remove control characters")
        data = None
    except RecursionError:
        reader.report(1, 1, "values are nested too deeply", f"nest at most {DEPTH_CAP} levels")
        data = None
    if reader.findings:
        raise FindingsError(reader.findings)
    return Document(data, reader.marks)


class _Reader:
    """Builds plain data from a stream of parser events and remembers where each key stood."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.offset = first_line - 1
        self.marks: dict[KeyPath, tuple[int, int]] = {}
        self.findings: list[Finding] = []

    def report(self, line: int, column: int, message: str, hint: str) -> None:
        self.findings.append(Finding(self.path, line + self.offset, column, "yaml-strict", message, hint))

    def read(self, events: Iterator[Any]) -> Any:
        data = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._at(event, "a second document begins here", "keep one document a file")
                    break
            elif isinstance(event, yaml.NodeEvent):
                data = self._value(event, events, ())
        return data

    def _at(self, event: Any, message: str, hint: str) -> None:
        self.report(event.start_mark.line + 1, event.start_mark.column + 1, message, hint)

    def _remember(self, event: Any, path: KeyPath) -> None:
        self.marks[path] = (event.start_mark.line + 1 + self.offset, event.start_mark.column + 1)

    def _value(self, event: Any, events: Iterator[Any], path: KeyPath) -> Any:
        if path not in self.marks:
            self._remember(event, path)
        if isinstance(event, yaml.AliasEvent):
            self._at(event, f"`*{event.anchor}` repeats a value by alias", "write the value out")
            return None
        if event.anchor is not None:
            self._at(event, f"`&{event.anchor}` names a value for aliases", "write the value out")
        if event.tag is not None:
            self._at(event, f"the tag `{event.tag}` is not allowed", "use plain text, numbers, lists, mappings")
        if len(path) > DEPTH_CAP:
            raise RecursionError
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._scalar(event)

    def _mapping(self, events: Iterator[Any], path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self._at(event, "a key must be text", "use a word as the key")
                self._value(event, events, (*path, "?"))
                self._value(next(events), events, (*path, "?"))
                continue
            key = event.value
            if key in data:
                self._at(event, f"the key `{key}` stands here twice", "keep one of the two")
            self._remember(event, (*path, key))
            data[key] = self._value(next(events), events, (*path, key))
        return data

    def _sequence(self, events: Iterator[Any], path: KeyPath) -> list[Any]:
        data: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            data.append(self._value(event, events, (*path, len(data))))
        return data

    def _scalar(self, event: Any) -> Any:
        value: str = event.value
        if not event.implicit[0] or event.style not in (None, ""):
            return value
        if value in ("", "~", "null"):
            return None
        if value in ("true", "false"):
            return value == "true"
        if _INTEGER.fullmatch(value) and len(value) < 19:
            return int(value)
        if _NUMBER.fullmatch(value):
            return float(value)
        if _DATE.fullmatch(value):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                self._at(event, f"{value} is not a day of the calendar", "write YYYY-MM-DD")
        return value
