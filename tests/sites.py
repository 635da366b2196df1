"""Writes small whole sites about birds. A case changes what it needs and leaves the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

FRONT_MATTER = """\
---
title: {title}
description: A page about birds.
audience: {audience}
kind: {kind}
questions: {questions}
objectives: {objectives}
reviewed: 2026-01-01
id: {id}
---
"""
FRONT_MATTER_LINES = FRONT_MATTER.count("\n")

CONFIG = """\
site_name: Birds
extra:
  repository: birds/nest
theme:
  name: mkdocs
plugins:
  handbook: {}
  bibtex:
    bib_file: references.bib
    csl_file: apa
    bib_by_default: false
    enable_inline_citations: false
  search: {}
markdown_extensions:
  attr_list: {}
  tables: {}
  toc: {}
  handbook.rendering: {}
nav:
- index.md
"""

BIBLIOGRAPHY = """\
@article{finch,
  author = {Finch, Bo},
  title = {Beta},
  journal = {Hoots},
  year = {2021},
}

@article{owl,
  author = {Owl, Ada},
  title = {Alpha},
  journal = {Hoots},
  year = {2020},
}
"""

FACTS = """\
- work: finch
  kind: report
  access: open
  note: Small.
  facts:
  - id: finch#1
    claim: Finches sing.
    pinpoint: null
    seen: abstract
    audited: '2026-01-01'
  - id: finch#2
    claim: Finches rest.
    pinpoint: null
    seen: abstract
- work: owl
  kind: report
  access: unknown
  note: Large.
  facts:
  - id: owl#1
    claim: Owls hoot.
    pinpoint: p. 4
    seen: primary
    audited: '2026-01-01'
"""

GLOSSARY = """\
- id: nest
  term: Nest
  definition: Where birds live.
  synonyms: [home]
"""


OWLS = Path(__file__).parent / "trees" / "owls.yml"


def owl_files(changes: Iterable[tuple[str, str]] = ()) -> dict[str, str | bytes | None]:
    """Return the files of a site with a decision tree, after replacements in the tree."""
    tree = OWLS.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in tree, f"the case replaces {old!r}, which is not there"
        tree = tree.replace(old, new, 1)
    body = "\n/// decision-tree | owls\n///\n"
    return {
        "data/trees/owls.yml": tree,
        "data/tools.yml": '- {id: owls, kind: tree, title: "May I wake the owl?"}\n',
        "docs/index.md": page_text("\n## Birds {#birds}\n\nOwls hoot [@owl#1].\n"),
        "docs/decision-trees/index.md": page_text("\n/// decision-trees\n///\n", title="Trees", id="trees"),
        "docs/decision-trees/owls.md": page_text(body, title="May I wake the owl?", id="tree-owls"),
        "mkdocs.yml": CONFIG + "- decision-trees/index.md\n- decision-trees/owls.md\n",
    }


NEST = Path(__file__).parent / "contracts" / "nest.yml"


def nest_files(changes: Iterable[tuple[str, str]] = ()) -> dict[str, str | bytes | None]:
    """Return the files of a site with a template, after replacements in the template."""
    contract = NEST.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in contract, f"the case replaces {old!r}, which is not there"
        contract = contract.replace(old, new, 1)
    rows = "".join(f"- {{row: '{number}', text: Row {number}, level: must}}\n" for number in range(1, 5))
    body = "\n/// contract-template | nest\n///\n"
    return {
        "data/contracts/nest.yml": contract,
        "data/yardsticks.yml": f"nests:\n{rows}",
        "docs/templates/nest.md": page_text(body, title="Nest agreement", id="template-nest"),
        "mkdocs.yml": CONFIG + "- templates/nest.md\nexclude_docs: |\n  !/templates/\n",
    }


def page_text(
    body: str, *, title: str = "Birds", audience: str = "public", kind: str = "page", id: str = "birds"
) -> str:
    """Return a page with front matter; chapters get questions and objectives."""
    lists = ("[]", "[]") if kind == "page" else ("[Who sings?, Who rests?, Who hoots?]", "[Tell birds apart, Name one]")
    head = FRONT_MATTER.format(
        title=title, audience=audience, kind=kind, id=id, questions=lists[0], objectives=lists[1]
    )
    return head + body


def write_site(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the default site with changes (path -> text, bytes, or None to leave the file out)."""
    files: dict[str, str | bytes | None] = {
        "mkdocs.yml": CONFIG,
        "references.bib": BIBLIOGRAPHY,
        "data/facts.yml": FACTS,
        "data/glossary.yml": GLOSSARY,
        "docs/index.md": page_text("\nOwls hoot [@owl#1].\n"),
    }
    for path, content in (files | dict(changes or {})).items():
        if content is None:
            continue
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder
