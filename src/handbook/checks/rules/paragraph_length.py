"""A paragraph is longer than a phone shows at once."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks.prose import read_paragraphs
from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "paragraph-length"
REMEDY = "part the paragraph where its second thought begins"
LIMIT = 90  # words


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each paragraph over the limit."""
    for page in handbook.pages:
        for paragraph in read_paragraphs(page):
            count = len(paragraph.words)
            if count > LIMIT:
                yield page.finding(paragraph.offset, ID, f"the paragraph has {count} words, over {LIMIT}", REMEDY)
