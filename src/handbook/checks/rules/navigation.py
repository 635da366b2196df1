"""Navigation and pages disagree."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.records import Handbook
from handbook.source.settings import navigation_paths

ID = "navigation"
REMEDY = "name every page of docs/ once under `nav` in mkdocs.yml"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each page that is missing from the navigation, or there twice or for nothing."""
    known = {page.path for page in handbook.pages}
    seen: set[str] = set()
    for path, place in navigation_paths(handbook.settings.navigation):
        line, column = handbook.settings.document.mark(*place)
        if path.startswith(("http://", "https://")):
            continue
        if path not in known:
            yield Finding("mkdocs.yml", line, column, ID, f"there is no page docs/{path}", REMEDY)
        elif path in seen:
            yield Finding("mkdocs.yml", line, column, ID, f"`{path}` stands here twice", REMEDY)
        seen.add(path)
    for page in handbook.pages:
        if page.path not in seen:
            yield Finding(page.file, 1, 1, ID, "the page is not in the navigation", REMEDY)
