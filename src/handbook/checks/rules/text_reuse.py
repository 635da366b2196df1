"""A chapter repeats runs of words from the facts or from another chapter instead of telling the matter itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.checks.prose import read_paragraphs
from handbook.findings import Finding
from handbook.source.records import Handbook, Page

ID = "text-reuse"
REMEDY = "tell it in your own words, or link to the chapter that tells it"
RUN = 8  # words
LIMIT = 0.02  # share of a chapter's runs
_WORD = re.compile(r"[a-z0-9’']+")
Runs = dict[tuple[str, ...], str]


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each chapter that shares too much with the facts or with a chapter before it."""
    facts: Runs = {}
    for work in handbook.works.values():
        for fact in work.facts:
            facts |= dict.fromkeys(_runs(fact.claim), fact.id)
    danger = handbook.editorial.danger
    alike = {run for sentence in (danger.alike if danger else ()) for run in _runs(sentence)}
    earlier: Runs = {}
    for page in handbook.pages:
        if not page.is_chapter:
            continue
        runs = dict.fromkeys((run for p in read_paragraphs(page) for run in _runs(p.text)), page.path)
        for known, name in ((facts, "the facts"), (earlier, "other chapters")):
            shared = [run for run in runs if run in known and run not in alike]
            if runs and len(shared) / len(runs) > LIMIT:
                yield _finding(page, known, shared, len(runs), name)
        earlier |= runs


def _finding(page: Page, known: Runs, shared: list[tuple[str, ...]], total: int, name: str) -> Finding:
    message = f"{len(shared) / total:.1%} of the chapter's {RUN}-word runs stand in {name} too"
    first = f"“{' '.join(shared[0])}” ({known[shared[0]]})"
    return Finding(page.file, page.body_line, 1, ID, message, f"{REMEDY}; the first: {first}")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return (tuple(words[index : index + RUN]) for index in range(len(words) - RUN + 1))
