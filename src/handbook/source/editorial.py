"""What editors keep about the chapters: contested questions, the founding article, readings, first aid, tools.

Every file is optional, since a firm's handbook may have none of them; one that is there is held to its schema.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from handbook.findings import Finding
from handbook.source.strict_yaml import Document

CONTESTED, FOUNDING, READINGS = "data/contested.yml", "data/founding-article.yml", "data/readings.yml"
DANGER, TOOLS = "data/danger.yml", "data/tools.yml"
READING_KINDS = ("evidence", "user", "editor")
TOOL_KINDS = {"tree": "decision-trees", "template": "templates"}


@dataclass(frozen=True, slots=True)
class Contested:
    """A question that the evidence does not settle; texts are Markdown with citations, `where` a page and anchor."""

    id: str
    question: str
    one: str
    other: str
    wording: str
    where: str
    line: int


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the founding article, with its citation, and the places (`page.md#anchor`) that cover it."""

    point: str
    cite: str
    covered: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of a page by someone who had not seen the draft: what was checked, found, mended and left open."""

    page: str
    kind: str
    date: dt.date
    checked: int
    findings: int
    mended: int
    open: int
    line: int


@dataclass(frozen=True, slots=True)
class Danger:
    """What to do first where someone may be in danger, and the ids of the pages that must begin with it.

    `alike` are sentences that chapters say in the same words on purpose, so that a coach knows them by heart.
    """

    lead: str
    steps: tuple[str, ...]
    pages: tuple[str, ...]
    alike: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Tool:
    """A planned decision tree or template; its page is `path` under `docs/` once it is written."""

    id: str
    kind: str
    title: str

    @property
    def path(self) -> str:
        """Return where its page is, or will be."""
        return f"{TOOL_KINDS[self.kind]}/{self.id}.md"


@dataclass(frozen=True, slots=True)
class Editorial:
    """The five files as records."""

    contested: tuple[Contested, ...] = ()
    points: tuple[Point, ...] = ()
    readings: tuple[Reading, ...] = ()
    danger: Danger | None = None
    tools: Mapping[str, Tool] = field(default_factory=dict)


ReadDocument = Callable[[str], Document | None]
_T = TypeVar("_T")


def read_editorial(read: ReadDocument) -> tuple[Editorial, dict[str, Document], list[Finding]]:
    """Return the records, the documents whose texts may cite (by file), and the faults.

    `read` gives a file's document, or None where there is none or it could not be read.
    """
    reader = _Reader(read)
    editorial = Editorial(
        contested=tuple(reader.records(CONTESTED, _read_contested)),
        points=tuple(reader.records(FOUNDING, _read_point)),
        readings=tuple(reader.records(READINGS, _read_reading)),
        danger=_read_danger(reader),
        tools={tool.id: tool for tool in reader.records(TOOLS, _read_tool)},
    )
    cited = {file: reader.documents[file] for file in (CONTESTED, FOUNDING) if file in reader.documents}
    return editorial, cited, reader.findings


def split_names(argument: str) -> list[str]:
    """Return the names in `id, id`."""
    return [name for name in (part.strip() for part in argument.split(",")) if name]


class _Fault(Exception):
    """A value is not what the schema asks; the text says which."""


class _Reader:
    def __init__(self, read: ReadDocument) -> None:
        self._read = read
        self.documents: dict[str, Document] = {}
        self.findings: list[Finding] = []

    def document(self, file: str) -> Document | None:
        document = self._read(file)
        if document is not None and document.data is not None:
            self.documents[file] = document
            return document
        return None

    def report(self, file: str, place: tuple[int, int], message: str) -> None:
        hint = "see the comment at the top of the handbook's own file of that name"
        self.findings.append(Finding(file, *place, "editorial-schema", message, hint))

    def records(self, file: str, build: Callable[[dict[str, Any], int], _T]) -> list[_T]:
        document = self.document(file)
        if document is None:
            return []
        if not isinstance(document.data, list):
            self.report(file, (1, 1), "the file must hold a list")
            return []
        records = []
        for index, item in enumerate(document.data):
            place = document.mark(index)
            try:
                if not isinstance(item, dict):
                    raise _Fault("an entry must be a mapping")
                records.append(build(dict(item), place[0]))
            except _Fault as fault:
                self.report(file, place, str(fault))
        return records


def _take(item: dict[str, Any], name: str) -> str:
    value = item.pop(name, None)
    if not isinstance(value, str) or not value.strip():
        raise _Fault(f"`{name}` must be text")
    return " ".join(value.split())


def _take_texts(item: dict[str, Any], name: str, least: int = 1) -> tuple[str, ...]:
    value = item.pop(name, None)
    texts = isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)
    if not texts or len(value) < least:
        raise _Fault(f"`{name}` must be a list of texts")
    return tuple(" ".join(text.split()) for text in value)


def _take_count(item: dict[str, Any], name: str) -> int:
    value = item.pop(name, None)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _Fault(f"`{name}` must be a whole number")
    return value


def _end(item: dict[str, Any]) -> None:
    if item:
        raise _Fault(f"`{next(iter(item))}` is not a key of this file")


def _read_contested(item: dict[str, Any], line: int) -> Contested:
    id, question, one, other, wording, where = (
        _take(item, name) for name in ("id", "question", "one", "other", "wording", "where")
    )
    _end(item)
    return Contested(id, question, one, other, wording, where, line)


def _read_point(item: dict[str, Any], line: int) -> Point:
    point, cite, covered = _take(item, "point"), _take(item, "cite"), _take_texts(item, "covered")
    _end(item)
    return Point(point, cite, covered, line)


def _read_reading(item: dict[str, Any], line: int) -> Reading:
    page, kind, date = _take(item, "page"), _take(item, "kind"), item.pop("date", None)
    if kind not in READING_KINDS:
        raise _Fault(f"`kind` is one of {', '.join(READING_KINDS)}")
    if isinstance(date, str):
        try:
            date = dt.date.fromisoformat(date)
        except ValueError:
            date = None
    if not isinstance(date, dt.date):
        raise _Fault("`date` must be a day such as 2026-11-24")
    checked, findings, mended, left = (_take_count(item, name) for name in ("checked", "findings", "mended", "open"))
    _end(item)
    if mended + left != findings:
        raise _Fault(f"{findings} findings are not {mended} mended and {left} open")
    return Reading(page, kind, date, checked, findings, mended, left, line)


def _read_tool(item: dict[str, Any], line: int) -> Tool:
    id, kind, title = (_take(item, name) for name in ("id", "kind", "title"))
    if kind not in TOOL_KINDS:
        raise _Fault(f"`kind` is one of {', '.join(TOOL_KINDS)}")
    _end(item)
    return Tool(id, kind, title)


def _read_danger(reader: _Reader) -> Danger | None:
    document = reader.document(DANGER)
    if document is None:
        return None
    try:
        if not isinstance(document.data, dict):
            raise _Fault("the file must be a mapping")
        item = dict(document.data)
        lead, steps, pages = _take(item, "lead"), _take_texts(item, "steps"), _take_texts(item, "pages", 0)
        alike = _take_texts(item, "alike") if "alike" in item else ()
        _end(item)
        return Danger(lead, steps, pages, alike, 1)
    except _Fault as fault:
        reader.report(DANGER, (1, 1), str(fault))
        return None
