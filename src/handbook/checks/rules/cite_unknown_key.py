"""A citation names a work that the bibliography does not hold."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from handbook.checks.cited import cited_items
from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "cite-unknown-key"
REMEDY = "use a key of references.bib, such as `[@icf2025code#4]`, or write `\\@` for a plain at sign"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each item whose key is unknown."""
    for cited in cited_items(handbook):
        key = cited.item.key
        if key not in handbook.works:
            near = difflib.get_close_matches(key, handbook.works, 1)
            hint = f"did you mean `@{near[0]}`? Otherwise {REMEDY}" if near else REMEDY
            yield cited.finding(ID, f"there is no work `{key}`", hint)
