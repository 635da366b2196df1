"""Glue between MkDocs (or ProperDocs) and the stages: nothing that a reader sees is made here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority

from handbook.citations.styles import load_style
from handbook.findings import FindingsError, format_findings
from handbook.staging import Staged, stage

WATCHED = ("docs", "data", "references.bib", "overrides")


class HandbookConfig(Config):
    """`audience`: for whom the site is built; the least privileged is the default."""

    audience = config_options.Choice(("public", "instructor", "internal"), default="public")


class HandbookPlugin(BasePlugin[HandbookConfig]):
    """Stages the handbook and hands the staged folder to the engine."""

    staged: Staged | None = None
    serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is a server; the hook also keeps this object from one build to the next."""
        self.serving = command == "serve"

    @event_priority(100)
    def on_config(self, config: Any) -> Any:
        """Stage, point the engine at the staged folder, and give mkdocs-bibtex the style by its path."""
        root = Path(config.config_file_path).parent
        self.staged = stage_or_stop(root, self.config.audience, self.staged if self.serving else None)
        point_engine(config, self.staged)
        return config

    def on_pre_build(self, config: Any) -> None:
        """Take mkdocs-bibtex's rewriting of raw Markdown out: citations are a Markdown extension."""
        silence_bibtex(config.plugins)

    def on_serve(self, server: Any, config: Any, builder: Any) -> Any:
        """Watch what authors edit instead of the staged folder, which each build writes."""
        server.unwatch(config.docs_dir)
        for name in WATCHED:
            server.watch(str(Path(config.config_file_path).parent / name))
        return server


def stage_or_stop(root: Path, audience: str, last: Staged | None) -> Staged:
    """Return the staged handbook; with findings, print them and return `last`, or stop where there is none."""
    try:
        return stage(root, audience)
    except FindingsError as error:
        # Not by the log: `-q` turns that off, and only log records count there.
        print(format_findings(error.findings), file=sys.stderr, flush=True)
        if last is None:
            raise Abort("the handbook has findings") from error
    print("still serving the last state without findings", file=sys.stderr, flush=True)
    return last


def point_engine(config: Any, staged: Staged) -> None:
    """Give the engine's configuration the staged folder, the gated navigation and the one address."""
    settings = staged.handbook.settings
    config.docs_dir = str(staged.docs)
    config.nav = list(settings.navigation)
    config.site_url = config.site_url or settings.site_url
    config.extra["repository"] = settings.repository
    config.mdx_configs["handbook.rendering"] = {"computed": str(staged.computed)}
    bibtex = config.plugins.get("bibtex")
    if bibtex is not None:
        style = staged.folder / "style.csl"
        style.write_text(load_style(settings).text, encoding="utf-8")
        bibtex.config["csl_file"] = str(style)


def silence_bibtex(plugins: Any) -> None:
    """Remove mkdocs-bibtex's `on_page_markdown` from the events; its settings and `.bib` loading stay."""
    bibtex = plugins.get("bibtex")
    if bibtex is not None:
        plugins.events["page_markdown"] = [
            method for method in plugins.events["page_markdown"] if getattr(method, "__self__", None) is not bibtex
        ]
