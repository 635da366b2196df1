"""Prose as readers meet it: paragraphs and sentences without markup, and how hard they are to read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handbook.source.records import Page

_SKIPPED = re.compile(r"#|\||/{3,}|<|\{|[-:| ]+$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()]*\)")
_MARKS = re.compile(r"[*_`]|\{[^{}]*\}")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z“\"‘(\d])")
# A full stop that ends no sentence: abbreviations that the handbook's prose uses.
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|vs|cf|al|pp?|ch|no|Dr|Mr|Ms|St)\.\s*\Z")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or list item: its words without markup, and where it begins in the body."""

    text: str
    offset: int

    @property
    def words(self) -> list[str]:
        """Return the words."""
        return _WORD.findall(self.text)

    @property
    def sentences(self) -> list[str]:
        """Return the sentences; the end of a paragraph ends one too."""
        return split_sentences(self.text)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    parts: list[str] = []
    for part in _SENTENCE_END.split(text):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] += f" {part}"
        elif part.strip():
            parts.append(part.strip())
    return parts


def count_words(page: Page) -> int:
    """Return the number of words of a page, its tables included and its citations left out."""
    text = page.prose
    for citation in reversed(page.citations):
        text = text[: citation.start] + text[citation.end :]
    return len(_WORD.findall(re.sub(r"\{[^{}]*\}", "", text)))


def read_paragraphs(page: Page) -> Iterator[Paragraph]:
    """Yield the paragraphs of a page, without headings, tables, code, citations and block markers."""
    text = list(page.prose)
    for citation in page.citations:
        for index in range(citation.start, citation.end):
            if text[index] != "\n":
                text[index] = "\x00"
    lines: list[str] = []
    start = offset = 0
    for line in [*"".join(text).splitlines(keepends=True), "\n"]:
        ends = not line.strip(" \n\x00") or _SKIPPED.match(line.strip())
        if (ends or _ITEM.match(line)) and lines:
            yield Paragraph(_clean(lines), start)
            lines = []
        if not ends:
            if not lines:
                start = offset
            lines.append(line)
        offset += len(line)


def _clean(lines: list[str]) -> str:
    text = _ITEM.sub("", "".join(lines))
    text = _LINK.sub(r"\1", text).replace("\x00", "")
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(_MARKS.sub("", text).split()))


def reading_grade(words: int, sentences: int, syllables: int) -> float:
    """Return the Flesch–Kincaid grade (Kincaid and others, 1975): years of schooling in the United States."""
    if not words or not sentences:
        return 0.0
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


@lru_cache(maxsize=20_000)
def count_syllables(word: str) -> int:
    """Return the syllables of an English word: groups of vowels, less what is silent."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) <= 3:
        return 1
    groups = len(re.findall(r"[aeiouy]+", letters))
    if re.search(r"(?<![aeiouy])e$", letters) and not re.search(r"[^aeiouy]le$", letters):
        groups -= 1
    if re.search(r"[^aeiouytd]ed$", letters):
        groups -= 1
    if re.search(r"[aeiouy][^aeiouy]e(?:ly|ment|ful|less|s)$", letters) and not re.search(
        r"(?:[cgszx]|[cs]h)es$", letters
    ):
        groups -= 1
    groups += len(
        re.findall(
            r"ia(?!n)|iu|io(?!n)|(?<!q)ua|uou|ying$|being$|ideas?$|areas?$|client|scien|quiet|ciet|riet|creat|[^aeiouy]sm$",
            letters,
        )
    )
    return max(1, groups)


def section_at(page: Page, offset: int) -> str:
    """Return the anchor of the second-level section in which an offset lies, or nothing."""
    heads = [heading for heading in page.headings if heading.level <= 2]
    index = bisect_right([heading.offset for heading in heads], offset) - 1
    return (heads[index].id or "") if index >= 0 else ""
