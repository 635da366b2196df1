"""A quotation is at most 15 words long and carries a citation with a page or standard number.

What is quoted: five words or more in double quotation marks. In the sections and blocks that give words to
say, such a run without a citation is speech, not a quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from handbook.checks.prose import section_at
from handbook.findings import Finding
from handbook.source.records import Handbook, Page

ID = "quotation"
REMEDY = "retell it in your own words, or quote at most 15 words with a fact that has a pinpoint"
LIMIT = 15  # words
SHORTEST = 5
REACH = 600  # characters in which the sentence of a quotation ends
SPEECH_SECTIONS = frozenset({"in-practice", "common-mistakes", "check-yourself", "discuss"})
SPEECH_BLOCKS = frozenset({"judgment", "illustration", "check", "danger", "questions"})
_QUOTED = re.compile(r"“(?P<curly>[^“”]{1,600})”|\"(?P<straight>[^\"\n]{1,600})\"")
_CLOSING = re.compile(r"^[ ]{0,3}/{3,}[ \t]*$", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?][)\"”’]*(?:\s|\Z)|\n\s*\n|\n\s*(?:[-*+|]|\d+\.)\s")


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each quotation that is too long or leads nowhere."""
    for page in handbook.pages:
        closings = [match.start() for match in _CLOSING.finditer(page.prose)]
        for match in _QUOTED.finditer(page.prose):
            words = len((match["curly"] or match["straight"]).split())
            if words < SHORTEST:
                continue
            reach = match.end() + REACH
            end = _SENTENCE_END.search(page.prose, match.end(), reach)
            stop = end.end() if end else reach
            cited = [item for c in page.citations if match.start() <= c.start < stop for item in c.items]
            if cited:
                pinpointed = any(item.locator or _has_pinpoint(handbook, item.fact_id) for item in cited)
                if words > LIMIT:
                    yield page.finding(match.start(), ID, f"the quotation has {words} words", REMEDY)
                if not pinpointed:
                    yield page.finding(match.start(), ID, "the quotation has no pinpoint", REMEDY)
            elif not _is_speech(page, match.start(), closings):
                yield page.finding(match.start(), ID, "the quotation has no source", REMEDY)


def _has_pinpoint(handbook: Handbook, fact_id: str) -> bool:
    fact = handbook.fact(fact_id)
    return bool(fact and fact.pinpoint)


def _is_speech(page: Page, offset: int, closings: list[int]) -> bool:
    if section_at(page, offset) in SPEECH_SECTIONS:
        return True
    opened = bisect_left(page.blocks, offset, key=lambda block: block.offset)
    return opened > bisect_left(closings, offset) and page.blocks[opened - 1].name in SPEECH_BLOCKS
