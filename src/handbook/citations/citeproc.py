"""Runs pandoc's citeproc once: citations in, labels and references out, as small pieces of XHTML."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pypandoc

from handbook.citations.styles import Style
from handbook.source.grammar import Citation, Item
from handbook.source.records import Work

TIMEOUT = 120  # seconds; 500 citations take about one
_PAGES = re.compile(r"pp?\.\s*[\divxlc]+(?:\s*[-–]\s*[\divxlc]+)?(?:,\s*[\divxlc]+)*", re.IGNORECASE)
_LABEL = re.compile(r'<div id="c(\d+)">\s*<p>(.*?)</p>\s*</div>', re.DOTALL)
_ENTRY = re.compile(
    r'<div id="ref-([^"]+)" class="csl-entry"[^>]*>(.*?)</div>\s*(?=<div id="ref-|</div>\s*\Z)', re.DOTALL
)
_MARGIN = re.compile(r'<div class="csl-left-margin">(.*?)</div>\s*<div class="csl-right-inline">(.*?)</div>', re.DOTALL)


class CiteprocError(Exception):
    """Pandoc failed; the message is its own."""


@cache
def pandoc() -> tuple[str, str]:
    """Return the path and version of the pandoc that the wheel carries."""
    return pypandoc.get_pandoc_path(), str(pypandoc.get_pandoc_version())


def run_citeproc(
    citations: Sequence[Citation], works: Mapping[str, Work], bibliography: str, style: Style
) -> tuple[list[str], dict[str, tuple[str, str]]]:
    """Return one label a citation, and per key (margin, reference) in the order of the style's list.

    Every work is in the list, cited or not, so that 2020a and 2020b are the same on every page. Raises
    `CiteprocError`.
    """
    blocks = [
        _node("Div", [[f"c{index}", [], []], [_node("Para", [_cite(citation, works, style)])]])
        for index, citation in enumerate(citations)
    ]
    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {
            "nocite": _node("MetaInlines", [_node("Cite", [[_citation_node("*")], []])]),
            "link-citations": _node("MetaBool", True),
            "lang": _node("MetaString", "en-US"),
        },
        "blocks": blocks,
    }
    html = _run(json.dumps(document), bibliography, style)
    labels = {int(match[1]): match[2].strip() for match in _LABEL.finditer(html)}
    entries: dict[str, tuple[str, str]] = {}
    for match in _ENTRY.finditer(html):
        body = match[2].strip()
        parts = _MARGIN.search(body)
        margin, reference = (parts[1].strip(), parts[2].strip()) if parts else ("", body)
        # The style promises a day of retrieval for undated works; none is recorded, so it must not say so.
        reference = re.sub(r"Retrieved (?=<a )", "", " ".join(reference.split()))
        entries[unescape(match[1])] = (margin, reference)
    if len(labels) != len(citations) or not set(works) <= set(entries):
        raise CiteprocError("pandoc returned fewer citations or references than it was given")
    return [labels[index] for index in range(len(citations))], entries


def _run(document: str, bibliography: str, style: Style) -> str:
    path, _ = pandoc()
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        bib, csl = Path(folder, "works.bib"), Path(folder, "style.csl")
        bib.write_text(bibliography, encoding="utf-8")
        csl.write_text(style.text, encoding="utf-8")
        command = [path, "-f", "json", "-t", "html", "--wrap=none", "--citeproc", "--csl", str(csl)]
        command += ["--bibliography", str(bib)]
        try:
            done = subprocess.run(
                command, input=document, capture_output=True, encoding="utf-8", timeout=TIMEOUT, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CiteprocError(f"pandoc did not answer: {error}") from error
    if done.returncode or "WARNING" in done.stderr:
        raise CiteprocError(" ".join(done.stderr.split()) or f"pandoc ended with {done.returncode}")
    return done.stdout


def pinpoint_text(item: Item, works: Mapping[str, Work]) -> str:
    """Return what stands behind the work: the locator as written, else the pinpoint of the fact.

    `p. 2 (17-minute edition)` loses its inner parentheses, since a label has its own.
    """
    text = item.locator
    if not text and item.fact is not None:
        facts = works[item.key].facts if item.key in works else ()
        text = next((fact.pinpoint or "" for fact in facts if fact.id == item.fact_id), "")
    return re.sub(r"\s*\(([^()]*)\)", r", \1", text)


def _cite(citation: Citation, works: Mapping[str, Work], style: Style) -> dict[str, Any]:
    nodes = []
    for item in citation.items:
        mode = "AuthorInText" if citation.narrative else "SuppressAuthor" if item.suppress_author else "NormalCitation"
        pinpoint = pinpoint_text(item, works)
        suffix = item.suffix
        if pinpoint:
            # Only page numbers are locators to citeproc; anything else, or any locator in a style that
            # prints none, goes behind the work as it is: `{}` tells pandoc to look for no locator.
            native = style.prints_locators and _PAGES.fullmatch(pinpoint)
            suffix = (", " if native else "{}, ") + pinpoint + (f", {suffix.lstrip(', ')}" if suffix else "")
        elif suffix and not suffix.startswith(","):
            suffix = f" {suffix}"
        nodes.append(_citation_node(item.key, item.prefix, suffix, mode))
    return _node("Cite", [nodes, []])


def _citation_node(key: str, prefix: str = "", suffix: str = "", mode: str = "NormalCitation") -> dict[str, Any]:
    return {
        "citationId": key,
        "citationPrefix": _inlines(prefix),
        "citationSuffix": _inlines(suffix),
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _node(kind: str, content: Any) -> dict[str, Any]:
    return {"t": kind, "c": content}


def _inlines(text: str) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    for index, word in enumerate(text.split(" ")):
        if index:
            nodes.append({"t": "Space"})
        if word:
            nodes.append(_node("Str", word))
    return nodes if text else []
