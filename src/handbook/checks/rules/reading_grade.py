"""A page is harder to read than grade 11."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks.prose import count_syllables, read_paragraphs, reading_grade
from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "reading-grade"
REMEDY = "shorten the sentences named here and use shorter words"
LIMIT = 11.0
LEAST = 100  # words; a shorter page says nothing about its grade


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each page over the limit, naming its three longest sentences."""
    for page in handbook.pages:
        paragraphs = list(read_paragraphs(page))
        words = [word for paragraph in paragraphs for word in paragraph.words]
        sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
        if len(words) < LEAST:
            continue
        grade = reading_grade(len(words), len(sentences), sum(map(count_syllables, words)))
        if grade > LIMIT:
            longest = sorted(sentences, key=lambda sentence: -len(sentence.split()))[:3]
            names = "; ".join(f"“{' '.join(sentence.split()[:6])} …”" for sentence in longest)
            message = f"the reading grade is {grade:.1f}, over {LIMIT:.0f}"
            yield page.finding(paragraphs[0].offset, ID, message, f"{REMEDY}: {names}")
