"""A document as Markdown; the page's script makes the same text, and a test holds the two together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handbook.contracts.conditions import Condition, say
from handbook.contracts.resolve import Block, Document, Entry, Grid, Items, Paragraph, Pieces

MADE_WITH = "Made with a template of the Coaching Handbook. General information, not legal advice."
OPEN, BROKEN, PARTIES, COVER = "Still to agree", "This document contradicts itself", "Parties", "On one page"
TERMS, SIGNATURES = "What the words mean", "Signatures"
SIGN = ("Who signs", "Signature", "Date")


def as_markdown(document: Document, labels: Mapping[str, str] | None = None) -> str:
    """Return the document as Markdown. With `labels` of options, say at each part when it is there (a blank one)."""
    return "\n".join(_Writer(labels).lines(document))


def join(pieces: Pieces) -> str:
    """Return the text of pieces."""
    return "".join(piece.text for piece in pieces)


def letter(index: int) -> str:
    """Return the letter of an item, from `a`."""
    return chr(ord("a") + index)


def note(when: Condition, labels: Mapping[str, str] | None) -> str:
    """Return the words that say when a part is there, or nothing where it always is."""
    return f"Only if {say(when, labels)}:" if labels is not None and when is not None else ""


class _Writer:
    def __init__(self, labels: Mapping[str, str] | None) -> None:
        self.labels = labels

    def lines(self, document: Document) -> list[str]:
        lines = [f"# {document.title}", "", f"Version {document.version}. {MADE_WITH}", ""]
        for title, entries in ((BROKEN, document.broken), (OPEN, document.open)):
            if entries:
                lines += [f"## {title}", "", *(f"- {entry}" for entry in entries), ""]
        for title, pairs in ((PARTIES, document.parties), (COVER, document.cover), (TERMS, document.terms)):
            if pairs:
                lines += [f"## {title}", "", *map(self._entry, pairs), ""]
        for clause in document.clauses:
            lines += [f"## {clause.number}. {clause.title}" if clause.number else f"## {clause.title}", ""]
            lines += self._note(clause.when)
            for block in clause.blocks:
                lines += [*self._note(block.when), *_block(block), ""]
        if document.signed:
            lines += [f"## {SIGNATURES}", "", document.signed, ""]
            lines += [*_table([SIGN, *((f"{p.label}: {join(p.pieces)}", "", "") for p in document.parties)]), ""]
        return lines

    def _entry(self, entry: Entry) -> str:
        words = note(entry.when, self.labels)
        return f"- {f'({words}) ' if words else ''}{entry.label}: {join(entry.pieces)}"

    def _note(self, when: Condition) -> list[str]:
        words = note(when, self.labels)
        return [f"({words})", ""] if words else []


def _block(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [f"{block.number} {join(block.pieces)}".strip()]
    if isinstance(block, Items):
        return [f"- ({letter(index)}) {join(pieces)}" for index, pieces in enumerate(block.items)]
    assert isinstance(block, Grid)
    return _table([tuple(map(join, row)) for row in block.rows])


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    head, *body = rows
    return [_line(head), _line(["---"] * len(head)), *map(_line, body)]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
