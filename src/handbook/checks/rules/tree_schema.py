"""A file in data/trees/ does not have the form of a decision tree."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.records import Handbook
from handbook.trees import TreeError, tree_of

ID = "tree-schema"
REMEDY = "schemas/tree.json has the form; compare with another file in data/trees/"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each fault of form."""
    for slug, document in handbook.trees.items():
        try:
            tree_of(slug, document)
        except TreeError as error:
            for path, message in error.faults:
                yield Finding(f"data/trees/{slug}.yml", *document.mark(*path), ID, message, REMEDY)
