"""An anchor stands twice on a page, or two pages have one id."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "duplicate-id"
REMEDY = "rename the newer of the two; a published one stays"
GENERATED = ("references",)


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each repeated anchor and each repeated page id."""
    pages: dict[str, str] = {}
    for page in handbook.pages:
        for anchor, offset in page.repeated_anchors:
            yield page.finding(offset, ID, f"the anchor `{anchor}` stands here twice", REMEDY)
        for anchor in GENERATED:
            if anchor in page.anchors:
                message = f"the anchor `{anchor}` is made by the build"
                yield page.finding(page.anchors[anchor], ID, message, REMEDY)
        if page.meta and page.meta.id in pages:
            message = f"the id `{page.meta.id}` is that of {pages[page.meta.id]} too"
            yield page.meta_finding(ID, message, REMEDY, "id")
        elif page.meta:
            pages[page.meta.id] = page.file
