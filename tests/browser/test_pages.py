"""Pages as their readers meet them: with the keyboard, on a phone, without scripts, with assistive rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]
CHAPTER = "executive-vs-personal/"
PAGES = [
    "",
    CHAPTER,
    "executive-vs-personal/who-is-the-client/",
    "internal-coaches/confidentiality-and-exceptions/",
    "contracting/limits-of-confidentiality/",
    "contracting/what-may-be-shared/",
    "boundaries/",
    "evidence/",
    "decision-trees/",
    "templates/",
    "about/",
    "about/not-settled/",
    "about/how-claims-are-checked/",
    "about/bibliography/",
    "about/facts/",
    "about/glossary/",
    "about/corrections/",
    "about/cite-this-handbook/",
    "about/licenses/",
    "about/privacy/",
    "about/accessibility/",
    "404.html",
]
LONG = ("about/bibliography/", "about/facts/")  # lists of thousands of elements: two of the four ways are enough
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes need not be told element by element
}


def violations(page: Page) -> list[str]:
    result = Axe().run(page, options=RULES)
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in result.response["violations"]
        for node in found["nodes"]
    ]


WAYS = [(390, "light"), (1366, "dark"), (390, "dark"), (1366, "light")]


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [(path, *way) for path in PAGES for way in (WAYS[:2] if path in LONG else WAYS)],
)
def test_page_holds(path: str, width: int, scheme: str, open_page: Opener, address: str) -> None:
    page = open_page(path, width, scheme)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert page.problems == []  # type: ignore[attr-defined]
    assert [url for url in page.requested if not url.startswith(address)] == []  # type: ignore[attr-defined]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == scheme


@pytest.mark.parametrize("width", [390, 1366])
def test_card_by_keyboard(width: int, open_page: Opener) -> None:
    page = open_page(CHAPTER, width)
    cite = page.locator("a.cite").first
    page.locator("a.term").last.focus()  # the keyboard's modality, before the citation gets the focus
    page.keyboard.press("Tab")
    cite.focus()
    card = page.get_by_role("dialog", name="Reference")
    expect(card).to_be_visible()
    expect(cite).to_have_attribute("aria-expanded", "true")
    expect(card).to_contain_text("What the source says")
    expect(card).to_contain_text("This passage was read.")
    assert violations(page) == []
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(cite).to_be_focused()
    expect(cite).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(card).to_be_visible()
    page.keyboard.press("Enter")
    expect(card.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(card).to_have_count(0)
    expect(cite).to_be_focused()


def test_card_by_pointer(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    cite = page.locator("a.cite").first
    cite.hover()
    card = page.get_by_role("dialog", name="Reference")
    expect(card).to_be_visible()
    card.locator(".card__fact").hover()  # the pointer can enter
    page.wait_for_timeout(500)
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 1366 and box["y"] >= 0
    page.mouse.move(5, 500)
    expect(card).to_have_count(0)
    cite.click()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    cite.click()
    card.get_by_role("link", name="In the list of references").click()
    expect(card).to_have_count(0)
    assert page.url.endswith(cite.get_attribute("href") or "-")


def test_card_by_touch(open_page: Opener) -> None:
    page = open_page(CHAPTER, 390)
    cite = page.locator("a.cite").nth(1)
    cite.tap()
    card = page.get_by_role("dialog", name="Reference")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box and box["x"] == 0 and round(box["width"]) == 390 and round(box["y"] + box["height"]) == 844
    assert "#" not in page.url
    page.locator("h1").tap(force=True)
    expect(card).to_have_count(0)


def test_every_citation_has_its_fact(open_page: Opener) -> None:
    """Each citation of a chapter opens the fact that it names, and no other."""
    page = open_page(CHAPTER)
    for cite in page.locator("a.cite").all():
        fact = cite.get_attribute("data-fact")
        cite.evaluate("link => link.click()")
        claim = page.locator(f"li.fact[data-fact='{fact}'] .fact__claim").first.text_content()
        expect(page.locator(".card .fact__claim")).to_have_text(claim or "-")
        page.keyboard.press("Escape")


def test_term_card(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    page.locator("a.term").first.hover()
    card = page.get_by_role("dialog", name="Definition")
    expect(card).to_contain_text("employer or body")
    assert violations(page) == []


def test_without_scripts(open_page: Opener) -> None:
    page = open_page(CHAPTER, 390, scripts=False)
    cite = page.locator("a.cite").first
    cite.click()
    assert page.url.endswith("#ref-stewartnd")
    expect(page.locator("#ref-stewartnd")).to_be_in_viewport()
    page.locator("details.check summary").first.click()
    expect(page.locator("details.check p").first).to_be_visible()
    expect(page.locator("[data-handbook=menu]")).to_be_hidden()
    page.locator(".header-contents").click()
    expect(page.locator("#footer-contents")).to_be_in_viewport()
    page.locator("#footer-contents a", has_text="About").click()
    expect(page.locator("h1")).to_have_text("About this handbook")


def test_dark_without_scripts(open_page: Opener) -> None:
    page = open_page(CHAPTER, scheme="dark", scripts=False)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 27)"


def test_menu_by_keyboard(open_page: Opener) -> None:
    page = open_page(CHAPTER, 390)
    button = page.get_by_role("button", name="Contents")
    contents = page.get_by_role("navigation", name="Contents")
    expect(contents).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(contents).to_be_visible()
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    contents.get_by_role("link", name="Who is the client?").press("Enter")
    expect(page.locator("h1")).to_have_text("Who is the client?")


def test_nothing_hidden_takes_the_focus(open_page: Opener) -> None:
    """Every stop of the Tab key on a phone is on the screen: no drawer or sheet behind it."""
    page = open_page(CHAPTER, 390)
    page.locator("body").focus()
    stops = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "() => { const b = document.activeElement.getBoundingClientRect();"
            " return [b.left, b.right, b.width, document.activeElement.className] }"
        )
        assert box[0] >= -1 and box[1] <= 391, box  # left, right
        stops |= set(box[3].split())
    assert {"header-menu", "header-search", "header-home", "cite"} <= stops


@pytest.mark.parametrize("width", [390, 1366])
def test_search_finds_a_question(width: int, open_page: Opener) -> None:
    page = open_page("", width)
    if width < 600:
        page.get_by_role("button", name="Search").click()
    field = page.get_by_role("textbox", name="Search the handbook")
    expect(field).to_be_visible()
    field.click()
    # What is typed before the index is there is looked up only in part, so wait as a reader would.
    expect(page.locator(".md-search-result__meta")).not_to_contain_text("Initializing", timeout=15_000)
    field.press_sequentially("promise full confidentiality", delay=30)
    found = page.locator(".md-search-result__link", has_text="Confidentiality and transparency together")
    expect(found.first).to_be_visible(timeout=15_000)
    assert violations(page) == []
    field.press("Escape")
    expect(page.locator(".md-search__output")).to_be_hidden()


def test_scheme_switch_by_keyboard(open_page: Opener) -> None:
    page = open_page("")
    page.get_by_role("radio", name="Switch to the dark scheme").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_print_shows_references_and_addresses(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#references")).to_be_visible()
    expect(page.locator(".reference__entry").first).to_be_visible()
    assert all(details.get_attribute("open") is not None for details in page.locator("details.check").all())
    expect(page.locator(".md-header")).to_be_hidden()
    expect(page.locator(".site-foot__address")).to_be_visible()
    for link in page.locator(".reference__entry a").all():
        assert (link.text_content() or "").startswith("http")


def test_figures_keep_their_text_inside(open_page: Opener) -> None:
    for path, width in [(path, width) for path in PAGES[2:4] for width in (390, 1366)]:
        page = open_page(path, width)
        outside = page.evaluate(
            """() => [...document.querySelectorAll(".figure svg")].filter(svg => svg.getBoundingClientRect().width)
            .flatMap(svg => [...svg.querySelectorAll("text")].filter(text => {
              const inner = text.getBBox(), outer = svg.viewBox.baseVal;
              return inner.x < -2 || inner.y < -2 || inner.x + inner.width > outer.width + 2
                || inner.y + inner.height > outer.height + 2;
            }).map(text => text.textContent))"""
        )
        assert outside == []
        small = page.evaluate(
            """() => [...document.querySelectorAll(".figure svg")].map(svg =>
            svg.getBoundingClientRect().width / svg.viewBox.baseVal.width * 14).filter(size => size && size < 12)"""
        )
        assert small == []
