"""A tree as plain text, as JSON and as a drawing, for whoever wants it outside the site."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

from handbook.figures.shapes import Layout, draw_layout
from handbook.trees.model import Outcome, Tree
from handbook.trees.picture import Box, lay_out
from handbook.trees.schema import VERDICTS

LINE = 88
# What the page's styles do, for the file that stands alone.
_STYLE = (
    "<style>svg{color:#1f2226;background:#fff;font:14px sans-serif}text{fill:currentColor}"
    ".figure__bold{font-weight:600}.figure__note{fill:#565a60}.box{fill:#fff;stroke:#857f72}"
    ".box--outcome{fill:#f4f1e9}.box--again{stroke-dasharray:4 3}.box__rule{stroke:#dcd7cb}"
    ".figure__curve{fill:none;stroke:#857f72}</style>"
)


def tree_layout(tree: Tree) -> Layout:
    """Return the drawing of a tree; a box links to its node on the page."""
    boxes: dict[str, Box] = {}
    for question in tree.questions:
        rows = tuple((answer.label, answer.to) for answer in question.answers)
        boxes[question.id] = Box(f"#{question.id}", question.ask, rows=rows)
    for outcome in tree.outcomes:
        boxes[outcome.id] = Box(f"#{outcome.id}", outcome.title, VERDICTS[outcome.verdict], name="outcome")
    return lay_out(boxes, [tree.start])


def draw_tree(tree: Tree) -> str:
    """Return the SVG element of a tree, whose boxes are links."""
    description = (
        f"{len(tree.questions)} questions and {len(tree.outcomes)} outcomes from left to right, beginning with: "
        f"{tree.nodes[tree.start].title} The same stands on the page as text."
    )
    return draw_layout(tree_layout(tree), tree.id, "tree", tree.title, description, role="group")


def tree_as_svg(tree: Tree, address: str) -> str:
    """Return a file with the drawing; its links lead to the page at `address`."""
    drawing = draw_tree(tree).replace('href="#', f'href="{address}#')
    drawing = re.sub(r"<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', drawing, count=1)
    return drawing.replace("<title", f"{_STYLE}<title", 1) + "\n"


def tree_as_json(tree: Tree, address: str, sources: dict[str, str]) -> str:
    """Return a tree as JSON. `sources` maps the group of citations of an outcome to its plain text."""
    nodes: dict[str, Any] = {}
    for question in tree.questions:
        answers = [{"label": answer.label, "to": answer.to} for answer in question.answers]
        nodes[question.id] = {"ask": question.ask, "help": question.help, "answers": answers}
    for outcome in tree.outcomes:
        nodes[outcome.id] = {
            "verdict": outcome.verdict,
            "title": outcome.title,
            "because": _plain(outcome.because),
            "first": _plain(outcome.first),
            "instead": _plain(outcome.instead),
            "sources": sources.get(outcome.facts, ""),
        }
    data = {
        "id": tree.id,
        "title": tree.title,
        "for": tree.reader,
        "situations": list(tree.situations),
        "reviewed": tree.reviewed.isoformat(),
        "address": address,
        "license": "CC BY 4.0",
        "start": tree.start,
        "nodes": {id: nodes[id] for id in tree.nodes},
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def tree_as_text(tree: Tree, address: str, sources: dict[str, str]) -> str:
    """Return a tree as text with numbered nodes; see `tree_as_json` for `sources`."""
    numbers = {id: number for number, id in enumerate(tree.order, start=1)}
    lines = [tree.title, "=" * len(tree.title), "", *_wrap(tree.reader)]
    lines += [f"Reviewed {tree.reviewed.isoformat()}. CC BY 4.0. {address}", ""]
    for id in tree.order:
        node = tree.nodes[id]
        if isinstance(node, Outcome):
            lines += _wrap(f"{numbers[id]}. {VERDICTS[node.verdict].upper()}: {node.title}")
            parts = (("Why", node.because), ("First, today", node.first), ("Instead", node.instead))
            for label, text in (*parts, ("Sources", sources.get(node.facts, ""))):
                lines += _wrap(f"{label}: {_plain(text)}", "   ")
        else:
            lines += [*_wrap(f"{numbers[id]}. {node.ask}"), *_wrap(_plain(node.help), "   ")]
            lines += [f"   - {answer.label} -> {numbers[answer.to]}" for answer in node.answers]
        lines.append("")
    return "\n".join(lines)


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, LINE, initial_indent=indent, subsequent_indent=indent or "   ")


def _plain(text: str) -> str:
    """Return text without Markdown's emphasis and citations."""
    return re.sub(r"\s*\[-?@[^\]]+\]|[*`]", "", text)
