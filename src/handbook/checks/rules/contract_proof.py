"""A template could be signed with a hole in it: a missing clause, an unknown field, a term that nobody defined."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks.parsed import parsed_contracts
from handbook.contracts import prove, read_yardsticks
from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "contract-reference"
REMEDY = "mend the template; each finding says how"  # a finding has the rule and the hint of its fault


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each fault, and for a template that no page shows."""
    yardsticks, _ = read_yardsticks(handbook.yardsticks)
    for slug, contract in parsed_contracts(handbook).items():
        file, mark = f"data/contracts/{slug}.yml", handbook.contracts[slug].mark
        for fault in prove(contract, yardsticks):
            yield Finding(file, *mark(*fault.path), fault.rule, fault.message, fault.hint)
        page = handbook.page(f"templates/{slug}.md")
        if page is None or not any(b.name == "contract-template" and b.argument == slug for b in page.blocks):
            message = f"docs/templates/{slug}.md does not show this template"
            yield Finding(file, *mark("id"), "contract-page", message, f"write `/// contract-template | {slug}` there")
