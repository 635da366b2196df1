"""Templates filled in by keyboard: the page, its files and the toolkit say the same, and nothing leaves the device."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from playwright.sync_api import Download, Page, expect
from schema_order import order_faults
from test_pages import violations

from handbook.checks.parsed import parsed_contracts
from handbook.contracts import Contract, as_markdown, resolve
from handbook.contracts.conditions import Values, holds
from handbook.contracts.word import word_parts
from handbook.source import load

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]
CONTRACTS = parsed_contracts(load(Path(__file__).parent.parent.parent)[0])
EACH = pytest.mark.parametrize("slug", CONTRACTS)
CANARY = "canary7351"
HARD = f"{CANARY} Ünal & Söhne <b>“x”</b> \"y\" 'z' 中文 עברית مرحبا {{v}} \\ $u$ #t *s*"
LONG = " ".join([CANARY, *("word & word" for _ in range(182))])
MOST = 2**14


def settings_to_prove(contract: Contract) -> Iterator[Values]:
    """Yield every setting of the options; beyond 2 ** 14 each alone, all pairs, all and none."""
    if contract.combinations <= MOST:
        yield from contract.every_setting()
        return
    yield contract.defaults
    single = [{id: value} for id, domain in contract.domains.items() for value in domain]
    pairs = [a | b for a, b in combinations(single, 2) if not set(a) & set(b)]
    yield from (contract.defaults | change for change in (*single, *pairs))
    for end in (0, -1):
        yield {id: domain[end] for id, domain in contract.domains.items()}


def in_page(values: Values) -> dict[str, str]:
    """Return a setting as the form holds it."""
    return {id: {True: "on", False: "off"}.get(value, value) for id, value in values.items()}  # type: ignore[call-overload]


def asked(contract: Contract, values: Values) -> list[str]:
    return [id for id, uses in contract.uses.items() if any(holds(when, values) for when in uses)]


def answers_for(contract: Contract) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for field in contract.fields.values():
        if field.type == "rows":
            numbers = range(min(2, field.blank))
            answers[field.id] = [{c: f"{field.id} {c} {n} {CANARY} &" for c, _ in field.columns} for n in numbers]
        elif field.type == "long":
            answers[field.id] = LONG
        else:
            answers[field.id] = {"date": "2026-12-03", "scale": "4"}.get(field.type, f"{field.id} {HARD}")
    return answers


def fill_by_keyboard(page: Page, contract: Contract, answers: dict[str, Any]) -> None:
    """Tab through the form and type every answer where the focus is."""
    page.locator(".option input:checked, .field input, .field textarea, .field select").first.focus()
    seen: set[str] = set()
    for _ in range(600):
        here = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (!e.closest(".contract__form")) return null;
              const row = e.closest(".field__row");
              const rows = row ? [...row.parentElement.querySelectorAll(".field__row")] : [];
              return { id: e.id, tag: e.tagName, type: e.type, column: e.dataset.column ?? "", row: rows.indexOf(row),
                       field: e.closest(".field")?.dataset.field ?? "", action: e.dataset.do ?? "" };
            }"""
        )
        if here is None:
            break
        if here["column"] and here["row"] < len(answers[here["field"]]):
            page.keyboard.insert_text(answers[here["field"]][here["row"]][here["column"]])
        elif here["id"].startswith("field-") and here["id"] not in seen:
            seen.add(here["id"])
            text = answers[here["field"]]
            if here["type"] == "date":
                page.keyboard.type("12032026")
            elif here["tag"] == "SELECT":
                page.keyboard.type(text)
            else:
                page.keyboard.insert_text(text)
            if here["type"] == "date":  # its three parts are one stop less
                page.locator(f"#{here['id']}").evaluate("e => e.blur()")
                page.locator(f"#{here['id']}").focus()
                for _ in range(2):
                    page.keyboard.press("Tab")
        page.keyboard.press("Tab")


def save(page: Page, name: str) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).press("Enter")
    download: Download = waiting.value
    return Path(download.path())


def squeezed(text: str) -> str:
    return re.sub(r"[^\w]", "", text)


@EACH
def test_both_engines_say_the_same_for_every_setting(slug: str, open_page: Opener) -> None:
    contract = CONTRACTS[slug]
    page = open_page(f"templates/{slug}/")
    every = list(settings_to_prove(contract))
    script = """async (settings) => {
      const found = [];
      for (const options of settings) {
        handbookForm.choose(options);
        handbookForm.update();
        const bytes = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(handbookForm.markdown()));
        found.push([...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
      }
      return found;
    }"""
    for start in range(0, len(every), 256):
        part = every[start : start + 256]
        found = page.evaluate(script, [in_page(values) for values in part])
        for values, digest in zip(part, found, strict=True):
            text = as_markdown(resolve(contract, values, {}))
            if hashlib.sha1(text.encode("utf-8")).hexdigest() != digest:
                page.evaluate("options => { handbookForm.choose(options); handbookForm.update(); }", in_page(values))
                assert page.evaluate("handbookForm.markdown()") == text, values


@EACH
def test_filled_by_keyboard_it_downloads_what_the_toolkit_makes(slug: str, open_page: Opener, address: str) -> None:
    contract = CONTRACTS[slug]
    answers = answers_for(contract)
    page = open_page(f"templates/{slug}/")
    page.wait_for_load_state("networkidle")
    before = len(page.requested)  # type: ignore[attr-defined]
    fill_by_keyboard(page, contract, answers)
    values = contract.defaults
    expected = as_markdown(resolve(contract, values, {id: answers[id] for id in asked(contract, values)}))
    assert save(page, "Download as Markdown").read_text(encoding="utf-8") == expected
    expect(page.locator(".contract__open")).to_be_hidden()
    word = save(page, "Download as Word").read_bytes()
    parts = word_parts(word)
    assert order_faults(parts) == []
    read = str(pypandoc.convert_text(word, "plain", format="docx", extra_args=["--wrap=none"]))
    document = resolve(contract, values, answers)
    for clause in document.clauses:
        assert squeezed(clause.title) in squeezed(read)
        for block in clause.blocks:
            for pieces in getattr(block, "items", ()) or (getattr(block, "pieces", ()),):
                assert squeezed("".join(piece.text for piece in pieces)) in squeezed(read)
            for row in getattr(block, "rows", ()):
                assert squeezed("".join(piece.text for cell in row for piece in cell)) in squeezed(read)
    absent = [clause.title for clause in contract.clauses if not holds(clause.when, values)]
    titles = re.findall(r"<w:pStyle w:val=\"(?:Clause|Heading1)\"/>.*?</w:p>", parts["word/document.xml"], re.DOTALL)
    shown = ["".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", title)) for title in titles]
    assert not set(absent) & set(shown)
    assert parts["word/document.xml"].count('w:pStyle w:val="Optionnote"') == 1  # the line of the version, no notes
    assert "Still to agree" not in read
    saved = save(page, "Save my answers")
    assert json.loads(saved.read_text(encoding="utf-8"))["template"] == slug
    # Nothing went out: no request at all, no storage, no address, no other page.
    # Chromium itself may ask for the tab's icon again; that request carries nothing.
    fetched = page.requested[before:]  # type: ignore[attr-defined]
    sent = [url for url in fetched if not url.startswith("blob:") and not url.endswith("/mark.svg")]
    assert sent == []
    assert not [url for url in page.requested if CANARY in url or not url.startswith((address, "blob:"))]  # type: ignore[attr-defined]
    assert CANARY not in page.url
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, history.state])")
    assert CANARY not in stored
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert page.problems == []  # type: ignore[attr-defined]
    # Cleared and opened again, it is the same.
    page.get_by_role("button", name="Clear", exact=True).press("Enter")
    assert CANARY not in page.locator(".contract").inner_text()
    assert page.evaluate("handbookForm.markdown()") == as_markdown(resolve(contract, values, {}))
    page.locator(".contract__file").set_input_files(saved)
    expect(page.locator(".contract__status")).to_have_text("Your answers are back.")
    assert page.evaluate("handbookForm.markdown()") == expected


@EACH
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_template_page_holds(slug: str, width: int, scheme: str, open_page: Opener) -> None:
    page = open_page(f"templates/{slug}/", width, scheme)
    page.evaluate("for (const reason of document.querySelectorAll('.clause__why')) reason.open = true")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@EACH
def test_contradictions_are_explained_and_mark_every_file(slug: str, open_page: Opener) -> None:
    contract = CONTRACTS[slug]
    page = open_page(f"templates/{slug}/")
    for rule in contract.rules:
        values = next(v for v in contract.every_setting() if holds(rule.when, v))
        page.evaluate("options => { handbookForm.choose(options); handbookForm.update(); }", in_page(values))
        expect(page.locator(".contract__rules li", has_text=rule.says)).to_be_visible()
        text = save(page, "Download as Markdown").read_text(encoding="utf-8")
        assert text == as_markdown(resolve(contract, values, {}))
        assert "## This document contradicts itself" in text and f"\n- {rule.says}\n" in text
        read = str(pypandoc.convert_text(save(page, "Download as Word").read_bytes(), "plain", format="docx"))
        assert "This document contradicts itself" in read and squeezed(rule.says) in squeezed(read)
        page.emulate_media(media="print")
        expect(page.locator(".contract__broken")).to_be_visible()
        page.emulate_media(media="screen")


@EACH
def test_paper_shows_the_document_alone(slug: str, open_page: Opener) -> None:
    page = open_page(f"templates/{slug}/")
    page.emulate_media(media="print")
    expect(page.locator(".contract__document")).to_be_visible()
    expect(page.locator(".contract__form")).to_be_hidden()
    assert page.locator(".clause__why:visible").count() == 0
    assert page.locator(".clause:visible").count() == len(
        resolve(CONTRACTS[slug], CONTRACTS[slug].defaults, {}).clauses
    )


@EACH
def test_without_scripts_everything_is_there_with_its_condition(slug: str, open_page: Opener) -> None:
    contract = CONTRACTS[slug]
    page = open_page(f"templates/{slug}/", 390, scripts=False)
    expect(page.locator(".contract__form")).to_be_hidden()
    assert page.locator(".clause:visible").count() == len(contract.clauses)
    notes = sum(clause.when is not None for clause in contract.clauses)
    assert page.locator(".clause > .contract__note:visible").count() == notes
    for end in (".docx", ".pdf", ".md.txt"):
        link = page.locator(f".contract__files a[href$='{slug}{end}']")
        response = page.request.get(link.evaluate("link => link.href"))
        assert response.ok and len(response.body()) > 1_000


def test_a_tree_presets_options_and_bad_files_are_refused(open_page: Opener, tmp_path: Path) -> None:
    slug, contract = next((slug, c) for slug, c in CONTRACTS.items() if c.options)
    option = next(iter(contract.options.values()))
    value = next(v for v in option.domain if v != option.default)
    word = option.id if value is True else f"{option.id}={str(value).lower()}"
    page = open_page(f"templates/{slug}/#set:{word};no_such=thing;{option.id}x=<b>")
    values = contract.defaults | {option.id: value}
    assert page.evaluate("handbookForm.markdown()") == as_markdown(resolve(contract, values, {}))
    for name, text in {"a.json": "{", "b.json": '{"template": "other"}', "c.json": "null", "d.json": "[1]"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        page.locator(".contract__file").set_input_files(tmp_path / name)
        expect(page.locator(".contract__status")).to_contain_text("no answers for this template")
    strange = {"template": slug, "version": "1999.01", "options": {"x": 1}, "answers": {"y": [1]}, "rows": {"z": {}}}
    (tmp_path / "e.json").write_text(json.dumps(strange), encoding="utf-8")
    page.locator(".contract__file").set_input_files(tmp_path / "e.json")
    expect(page.locator(".contract__status")).to_contain_text("saved with version 1999.01")
    assert page.problems == []  # type: ignore[attr-defined]


def test_a_saved_page_works_from_a_file(open_page: Opener, browser: Any) -> None:
    site = Path(__file__).parent.parent.parent / "site"
    slug, contract = next(iter(CONTRACTS.items()))
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "templates" / slug / "index.html").as_uri())
    assert page.evaluate("handbookForm.markdown()") == as_markdown(resolve(contract, contract.defaults, {}))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as Word").click()
    assert order_faults(word_parts(Path(waiting.value.path()).read_bytes())) == []
    context.close()
