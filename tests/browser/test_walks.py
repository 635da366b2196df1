"""Decision trees walked to every outcome: by pointer and by keyboard, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from test_pages import violations

from handbook.checks.parsed import parsed_trees
from handbook.source import load
from handbook.trees import Question, Tree

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]
TREES = parsed_trees(load(Path(__file__).parent.parent.parent)[0])
WALKS = pytest.mark.parametrize("slug", TREES)


def current(page: Page) -> str:
    """Return the node that the address names."""
    return page.url.partition("#")[2]


def answer(page: Page, tree: Tree, id: str, index: int, keys: bool, scripts: bool) -> None:
    """Give an answer at a node that the page shows."""
    node = page.locator(f".node:has([id='{id}'])")
    link = node.locator(".node__answers a").nth(index)
    if keys:
        # A node that was reached by its anchor is where the keyboard goes on.
        for _ in range(index + 1):
            page.keyboard.press("Tab")
        expect(link).to_be_focused()
        page.keyboard.press("Enter")
    else:
        link.click()
    question = tree.nodes[id]
    assert isinstance(question, Question)
    target = question.answers[index].to
    page.wait_for_url(f"**#{target}")
    title = page.locator(f"[id='{target}']")
    if scripts:
        expect(title).to_be_focused()
    expect(title).to_be_in_viewport()


def walk(page: Page, tree: Tree, keys: bool, scripts: bool) -> Iterator[tuple[str, ...]]:
    """Yield every path that the page offers, in the words of `Tree.words`; after each answer the reader goes back."""

    def go(id: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        node = page.locator(f".node:has([id='{id}'])")
        links = node.locator(".node__answers a")
        labels = links.all_text_contents()
        if not labels:
            yield path
            return
        for index, label in enumerate(labels):
            answer(page, tree, id, index, keys, scripts)
            target = current(page)
            if scripts:
                assert page.locator(".node:visible").count() == 1
                assert page.locator(".tree__bar li").count() == len(path) // 2 + 1
            yield from go(target, (*path, label.strip(), target))
            if keys and not scripts:  # going back does not tell the keyboard where to go on, an anchor does
                page.goto(page.url.partition("#")[0] + f"#{id}")
            else:
                page.go_back()
            page.wait_for_url(f"**#{id}")
            if scripts:
                expect(page.locator(f"[id='{id}']")).to_be_focused()

    yield from go(tree.start, (tree.start,))


@WALKS
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("keys", [False, True], ids=["pointer", "keyboard"])
def test_every_path(slug: str, keys: bool, scripts: bool, open_page: Opener) -> None:
    tree = TREES[slug]
    page = open_page(f"decision-trees/{slug}/#{tree.start}", scripts=scripts)
    page.wait_for_load_state("networkidle")
    before = len(page.requested)  # type: ignore[attr-defined]
    found = sorted(walk(page, tree, keys, scripts))
    assert found == sorted(tree.words(steps, outcome) for steps, outcome in tree.paths())
    # At each new fragment Chromium itself asks for the tab's icon again, which says nothing of the way.
    asked = [url for url in page.requested[before:] if not url.endswith("/mark.svg")]  # type: ignore[attr-defined]
    assert asked == []
    assert page.problems == []  # type: ignore[attr-defined]
    if scripts:
        assert page.evaluate("localStorage.length + sessionStorage.length") <= 2  # the theme keeps its scheme there
        assert page.evaluate("document.cookie") == ""


@WALKS
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_tree_page_holds(slug: str, width: int, scheme: str, open_page: Opener, address: str) -> None:
    """The question with the picture, and an outcome: each at both widths and in both schemes, in four runs of axe."""
    page = open_page(f"decision-trees/{slug}/", width, scheme)
    if (width == 390) == (scheme == "light"):
        page.locator(".tree__picture summary").click()
    else:
        outcome = TREES[slug].outcomes[0].id
        page.goto(page.url.partition("#")[0] + f"#{outcome}")
        expect(page.locator(f"[id='{outcome}']")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in page.requested if not url.startswith(address)] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_index_holds(width: int, scheme: str, open_page: Opener) -> None:
    page = open_page("decision-trees/", width, scheme)
    assert violations(page) == []
    assert page.locator(".trees__one").count() == len(TREES)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def first_path(tree: Tree) -> tuple[tuple[tuple[str, int], ...], str]:
    """Return the longest path of a tree and its outcome."""
    steps, outcome = max(tree.paths(), key=lambda path: len(path[0]))
    return steps, outcome.id


@WALKS
def test_change_an_earlier_answer_and_copy(slug: str, open_page: Opener) -> None:
    tree = TREES[slug]
    steps, outcome = first_path(tree)
    page = open_page(f"decision-trees/{slug}/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    status = page.locator(".tree__bar [role=status]")
    expect(status).to_have_text(re.compile(r"^Question 1, "))
    for id, index in steps:
        page.locator(f".node:has([id='{id}']) .node__answers a").nth(index).click()
    expect(status).to_have_text("Outcome")
    trail = page.locator(".tree__bar li")
    assert trail.count() == len(steps)
    page.get_by_role("button", name="Copy my path").click()
    expect(status).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    lines = copied.splitlines()
    assert lines[0] == page.locator("h1").inner_text()
    for (id, index), line in zip(steps, lines[1:], strict=False):
        question = tree.nodes[id]
        assert isinstance(question, Question)
        assert line == f"- {question.ask} {question.answers[index].label}"
    assert f"/decision-trees/{slug}/#{outcome}" in copied
    assert "First, today: " in copied and "Sources: " in copied
    assert re.search(r"\w+ \d+, 20\d\d$", copied)
    trail.first.get_by_role("link").click()
    expect(page.locator(f"[id='{tree.start}']")).to_be_focused()
    assert trail.count() == 0
    page.go_back()
    expect(page.locator(f"[id='{outcome}']")).to_be_focused()
    assert trail.count() == len(steps)
    page.go_back()
    page.go_forward()
    expect(page.locator(f"[id='{outcome}']")).to_be_visible()
    assert trail.count() == len(steps)


def test_a_link_to_a_node_opens_it_and_one_to_nothing_the_start(open_page: Opener) -> None:
    slug, tree = next(iter(TREES.items()))
    outcome = tree.outcomes[-1].id
    page = open_page(f"decision-trees/{slug}/#{outcome}")
    expect(page.locator(f"[id='{outcome}']")).to_be_visible()
    page = open_page(f"decision-trees/{slug}/#no-such-node")
    expect(page.locator(f"[id='{tree.start}']")).to_be_visible()
    page = open_page(f"decision-trees/{slug}/#%E0%A4%A")
    expect(page.locator(f"[id='{tree.start}']")).to_be_visible()
    assert page.problems == []  # type: ignore[attr-defined]


@WALKS
def test_paper_shows_every_node_and_the_picture(slug: str, open_page: Opener) -> None:
    page = open_page(f"decision-trees/{slug}/")
    page.emulate_media(media="print")
    tree = TREES[slug]
    assert page.locator(".node:visible").count() == len(tree.nodes)
    assert page.locator(".tree__picture svg").bounding_box()
