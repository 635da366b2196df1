"""What an editor asks of the chapters: a table of them all, and cited sentences drawn at random with their facts."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handbook.checks.parsed import parsed_trees
from handbook.checks.prose import count_syllables, count_words, read_paragraphs, reading_grade, split_sentences
from handbook.source.editorial import READING_KINDS
from handbook.source.records import Fact, Handbook, Page

_HEAD = ("id", "chapter", "words", "grade", "facts", "works", "judgments", "readings")
_UNIT_END = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)|\n(?=/{3})|\n(?=\|)")
_PLACE = re.compile("Q\x01(\\d+)\x01")  # a capital, since a sentence may begin with it


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence or table cell that cites, as the author wrote it, with the facts that it names."""

    file: str
    line: int
    text: str
    facts: tuple[Fact, ...]


def chapters_table(handbook: Handbook) -> list[str]:
    """Return the lines of a table, one a chapter, and a last line with the sums."""
    tools = {"decision-tree", "contract-template"}
    chapters = [p for p in handbook.pages if p.is_chapter and not tools & {block.name for block in p.blocks}]
    rows = [_row(handbook, page) for page in chapters]
    sums = ("", f"{len(rows)} chapters", str(sum(int(row[2]) for row in rows)), "", "", "", "", "")
    widths = [max(len(row[column]) for row in (_HEAD, *rows, sums)) for column in range(len(_HEAD))]
    lines = []
    for row in (_HEAD, *rows, sums):
        cells = (
            cell.ljust(width) if column in (0, 1, 7) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return lines


def _row(handbook: Handbook, page: Page) -> tuple[str, ...]:
    assert page.meta is not None
    items = [item for citation in handbook.citations_on(page) for item in citation.items]
    paragraphs = list(read_paragraphs(page))
    words = [word for paragraph in paragraphs for word in paragraph.words]
    sentences = sum(len(paragraph.sentences) for paragraph in paragraphs)
    grade = reading_grade(len(words), sentences, sum(map(count_syllables, words)))
    done = {reading.kind for reading in handbook.editorial.readings if reading.page == page.meta.id}
    return (
        page.meta.id,
        page.path,
        str(count_words(page)),
        f"{grade:.1f}",
        str(len({item.fact_id for item in items})),
        str(len({item.key for item in items})),
        str(sum(block.name == "judgment" for block in page.blocks)),
        ", ".join(kind for kind in READING_KINDS if kind in done) or "none",
    )


def readings_table(handbook: Handbook) -> list[str]:
    """Return the lines of a table of readings by kind: pages, what was checked, found, mended and left open."""
    lines = [f"{'reading':10}{'pages':>7}{'checked':>9}{'findings':>10}{'mended':>8}{'open':>6}"]
    for kind in READING_KINDS:
        done = [reading for reading in handbook.editorial.readings if reading.kind == kind]
        sums = [sum(getattr(reading, name) for reading in done) for name in ("checked", "findings", "mended", "open")]
        pages = len({reading.page for reading in done})
        lines.append(f"{kind:10}{pages:>7}{sums[0]:>9,}{sums[1]:>10,}{sums[2]:>8,}{sums[3]:>6}")
    return lines


def cited_sentences(handbook: Handbook, page: Page) -> Iterator[CitedSentence]:
    """Yield the sentences, list items and table cells of a page that cite, in their order."""
    text = page.body
    for number, citation in reversed(list(enumerate(page.citations))):
        text = f"{text[: citation.start]}Q\x01{number}\x01{text[citation.end :]}"
    position = 0
    for match in [*_UNIT_END.finditer(text), None]:
        unit = text[position : match.start() if match else len(text)]
        for piece in re.split(r"(?<!\\)\|", unit) if unit.lstrip().startswith("|") else [unit]:
            for sentence in split_sentences(" ".join(piece.split())):
                numbers = [int(number) for number in _PLACE.findall(sentence)]
                if numbers:
                    yield _cited(handbook, page, sentence, numbers)
        position = match.start() if match else len(text)


def _cited(handbook: Handbook, page: Page, sentence: str, numbers: list[int]) -> CitedSentence:
    citations = [page.citations[number] for number in numbers]
    found = (handbook.fact(item.fact_id) for citation in citations for item in citation.items)
    text = _PLACE.sub(lambda match: page.citations[int(match[1])].raw, sentence)
    return CitedSentence(page.file, page.place(citations[0].start)[0], text, tuple(fact for fact in found if fact))


def sample_sentences(handbook: Handbook, count: int, seed: int) -> list[str]:
    """Return the lines of `count` cited sentences of chapters drawn at random, each with the claims of its facts."""
    everything = [s for page in handbook.pages if page.is_chapter for s in cited_sentences(handbook, page)]
    drawn = random.Random(seed).sample(everything, min(count, len(everything)))  # noqa: S311 (no secret)
    return [f"{len(drawn)} of {len(everything)} cited sentences, drawn with the seed {seed}", "", *_with_claims(drawn)]


def worksheet(handbook: Handbook, page: Page) -> list[str]:
    """Return the lines of every cited sentence of a page, each with its facts' claims, for an evidence reading."""
    sentences = list(cited_sentences(handbook, page))
    return [f"{len(sentences)} cited sentences of {page.path}", "", *_with_claims(sentences)]


def overdue(handbook: Handbook, today: dt.date, months: int) -> list[str]:
    """Return a line for each page and tree reviewed more than `months` months before `today`, the oldest first."""
    limit = today.year * 12 + today.month - months
    dated = [(page.meta.reviewed, page.file) for page in handbook.pages if page.meta]
    dated += [(tree.reviewed, f"data/trees/{slug}.yml") for slug, tree in parsed_trees(handbook).items()]
    due = [(day, file) for day, file in dated if (day.year * 12 + day.month, day.day) < (limit, today.day)]
    return [f"{day.isoformat()}  {file}" for day, file in sorted(due)] or ["nothing is due"]


def _with_claims(sentences: Sequence[CitedSentence]) -> Iterator[str]:
    for number, sentence in enumerate(sentences, start=1):
        yield f"{number}. {sentence.file}:{sentence.line}"
        yield f"   {sentence.text}"
        for fact in sentence.facts:
            yield f"   - {fact.id} ({fact.seen}; {fact.pinpoint or 'no pinpoint'}): {fact.claim}"
        yield ""
