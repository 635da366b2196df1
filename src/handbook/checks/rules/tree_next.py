"""An outcome of a decision tree leads to a page, template or tree that is not there, or trees lead in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks.parsed import parsed_contracts, parsed_trees
from handbook.contracts import Contract
from handbook.contracts.conditions import holds
from handbook.findings import Finding
from handbook.source.anchors import page_anchors
from handbook.source.records import Handbook
from handbook.trees import Next, tree_circle

ID = "tree-next"
REMEDY = "name a chapter and its anchor, a template or a tree of data/tools.yml"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each place that does not exist, each outcome that leads nowhere yet, each circle of trees."""
    anchors = {page.path: frozenset(page_anchors(handbook, page)) for page in handbook.pages}
    trees, contracts = parsed_trees(handbook), parsed_contracts(handbook)
    for slug, tree in trees.items():
        file, mark = f"data/trees/{slug}.yml", handbook.trees[slug].mark
        for outcome in tree.outcomes:
            there = 0
            for index, item in enumerate(outcome.next):
                problem = _problem(handbook, anchors, item)
                if problem:
                    place = mark("nodes", outcome.id, "next", index, item.kind)
                    yield Finding(file, *place, ID, problem, REMEDY)
                for message in _preset_problems(contracts.get(item.target), item):
                    place = mark("nodes", outcome.id, "next", index, "options")
                    yield Finding(file, *place, "tree-preset", message, "see `options` of the template")
                tool = handbook.editorial.tools.get(item.target)
                there += item.kind == "chapter" or bool(tool and handbook.page(tool.path))
            if not there:
                message = f"`{outcome.id}` leads only to pages that are not written yet"
                yield Finding(file, *mark("nodes", outcome.id, "next"), ID, message, "add a chapter")
        path = f"decision-trees/{slug}.md"
        page = handbook.page(path)
        if page is None or not any(b.name == "decision-tree" and b.argument == slug for b in page.blocks):
            message = f"docs/{path} does not show this tree"
            yield Finding(file, *mark("id"), "tree-page", message, f"write `/// decision-tree | {slug}` there")
    circle = tree_circle(trees)
    if circle:
        message = f"trees send a reader round in a circle: {' → '.join(circle)}"
        hint = "let one of them end with an answer of its own"
        yield Finding(f"data/trees/{circle[0]}.yml", 1, 1, "tree-circle", message, hint)


def _preset_problems(contract: Contract | None, item: Next) -> Iterator[str]:
    """Yield what is wrong with the options that an outcome presets in a template (None: it is not written yet)."""
    if item.kind != "template" or contract is None:
        return
    for option, value in item.options.items():
        domain = contract.domains.get(option)
        if domain is None:
            yield f"`{contract.id}` has no option `{option}`"
        elif value not in domain:
            yield f"`{option}` of `{contract.id}` has no value `{str(value).lower()}`"
    if set(item.options) <= set(contract.domains):
        values = {**contract.defaults, **item.options}
        yield from (
            f"the preset contradicts itself: {rule.says}" for rule in contract.rules if holds(rule.when, values)
        )


def _problem(handbook: Handbook, anchors: dict[str, frozenset[str]], item: Next) -> str | None:
    """Return what is wrong with where an outcome leads, or None."""
    if item.kind == "chapter":
        path, _, anchor = item.target.partition("#")
        return None if anchor in anchors.get(path, ()) else f"`{item.target}` is not a page with that anchor"
    tool = handbook.editorial.tools.get(item.target)
    if tool is None or tool.kind != item.kind:
        return f"`{item.target}` is not a {item.kind} of data/tools.yml"
    return None
