"""A template with its options set and its fields filled: what stands in the document, in order and numbered.

With no setting at all (`values` None) everything is there, each part with the condition under which it would be: that
is the blank document, and the page without scripts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from handbook.contracts.conditions import Condition, Values, holds
from handbook.contracts.model import SLOT, Contract, Field, Line, Part

Answers = Mapping[str, str | list[dict[str, str]]]
SCALE = "1 2 3 4 5"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `field` names the field that it fills, `clause` the clause that it refers to."""

    text: str
    field: str = ""
    clause: str = ""


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line with a label: a party and its name, a decision of the cover, a defined term."""

    label: str
    pieces: Pieces
    when: Condition = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a clause with its number (`3.2`), or nothing where the document has no numbers."""

    number: str
    pieces: Pieces
    when: Condition = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list, whose items have letters."""

    items: tuple[Pieces, ...]
    when: Condition = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row is the head. `field` names the field whose rows it shows."""

    rows: tuple[tuple[Pieces, ...], ...]
    field: str = ""
    when: Condition = None


Block = Paragraph | Items | Grid


@dataclass(frozen=True, slots=True)
class ResolvedClause:
    """A clause that is there: its number (`3`) or nothing, and its blocks."""

    id: str
    number: str
    title: str
    blocks: tuple[Block, ...]
    when: Condition = None


@dataclass(frozen=True, slots=True)
class Document:
    """What stands in a document. `open` are labels of the fields still to fill, `broken` what contradictions say."""

    title: str
    version: str
    open: tuple[str, ...]
    broken: tuple[str, ...]
    parties: tuple[Entry, ...]
    cover: tuple[Entry, ...]
    terms: tuple[Entry, ...]
    clauses: tuple[ResolvedClause, ...]
    signed: str


def resolve(contract: Contract, values: Values | None, answers: Answers) -> Document:
    """Return the document for a setting of every option, or with everything (None); `answers` give text by field."""
    return _Resolver(contract, values, answers).document()


def empty_text(field: Field) -> str:
    """Return what stands for a field that nobody has filled."""
    return f"{SCALE} (1: {field.low}; 5: {field.high})" if field.type == "scale" else f"[{field.label}]"


def filled_text(field: Field, answer: str) -> str:
    """Return an answer as the document says it: a day in words, a mark of a scale with its end."""
    if field.type == "scale":
        return f"{answer} of 5"
    if field.type == "date":
        try:
            day = dt.date.fromisoformat(answer)
        except ValueError:
            return answer
        return f"{day:%B} {day.day}, {day.year}"
    return answer


class _Resolver:
    def __init__(self, contract: Contract, values: Values | None, answers: Answers) -> None:
        self.contract = contract
        self.values = values
        self.answers = answers
        self.present = [clause for clause in contract.clauses if self.shows(clause.when)]
        self.numbers = {clause.id: str(number) for number, clause in enumerate(self.present, start=1)}

    def shows(self, when: Condition) -> bool:
        return self.values is None or holds(when, self.values)

    def document(self) -> Document:
        contract = self.contract
        asked = [field for field in contract.fields.values() if any(map(self.shows, contract.uses[field.id]))]
        rules = contract.rules if self.values is not None else ()
        return Document(
            contract.title,
            contract.version,
            tuple(field.label for field in asked if not self.answer(field.id)),
            tuple(rule.says for rule in rules if self.shows(rule.when)),
            self.entries(contract.parties),
            self.entries(contract.cover),
            tuple(Entry(term.term, self.pieces(term.means)) for term in contract.terms),
            tuple(
                ResolvedClause(
                    clause.id,
                    self.numbers[clause.id] if contract.numbered else "",
                    clause.title,
                    tuple(self.blocks(self.numbers[clause.id], clause.body)),
                    clause.when,
                )
                for clause in self.present
            ),
            contract.signed,
        )

    def entries(self, lines: tuple[Line, ...]) -> tuple[Entry, ...]:
        return tuple(Entry(line.label, self.pieces(line.text), line.when) for line in lines if self.shows(line.when))

    def answer(self, field: str) -> str | list[dict[str, str]]:
        """Return what was filled in; rows without any text do not count."""
        given = self.answers.get(field, "")
        if isinstance(given, list):
            return [row for row in given if any(text.strip() for text in row.values())]
        return " ".join(given.split())

    def blocks(self, clause: str, body: tuple[Part, ...]) -> list[Block]:
        found: list[Block] = []
        number = 0
        for part in body:
            if not self.shows(part.when):
                continue
            if part.text:
                number += 1
                label = f"{clause}.{number}" if self.contract.numbered else ""
                found.append(Paragraph(label, self.pieces(part.text), part.when))
            elif part.items:
                found.append(Items(tuple(map(self.pieces, part.items)), part.when))
            elif part.table:
                found.append(Grid(tuple(tuple(map(self.pieces, row)) for row in part.table), when=part.when))
            else:
                found.append(self.rows(part.rows, part.when))
        return found

    def rows(self, id: str, when: Condition) -> Grid:
        """Return the rows of a field: those that were filled in, or its blank ones."""
        field = self.contract.fields[id]
        given = self.answer(id)
        filled = given if isinstance(given, list) else []
        head = tuple((Piece(label),) for _, label in field.columns)
        body = [
            tuple((Piece(" ".join(row.get(column, "").split())),) for column, _ in field.columns)
            for row in filled or [{}] * field.blank
        ]
        return Grid((head, *body), id, when)

    def pieces(self, text: str) -> Pieces:
        """Return a text with its fields filled (or as `[label]`) and its clauses named by number."""
        found: list[Piece] = []
        position = 0
        for match in SLOT.finditer(text):
            if match.start() > position:
                found.append(Piece(text[position : match.start()]))
            found.append(self.clause_piece(match[2]) if match[1] else self.field_piece(match[2]))
            position = match.end()
        if position < len(text):
            found.append(Piece(text[position:]))
        return tuple(found)

    def clause_piece(self, id: str) -> Piece:
        title = next(clause.title for clause in self.contract.clauses if clause.id == id)
        return Piece(f"clause {self.numbers[id]}" if self.contract.numbered else f"“{title}”", clause=id)

    def field_piece(self, id: str) -> Piece:
        field = self.contract.fields[id]
        given = self.answer(id)
        return Piece(filled_text(field, given) if isinstance(given, str) and given else empty_text(field), field=id)
