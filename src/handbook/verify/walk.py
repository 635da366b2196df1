"""Walks the decision trees of a finished page by its links alone, as a reader without scripts does."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

MOST = 10_000  # paths; more is a fault of the page, not a reason to run on


@dataclass
class WalkedTree:
    """What a page offers: where the tree starts, the answers (label, target) of each question, and the outcomes."""

    start: str = ""
    questions: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    outcomes: list[str] = field(default_factory=list)

    def paths(self) -> list[tuple[str, ...]]:
        """Return every path: start, label, node, label, …, outcome; a link to nothing ends in `?`."""
        found: list[tuple[str, ...]] = []
        waiting: list[tuple[str, ...]] = [(self.start,)]
        while waiting and len(found) < MOST:
            path = waiting.pop()
            at = path[-1]
            if at in self.questions and at not in path[:-1]:
                waiting += [(*path, label, target) for label, target in reversed(self.questions[at])]
            else:
                found.append(path if at in self.outcomes else (*path, "?"))
        return found


def read_tree(html: str) -> WalkedTree | None:
    """Return the tree that a page shows, or None where it shows none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tree


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tree: WalkedTree | None = None
        self.kind = ""
        self.node = ""
        self.answering = False
        self.target: str | None = None
        self.label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        names = values.get("class", "").split()
        if "tree" in names:
            self.tree = WalkedTree(values.get("data-start", ""))
        if self.tree is None:
            return
        if "node" in names:
            self.kind = "outcome" if "node--outcome" in names else "question"
        elif "node__title" in names:
            self.node = values.get("id", "")
            if self.kind == "outcome":
                self.tree.outcomes.append(self.node)
            else:
                self.tree.questions[self.node] = []
        elif "node__answers" in names:
            self.answering = True
        elif tag == "a" and self.answering:
            self.target, self.label = values.get("href", "").removeprefix("#"), ""

    def handle_data(self, data: str) -> None:
        if self.target is not None:
            self.label += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.target is not None and self.tree is not None:
            self.tree.questions[self.node].append((" ".join(self.label.split()), self.target))
            self.target = None
        elif tag == "ul":
            self.answering = False
