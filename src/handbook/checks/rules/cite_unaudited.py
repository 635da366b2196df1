"""A chapter leans on a fact that was read only once; half of those read again had said too much."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks.cited import cited_items
from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "cite-unaudited"
REMEDY = "hold the claim against its source again, mend it, and set `audited` in data/facts.yml"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each cited fact without a day of audit."""
    for cited in cited_items(handbook):
        fact = handbook.fact(cited.item.fact_id)
        if fact and not fact.audited:
            yield cited.finding(ID, f"the fact {fact.id} was read only once", REMEDY)
