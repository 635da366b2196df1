"""Reads one HTML page: what it links, loads and names, and what should not be in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# The attribute by which an element loads or sends something.
_LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "track": "src",
    "object": "data",
    "form": "action",
    "use": "href",
    "image": "href",
}
_LOADING_RELS = frozenset("stylesheet icon preload prefetch preconnect dns-prefetch modulepreload manifest".split())
_CODE = frozenset({"code", "pre", "script", "style", "template"})
_RAW = re.compile(r"\[[^\[\]]{0,80}-?@\w|@[\w:.-]+#\d|^\s*/{3,}|\{#[\w-]+\}")
# The theme's own inline scripts, by how they begin. Ours are files; a policy with hashes covers these.
_THEME_SCRIPTS = (
    "__md_scope=new URL(",
    "var palette=__md_get(",
    "var target=document.getElementById(",
    '{"annotate":',
    '{"base":',
    "let palette=__md_get(",
    "document.documentElement.classList",
)
Place = tuple[int, int]


@dataclass
class PageContent:
    """What a page holds; each item with its line and column from 1."""

    links: list[tuple[str, Place]] = field(default_factory=list)
    loads: list[tuple[str, str, Place]] = field(default_factory=list)
    ids: dict[str, Place] = field(default_factory=dict)
    repeated: list[tuple[str, Place]] = field(default_factory=list)
    raw: list[tuple[str, Place]] = field(default_factory=list)
    unsafe: list[tuple[str, Place]] = field(default_factory=list)
    unnamed: list[tuple[str, Place]] = field(default_factory=list)
    headings: int = 0
    lang: str = ""
    title: str = ""
    description: str | None = None
    moved: bool = False


def read_page(html: str) -> PageContent:
    """Return the content of a page; broken HTML gives what can be read of it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = PageContent()
        self.stack: list[str] = []

    @property
    def place(self) -> Place:
        line, column = self.getpos()
        return line, column + 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self.stack.append(tag)
        self._read_names(tag, values)
        self._read_addresses(tag, values)
        self._read_safety(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1] == "title" and "svg" not in self.stack:
            self.page.title += data
        if self.stack and self.stack[-1] == "script" and data.strip() and not data.strip().startswith(_THEME_SCRIPTS):
            self.page.unsafe.append((f"an inline script: {data.strip()[:40]!r}", self.place))
        if not _CODE.intersection(self.stack):
            for match in _RAW.finditer(data):
                self.page.raw.append((" ".join(data[match.start() : match.start() + 60].split()), self.place))

    def _read_names(self, tag: str, values: dict[str, str]) -> None:
        page = self.page
        for name in filter(None, (values.get("id"), values.get("name") if tag == "a" else None)):
            if name in page.ids:
                page.repeated.append((name, self.place))
            page.ids.setdefault(name, self.place)
        if tag == "html":
            page.lang = values.get("lang", "")
        elif tag == "h1":
            page.headings += 1
        elif tag == "meta" and values.get("name") == "description":
            page.description = values.get("content", "")
        elif tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            page.moved = True
            page.links.append((values.get("content", "").partition("url=")[2], self.place))
        elif tag == "img" and "alt" not in values:
            page.unnamed.append(("a picture without `alt`", self.place))
        elif tag == "svg" and values.get("role") == "img" and not {"aria-label", "aria-labelledby"} & set(values):
            page.unnamed.append(("a drawing without a name", self.place))

    def _read_addresses(self, tag: str, values: dict[str, str]) -> None:
        page = self.page
        if tag in ("a", "area") and "href" in values:
            page.links.append((values["href"], self.place))
        if tag == "link" and set(values.get("rel", "").lower().split()) & _LOADING_RELS:
            page.loads.append((tag, values.get("href", ""), self.place))
        if tag in _LOADING and values.get(_LOADING[tag]):
            page.loads.append((tag, values[_LOADING[tag]], self.place))
        for candidate in values.get("srcset", "").split(","):
            if candidate.strip():
                page.loads.append((tag, candidate.split()[0], self.place))

    def _read_safety(self, tag: str, values: dict[str, str]) -> None:
        for name, value in values.items():
            if name == "style":
                self.page.unsafe.append((f"an inline style: {value[:40]!r}", self.place))
            elif name.startswith("on"):
                self.page.unsafe.append((f"an inline handler `{name}`", self.place))
            elif value.strip().lower().startswith("javascript:"):
                self.page.unsafe.append((f"a script as an address in `{name}`", self.place))
