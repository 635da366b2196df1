"""A citation names a fact that its work does not have."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks.cited import cited_items
from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "cite-unknown-fact"
REMEDY = "name a fact of the work, such as `[@icf2025code#4]`; about/facts/ lists them all"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each item whose work is known and whose fact is not."""
    for cited in cited_items(handbook):
        work = handbook.works.get(cited.item.key)
        if work and cited.item.fact is not None and handbook.fact(cited.item.fact_id) is None:
            known = ", ".join(f"#{fact.id.rpartition('#')[2]}" for fact in work.facts) or "no facts"
            message = f"`{work.key}` has no fact #{cited.item.fact}"
            yield cited.finding(ID, message, f"it has {known}; {REMEDY}")
