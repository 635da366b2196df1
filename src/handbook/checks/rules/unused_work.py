"""A work, or a fact of a cited work, that no page uses."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks.cited import cited_items
from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "unused"
REMEDY = "cite it where it belongs, or leave it for a later chapter"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a note for each work that nothing cites, and one for the unused facts of each that something does."""
    used = {name for cited in cited_items(handbook) for name in (cited.item.key, cited.item.fact_id)}
    for work in handbook.works.values():
        if work.key not in used:
            message = f"no page cites `{work.key}`"
            yield Finding(handbook.settings.bib_file, work.line, 1, ID, message, REMEDY, "note")
            continue
        unused = [f"#{fact.id.rpartition('#')[2]}" for fact in work.facts if fact.id not in used]
        if unused:
            message = f"no page cites {', '.join(unused)} of `{work.key}`"
            yield Finding("data/facts.yml", work.facts_line, 1, ID, message, REMEDY, "note")
