"""What a page prints of a tree, as plain data, and the files that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from handbook.figures.shapes import draw_layout
from handbook.source.grammar import find_citations
from handbook.source.records import Handbook, page_address
from handbook.trees.exports import draw_tree, tree_as_json, tree_as_svg, tree_as_text
from handbook.trees.model import Next, Node, Question, Tree
from handbook.trees.parsing import tree_of
from handbook.trees.picture import Box, lay_out
from handbook.trees.schema import VERDICTS

FOLDER = "decision-trees"


def shown_trees(handbook: Handbook) -> dict[str, Tree]:
    """Return the trees whose page the audience of a gated handbook may see, in reading order."""
    shown = [
        block.argument for page in handbook.pages for block in page.blocks if block.name == "decision-tree"
    ]  # pages stand in the order of the navigation
    return {slug: tree_of(slug, handbook.trees[slug]) for slug in shown}


def tree_data(handbook: Handbook, tree: Tree) -> dict[str, Any]:
    """Return a tree as its page prints it; see `rendering.trees`."""
    numbers = {id: number for number, id in enumerate(tree.order, start=1)}
    return {
        "title": tree.title,
        "for": tree.reader,
        "situations": list(tree.situations),
        "start": tree.start,
        "svg": draw_tree(tree),
        "nodes": [_node(handbook, tree, tree.nodes[id]) for id in tree.order],
        "paths": [
            [
                " · ".join(f"{numbers[step[0]]} {tree.label(step)}" for step in steps),
                f"[{VERDICTS[outcome.verdict]}: {outcome.title}](#{outcome.id})",
            ]
            for steps, outcome in tree.paths()
        ],
    }


def tree_files(handbook: Handbook, tree: Tree, labels: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the exports of a tree by their path under `docs/`; `labels` are those of the ledger."""
    address = handbook.settings.site_url + page_address(f"{FOLDER}/{tree.id}.md")
    sources = {outcome.facts: _plain_sources(outcome.facts, labels) for outcome in tree.outcomes}
    files = {
        ".txt": tree_as_text(tree, address, sources),
        ".json": tree_as_json(tree, address, sources),
        ".svg": tree_as_svg(tree, address),
    }
    return {f"{FOLDER}/{tree.id}{end}": text.encode("utf-8") for end, text in files.items()}


def draw_forest(trees: Mapping[str, Tree]) -> str:
    """Return the picture of how trees hang together: which outcome of one leads on to another."""
    boxes: dict[str, Box] = {}
    for slug, tree in trees.items():
        leads = [
            (outcome.title, lead.target)
            for outcome in tree.outcomes
            for lead in outcome.next
            if lead.kind == "tree" and lead.target in trees
        ]
        boxes[slug] = Box(
            f"#{slug}", tree.title, rows=tuple({target: (title, target) for title, target in leads}.values())
        )
    reached = {target for box in boxes.values() for _, target in box.rows}
    roots = [slug for slug in boxes if slug not in reached]
    if not roots:
        return ""
    title, description = "How the decision trees hang together", "Each row is an outcome that leads on to another tree."
    return draw_layout(lay_out(boxes, roots), "forest", "tree", title, description, role="group")


def _node(handbook: Handbook, tree: Tree, node: Node) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": node.id,
        "title": node.title,
        "left": tree.depths[node.id],
        "ways": [{"from": question.id, "label": answer.label} for question, answer in tree.ways_to(node.id)],
    }
    if isinstance(node, Question):
        answers = [{"label": answer.label, "to": answer.to} for answer in node.answers]
        return {**data, "help": node.help, "answers": answers}
    leads = (_lead(handbook, lead) for lead in node.next)
    return {
        **data,
        "verdict": node.verdict,
        "verdict_text": VERDICTS[node.verdict],
        "because": node.because,
        "first": node.first,
        "instead": node.instead,
        "facts": node.facts,
        "next": [lead for lead in leads if lead],
    }


def _lead(handbook: Handbook, lead: Next) -> dict[str, str] | None:
    """Return where an outcome leads, or None where this audience has no such page (or it is still to be written)."""
    if lead.kind == "chapter":
        path, _, anchor = lead.target.partition("#")
        page = handbook.page(path)
        if page is None or page.meta is None:
            return None
        heading = next((heading.text for heading in page.headings if heading.id == anchor), "")
        title = page.meta.title if anchor == "short-answer" or not heading else f"{page.meta.title}: {heading}"
        return {"kind": lead.kind, "target": lead.target, "title": title}
    tool = handbook.editorial.tools.get(lead.target)
    if tool is None or handbook.page(tool.path) is None:
        return None
    return {"kind": lead.kind, "target": tool.path + _preset(lead), "title": tool.title}


def _preset(lead: Next) -> str:
    """Return the fragment that presets a template's options: `#set:flag;choice=value`."""
    parts = (name if value is True else f"{name}={str(value).lower()}" for name, value in lead.options.items())
    return f"#set:{';'.join(parts)}" if lead.options else ""


def _plain_sources(facts: str, labels: Mapping[str, Any]) -> str:
    found = [labels[c.name]["html"] for c in find_citations(facts) if c.name in labels]
    return "; ".join("".join(ElementTree.fromstring(f"<p>{html}</p>").itertext()).strip("()[]") for html in found)
