"""A locator is written that contradicts the pinpoint of the fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.checks.cited import cited_items
from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "cite-locator"
REMEDY = "leave the locator out: it comes from the fact"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each written locator that says something else than the fact's pinpoint."""
    for cited in cited_items(handbook):
        item, fact = cited.item, handbook.fact(cited.item.fact_id)
        if item.locator and fact and fact.pinpoint and _fold(item.locator) != _fold(fact.pinpoint):
            message = f"the locator `{item.locator}` contradicts `{fact.pinpoint}` of {fact.id}"
            yield cited.finding(ID, message, REMEDY)


def _fold(locator: str) -> str:
    """Return a locator for comparison: `pp. 4–5` and `p. 4-5` are the same."""
    return re.sub(r"\bpp\.", "p.", locator.lower().replace("–", "-")).replace(" ", "")
