"""The decision trees of a handbook that have their form, for the rules that judge what they say."""

from __future__ import annotations

from contextlib import suppress

from handbook.source.records import Handbook
from handbook.trees import Tree, TreeError, parse_tree


def parsed_trees(handbook: Handbook) -> dict[str, Tree]:
    """Return the trees by slug; one without the form of a tree is left to the rule `tree-schema`."""
    trees: dict[str, Tree] = {}
    for slug, document in handbook.trees.items():
        with suppress(TreeError):
            trees[slug] = parse_tree(slug, document.data)
    return trees
