"""A picture without alternative text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "image-alt"
REMEDY = "say in the brackets what the picture shows: `![A triangle of three agreements](triangle.svg)`"
_TAG = re.compile(r"<img\b(?![^<>]*\balt\s*=\s*[\"'][^\"'<>]*\w)[^<>]*>", re.IGNORECASE)


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each picture that says nothing to those who cannot see it."""
    for page in handbook.pages:
        for link in page.links:
            if link.image and not link.text.strip():
                yield page.finding(link.offset, ID, "the picture has no alternative text", REMEDY)
        for match in _TAG.finditer(page.prose):
            yield page.finding(match.start(), ID, "the picture has no alternative text", REMEDY)
