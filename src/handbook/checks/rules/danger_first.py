"""A page on which someone may be in danger does not begin with what to do first."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.editorial import DANGER
from handbook.source.records import Handbook

ID = "danger-first"
REMEDY = "begin the page with `/// danger` and `///`, before its first heading"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each listed page without the block on top, and for each listed page that is missing."""
    danger = handbook.editorial.danger
    if danger is None:
        return
    pages = {page.meta.id: page for page in handbook.pages if page.meta}
    for name in danger.pages:
        page = pages.get(name)
        if page is None:
            hint = "correct the id under `pages`, or take it out"
            yield Finding(DANGER, danger.line, 1, ID, f"there is no page with the id `{name}`", hint)
            continue
        first = min((heading.offset for heading in page.headings), default=len(page.body))
        if not any(block.name == "danger" and block.offset < first for block in page.blocks):
            message = "the page does not begin with what to do if someone is in danger"
            yield page.finding(0, ID, message, REMEDY)
