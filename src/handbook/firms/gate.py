"""Stage 4: of what was loaded, what an audience may see. What is gated out is never staged, so no engine,
index or sitemap can show it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handbook.source.records import Handbook, Page

# Everybody sees public pages; instructors and a firm's own people see theirs besides. The first is the
# default everywhere, since it is the least.
_SEES = {"public": {"public"}, "instructor": {"public", "instructor"}, "internal": {"public", "internal"}}


def sees(audience: str, page: Page) -> bool:
    """Return whether an audience may see a page; a page without an audience is seen by nobody."""
    return page.meta is not None and page.meta.audience in _SEES[audience]


def gate(handbook: Handbook, audience: str = "public") -> Handbook:
    """Return the handbook as an audience may see it, navigation included.

    Raises `KeyError` for an unknown audience.
    """
    pages = tuple(page for page in handbook.pages if sees(audience, page))
    hidden = {page.path for page in handbook.pages} - {page.path for page in pages}
    navigation = tuple(_prune(list(handbook.settings.navigation), hidden))
    return replace(handbook, pages=pages, settings=replace(handbook.settings, navigation=navigation))


def _prune(items: list[Any], hidden: set[str]) -> list[Any]:
    kept: list[Any] = []
    for item in items:
        if isinstance(item, dict):
            entries = {
                title: _prune(value, hidden) if isinstance(value, list) else value
                for title, value in item.items()
                if not (isinstance(value, str) and value in hidden)
            }
            entries = {title: value for title, value in entries.items() if value != []}
            if entries:
                kept.append(entries)
        elif item not in hidden:
            kept.append(item)
    return kept
