"""The anchors of a page: those that authors gave, and those that the build makes of its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.source.records import Handbook, Page


def lasting_anchors(handbook: Handbook, page: Page) -> Iterator[str]:
    """Yield the anchors that others may link to for years, in the order of the page's source."""
    yield from page.anchors
    for block in page.blocks:
        if block.name == "glossary":
            yield from handbook.glossary
        elif block.name == "bibliography":
            yield from handbook.works
        elif block.name == "facts":
            yield from (fact_anchor(fact.id) for work in handbook.works.values() for fact in work.facts)
        elif block.name == "figure":
            yield f"figure-{block.argument}"
        elif block.name == "decision-tree":
            yield from _nodes(handbook, block.argument)
        elif block.name == "contract-template":
            yield from (f"clause-{id}" for id in _clauses(handbook, block.argument))
        elif block.name == "contested":
            yield from (question.id for question in handbook.editorial.contested)
        elif block.name == "door":
            yield door_anchor(block.argument)


def _nodes(handbook: Handbook, slug: str) -> list[str]:
    """Return the ids of a tree's nodes; none where the file is not what a tree must be."""
    tree = handbook.trees.get(slug)
    nodes = tree.data.get("nodes") if tree and isinstance(tree.data, dict) else None
    return list(nodes) if isinstance(nodes, dict) else []


def _clauses(handbook: Handbook, slug: str) -> list[str]:
    """Return the ids of a template's clauses; none where the file is not what a template must be."""
    contract = handbook.contracts.get(slug)
    clauses = contract.data.get("clauses") if contract and isinstance(contract.data, dict) else None
    return [str(clause["id"]) for clause in clauses or () if isinstance(clause, dict) and "id" in clause]


def page_anchors(handbook: Handbook, page: Page) -> Iterator[str]:
    """Yield every anchor of a page; its list of references changes with what it cites."""
    yield from lasting_anchors(handbook, page)
    for citation in handbook.citations_on(page):
        yield "references"
        yield from (f"ref-{item.key}" for item in citation.items)


def fact_anchor(fact_id: str) -> str:
    """Return the anchor of a fact on the page of facts: `jones2016#2` -> `jones2016-2`."""
    return fact_id.replace("#", "-")


def door_anchor(title: str) -> str:
    """Return the anchor of a door: `New coaches` -> `door-new-coaches`."""
    return "door-" + re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
