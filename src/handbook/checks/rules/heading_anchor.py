"""A heading has no anchor of its own, so that its address would change with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "heading-anchor"
REMEDY = "give the heading a permanent anchor in lower case: `## In practice {#in-practice}`"
_ANCHOR = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each heading without a well-formed explicit anchor."""
    for page in handbook.pages:
        for heading in page.headings:
            if heading.id is None:
                yield page.finding(heading.offset, ID, f"the heading “{heading.text}” has no anchor", REMEDY)
            elif not _ANCHOR.fullmatch(heading.id):
                yield page.finding(heading.offset, ID, f"the anchor `{heading.id}` is not in lower case", REMEDY)
