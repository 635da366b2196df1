"""Headings skip a level, or a page writes its own first-level heading."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "heading-order"
REMEDY = "the title is the only first-level heading; go down one level at a time"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each heading out of order."""
    for page in handbook.pages:
        level = 1
        for heading in page.headings:
            if heading.level == 1:
                yield page.finding(heading.offset, ID, "the body holds a first-level heading", REMEDY)
            elif heading.level > level + 1:
                message = f"a heading of level {heading.level} follows one of level {level}"
                yield page.finding(heading.offset, ID, message, REMEDY)
            level = heading.level
