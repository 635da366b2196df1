"""A link inside the handbook leads nowhere, or to a page that some of its readers may not see."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from handbook.findings import Finding
from handbook.source.anchors import page_anchors
from handbook.source.records import AUDIENCES, Handbook, Link, Page

ID = "dead-link"
REMEDY = "link by the relative path of the Markdown file and its anchor: `../about/glossary.md#sponsor`"
_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each link that does not reach a page, file or anchor of the handbook."""
    pages = {page.path: page for page in handbook.pages}
    anchors = {page.path: frozenset(page_anchors(handbook, page)) for page in handbook.pages}
    for page in handbook.pages:
        for link in page.links:
            if link.target and not _EXTERNAL.match(link.target):
                yield from _check_link(handbook, page, link, pages, anchors)


def _check_link(
    handbook: Handbook, page: Page, link: Link, pages: dict[str, Page], anchors: dict[str, frozenset[str]]
) -> Iterator[Finding]:
    path, _, anchor = unquote(link.target).partition("#")
    if path.startswith("/"):
        yield page.finding(link.offset, ID, f"`{link.target}` depends on where the site stands", REMEDY)
        return
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
    if target not in pages:
        if target not in handbook.assets:
            yield page.finding(link.offset, ID, f"`{link.target}` does not exist", REMEDY)
        return
    if anchor and anchor not in anchors[target]:
        yield page.finding(link.offset, ID, f"docs/{target} has no anchor `{anchor}`", REMEDY)
    here, there = page.meta, pages[target].meta
    if here and there and there.audience not in (AUDIENCES[0], here.audience):
        message = f"a page for {here.audience} readers links to one for {there.audience} readers"
        hint = "move the link to a page with the same audience"
        yield page.finding(link.offset, "link-beyond-audience", message, hint)
