"""Reads a built page as a reader meets it: the article's blocks and the head's metadata, engine's furniture out."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# What the theme adds inside the article and the handbook does not make.
_FURNITURE = frozenset({"headerlink", "md-content__button", "md-tags", "md-source-file", "md-feedback", "furniture"})
_KEPT = (
    "id",
    "class",
    "href",
    "role",
    "aria-label",
    "aria-labelledby",
    "data-fact",
    "data-label",
    "data-definition",
    "scope",
)


_RAW = re.compile(r"\[[^\[\]]{0,80}-?@\w|\[-?@")


@dataclass
class Article:
    """`parts` is the article as a flat list of comparable lines; `meta` the head's title and description."""

    parts: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    raw: list[str] = field(default_factory=list)


def read_article(html: str, address: str) -> Article:
    """Return the article and metadata of one page; links become addresses under the site's base."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.article


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.article = Article()
        self.stack: list[tuple[str, bool]] = []  # tag, whether it is skipped
        self.inside = 0
        self.text: list[str] = []
        self.in_title = False
        self.open_tags: list[str] = []  # of the whole page: a raw citation is a fault anywhere

    @property
    def skipping(self) -> bool:
        return any(skipped for _, skipped in self.stack)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self.open_tags.append(tag)
        if tag == "title" and not self.inside:
            self.in_title = True
        if tag == "meta" and attributes.get("name") == "description":
            self.article.meta["description"] = attributes.get("content", "")
        if tag == "link" and attributes.get("rel") == "canonical":
            self.article.meta["canonical"] = attributes.get("href", "")
        if not self.inside:
            if tag == "article":
                self.inside = 1
                self.stack = [(tag, False)]
            return
        self.flush()
        classes = set(attributes.get("class", "").split())
        skipped = bool(classes & _FURNITURE) or tag in ("script", "style") or attributes.get("id") == "__skip"
        if not self.skipping and not skipped:
            shown = "".join(f" {name}={self._value(name, attributes[name])!r}" for name in _KEPT if name in attributes)
            self.article.parts.append(f"<{tag}{shown}>")
        if tag not in _VOID:
            self.stack.append((tag, skipped))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open_tags:
            while self.open_tags.pop() != tag:
                pass
        if tag == "title":
            self.in_title = False
        if not self.inside or not any(open_tag == tag for open_tag, _ in self.stack):
            return
        self.flush()
        while self.stack:
            open_tag, _ = self.stack[-1]
            if not self.skipping:
                self.article.parts.append(f"</{open_tag}>")
            self.stack.pop()
            if open_tag == tag:
                break
        self.inside = len(self.stack)

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.article.meta["title"] = self.article.meta.get("title", "") + data
        if self.open_tags[-1:] not in (["code"], ["pre"], ["script"], ["style"]) and _RAW.search(data):
            self.article.raw.append(" ".join(data.split())[:120])
        if self.inside and not self.skipping:
            self.text.append(data)

    def flush(self) -> None:
        text = " ".join("".join(self.text).split())
        self.text.clear()
        if text:
            self.article.parts.append(text)

    def _value(self, name: str, value: str) -> str:
        if name != "href":
            return " ".join(sorted(value.split())) if name == "class" else value
        parts = urlsplit(value)
        if parts.scheme or parts.netloc:
            return unquote(value)
        path = posixpath.normpath(posixpath.join("/", self.address, parts.path)) if parts.path else f"/{self.address}"
        return f"{path.rstrip('/')}/#{unquote(parts.fragment)}"
