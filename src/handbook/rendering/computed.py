"""What staging computed for the Markdown extension, read once a file."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

_MARKER = re.compile(r"<!-- handbook-page: (\S+) -->")


@dataclass(frozen=True, slots=True)
class Computed:
    """What the stages computed, and what editors keep, as plain data; `pages` maps a path to its title."""

    labels: Mapping[str, Any] = field(default_factory=dict)
    references: Mapping[str, Any] = field(default_factory=dict)
    works: Mapping[str, Any] = field(default_factory=dict)
    uses: Mapping[str, Any] = field(default_factory=dict)
    glossary: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)  # block name -> page that holds it
    headings: Mapping[str, str] = field(default_factory=dict)  # `page.md#anchor` -> words, of linked headings
    danger: Mapping[str, Any] = field(default_factory=dict)
    contested: Sequence[Mapping[str, str]] = ()
    points: Sequence[Mapping[str, Any]] = ()
    tools: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # those whose page exists
    trees: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    contracts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    forest: str = ""  # the picture of how trees hang together


def load_computed(path: str) -> Computed:
    """Return the computed data of a file; an empty path gives empty data."""
    if not path:
        return Computed()
    return _load(path, Path(path).stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: str, changed: int) -> Computed:
    return Computed(**json.loads(Path(path).read_text(encoding="utf-8")))


def write_marker(path: str) -> str:
    """Return the comment that names a page."""
    return f"<!-- handbook-page: {path} -->"


def read_marker(line: str) -> str | None:
    """Return the page that a marker names, or None for another line."""
    match = _MARKER.fullmatch(line.strip())
    return match[1] if match else None


def relative(page: str, target: str) -> str:
    """Return a link from one page to another, both under `docs/`; the engine turns `.md` into an address."""
    path, mark, anchor = target.partition("#")
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + mark + anchor
