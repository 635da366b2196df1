"""A decision tree leads nowhere, in a circle, further than anyone will walk, or where no case has been."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks.parsed import parsed_trees
from handbook.findings import Finding
from handbook.source.records import Handbook
from handbook.trees import prove

ID = "tree-target"
REMEDY = "mend the tree; each finding says how"  # a finding has the rule and the hint of its fault


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each fault; its rule is that of the fault (`tree-target`, `tree-cycle`, …)."""
    for slug, tree in parsed_trees(handbook).items():
        for fault in prove(tree):
            place = handbook.trees[slug].mark(*fault.path)
            yield Finding(f"data/trees/{slug}.yml", *place, fault.rule, fault.message, fault.hint)
