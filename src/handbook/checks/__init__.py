"""Stage 3: every rule over the records, all findings at once. A rule reads records and nothing else."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Protocol

from handbook.checks import rules
from handbook.findings import Finding
from handbook.source.records import Handbook


class Rule(Protocol):
    """A module of `checks.rules`: an id for ever, one sentence that says what to do, and the check."""

    ID: str
    REMEDY: str

    def check(self, handbook: Handbook) -> Iterator[Finding]:
        """Yield a finding a fault."""
        ...


def load_rules() -> tuple[Rule, ...]:
    """Return the rules, sorted by file name."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    return tuple(importlib.import_module(f"{rules.__name__}.{name}") for name in names)


RULES = load_rules()


def check(handbook: Handbook) -> list[Finding]:
    """Return the findings of every rule, sorted by place."""
    return sorted(finding for rule in RULES for finding in rule.check(handbook))
