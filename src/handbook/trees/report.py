"""A table of the trees: how large, how well covered by cases, how fast and how large their picture."""

from __future__ import annotations

import time
from collections.abc import Mapping

from handbook.trees.exports import draw_tree
from handbook.trees.model import Tree

_HEAD = (
    "tree",
    "nodes",
    "edges",
    "paths",
    "deep",
    "cases",
    "published",
    "edges met",
    "outcomes met",
    "picture",
    "bytes",
)


def trees_table(trees: Mapping[str, Tree]) -> list[str]:
    """Return the lines of the table, one a tree, with sums at the end; times are of this run and machine."""
    rows = [_row(tree) for tree in trees.values()]
    sums = [f"{len(rows)} trees", *("" for _ in _HEAD[1:])]
    for column in (1, 2, 3, 5, 6):
        sums[column] = str(sum(int(row[column]) for row in rows))
    table = [_HEAD, *rows, tuple(sums)]
    widths = [max(len(row[column]) for row in table) for column in range(len(_HEAD))]
    return ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in table]


def _row(tree: Tree) -> tuple[str, ...]:
    edges = {step for step, _ in tree.steps()}
    walks = [tree.walk(case.answers) for case in tree.cases]
    met = {step for steps, _ in walks for step in steps}
    reached = {end for _, end in walks}
    outcomes = {outcome.id for outcome in tree.outcomes}
    started = time.perf_counter()
    size = len(draw_tree(tree).encode("utf-8"))
    milliseconds = (time.perf_counter() - started) * 1000
    return (
        tree.id,
        str(len(tree.nodes)),
        str(len(edges)),
        str(tree.path_count),
        str(tree.depth),
        str(len(tree.cases)),
        str(sum(case.source != "ours" for case in tree.cases)),
        f"{len(met & edges)}/{len(edges)}",
        f"{len(reached & outcomes)}/{len(outcomes)}",
        f"{milliseconds:.1f} ms",
        f"{size:,}",
    )
