"""Reads `mkdocs.yml` as plain data: which style, which bibliography, which pages in which order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from handbook.findings import Finding
from handbook.source.records import Settings
from handbook.source.strict_yaml import Document

_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")
DEFAULT_STYLE = "apa"


def read_settings(
    document: Document, file: str, environment: Mapping[str, str] | None = None
) -> tuple[Settings, list[Finding]]:
    """Return the settings; `environment` (default: the process's) may name the repository and the address.

    A fork deploys unchanged: `HANDBOOK_REPOSITORY` or GitHub's own `GITHUB_REPOSITORY` stands in for
    `extra.repository`, and `HANDBOOK_SITE_URL` for the address that follows from it.
    """
    env = os.environ if environment is None else environment
    data = document.data if isinstance(document.data, dict) else {}
    findings: list[Finding] = []

    def report(message: str, hint: str, *path: str) -> None:
        findings.append(Finding(file, *document.mark(*path), "settings", message, hint))

    for key in ("plugins", "markdown_extensions"):
        if not isinstance(data.get(key), dict):
            report(f"`{key}` must be a mapping", "write `name: {}` a line, so that a fork can add its own", key)
    epoch = env.get("SOURCE_DATE_EPOCH", "")
    if epoch and not epoch.isdecimal():
        report(f"SOURCE_DATE_EPOCH is {epoch!r}", "set it to seconds since 1970, or unset it")
    plugins = _mapping(data.get("plugins"))
    bibtex = _mapping(plugins.get("bibtex"))
    repository = (
        env.get("HANDBOOK_REPOSITORY")
        or env.get("GITHUB_REPOSITORY")
        or str(_mapping(data.get("extra")).get("repository") or "")
    )
    if repository and not _REPOSITORY.fullmatch(repository):
        report(f"the repository is {repository!r}", "write `owner/name`", "extra", "repository")
        repository = ""
    navigation = data.get("nav")
    if not isinstance(navigation, list) or not navigation:
        report("`nav` must list the pages in reading order", "name every page of docs/ once", "nav")
        navigation = []
    settings = Settings(
        site_name=str(data.get("site_name") or "Coaching Handbook"),
        repository=repository,
        site_url=env.get("HANDBOOK_SITE_URL") or str(data.get("site_url") or "") or pages_address(repository),
        style=str(bibtex.get("csl_file") or DEFAULT_STYLE),
        bib_file=str(bibtex.get("bib_file") or "references.bib"),
        navigation=tuple(navigation),
        document=document,
    )
    return settings, findings


def pages_address(repository: str) -> str:
    """Return where GitHub Pages serves a repository: `owner/name` -> `https://owner.github.io/name/`."""
    owner, _, name = repository.partition("/")
    if not name:
        return ""
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def navigation_paths(items: Any, place: tuple[Any, ...] = ("nav",)) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield each page path in a navigation tree, in order, with its key path."""
    for index, item in enumerate(items or ()):
        here = (*place, index)
        if isinstance(item, str):
            yield item, here
        elif isinstance(item, dict):
            for title, value in item.items():
                if isinstance(value, str):
                    yield value, (*here, title)
                else:
                    yield from navigation_paths(value, (*here, title))


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
