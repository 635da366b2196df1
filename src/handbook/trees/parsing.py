"""Plain data to a tree, once it has the form of the schema."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from handbook.source.schema import one_line, read_day, schema_faults
from handbook.source.strict_yaml import Document, KeyPath
from handbook.trees.model import Answer, Case, Next, Node, Outcome, Question, Tree
from handbook.trees.schema import SCHEMA


class TreeError(Exception):
    """The data are no tree; `faults` are pairs of key path and message."""

    def __init__(self, faults: list[tuple[KeyPath, str]]) -> None:
        """Keep the faults in the order of the data."""
        self.faults = tuple(faults)
        super().__init__("; ".join(message for _, message in faults))


@lru_cache(maxsize=128)
def tree_of(slug: str, document: Document) -> Tree:
    """Return the tree of a file, parsed once however many rules and pages ask. Raises `TreeError` with every fault."""
    return parse_tree(slug, document.data)


def parse_tree(slug: str, data: Any) -> Tree:
    """Return the tree that plain data of `data/trees/<slug>.yml` describe. Raises `TreeError` with every fault."""
    faults = list(schema_faults(SCHEMA, data))
    if isinstance(data, dict) and isinstance(data.get("id"), str) and data["id"] != slug:
        faults.append((("id",), f"`id` must be the name of the file, `{slug}`"))
    reviewed = read_day(data.get("reviewed") if isinstance(data, dict) else None)
    if not faults and reviewed is None:
        faults.append((("reviewed",), "`reviewed` is not a day of the calendar"))
    if faults or reviewed is None:
        raise TreeError(faults)
    return Tree(
        data["id"],
        one_line(data["title"]),
        one_line(data["for"]),
        tuple(map(one_line, data["situations"])),
        reviewed,
        data["start"],
        {id: _node(id, node) for id, node in data["nodes"].items()},
        tuple(
            Case(one_line(c["situation"]), tuple(map(one_line, c["answers"])), c["outcome"], c["source"])
            for c in data["cases"]
        ),
    )


def _node(id: str, node: dict[str, Any]) -> Node:
    if "verdict" not in node:
        answers = tuple(Answer(one_line(answer["label"]), answer["to"]) for answer in node["answers"])
        return Question(id, one_line(node["ask"]), one_line(node["help"]), answers)
    title, because, first, instead, facts = (
        one_line(node[k]) for k in ("title", "because", "first", "instead", "facts")
    )
    return Outcome(id, node["verdict"], title, because, first, instead, tuple(map(_next, node["next"])), facts)


def _next(item: dict[str, Any]) -> Next:
    kind = next(kind for kind in ("chapter", "template", "tree") if kind in item)
    return Next(kind, item[kind], dict(item.get("options", {})))
