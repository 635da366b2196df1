"""Plain data to a contracting template, once it has the form of the schema."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from handbook.contracts.model import Clause, Contract, Field, Line, Option, Part, Rule, Term
from handbook.contracts.schema import SCHEMA
from handbook.source.schema import one_line, read_day, schema_faults
from handbook.source.strict_yaml import Document, KeyPath


class ContractError(Exception):
    """The data are no template; `faults` are pairs of key path and message."""

    def __init__(self, faults: list[tuple[KeyPath, str]]) -> None:
        """Keep the faults in the order of the data."""
        self.faults = tuple(faults)
        super().__init__("; ".join(message for _, message in faults))


@lru_cache(maxsize=128)
def contract_of(slug: str, document: Document) -> Contract:
    """Return the template of a file, parsed once however many rules and pages ask. Raises `ContractError`."""
    return parse_contract(slug, document.data)


def parse_contract(slug: str, data: Any) -> Contract:
    """Return the template that plain data of `data/contracts/<slug>.yml` describe. Raises `ContractError`."""
    faults = list(schema_faults(SCHEMA, data))
    if isinstance(data, dict) and isinstance(data.get("id"), str) and data["id"] != slug:
        faults.append((("id",), f"`id` must be the name of the file, `{slug}`"))
    if not faults:
        faults += _table_faults(data)
    if faults:
        raise ContractError(faults)
    reviewed = read_day(data["reviewed"])
    if reviewed is None:
        raise ContractError([(("reviewed",), "`reviewed` is not a day of the calendar")])
    return Contract(
        id=data["id"],
        title=one_line(data["title"]),
        version=data["version"],
        reviewed=reviewed,
        reader=one_line(data["for"]),
        yardstick=data["yardstick"],
        numbered=data.get("numbered", True),
        parties=tuple(Line(one_line(p["label"]), one_line(p["name"]), p.get("when")) for p in data["parties"]),
        signed=one_line(data.get("signed", "")),
        cover=tuple(Line(one_line(c["label"]), one_line(c["text"]), c.get("when")) for c in data.get("cover", ())),
        terms=tuple(Term(one_line(t["term"]), one_line(t["means"])) for t in data.get("terms", ())),
        names=tuple(data.get("names", ())),
        fields={id: _field(id, field) for id, field in data["fields"].items()},
        options={id: _option(id, option) for id, option in data.get("options", {}).items()},
        rules=tuple(Rule(rule["when"], one_line(rule["says"])) for rule in data.get("rules", ())),
        clauses=tuple(map(_clause, data["clauses"])),
        left_out={row: one_line(why) for row, why in data.get("left_out", {}).items()},
    )


def _table_faults(data: dict[str, Any]) -> list[tuple[KeyPath, str]]:
    faults: list[tuple[KeyPath, str]] = []
    for index, clause in enumerate(data["clauses"]):
        for number, part in enumerate(clause["body"]):
            table: Any = part.get("table") if isinstance(part, dict) else None
            for row in table["rows"] if table else ():
                if len(row) != len(table["head"]):
                    path = ("clauses", index, "body", number, "table")
                    faults.append((path, f"a row has {len(row)} cells, the head {len(table['head'])}"))
    return faults


def _field(id: str, data: dict[str, Any]) -> Field:
    columns = tuple((column["id"], one_line(column["label"])) for column in data.get("columns", ()))
    words = (one_line(data.get(key, "")) for key in ("help", "example", "low", "high"))
    help, example, low, high = words
    return Field(
        id, one_line(data["label"]), help, data["type"], data["who"], example, columns, data.get("blank", 0), low, high
    )


def _option(id: str, data: dict[str, Any]) -> Option:
    choices = {name: (one_line(c["label"]), one_line(c["means"])) for name, c in data.get("choices", {}).items()}
    label, help, on, off = (one_line(data.get(key, "")) for key in ("label", "help", "if_on", "if_off"))
    return Option(id, label, help, data["default"], on, off, choices)


def _clause(data: dict[str, Any]) -> Clause:
    title, why, if_changed, facts = (one_line(data[key]) for key in ("title", "why", "if_changed", "facts"))
    body = tuple(map(_part, data["body"]))
    covers = tuple(map(str, data.get("covers", ())))
    return Clause(data["id"], title, data.get("when"), body, why, if_changed, facts, data["change"], covers)


def _part(data: Any) -> Part:
    if isinstance(data, str):
        return Part(None, text=one_line(data))
    table = data.get("table")
    cells = ((*map(one_line, row),) for row in (table["head"], *table["rows"])) if table else ()
    return Part(
        data.get("when"),
        text=one_line(data.get("text", "")),
        items=tuple(map(one_line, data.get("list", ()))),
        table=tuple(cells),
        rows=data.get("rows", ""),
    )
