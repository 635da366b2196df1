"""Puts what one audience may see into one folder, ready for any engine.

`build/<audience>/docs/` holds the pages and assets, `handbook.json` what the Markdown extension prints from,
`mkdocs.yml` a configuration without our plugin. A file is written only when it has changed, so that a server
that watches the folder sees just that.
"""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from handbook.checks import check
from handbook.citations import Ledger, build_ledger
from handbook.contracts import contract_data, contract_files, old_files, read_yardsticks, shown_contracts
from handbook.figures import draw, parse_figure
from handbook.findings import FindingsError
from handbook.firms import gate
from handbook.rendering.computed import write_marker
from handbook.source import Handbook, Page, load
from handbook.source.records import page_address
from handbook.trees import draw_forest, shown_trees, tree_data, tree_files

BUILD = "build"
WORDS_A_MINUTE = 220
LISTS = ("bibliography", "facts", "glossary")
OUR_PLUGINS = ("handbook", "bibtex")
DANGER = "/// danger\n///\n"
# What a page with such a block loads besides, in this order.
_SCRIPTS = {
    "decision-tree": "assets/javascripts/tree.js",
    "contract-template": "templates/{}.word.js assets/javascripts/form.js",
}
# What such a page is called at its head; it is used, not read from end to end.
_LABELS = {"decision-tree": "Decision tree", "contract-template": "Template"}
UNREAD = (
    "Every claim here names its fact, but nobody except the writer has held the two against each other yet. "
    "Open the card behind a citation before you act on it."
)


@dataclass(frozen=True, slots=True)
class Staged:
    """What staging made: the gated handbook, its ledger, and where the files are."""

    handbook: Handbook
    ledger: Ledger
    folder: Path
    docs: Path
    computed: Path
    config: Path
    words: int


def stage(root: Path, audience: str = "public", build: Path | None = None) -> Staged:
    """Load, check, gate and compute the handbook at `root` and write the folder for `audience`.

    `build` is where folders go (default: `build` under the root). Raises `FindingsError` with every error.
    """
    loaded, findings = load(root)
    errors = [finding for finding in [*findings, *check(loaded)] if finding.severity == "error"]
    if errors:
        raise FindingsError(errors)
    handbook = gate(loaded, audience)
    build = (build or loaded.root / BUILD).resolve()
    ledger = build_ledger(handbook, build / "cache")
    folder = build / audience
    computed, config, docs = folder / "handbook.json", folder / "mkdocs.yml", folder / "docs"
    files: dict[str, bytes] = {}
    words = 0
    for page in handbook.pages:
        count = count_words(page)
        words += count
        files[page.path] = render_source(page, count, unread=is_unread(handbook, page)).encode("utf-8")
    for path in handbook.assets:
        files[path] = (handbook.root / "docs" / path).read_bytes()
    for tree in shown_trees(handbook).values():
        files.update(tree_files(handbook, tree, ledger.as_data()["labels"]))
    for contract in shown_contracts(handbook).values():
        files.update({**old_files(handbook, contract.id), **contract_files(contract)})
    files.update(_redirects(handbook))
    _write_folder(docs, files)
    _write(computed, json.dumps(compute(handbook, ledger), ensure_ascii=False, sort_keys=False).encode("utf-8"))
    _write(config, engine_config(handbook, computed).encode("utf-8"))
    return Staged(handbook, ledger, folder, docs, computed, config, words)


def compute(handbook: Handbook, ledger: Ledger) -> dict[str, Any]:
    """Return everything that the Markdown extension needs, as plain data; see `rendering.Computed`."""
    ledger_data = ledger.as_data()
    trees, yardsticks = shown_trees(handbook), read_yardsticks(handbook.yardsticks)[0]
    return {
        "labels": ledger_data["labels"],
        "references": ledger_data["references"],
        "uses": ledger_data["uses"],
        "works": {
            key: {
                "short": ledger.names[key],
                "kind": work.kind,
                "access": work.access,
                "note": work.note,
                "missing": dict(work.missing),
                "link": work.link,
                "facts": {
                    fact.id: {
                        "claim": fact.claim,
                        "pinpoint": fact.pinpoint,
                        "seen": fact.seen,
                        "audited": fact.audited,
                    }
                    for fact in work.facts
                },
            }
            for key, work in handbook.works.items()
        },
        "glossary": {
            term.id: {"term": term.term, "definition": term.definition, "synonyms": list(term.synonyms)}
            for term in sorted(handbook.glossary.values(), key=lambda term: term.term.lower())
        },
        "figures": {slug: _figure(slug, document.data) for slug, document in handbook.figures.items()},
        "contracts": {
            slug: contract_data(contract, yardsticks.get(contract.yardstick, ()))
            for slug, contract in shown_contracts(handbook).items()
        },
        "trees": {slug: tree_data(handbook, tree) for slug, tree in trees.items()},
        "forest": draw_forest(trees),
        "pages": {page.path: page.meta.title for page in handbook.pages if page.meta},
        "lists": {
            name: page.path for name in LISTS for page in handbook.pages if any(b.name == name for b in page.blocks)
        },
        **_editorial(handbook),
    }


def _editorial(handbook: Handbook) -> dict[str, Any]:
    """Return what editors keep; of tools, those that are written and that this audience may see."""
    editorial = handbook.editorial
    targets = {question.where for question in editorial.contested}
    targets |= {target for point in editorial.points for target in point.covered}
    danger = editorial.danger
    return {
        "headings": {
            f"{page.path}#{heading.id}": heading.text
            for page in handbook.pages
            for heading in page.headings
            if f"{page.path}#{heading.id}" in targets and heading.id != "short-answer"
        },
        "danger": {"lead": danger.lead, "steps": list(danger.steps)} if danger else {},
        "contested": [
            {"id": q.id, "question": q.question, "one": q.one, "other": q.other, "wording": q.wording, "where": q.where}
            for q in editorial.contested
        ],
        "points": [
            {"point": point.point, "cite": point.cite, "covered": list(point.covered)} for point in editorial.points
        ],
        "tools": {
            tool.id: {"kind": tool.kind, "title": tool.title, "path": tool.path}
            for tool in editorial.tools.values()
            if handbook.page(tool.path)
        },
    }


def _figure(slug: str, data: Any) -> dict[str, Any]:
    figure = parse_figure(slug, data)
    return {
        "title": figure.title,
        "caption": figure.caption,
        "svg": draw(figure),
        "table": {
            "head": list(figure.table.head),
            "rows": [list(row) for row in figure.table.rows],
            "cited": figure.table.cited,
        },
    }


def count_words(page: Page) -> int:
    """Return the number of words of a page's prose."""
    return sum(any(letter.isalnum() for letter in word) for word in page.prose.split())


def is_unread(handbook: Handbook, page: Page) -> bool:
    """Return whether a chapter lacks an evidence reading, in a handbook that keeps readings."""
    assert page.meta is not None
    done = {reading.page for reading in handbook.editorial.readings if reading.kind == "evidence"}
    return bool(handbook.editorial.readings) and page.is_chapter and page.meta.id not in done


def render_source(page: Page, words: int, unread: bool = False) -> str:
    """Return a page as an engine reads it: computed front matter, marker, questions, warning if `unread`, body."""
    assert page.meta is not None
    meta = {
        "title": page.meta.title,
        "description": page.meta.description,
        "kind": page.meta.kind,
        "label": next((_LABELS[block.name] for block in page.blocks if block.name in _LABELS), page.meta.kind.title()),
        "objectives": list(page.meta.objectives),
        "reviewed": page.meta.reviewed.isoformat(),
        "reviewed_text": f"{page.meta.reviewed:%B} {page.meta.reviewed.day}, {page.meta.reviewed.year}",
        "page_id": page.meta.id,
        "words": words,
        "minutes": max(1, math.ceil(words / WORDS_A_MINUTE)),
        "source": page.file,
    }
    scripts = [_SCRIPTS[block.name].format(block.argument) for block in page.blocks if block.name in _SCRIPTS]
    if scripts:
        meta["scripts"] = [script for names in scripts for script in names.split()]
    if any(block.name == "facts" for block in page.blocks):
        meta["search"] = {"exclude": True}  # every claim stands in the chapter that uses it
    parts = [f"---\n{_dump(meta)}---\n", write_marker(page.path), "\n\n"]
    body = page.body.lstrip("\n")
    if body.startswith(DANGER):  # what to do in danger comes before everything else, on paper too
        parts += [DANGER, "\n"]
        body = body.removeprefix(DANGER)
    questions = "".join(f"- {question}\n" for question in page.meta.questions)
    questions = f"/// questions\n{questions}///\n\n" if questions else ""
    warning = f"/// unread\n{UNREAD}\n///\n\n" if unread else ""
    if meta["label"] in _LABELS.values():  # whoever opens a tool wants it first
        return "".join([*parts, warning, body.rstrip("\n"), "\n\n", questions])
    return "".join([*parts, questions, warning, body])


def engine_config(handbook: Handbook, computed: Path) -> str:
    """Return the configuration for an engine that does not know our plugin."""
    data = json.loads(json.dumps(handbook.settings.document.data, default=str))
    theme = data.get("theme") or {}
    if isinstance(theme, dict) and theme.get("custom_dir"):
        theme["custom_dir"] = str(handbook.root / theme["custom_dir"])
    data["plugins"] = {name: value for name, value in data["plugins"].items() if name not in OUR_PLUGINS}
    data["markdown_extensions"]["handbook.rendering"] = {"computed": str(computed)}
    data["nav"] = json.loads(json.dumps(handbook.settings.navigation))
    data["site_url"] = handbook.settings.site_url
    data.setdefault("extra", {})["repository"] = handbook.settings.repository
    data.update(docs_dir="docs", site_dir="site")
    return _dump(data)


def _redirects(handbook: Handbook) -> dict[str, bytes]:
    """Return a page for each address that moved, which says where it went and takes the reader there."""
    pages: dict[str, bytes] = {}
    taken = {page.path for page in handbook.pages}
    for entry in handbook.addresses.values():
        path = "index.md" if not entry.address else entry.address.rstrip("/") + "/index.md"
        flat = entry.address.rstrip("/") + ".md"
        if entry.moved_to is None or path in taken or flat in taken:
            continue
        up = "../" * len(PurePosixPath(page_address(path)).parts)
        meta: dict[str, Any] = {"title": "This page has moved", "template": "moved.html"}
        meta |= {"moved_to": f"{up}{entry.moved_to}", "search": {"exclude": True}}
        pages[path] = f"---\n{_dump(meta)}---\n\nThis page has [moved]({up}{entry.moved_to}).\n".encode()
    return pages


def _dump(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1_000)


def _write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Make the folder hold exactly these files."""
    for path, data in files.items():
        _write(folder / path, data)
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.is_dir():
            if not any(file.iterdir()):
                file.rmdir()
        elif file.relative_to(folder).as_posix() not in files:
            file.unlink()


def _write(file: Path, data: bytes) -> None:
    if file.is_dir():
        shutil.rmtree(file)
    if file.is_file() and file.read_bytes() == data:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
