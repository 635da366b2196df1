"""What a file in `data/contracts/` must look like, as a JSON Schema; `proof` judges what it says."""

from __future__ import annotations

from typing import Any

OURS = "ours"
CHANGES = {
    "keep": "Keep it: the handbook advises against any change.",
    "adapt": "Adapt the wording, keep what it says.",
    "free": "Change it as you like.",
}
WHO = {
    "coach": "The coach",
    "client": "The client",
    "sponsor": "The sponsor",
    "manager": "The manager",
    "program": "Whoever owns the program",
    "all": "All together",
}
TYPES = ("text", "long", "date", "scale", "rows")

_ID = {"type": "string", "pattern": r"^[a-z][a-z0-9-]{1,40}$", "description": "lower case letters, digits and hyphens"}
_NAME = {"type": "string", "pattern": r"^[a-z][a-z0-9_]{1,40}$", "description": "lower case letters, digits and _"}


def _text(most: int, description: str = "text without Markdown") -> dict[str, Any]:
    # Plain words, so that page, Word file, PDF and text say the same; `{field}` and `{#clause}` are filled in.
    pattern = r"^(?!.*(?:\]\(|\*\*|`|<|\[))(?=.*\S)"
    return {"type": "string", "minLength": 1, "maxLength": most, "pattern": pattern, "description": description}


def _mapping(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties}


CONDITION: dict[str, Any] = {
    "$id": "condition",
    "anyOf": [
        {"type": "string", "pattern": r"^[a-z][a-z0-9_]*( = [a-z][a-z0-9_]*)?$"},
        {"type": "object", "required": ["not"], "additionalProperties": False, "properties": {"not": {"$ref": "#"}}},
        {
            "type": "object",
            "required": ["all"],
            "additionalProperties": False,
            "properties": {"all": {"type": "array", "minItems": 2, "items": {"$ref": "#"}}},
        },
        {
            "type": "object",
            "required": ["any"],
            "additionalProperties": False,
            "properties": {"any": {"type": "array", "minItems": 2, "items": {"$ref": "#"}}},
        },
    ],
}
_WHEN = {"$ref": "condition"}
_TABLE = _mapping(
    ["head", "rows"],
    head={"type": "array", "minItems": 2, "maxItems": 5, "items": _text(80)},
    rows={
        "type": "array",
        "minItems": 1,
        "items": {"type": "array", "items": {"type": "string", "maxLength": 500}},
    },
)
_PART = {
    "if": {"type": "string"},
    "then": _text(1200),
    "else": {
        **_mapping(
            [],
            text=_text(1200),
            list={"type": "array", "minItems": 1, "items": _text(500)},
            table=_TABLE,
            rows=_NAME,
            when=_WHEN,
        ),
        "oneOf": [{"required": [key]} for key in ("text", "list", "table", "rows")],
    },
}
_FIELD = {
    **_mapping(
        ["label", "type", "who"],
        label=_text(80),
        help=_text(300),
        type={"type": "string", "enum": list(TYPES)},
        who={"type": "string", "enum": list(WHO)},
        example=_text(200),
        columns={
            "type": "array",
            "minItems": 1,
            "maxItems": 5,
            "items": _mapping(["id", "label"], id=_NAME, label=_text(60)),
        },
        blank={"type": "integer", "minimum": 1, "maximum": 12},
        low=_text(60),
        high=_text(60),
    ),
    "allOf": [
        {
            "if": {"properties": {"type": {"const": "rows"}}, "required": ["type"]},
            "then": {"required": ["columns", "blank"]},
            "else": {"properties": {"columns": False, "blank": False}},
        },
        {
            "if": {"properties": {"type": {"const": "scale"}}, "required": ["type"]},
            "then": {"required": ["low", "high"]},
            "else": {"properties": {"low": False, "high": False}},
        },
    ],
}
_OPTION = {
    "if": {"type": "object", "required": ["choices"]},
    "then": _mapping(
        ["label", "choices", "default"],
        label=_text(90),
        help=_text(300),
        default=_NAME,
        choices={
            "type": "object",
            "minProperties": 2,
            "maxProperties": 5,
            "propertyNames": _NAME,
            "additionalProperties": _mapping(["label", "means"], label=_text(90), means=_text(300)),
        },
    ),
    "else": _mapping(
        ["label", "default", "if_on", "if_off"],
        label=_text(90),
        help=_text(300),
        default={"type": "boolean"},
        if_on=_text(300),
        if_off=_text(300),
    ),
}
_CLAUSE = _mapping(
    ["id", "title", "body", "why", "if_changed", "facts", "change"],
    id=_ID,
    title=_text(80),
    when=_WHEN,
    body={"type": "array", "minItems": 1, "items": _PART},
    why=_text(600),
    if_changed=_text(500),
    facts={
        "type": "string",
        "pattern": rf"^(\[@[^\[\]]+\]|{OURS})$",
        "description": f"one citation group, or `{OURS}`",
    },
    change={"type": "string", "enum": list(CHANGES)},
    covers={"type": "array", "items": {"type": "string"}},
)
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A contracting template of the handbook",
    "$defs": {"condition": CONDITION},
    **_mapping(
        ["id", "title", "version", "reviewed", "for", "yardstick", "parties", "fields", "clauses"],
        id=_ID,
        title=_text(90),
        version={"type": "string", "pattern": r"^\d{4}\.\d{2}(\.\d+)?$", "description": "an edition such as 2026.11"},
        reviewed={"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "a day: 2026-11-26"},
        yardstick={"type": "string"},
        numbered={"type": "boolean"},
        parties={
            "type": "array",
            "minItems": 1,
            "maxItems": 5,
            "items": _mapping(["label", "name"], label=_text(60), name=_text(120), when=_WHEN),
        },
        signed=_text(300),
        cover={"type": "array", "items": _mapping(["label", "text"], label=_text(60), text=_text(300), when=_WHEN)},
        terms={"type": "array", "items": _mapping(["term", "means"], term=_text(40), means=_text(300))},
        names={"type": "array", "items": {"type": "string"}},
        fields={"type": "object", "propertyNames": _NAME, "additionalProperties": _FIELD},
        options={"type": "object", "propertyNames": _NAME, "additionalProperties": _OPTION},
        rules={"type": "array", "items": _mapping(["when", "says"], when=_WHEN, says=_text(400))},
        clauses={"type": "array", "minItems": 2, "items": _CLAUSE},
        left_out={"type": "object", "additionalProperties": _text(300)},
    ),
}
SCHEMA["properties"]["for"] = _text(240)
