"""Builds, serves and verifies the site with MkDocs, from the root's own `mkdocs.yml`."""

from __future__ import annotations

import logging
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from handbook.findings import Finding, FindingsError
from handbook.firms import gate, sees
from handbook.source import load
from handbook.source.records import page_address
from handbook.staging import LISTS
from handbook.trees import shown_trees
from handbook.verify import Report, verify


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built; printed as two lines."""

    site: Path
    pages: int
    words: int
    citations: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, {self.words:,} words, {self.citations} citations, {self.seconds:.1f} s\n"
            f"Look at {self.site / 'index.html'}, or type `make serve` and open http://127.0.0.1:8000/"
        )


class _Warnings(logging.Handler):
    """Turns the engine's warnings into findings: a silently wrong page is worse than a stop."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.findings: list[Finding] = []

    def emit(self, record: logging.LogRecord) -> None:
        hint = "mend the page that the message names"
        self.findings.append(Finding("mkdocs.yml", 1, 1, "engine-warning", " ".join(record.getMessage().split()), hint))


def build_site(root: Path, site: Path, audience: str = "public") -> BuildReport:
    """Build into `site`, replacing what an earlier build left there.

    Raises `FindingsError` for findings about the sources and for any warning of the engine.
    """
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort

    started = time.perf_counter()
    if site.exists() and any(site.iterdir()) and not (site / "sitemap.xml").exists():
        message = f"{site} is not empty and holds no site"
        raise FindingsError([Finding(site.name, 1, 1, "build-folder", message, "name an empty folder by --out")])
    print("checking and staging …", file=sys.stderr, flush=True)
    config = _config(root, site)
    config.plugins["handbook"].config["audience"] = audience
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.addHandler(warnings)
    if site.exists():
        shutil.rmtree(site)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except Abort:
        # The plugin has printed the findings; the engine's own warnings are printed below.
        if not warnings.findings:
            raise SystemExit(1) from None
    finally:
        config.plugins.on_shutdown()
        logger.removeHandler(warnings)
    if warnings.findings:
        raise FindingsError(warnings.findings)
    staged = config.plugins["handbook"].staged
    handbook = staged.handbook
    citations = sum(len(citation.items) for page in handbook.pages for citation in handbook.citations_on(page))
    seconds = time.perf_counter() - started
    return BuildReport(site, len(handbook.pages), staged.words, citations, seconds)


def serve_site(root: Path, address: str) -> None:
    """Serve the site with live reload at `address` (host:port) until interrupted.

    Raises `FindingsError` where the address cannot be used.
    """
    from mkdocs.commands.serve import serve

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    print(f"Serving at http://{address}/ — Ctrl-C stops it", flush=True)
    try:
        serve(config_file=str(root / "mkdocs.yml"), dev_addr=address, strict=False)
    except OSError as error:
        hint = "stop what uses it, or name another by --address 127.0.0.1:8001"
        message = f"{address} cannot be used: {error.strerror}"
        raise FindingsError([Finding("mkdocs.yml", 1, 1, "serve-address", message, hint)]) from error


def verify_site(root: Path, site: Path) -> Report:
    """Read a finished site and hold it against the sources: nothing hidden in it, every question indexed."""
    handbook, _ = load(root)
    public = [page for page in handbook.pages if sees("public", page)]
    hidden = [page.address for page in handbook.pages if page not in public]
    questions = [question for page in public if page.meta for question in page.meta.questions]
    base = urlsplit(handbook.settings.site_url).path or "/"
    # The generated lists grow with the literature, not with the site.
    heavy = [page.address for page in public if any(block.name in LISTS for block in page.blocks)]
    trees = {
        page_address(f"decision-trees/{slug}.md"): [tree.words(steps, outcome) for steps, outcome in tree.paths()]
        for slug, tree in shown_trees(gate(handbook)).items()
    }
    return verify(site, base=base, hidden=hidden, questions=questions, heavy=heavy, trees=trees)


def _config(root: Path, site: Path) -> Any:
    from mkdocs.config import load_config

    return load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(site), strict=False)
