"""Builds the small whole site that a golden citation case describes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

PAGE = """\
---
title: {title}
description: A page about birds.
audience: public
kind: page
questions: []
objectives: []
reviewed: 2026-01-01
id: {id}
---

{body}
"""


def write_golden_site(folder: Path, case: dict[str, Any]) -> Path:
    """Write the site of a case (style, bibliography, pinpoints, pages) and return its folder."""
    bibliography = case["bibliography"]
    pinpoints = case.get("pinpoints", {})
    keys = re.findall(r"^@\w+\{([^,]+),", bibliography, re.MULTILINE)
    facts = [
        {
            "work": key,
            "kind": "report",
            "access": "unknown",
            "note": "Birds.",
            "facts": [
                {
                    "id": f"{key}#1",
                    "claim": f"What {key} says.",
                    "pinpoint": pinpoints.get(f"{key}#1"),
                    "seen": "primary",
                    "audited": "2026-01-01",
                }
            ],
        }
        for key in keys
    ]
    config = {
        "site_name": "Birds",
        "extra": {"repository": "birds/nest"},
        "theme": {"name": "mkdocs"},
        "plugins": {
            "handbook": {},
            "bibtex": {
                "bib_file": "references.bib",
                "csl_file": case["style"],
                "bib_by_default": False,
                "enable_inline_citations": False,
            },
        },
        "markdown_extensions": {"attr_list": {}, "tables": {}, "toc": {}, "handbook.rendering": {}},
        "nav": list(case["pages"]),
    }
    files = {
        "mkdocs.yml": yaml.safe_dump(config, sort_keys=False),
        "references.bib": bibliography,
        "data/facts.yml": json.dumps(facts, indent=1),
    }
    for path, body in case["pages"].items():
        name = path.removesuffix(".md").replace("/", "-")
        files[f"docs/{path}"] = PAGE.format(title=name, id=f"page-{name}", body=body)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
