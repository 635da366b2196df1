"""The schema of front matter: eight keys, each with one meaning, and no other."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from handbook.findings import Finding
from handbook.source.records import AUDIENCES, KINDS, META_KEYS, Meta
from handbook.source.strict_yaml import Document, KeyPath

RULE = "front-matter"
DESCRIPTION_LIMIT = 155  # characters; what search engines and previews show of a description
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MARKUP = re.compile(r"[<>\n]|&(?:#\w+|\w+);|\]\(|[`*]|\{\{|\{%")


def read_meta(document: Document, file: str) -> tuple[Meta | None, list[Finding]]:
    """Return the front matter as a record, or None with one finding a fault."""
    faults: list[Finding] = []

    def report(key: KeyPath, message: str, hint: str, rule: str = RULE) -> None:
        faults.append(Finding(file, *document.mark(*key), rule, message, hint))

    data = document.data
    if not isinstance(data, dict):
        report((), "front matter must be a mapping of the eight keys", f"write {', '.join(META_KEYS)}")
        return None, faults
    for key in data:
        if key not in META_KEYS:
            report((key,), f"`{key}` is not a key of front matter", f"use only {', '.join(META_KEYS)}")
    for key in META_KEYS:
        if key not in data:
            report((), f"`{key}` is missing", _HINTS[key], "audience" if key == "audience" else RULE)
    for key in ("title", "description", "kind", "audience", "id"):
        if key in data and (not isinstance(data[key], str) or not data[key].strip()):
            report((key,), f"`{key}` must be text", _HINTS[key])
    _check_words(data, report)
    _check_lists(data, report)
    if "reviewed" in data and (not isinstance(data["reviewed"], dt.date)):
        report(("reviewed",), "`reviewed` must be a date", _HINTS["reviewed"])
    if faults:
        return None, faults
    return (
        Meta(
            **{key: data[key] for key in ("title", "description", "audience", "kind", "reviewed", "id")},
            questions=tuple(data["questions"]),
            objectives=tuple(data["objectives"]),
        ),
        [],
    )


def _check_words(data: dict[str, Any], report: Any) -> None:
    for key in ("title", "description"):
        value = data.get(key)
        if isinstance(value, str) and (match := _MARKUP.search(value)):
            report((key,), f"`{key}` holds markup: {match[0]!r}", "write plain words", "front-matter-markup")
    description = data.get("description")
    if isinstance(description, str) and len(description) > DESCRIPTION_LIMIT:
        report(("description",), f"`description` has {len(description)} characters", _HINTS["description"])
    for key, allowed in (("kind", KINDS), ("audience", AUDIENCES)):
        value = data.get(key)
        if isinstance(value, str) and value.strip() and value not in allowed:
            report((key,), f"`{key}` is {value!r}", _HINTS[key], "audience" if key == "audience" else RULE)
    identifier = data.get("id")
    if isinstance(identifier, str) and not _ID.fullmatch(identifier):
        report(("id",), f"`id` is {identifier!r}", _HINTS["id"])


def _check_lists(data: dict[str, Any], report: Any) -> None:
    for key, least, most in (("questions", 3, 6), ("objectives", 2, 4)):
        value = data.get(key)
        if key not in data:
            continue
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            report((key,), f"`{key}` must be a list of sentences", _HINTS[key])
            continue
        if any(_MARKUP.search(item) for item in value):
            report((key,), f"`{key}` holds markup", "write plain words", "front-matter-markup")
        if data.get("kind") in KINDS[:-1] and not least <= len(value) <= most:
            report((key,), f"`{key}` has {len(value)} entries", _HINTS[key])


_HINTS = {
    "title": "write the title in plain words, in quotation marks if it holds a colon",
    "description": f"say in at most {DESCRIPTION_LIMIT} characters what the page answers",
    "audience": f"choose one of {', '.join(AUDIENCES)}; a page without an audience is shown to nobody",
    "kind": f"choose one of {', '.join(KINDS)}",
    "questions": "give 3 to 6 questions as a reader would ask them (`[]` on a page of kind `page`)",
    "objectives": "give 2 to 4 things a reader can do afterwards (`[]` on a page of kind `page`)",
    "reviewed": "write the day of the last review as YYYY-MM-DD, without quotation marks",
    "id": "give a short permanent id in lower case, such as `ep-1`",
}
