"""A chapter cites a work as a whole; a work is cited only for what one of its facts supports."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks.cited import cited_items
from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "cite-without-fact"
REMEDY = "put the number of the fact after the key, as in `[@icf2025code#4]`"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each item of a chapter that names no fact."""
    for cited in cited_items(handbook):
        if cited.in_chapter and cited.item.fact is None and cited.item.key in handbook.works:
            yield cited.finding(ID, f"`@{cited.item.key}` names no fact", REMEDY)
