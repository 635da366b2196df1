"""Builds the same sources with MkDocs, ProperDocs and Zensical and compares them page by page.

What must agree is what the handbook makes: the list of pages, headings and anchors, citations and
references, blocks, and the metadata in the head. Navigation and furniture belong to each engine's theme.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.parity.reader import Article, read_article
from handbook.staging import BUILD, Staged, stage

TIMEOUT = 600  # seconds an engine
SHOWN = 5  # differences a page
_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


@dataclass(frozen=True, slots=True)
class Engine:
    """How to build with an engine; `staged` engines build from the staged folder, others from the root."""

    name: str
    module: str
    staged: bool


ENGINES = (
    Engine("MkDocs", "mkdocs", False),
    Engine("ProperDocs", "properdocs", False),
    Engine("Zensical", "zensical", True),
)


def compare_engines(root: Path, engines: Sequence[Engine] = ENGINES) -> tuple[list[str], bool]:
    """Return what to print, and whether all engines made the same of every page.

    The first engine is the measure. Raises `FindingsError` for findings about the sources.
    """
    staged = stage(root)
    lines: list[str] = []
    built: dict[str, dict[str, Article]] = {}
    same = True
    for engine in engines:
        print(f"building with {engine.name} …", file=sys.stderr, flush=True)
        site, trouble = _build(engine, staged)
        if trouble:
            lines.append(f"{engine.name}: the build failed: {trouble}")
            same = False
            continue
        built[engine.name] = read_site(site)
    names = list(built)
    for name, pages in built.items():
        raw = [
            f"{name}: {address or '/'}: raw citation: {text}" for address, page in pages.items() for text in page.raw
        ]
        lines += raw
        same = same and not raw
    for name in names[1:]:
        differences = compare_sites(built[names[0]], built[name])
        same = same and not differences
        lines += [f"{name}: {difference}" for difference in differences]
        parts = sum(len(page.parts) for page in built[name].values())
        lines.append(
            f"{names[0]} and {name}: {len(built[name])} pages, {parts:,} parts, {len(differences)} differences"
        )
    return lines, same


def _build(engine: Engine, staged: Staged) -> tuple[Path, str]:
    site = staged.handbook.root / BUILD / f"parity-{engine.module}"
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", engine.module, "build", "-f"]
    if engine.staged:
        shutil.rmtree(staged.folder / "site", ignore_errors=True)
        shutil.rmtree(staged.folder / ".cache", ignore_errors=True)
        command += [str(staged.config), "--clean"]
    else:
        command += [str(staged.handbook.root / "mkdocs.yml"), "-q", "-d", str(site)]
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=TIMEOUT, check=False, env={**os.environ, **_QUIET}
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return site, str(error)
    if engine.staged and done.returncode == 0:
        (staged.folder / "site").rename(site)
    if done.returncode or not (site / "index.html").is_file():
        return site, " ".join((done.stderr or done.stdout).split())[-600:] or "it wrote no page"
    return site, ""


def read_site(site: Path) -> dict[str, Article]:
    """Return the articles of a built site by address; the page for unknown addresses is the theme's."""
    pages: dict[str, Article] = {}
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        if path != "404.html":
            address = path.removesuffix("index.html")
            pages[address] = read_article(file.read_text(encoding="utf-8"), address)
    return pages


def compare_sites(measure: dict[str, Article], other: dict[str, Article]) -> list[str]:
    """Return one line a difference between two sites, the first few of each page."""
    lines = [f"the page {address or '/'} is missing" for address in measure if address not in other]
    lines += [f"the page {address or '/'} is there only" for address in other if address not in measure]
    for address, expected in measure.items():
        if address not in other:
            continue
        found = other[address]
        here: list[str] = []
        for name in sorted({*expected.meta, *found.meta}):
            if expected.meta.get(name) != found.meta.get(name):
                here.append(f"{name} is {found.meta.get(name)!r}, not {expected.meta.get(name)!r}")
        for index, (left, right) in enumerate(zip(expected.parts, found.parts, strict=False)):
            if left != right:
                here.append(f"part {index}: {right[:160]!r}, not {left[:160]!r}")
                break
        if len(expected.parts) != len(found.parts):
            here.append(f"{len(found.parts)} parts, not {len(expected.parts)}")
        lines += [f"{address or '/'}: {line}" for line in here[:SHOWN]]
    return lines
