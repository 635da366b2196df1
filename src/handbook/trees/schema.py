"""What a file in `data/trees/` must look like, as a JSON Schema; `proof` judges what it says."""

from __future__ import annotations

from typing import Any

VERDICTS = {
    "answer": "Answer",
    "go": "Go on",
    "ask-first": "Ask first",
    "pause": "Pause",
    "stop": "Stop",
    "refer": "Refer",
}
UNSURE = "I am not sure"
OURS = "ours"

_NAME = r"[a-z][a-z0-9-]{1,40}"


def _text(most: int, description: str) -> dict[str, Any]:
    # No link: where an outcome leads stands in `next`, which the check can follow.
    pattern = r"^(?!.*\]\()(?=.*\S)"
    return {"type": "string", "minLength": 1, "maxLength": most, "pattern": pattern, "description": description}


_ID = {"type": "string", "pattern": f"^{_NAME}$", "description": "lower case letters, digits and hyphens, two or more"}
_ANSWER = {
    "type": "object",
    "required": ["label", "to"],
    "additionalProperties": False,
    "properties": {"label": _text(90, "the answer in the reader's words, without links"), "to": _ID},
}
_QUESTION = {
    "type": "object",
    "required": ["ask", "help", "answers"],
    "additionalProperties": False,
    "properties": {
        "ask": _text(140, "a question that the reader can answer, without links"),
        "help": _text(420, "what the words mean and how to find out, without links"),
        "answers": {"type": "array", "minItems": 3, "maxItems": 5, "items": _ANSWER},
    },
}
_NEXT = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "properties": {
        "chapter": {
            "type": "string",
            "pattern": r"^[a-z0-9/-]+\.md#[a-z0-9-]+$",
            "description": "a page and its anchor: contracting/limits-of-confidentiality.md#short-answer",
        },
        "template": _ID,
        "options": {"type": "object", "additionalProperties": {"type": ["boolean", "string"]}},
        "tree": _ID,
    },
    "oneOf": [{"required": ["chapter"]}, {"required": ["template"]}, {"required": ["tree"]}],
    "dependentRequired": {"options": ["template"]},
}
_OUTCOME = {
    "type": "object",
    "required": ["verdict", "title", "because", "first", "instead", "next", "facts"],
    "additionalProperties": False,
    "properties": {
        "verdict": {"type": "string", "enum": list(VERDICTS)},
        "title": _text(110, "what to do, without links"),
        "because": _text(700, "why, without links"),
        "first": _text(600, "the first safe step, today, without links"),
        "instead": _text(500, "what to do in place of what was asked for, without links"),
        "next": {"type": "array", "minItems": 1, "maxItems": 4, "items": _NEXT},
        "facts": {
            "type": "string",
            "pattern": r"^\[@[^\[\]]+\]$",
            "description": "one citation group, such as [@icf2025code#7; @stewartnd#18]",
        },
    },
}
_CASE = {
    "type": "object",
    "required": ["situation", "answers", "outcome", "source"],
    "additionalProperties": False,
    "properties": {
        "situation": _text(600, "what happened, in our words, without links"),
        "answers": {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
        "outcome": _ID,
        "source": {
            "type": "string",
            "pattern": rf"^(https?://\S+|{OURS})$",
            "description": f"the address where the situation was published, or `{OURS}`",
        },
    },
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A decision tree of the handbook",
    "type": "object",
    "required": ["id", "title", "for", "situations", "reviewed", "start", "nodes", "cases"],
    "additionalProperties": False,
    "properties": {
        "id": _ID,
        "title": _text(90, "the question that the tree answers"),
        "for": _text(240, "who walks it, and when"),
        "situations": {
            "type": "array",
            "minItems": 2,
            "maxItems": 6,
            "items": _text(120, "a situation as a reader would put it"),
        },
        "reviewed": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "a day: 2026-11-26"},
        "start": _ID,
        "nodes": {
            "type": "object",
            "minProperties": 3,
            "propertyNames": _ID,
            "additionalProperties": {
                "if": {"type": "object", "required": ["verdict"]},
                "then": _OUTCOME,
                "else": _QUESTION,
            },
        },
        "cases": {"type": "array", "minItems": 1, "items": _CASE},
    },
}
