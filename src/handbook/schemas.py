"""Writes the JSON Schemas of data files into `schemas/`, where an editor finds them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from handbook.contracts import SCHEMA as CONTRACT
from handbook.trees import SCHEMA as TREE

FOLDER = "schemas"
SCHEMAS: Mapping[str, Mapping[str, Any]] = {"contract": CONTRACT, "tree": TREE}


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(root: Path) -> None:
    """Write every schema under a root."""
    (root / FOLDER).mkdir(exist_ok=True)
    for name, schema in SCHEMAS.items():
        (root / FOLDER / f"{name}.json").write_text(_text(schema), encoding="utf-8")


def stale_schemas(root: Path) -> list[str]:
    """Return the paths of schemas that are missing or not what the package holds."""
    paths = {f"{FOLDER}/{name}.json": _text(schema) for name, schema in SCHEMAS.items()}
    return [
        path
        for path, text in paths.items()
        if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text
    ]
