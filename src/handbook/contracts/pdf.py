"""The blank PDF of a template, typeset by Typst as tagged PDF/UA-1 from the same document as the Word file."""

from __future__ import annotations

import calendar
from collections.abc import Iterable

import typst

from handbook.contracts.conditions import Condition
from handbook.contracts.model import Contract
from handbook.contracts.resolve import Block, Document, Entry, Items, Paragraph, Pieces
from handbook.contracts.text import COVER, MADE_WITH, OPEN, PARTIES, SIGN, SIGNATURES, TERMS, join, letter, note

_LOOK = """\
#set page(paper: "a4", margin: (x: 25mm, top: 22mm, bottom: 24mm), footer: context align(center, text(8.5pt)[#foot · page #counter(page).display()]))
#set text(font: "Libertinus Serif", size: 10.5pt, lang: "en", region: "US")
#set par(leading: 0.62em, spacing: 0.9em)
#set table(stroke: 0.5pt + luma(120), inset: 6pt)
#show heading: set text(font: "Libertinus Serif", weight: "bold")
#show heading.where(level: 1): set text(20pt)
#show heading.where(level: 2): it => block(above: 1.5em, below: 0.7em, sticky: true, text(12.5pt, it.body))
#let quiet(body) = block(above: 1.1em, below: 0.45em, sticky: true, text(9pt, style: "italic", body))
#let numbered(number, body) = grid(columns: (1cm, 1fr), column-gutter: 0.2cm, number, body)
"""  # noqa: E501


def build_pdf(contract: Contract, document: Document) -> bytes:
    """Return the PDF of a document of a template; the same template gives the same bytes."""
    source = "\n".join(_Writer(contract).lines(document))
    return bytes(
        typst.compile(
            source.encode("utf-8"),
            format="pdf",
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
            timestamp=calendar.timegm(contract.reviewed.timetuple()),
        )
    )


def _quoted(text: str) -> str:
    """Return text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _string(text: str) -> str:
    """Return text as content in which nothing is markup."""
    return f"#{_quoted(text)}"


def _words(pieces: Pieces) -> str:
    return _string(join(pieces))


class _Writer:
    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.labels = contract.labels()

    def lines(self, document: Document) -> Iterable[str]:
        title = _quoted(document.title)
        yield f'#set document(title: {title}, author: "Coaching Handbook contributors")'
        yield f"#let foot = {_quoted(f'{document.title} · version {document.version}')}"
        yield _LOOK
        yield f"= {_string(document.title)}"
        yield f"#quiet[{_string(f'Version {document.version}. {MADE_WITH}')}]"
        if document.open:
            yield f"== {_string(OPEN)}"
            yield f"#columns(2)[\n{chr(10).join(f'- {_string(entry)}' for entry in document.open)}\n]"
        for name, head, entries in (
            (PARTIES, ("Role", "Who"), document.parties),
            (COVER, ("What", "What was decided"), document.cover),
            (TERMS, ("Word", "Meaning"), document.terms),
        ):
            if entries:
                yield f"== {_string(name)}"
                yield self._entries(head, entries)
        for clause in document.clauses:
            number = f"{clause.number}. " if clause.number else ""
            yield f"== {_string(f'{number}{clause.title}')}"
            yield self._note(clause.when)
            for block in clause.blocks:
                yield self._note(block.when)
                yield from self._block(block)
        if document.signed:
            yield f"== {_string(SIGNATURES)}"
            yield _string(document.signed) + "\n"
            rows = [[f"[*{_string(p.label)}* \\ {_words(p.pieces)}]", "[#v(1.1cm)]", "[]"] for p in document.parties]
            yield self._table(SIGN, rows, "(5fr, 3fr, 2fr)")

    def _note(self, when: Condition) -> str:
        words = note(when, self.labels)
        return f"#quiet[{_string(words)}]" if words else ""

    def _entries(self, head: tuple[str, str], entries: tuple[Entry, ...]) -> str:
        rows = []
        for entry in entries:
            words = note(entry.when, self.labels)
            more = f' \\ #text(9pt, style: "italic")[{_string(words)}]' if words else ""
            rows.append([f"[*{_string(entry.label)}*{more}]", f"[{_words(entry.pieces)}]"])
        return self._table(head, rows, "(1fr, 2fr)")

    def _block(self, block: Block) -> Iterable[str]:
        if isinstance(block, Paragraph):
            yield f"#numbered[{block.number}][{_words(block.pieces)}]" if block.number else f"{_words(block.pieces)}\n"
        elif isinstance(block, Items):
            for index, pieces in enumerate(block.items):
                yield f"#pad(left: 1.2cm)[#numbered[({letter(index)})][{_words(pieces)}]]"
        else:
            head, *rows = block.rows
            columns = f"({', '.join(['1fr'] * len(head))})"
            room = "#v(0.5cm)" if block.field else ""
            cells = [[f"[{_words(cell)}{room}]" for cell in row] for row in rows]
            yield self._table(tuple(map(join, head)), cells, columns)

    def _table(self, head: tuple[str, ...], rows: list[list[str]], columns: str) -> str:
        heads = ", ".join(f"[*{_string(text)}*]" for text in head)
        cells = ",\n".join(", ".join(row) for row in rows)
        return f"#table(columns: {columns},\ntable.header({heads}),\n{cells})"
