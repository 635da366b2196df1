"""Holds a finished site to what readers rely on: every link alive, nothing fetched from elsewhere, nothing leaked."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from handbook.findings import Finding
from handbook.verify.page import PageContent, Place, read_page
from handbook.verify.report import Report
from handbook.verify.walk import read_tree

PAGE_LIMIT = 200_000  # bytes of HTML
_CSS_ADDRESS = re.compile(r"@import\s+(?:url\()?[\"']?([^\"')\s;]+)|url\(\s*[\"']?([^\"')]+)")


def verify(
    site: Path,
    base: str = "/",
    *,
    hidden: Iterable[str] = (),
    questions: Iterable[str] = (),
    heavy: Iterable[str] = (),
    trees: Mapping[str, Iterable[tuple[str, ...]]] | None = None,
) -> Report:
    """Read a site and return every finding about it.

    `base` is the path under which it will be served, `hidden` are addresses that must not be in it, `questions`
    must be in its search index, `heavy` are addresses that may be larger than `PAGE_LIMIT`, and `trees` the paths that
    a reader must find on a page, by its address; a path is start, label, node, label, …, outcome.
    """
    verifier = _Verifier(site, base)
    if not (site / "index.html").is_file():
        verifier.report("index.html", (1, 1), "site-missing", "there is no site here", "type `make site` first")
        return Report(tuple(verifier.findings))
    verifier.read()
    for path, page in verifier.pages.items():
        verifier.check_page(path, page, path.removesuffix("index.html") in set(heavy))
    verifier.check_styles()
    verifier.check_search(list(questions))
    verifier.check_sitemap()
    verifier.check_leaks(list(hidden))
    verifier.check_trees({address: set(paths) for address, paths in (trees or {}).items()})
    return Report(
        tuple(sorted(verifier.findings)),
        pages=len(verifier.pages),
        links=verifier.links,
        anchors=sum(len(page.ids) for page in verifier.pages.values()),
        size=sum((site / path).stat().st_size for path in verifier.pages),
    )


class _Verifier:
    def __init__(self, site: Path, base: str) -> None:
        self.site = site
        self.base = base if base.endswith("/") else f"{base}/"
        self.findings: list[Finding] = []
        self.pages: dict[str, PageContent] = {}
        self.files: frozenset[str] = frozenset()
        self.links = 0

    def report(self, path: str, place: Place, rule: str, message: str, hint: str) -> None:
        self.findings.append(Finding(path, *place, rule, message, hint))

    def read(self) -> None:
        files = sorted(file for file in self.site.rglob("*") if file.is_file())
        self.files = frozenset(file.relative_to(self.site).as_posix() for file in files)
        for path in sorted(path for path in self.files if path.endswith(".html")):
            self.pages[path] = read_page((self.site / path).read_text(encoding="utf-8", errors="replace"))

    def check_page(self, path: str, page: PageContent, heavy: bool) -> None:
        for address, place in page.links:
            self._check_link(path, address, place)
        for tag, address, place in page.loads:
            self._check_load(path, tag, address, place)
        for name, place in page.repeated:
            self.report(path, place, "site-duplicate-id", f"the id `{name}` stands twice", "rename one of the two")
        for text, place in page.raw:
            message = f"raw source on the page: {text!r}"
            self.report(path, place, "site-raw-source", message, "run `make check`; the extension did not run here")
        for message, place in page.unsafe:
            hint = "move it into a file; a content security policy must hold on every page"
            self.report(path, place, "site-inline", message, hint)
        for message, place in page.unnamed:
            self.report(path, place, "site-unnamed", message, "give it a text alternative")
        size = (self.site / path).stat().st_size
        if size > PAGE_LIMIT and not heavy:
            message = f"the page has {size:,} bytes, over {PAGE_LIMIT:,}"
            self.report(path, (1, 1), "site-weight", message, "a page must not grow with the site")
        if page.moved:
            return
        for name, value in (("lang", page.lang), ("title", page.title.strip()), ("description", page.description)):
            if not value and path != "404.html":
                self.report(path, (1, 1), "site-head", f"the page has no {name}", "see overrides/main.html")
        if page.headings != 1:
            message = f"the page has {page.headings} first-level headings"
            self.report(path, (1, 1), "site-head", message, "the title is the only one")

    def check_trees(self, trees: dict[str, set[tuple[str, ...]]]) -> None:
        """Hold the paths that the links of each page offer to those of the data."""
        rule, hint = "site-tree", "build again; the page must offer what data/trees/ says"
        for path in self.pages:
            tree = read_tree((self.site / path).read_text(encoding="utf-8", errors="replace"))
            expected = trees.get(path.removesuffix("index.html"), set())
            found = set(tree.paths()) if tree else set()
            if found != expected:
                missing, more = len(expected - found), len(found - expected)
                message = f"of {len(expected)} paths {missing} are missing, and {more} are there that should not be"
                self.report(path, (1, 1), rule, message, hint)
        for address in trees:
            if f"{address}index.html" not in self.pages:
                self.report(f"{address}index.html", (1, 1), rule, "the page of a decision tree is missing", hint)

    def _inside(self, path: str, address: str) -> tuple[str, str] | None:
        """Return path under the site and fragment of an address, or None if it leads elsewhere."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return None
        target = unquote(parts.path)
        if target.startswith("/"):
            if not f"{target}/".startswith(self.base):
                return "..", ""
            target = target[len(self.base) :] or "./"
        elif target:
            target = posixpath.join(posixpath.dirname(path), target)
        else:
            target = path
        folder = target.endswith(("/", "/.", "/..")) or target in (".", "..", "./")
        target = posixpath.normpath(target) if target else "."
        if target == ".":
            target = "index.html"
        elif folder or target in {posixpath.dirname(page) for page in self.pages}:
            target = f"{target}/index.html"
        return target, unquote(parts.fragment)

    def _check_link(self, path: str, address: str, place: Place) -> None:
        found = self._inside(path, address)
        if found is None:
            return
        self.links += 1
        target, anchor = found
        if target.startswith("..") or target not in self.files:
            self.report(path, place, "site-dead-link", f"`{address}` leads nowhere", "mend the link or its target")
        elif anchor.startswith("set:"):
            pass  # presets the options of a template
        elif anchor and anchor != "top" and target in self.pages and anchor not in self.pages[target].ids:
            self.report(path, place, "site-dead-anchor", f"`{address}` names no anchor there", "mend the anchor")

    def _check_load(self, path: str, tag: str, address: str, place: Place) -> None:
        if address.startswith(("data:", "#")):
            return
        found = self._inside(path, address)
        if found is None:
            message = f"<{tag}> asks another site: {address}"
            self.report(path, place, "site-request", message, "bring the file into overrides/assets/")
        elif tag != "form" and (found[0].startswith("..") or found[0] not in self.files):
            self.report(path, place, "site-dead-asset", f"`{address}` does not exist", "add the file to overrides/")

    def check_styles(self) -> None:
        for path in sorted(path for path in self.files if path.endswith(".css")):
            text = (self.site / path).read_text(encoding="utf-8", errors="replace")
            for match in _CSS_ADDRESS.finditer(text):
                address = match[1] or match[2]
                place = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
                self._check_load(path, "style", address, place)

    def check_search(self, questions: list[str]) -> None:
        path = "search/search_index.json"
        try:
            index = json.loads((self.site / path).read_text(encoding="utf-8"))
            text = " ".join(unescape(re.sub(r"<[^>]+>", " ", entry["text"])) for entry in index["docs"])
        except (OSError, ValueError, KeyError, TypeError):
            self.report(path, (1, 1), "site-search", "there is no search index", "keep the search plugin")
            return
        folded = " ".join(text.split())
        for question in questions:
            if " ".join(question.split()) not in folded:
                self.report(path, (1, 1), "site-search", f"search cannot find “{question}”", "see staging.py")

    def check_sitemap(self) -> None:
        path = "sitemap.xml"
        try:
            tree = ElementTree.parse(self.site / path)
        except (OSError, ElementTree.ParseError):
            self.report(path, (1, 1), "site-sitemap", "there is no sitemap", "set the site's address in mkdocs.yml")
            return
        for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
            address = urlsplit((element.text or "").strip())
            found = self._inside("index.html", address.path or "/")
            if found is None or found[0] not in self.files:
                message = f"`{element.text}` does not exist"
                self.report(path, (1, 1), "site-sitemap", message, "is the site's address right?")

    def check_leaks(self, hidden: list[str]) -> None:
        names = [address.rstrip("/") for address in hidden if address]
        for path, name in self._leaks(names):
            message = f"`{name}` belongs to another audience"
            self.report(path, (1, 1), "site-leak", message, "build again; do not publish this site")

    def _leaks(self, names: list[str]) -> Iterator[tuple[str, str]]:
        if not names:
            return
        for path in sorted(self.files):
            text = (self.site / path).read_bytes() if path.endswith((".html", ".json", ".xml", ".txt")) else b""
            for name in names:
                if path.startswith(f"{name}/") or f"{name}/".encode() in text:
                    yield path, name
