"""A chapter lacks a part of the form that readers rely on, or has the wrong length."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks.prose import count_words, read_paragraphs, section_at
from handbook.findings import Finding
from handbook.source.records import Handbook, Page

ID = "chapter-form"
REMEDY = "CONTRIBUTING.md shows the parts of a chapter"
SECTIONS = ("short-answer", "in-practice", "common-mistakes", "check-yourself", "discuss")
SHORT_ANSWER = 80  # words
LEAST, MOST = 700, 1400  # words
CHECKS = range(2, 5)


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each missing part of each concept or guide."""
    for page in handbook.pages:
        if page.meta is None or page.meta.kind not in ("concept", "guide"):
            continue
        anchors = [heading.id for heading in page.headings]
        for section in SECTIONS:
            if section not in anchors:
                message = f"the section `{{#{section}}}` is missing"
                yield Finding(page.file, page.body_line, 1, ID, message, REMEDY)
        if anchors and anchors[0] != "short-answer":
            yield page.finding(0, ID, "the page does not begin with its short answer", REMEDY)
        yield from _check_lengths(page)
        questions = sum(block.name == "check" for block in page.blocks)
        if questions not in CHECKS:
            message = f"*Check yourself* has {questions} questions, not 2 to 4"
            yield page.finding(page.anchors.get("check-yourself", 0), ID, message, "write `/// check | Question?`")


def _check_lengths(page: Page) -> Iterator[Finding]:
    answer = sum(len(p.words) for p in read_paragraphs(page) if section_at(page, p.offset) == "short-answer")
    if answer > SHORT_ANSWER:
        message = f"the short answer has {answer} words, over {SHORT_ANSWER}"
        yield page.finding(page.anchors.get("short-answer", 0), ID, message, "answer first, explain later")
    words = count_words(page)
    if not LEAST <= words <= MOST:
        message = f"the chapter has {words} words, not {LEAST} to {MOST:,}"
        yield page.finding(0, "chapter-length", message, "cut, or say what is missing")
