"""What a picture of a tree costs: 200 random graphs of the largest size allowed; run by `make bench`."""

from __future__ import annotations

import random
import time

from test_trees import faults_of, make

from handbook.trees import draw_tree, tree_layout
from handbook.trees.proof import MOST_NODES


def graph(chance: random.Random) -> dict[str, list[str]]:
    """Return a random graph without circles in which every node but the last ones asks a question."""
    names = [f"node-{number}" for number in range(MOST_NODES)]
    edges = {}
    for number, name in enumerate(names):
        later = names[number + 1 :]
        edges[name] = chance.choices(later, k=chance.randint(3, 5)) if number < MOST_NODES // 2 else []
    reached = {names[0]}
    for name in names:
        if name in reached:
            reached.update(edges[name])
    return {name: targets for name, targets in edges.items() if name in reached}


def main() -> None:
    """Print the slowest, the mean, and how many drawings have a fault."""
    chance = random.Random(1)
    times, faults = [], 0
    for _ in range(200):
        tree = make(graph(chance), "words of a common length in each box")
        started = time.perf_counter()
        draw_tree(tree)
        times.append((time.perf_counter() - started) * 1000)
        faults += bool(faults_of(tree_layout(tree)))
    print(f"200 random trees: {faults} with a fault, {max(times):.1f} ms at most, {sum(times) / 200:.1f} ms on average")


if __name__ == "__main__":
    main()
