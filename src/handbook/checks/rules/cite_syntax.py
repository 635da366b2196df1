"""A group in brackets holds a part that is no citation."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "cite-syntax"
REMEDY = "write one key a part, parts parted by `;`, as in `[see @jones2016#1; @schalk2017#2]`"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each part that cannot be read."""
    for page in handbook.pages:
        for citation in page.citations:
            for fault in citation.faults:
                yield page.finding(citation.start, ID, f"`{fault}` is not a citation", REMEDY)
