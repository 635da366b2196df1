"""A contracting template as frozen records."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from handbook.contracts.conditions import Condition, Domains, Values, both

SLOT = re.compile(r"\{(#?)([a-z][a-z0-9_-]*)\}")


@dataclass(frozen=True, slots=True)
class Field:
    """What somebody fills in. `columns` (id, label) and `blank`, the number of empty rows, are those of `rows`."""

    id: str
    label: str
    help: str
    type: str
    who: str
    example: str
    columns: tuple[tuple[str, str], ...]
    blank: int
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Option:
    """A flag with its consequences (`if_on`, `if_off`), or a choice (id -> label and what it means)."""

    id: str
    label: str
    help: str
    default: bool | str
    if_on: str
    if_off: str
    choices: Mapping[str, tuple[str, str]]

    @property
    def domain(self) -> tuple[bool | str, ...]:
        """Return every value that the option can have."""
        return tuple(self.choices) if self.choices else (True, False)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, list, table, or the rows of a field, and when it is there. One of the four is set."""

    when: Condition
    text: str = ""
    items: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()  # the first row is the head
    rows: str = ""

    @property
    def texts(self) -> Iterator[str]:
        """Yield every text in which fields and clauses may be named."""
        if self.text:
            yield self.text
        yield from self.items
        for row in self.table:
            yield from row


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause; `facts` is a group of citations or `ours`, `change` says what a firm may do with it."""

    id: str
    title: str
    when: Condition
    body: tuple[Part, ...]
    why: str
    if_changed: str
    facts: str
    change: str
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line with a label: of the cover, or a party with its name."""

    label: str
    text: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Rule:
    """A contradiction: where `when` holds, the document must not be used unmarked; `says` explains why."""

    when: Condition
    says: str


@dataclass(frozen=True, slots=True)
class Term:
    """A defined term and what it means."""

    term: str
    means: str


@dataclass(frozen=True)
class Contract:
    """A template. `left_out` gives, by row of the yardstick, why the template does not cover it."""

    id: str
    title: str
    version: str
    reviewed: dt.date
    reader: str
    yardstick: str
    numbered: bool
    parties: tuple[Line, ...]
    signed: str
    cover: tuple[Line, ...]
    terms: tuple[Term, ...]
    names: tuple[str, ...]
    fields: Mapping[str, Field]
    options: Mapping[str, Option]
    rules: tuple[Rule, ...]
    clauses: tuple[Clause, ...]
    left_out: Mapping[str, str]

    @cached_property
    def domains(self) -> Domains:
        """Return the values of every option."""
        return {option.id: option.domain for option in self.options.values()}

    @property
    def defaults(self) -> Values:
        """Return the values that a new document begins with."""
        return {option.id: option.default for option in self.options.values()}

    @property
    def combinations(self) -> int:
        """Return how many ways there are to set the options."""
        count = 1
        for domain in self.domains.values():
            count *= len(domain)
        return count

    def every_setting(self) -> Iterator[Values]:
        """Yield every way to set the options; count them first."""
        for chosen in product(*self.domains.values()):
            yield dict(zip(self.domains, chosen, strict=True))

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], Condition, str]]:
        """Yield every text that a document may hold: its key path, when it is there, and the text."""
        for index, party in enumerate(self.parties):
            yield ("parties", index, "name"), party.when, party.text
        for index, line in enumerate(self.cover):
            yield ("cover", index, "text"), line.when, line.text
        for index, term in enumerate(self.terms):
            yield ("terms", index, "means"), None, term.means
        for index, clause in enumerate(self.clauses):
            for number, part in enumerate(clause.body):
                for text in part.texts:
                    yield ("clauses", index, "body", number), both(clause.when, part.when), text
                if part.rows:
                    yield ("clauses", index, "body", number), both(clause.when, part.when), f"{{{part.rows}}}"

    @cached_property
    def uses(self) -> Mapping[str, tuple[Condition, ...]]:
        """Return, by field, when each text is there that holds it: a form asks for it when one of them is."""
        uses: dict[str, list[Condition]] = {id: [] for id in self.fields}
        for _, when, text in self.texts():
            for mark, name in SLOT.findall(text):
                if not mark and name in uses:
                    uses[name].append(when)
        return {id: tuple(found) for id, found in uses.items()}

    def labels(self) -> dict[str, str]:
        """Return the words for every flag and every `choice = value`."""
        words = {option.id: option.label for option in self.options.values()}
        for option in self.options.values():
            words |= {
                f"{option.id} = {value}": f"{option.label}: {label}" for value, (label, _) in option.choices.items()
            }
        return words
