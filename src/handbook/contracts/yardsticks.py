"""Reads `data/yardsticks.yml`: what a document of each kind must contain, row by row."""

from __future__ import annotations

from typing import Any

from handbook.contracts.proof import Row
from handbook.source.schema import one_line, schema_faults
from handbook.source.strict_yaml import Document, KeyPath

LEVELS = ("must", "should", "may")
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What contracting templates must contain",
    "type": "object",
    "additionalProperties": {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "required": ["row", "text", "level"],
            "additionalProperties": False,
            "properties": {
                "row": {"type": "string", "minLength": 1},
                "text": {"type": "string", "minLength": 1},
                "level": {"type": "string", "enum": list(LEVELS)},
            },
        },
    },
}


def read_yardsticks(document: Document | None) -> tuple[dict[str, tuple[Row, ...]], list[tuple[KeyPath, str]]]:
    """Return the rows by the name of their list, and every fault of form (then without rows)."""
    if document is None:
        return {}, []
    faults = list(schema_faults(SCHEMA, document.data))
    if faults:
        return {}, faults
    return {
        name: tuple(Row(row["row"], one_line(row["text"]), row["level"]) for row in rows)
        for name, rows in document.data.items()
    }, []
