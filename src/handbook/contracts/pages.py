"""What a page prints of a template, as plain data, and the files that go with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from handbook.contracts.conditions import Condition
from handbook.contracts.model import Contract
from handbook.contracts.parsing import contract_of
from handbook.contracts.pdf import build_pdf
from handbook.contracts.proof import Row
from handbook.contracts.resolve import Block, Entry, Grid, Items, Paragraph, Pieces, resolve
from handbook.contracts.schema import CHANGES, OURS, WHO
from handbook.contracts.text import MADE_WITH, as_markdown, note
from handbook.contracts.word import build_word, word_parts
from handbook.source.records import Handbook

FOLDER = "templates"
_BUILT: dict[str, dict[str, bytes]] = {}  # by content: a server builds anew just the template that was edited


def shown_contracts(handbook: Handbook) -> dict[str, Contract]:
    """Return the templates whose page the audience of a gated handbook may see, in reading order."""
    shown = [b.argument for page in handbook.pages for b in page.blocks if b.name == "contract-template"]
    return {slug: contract_of(slug, handbook.contracts[slug]) for slug in shown}


def old_files(handbook: Handbook, slug: str) -> dict[str, bytes]:
    """Return the files of earlier versions of a template, at the addresses that they had."""
    files: dict[str, bytes] = {}
    for name, document in handbook.old_contracts.items():
        if name.rpartition("-")[0] == slug:
            contract = contract_of(slug, document)
            files |= {path: data for path, data in contract_files(contract).items() if f"-{contract.version}." in path}
    return files


def contract_data(contract: Contract, rows: tuple[Row, ...]) -> dict[str, Any]:
    """Return a template as its page prints it; see `rendering.contracts`."""
    document = resolve(contract, None, {})
    labels = contract.labels()
    texts = {row.id: row for row in rows}
    by_id = {clause.id: clause for clause in contract.clauses}
    return {
        "id": contract.id,
        "title": contract.title,
        "version": contract.version,
        "for": contract.reader,
        "made_with": MADE_WITH,
        "numbered": contract.numbered,
        "signed": contract.signed,
        "order": list(contract.fields),
        "groups": _groups(contract),
        "options": [_option(contract, option) for option in contract.options],
        "rules": [{"when": json.dumps(rule.when), "says": rule.says} for rule in contract.rules],
        "parties": [_entry(entry, labels) for entry in document.parties],
        "cover": [_entry(entry, labels) for entry in document.cover],
        "terms": [_entry(entry, labels) for entry in document.terms],
        "clauses": [
            {
                "id": clause.id,
                "number": clause.number,
                "title": clause.title,
                **_when(clause.when, labels),
                "blocks": [_block(contract, block, labels) for block in clause.blocks],
                "why": by_id[clause.id].why,
                "if_changed": by_id[clause.id].if_changed,
                "facts": "" if by_id[clause.id].facts == OURS else by_id[clause.id].facts,
                "change": CHANGES[by_id[clause.id].change],
            }
            for clause in document.clauses
        ],
        "left_out": [{"text": texts[row].text, "why": why} for row, why in contract.left_out.items() if row in texts],
    }


def contract_files(contract: Contract) -> dict[str, bytes]:
    """Return the blank files of a template, and the script that carries its Word file, by path under `docs/`.

    Each stands at two addresses: one for the present version, one with the version in it, for ever.
    """
    content = repr(contract)
    if content not in _BUILT:
        _BUILT[content] = _build(contract)
    return _BUILT[content]


def _build(contract: Contract) -> dict[str, bytes]:
    word = build_word(contract)
    blank = resolve(contract, None, {})
    parts = json.dumps(word_parts(build_word(contract, marked=True)), ensure_ascii=False).replace("</", "<\\/")
    files = {
        ".docx": word,
        ".pdf": build_pdf(contract, blank),
        ".md.txt": (as_markdown(blank, contract.labels()) + "\n").encode("utf-8"),
        ".word.js": f"globalThis.handbookWord = {parts};\n".encode(),
    }
    named = {f"{FOLDER}/{contract.id}{end}": data for end, data in files.items()}
    return named | {
        f"{FOLDER}/{contract.id}-{contract.version}{end}": files[end] for end in (".docx", ".pdf", ".md.txt")
    }


def _groups(contract: Contract) -> list[dict[str, Any]]:
    """Return the fields by who fills them in, with the conditions under which any text holds them."""
    groups = []
    for who, label in WHO.items():
        fields = [field for field in contract.fields.values() if field.who == who]
        if fields:
            groups.append(
                {
                    "label": label,
                    "fields": [
                        {
                            "id": field.id,
                            "label": field.label,
                            "help": field.help,
                            "type": field.type,
                            "example": field.example,
                            "columns": [list(column) for column in field.columns],
                            "blank": field.blank,
                            "low": field.low,
                            "high": field.high,
                            "when": json.dumps(_any(contract.uses[field.id])),
                        }
                        for field in fields
                    ],
                }
            )
    return groups


def _any(conditions: tuple[Condition, ...]) -> Condition:
    """Return the condition that holds where one of them does; None where one always does."""
    if any(condition is None for condition in conditions):
        return None
    return conditions[0] if len(conditions) == 1 else {"any": list(conditions)}


def _option(contract: Contract, id: str) -> dict[str, Any]:
    option = contract.options[id]
    choices = [{"value": value, "label": label, "means": means} for value, (label, means) in option.choices.items()]
    default = option.default if option.choices else ("on" if option.default else "off")
    if not option.choices:
        choices = [
            {"value": "on", "label": "Yes", "means": option.if_on},
            {"value": "off", "label": "No", "means": option.if_off},
        ]
    flag = not option.choices
    return {"id": id, "label": option.label, "help": option.help, "default": default, "choices": choices, "flag": flag}


def _when(condition: Condition, labels: Mapping[str, str]) -> dict[str, str]:
    if condition is None:
        return {"when": "", "note": ""}
    return {"when": json.dumps(condition), "note": note(condition, labels)}


def _entry(entry: Entry, labels: Mapping[str, str]) -> dict[str, Any]:
    return {"label": entry.label, "pieces": _pieces(entry.pieces), **_when(entry.when, labels)}


def _pieces(pieces: Pieces) -> list[list[str]]:
    return [
        ["field", piece.field, piece.text] if piece.field else ["clause", piece.clause, piece.text] if piece.clause
        else ["text", "", piece.text]
        for piece in pieces
    ]  # fmt: skip


def _block(contract: Contract, block: Block, labels: Mapping[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = _when(block.when, labels)
    if isinstance(block, Paragraph):
        return {**data, "kind": "text", "number": block.number, "pieces": _pieces(block.pieces)}
    if isinstance(block, Items):
        return {**data, "kind": "list", "items": [_pieces(item) for item in block.items]}
    assert isinstance(block, Grid)
    rows = [[_pieces(cell) for cell in row] for row in block.rows]
    columns = [column for column, _ in contract.fields[block.field].columns] if block.field else []
    return {**data, "kind": "table", "field": block.field, "columns": columns, "rows": rows}
