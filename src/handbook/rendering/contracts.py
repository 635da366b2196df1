"""A contracting template as a page: the form (where scripts run), the document, and the reason for each clause."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from markdown.util import AtomicString

from handbook.rendering.computed import Computed, relative

Element = ElementTree.Element
FILES = ((".docx", "Blank, as a Word file"), (".pdf", "Blank, as a PDF"), (".md.txt", "Blank, as Markdown text"))
BUTTONS = (
    ("word", "Download as Word"),
    ("text", "Download as Markdown"),
    ("print", "Print or save as PDF"),
    ("save", "Save my answers"),
    ("open", "Open my answers"),
    ("clear", "Clear"),
)


def append_contract(parent: Element, computed: Computed, page: str, slug: str) -> Element:
    """Append a template; an empty element where there is no such template."""
    contract = computed.contracts.get(slug)
    if contract is None:
        return ElementTree.SubElement(parent, "div")
    attributes = {"class": "contract", "data-id": contract["id"], "data-version": contract["version"]}
    if contract["numbered"]:
        attributes["data-numbered"] = ""
    whole = ElementTree.SubElement(parent, "div", attributes)
    _words(whole, "p", "contract__for", contract["for"])
    files = _make(whole, "ul", "contract__files")
    for end, text in FILES:
        link = ElementTree.SubElement(ElementTree.SubElement(files, "li"), "a")
        link.set("href", relative(page, f"templates/{slug}{end}"))
        link.text = AtomicString(text)
    both = _make(whole, "div", "contract__both")
    _append_form(both, contract)
    _append_document(both, contract)
    if contract["left_out"]:
        _heading(whole, "h2", "left-out", "What this template leaves out, and why")
        listing = ElementTree.SubElement(whole, "ul")
        for row in contract["left_out"]:
            _words(listing, "li", "", f"{row['text']}: {row['why']}")
    return whole


def _append_form(parent: Element, contract: Any) -> None:
    order = " ".join(contract["order"])
    attributes = {"hidden": "", "autocomplete": "off", "aria-labelledby": "the-form", "data-order": order}
    form = _make(parent, "form", "contract__form", attributes)
    _heading(form, "h2", "the-form", "Fill it in")
    _words(form, "p", "contract__privacy", "What you type stays on this page. Nothing is sent or stored.")
    rules = _make(_make(form, "div", "", {"role": "alert"}), "ul", "contract__rules")
    for rule in contract["rules"]:
        _words(rules, "li", "", rule["says"], {"data-when": rule["when"], "hidden": ""})
    if contract["options"]:
        group = _make(form, "fieldset", "contract__group")
        _words(group, "legend", "", "What you agree")
        for option in contract["options"]:
            _append_option(group, option)
    for part in contract["groups"]:
        group = _make(form, "fieldset", "contract__group")
        _words(group, "legend", "", part["label"])
        for field in part["fields"]:
            _append_field(group, field)
    bar = _make(form, "div", "contract__bar")
    for action, text in BUTTONS:
        _words(bar, "button", "", text, {"type": "button", "data-do": action})
    _make(
        bar, "input", "contract__file", {"type": "file", "accept": ".json", "hidden": "", "aria-label": "Saved answers"}
    )
    _make(bar, "p", "contract__status", {"role": "status"})


def _append_option(parent: Element, option: Any) -> None:
    box = _make(parent, "fieldset", "option", {"data-option": option["id"]})
    _words(box, "legend", "", option["label"])
    if option["help"]:
        _words(box, "p", "contract__help", option["help"])
    for choice in option["choices"]:
        label = ElementTree.SubElement(box, "label")
        attributes = {
            "type": "radio",
            "name": f"option-{option['id']}",
            "value": choice["value"],
            "autocomplete": "off",
        }
        if choice["value"] == option["default"]:
            attributes["checked"] = ""
        _make(label, "input", "", attributes)
        _words(label, "span", "option__label", choice["label"])
        _words(label, "span", "option__means", choice["means"])


def _append_field(parent: Element, field: Any) -> None:
    rows = field["type"] == "rows"
    box = _make(parent, "fieldset" if rows else "div", "field", {"data-when": field["when"], "data-field": field["id"]})
    if rows:
        box.set("data-blank", str(field["blank"]))
        _words(box, "legend", "", field["label"])
        _help(box, field, "")
        for number in range(field["blank"]):
            row = _make(
                box, "div", "field__row", {"role": "group", "aria-label": f"{field['label']}, row {number + 1}"}
            )
            for column, label in field["columns"]:
                named = _words(row, "label", "", label)
                _make(named, "input", "", {"type": "text", "data-column": column, "autocomplete": "off"})
        _words(box, "button", "", "Add a row", {"type": "button", "data-do": "row"})
        return
    name = f"field-{field['id']}"
    _words(box, "label", "", field["label"], {"for": name})
    described = _help(box, field, f"{name}-help")
    attributes = {"id": name, "autocomplete": "off"} | ({"aria-describedby": described} if described else {})
    if field["type"] == "long":
        _make(box, "textarea", "", attributes | {"rows": "3"})
    elif field["type"] == "scale":
        select = _make(box, "select", "", attributes)
        for value in ("", *"12345"):
            ends = {"1": f"1 ({field['low']})", "5": f"5 ({field['high']})"}
            _words(select, "option", "", ends.get(value, value), {"value": value})
    else:
        _make(box, "input", "", attributes | {"type": "date" if field["type"] == "date" else "text"})


def _help(box: Element, field: Any, name: str) -> str:
    """Append what helps to fill a field in, and return its id, or nothing where there is no help."""
    words = [field["help"], f"For example: {field['example']}" if field["example"] else ""]
    text = " ".join(word for word in words if word)
    if text:
        _words(box, "p", "contract__help", text, {"id": name} if name else {})
    return name if text else ""


def _append_document(parent: Element, contract: Any) -> None:
    paper = _make(parent, "div", "contract__document")
    _heading(paper, "h2", "the-document", contract["title"])
    _words(paper, "p", "contract__version", f"Version {contract['version']}. {contract['made_with']}")
    for name, title in (("broken", "This document contradicts itself"), ("open", "Still to agree")):
        box = _make(paper, "div", f"contract__{name}", {"hidden": ""})
        _heading(box, "h3", f"document-{name}", title)
        ElementTree.SubElement(box, "ul")
    for name, title in (("party", "Parties"), ("cover", "On one page"), ("term", "What the words mean")):
        entries = contract[{"party": "parties", "cover": "cover", "term": "terms"}[name]]
        if entries:
            _heading(paper, "h3", f"document-{name}", title)
            _append_entries(paper, name, entries)
    for clause in contract["clauses"]:
        _append_clause(paper, clause)
    if contract["signed"]:
        _heading(paper, "h3", "document-signatures", "Signatures")
        _words(paper, "p", "contract__signed", contract["signed"])
        table = _make(_region(paper, "Table: signatures"), "table", "contract__signatures")
        line = ElementTree.SubElement(ElementTree.SubElement(table, "thead"), "tr")
        for text in ("Who signs", "Signature", "Date"):
            _words(line, "th", "", text)
        body = ElementTree.SubElement(table, "tbody")
        for index, party in enumerate(contract["parties"]):
            row = _make(body, "tr", "", _condition(party, f"party:{index}"))
            who = ElementTree.SubElement(row, "th", {"scope": "row"})
            who.text = AtomicString(f"{party['label']}: ")
            _append_pieces(who, party["pieces"])
            ElementTree.SubElement(row, "td")
            ElementTree.SubElement(row, "td")


def _append_entries(paper: Element, name: str, entries: list[Any]) -> None:
    listing = _make(paper, "ul", "contract__entries")
    for index, entry in enumerate(entries):
        item = _make(listing, "li", "", _condition(entry, f"{name}:{index}"))
        _note(item, entry["note"], "span")
        _words(item, "strong", "", f"{entry['label']}:").tail = AtomicString(" ")
        _append_pieces(ElementTree.SubElement(item, "span"), entry["pieces"])


def _append_clause(paper: Element, clause: Any) -> None:
    section = _make(paper, "section", "clause", _condition(clause, f"clause:{clause['id']}"))
    heading = _make(section, "h3", "clause__title", {"id": f"clause-{clause['id']}"})
    if clause["number"]:
        _words(heading, "span", "clause__number", f"{clause['number']}.").tail = AtomicString(" ")
    _words(heading, "span", "", clause["title"])
    _note(section, clause["note"])
    for index, block in enumerate(clause["blocks"]):
        part = _make(section, "div", "clause__part", _condition(block, f"part:{clause['id']}.{index}"))
        _note(part, block["note"])
        _append_block(part, block, f"Table: {clause['title']}, part {index + 1}")
    _append_reason(section, clause)


def _append_block(part: Element, block: Any, label: str) -> None:
    if block["kind"] == "text":
        paragraph = _make(part, "p", "clause__text")
        if block["number"]:
            _words(paragraph, "span", "clause__number", block["number"]).tail = AtomicString(" ")
        _append_pieces(ElementTree.SubElement(paragraph, "span"), block["pieces"])
    elif block["kind"] == "list":
        listing = _make(part, "ol", "clause__items")
        for item in block["items"]:
            _append_pieces(ElementTree.SubElement(listing, "li"), item)
    else:
        attributes = {"data-rows": block["field"]} if block["field"] else {}
        table = _make(_region(part, label), "table", "clause__table", attributes)
        line = ElementTree.SubElement(ElementTree.SubElement(table, "thead"), "tr")
        for cell in block["rows"][0]:
            _append_pieces(ElementTree.SubElement(line, "th"), cell)
        body = ElementTree.SubElement(table, "tbody")
        for row in block["rows"][1:]:
            line = ElementTree.SubElement(body, "tr")
            for cell in row:
                _append_pieces(ElementTree.SubElement(line, "td"), cell)


def _region(parent: Element, label: str) -> Element:
    """Append a region that the keyboard can scroll, with a name that no other on the page has."""
    return _make(parent, "div", "table", {"role": "region", "tabindex": "0", "aria-label": label})


def _append_reason(section: Element, clause: Any) -> None:
    details = _make(section, "details", "clause__why")
    _words(details, "summary", "", f"Why this clause: {clause['title']}")
    ElementTree.SubElement(details, "p").text = clause["why"]
    for label, text in (("If you change it:", clause["if_changed"]), ("In your own version:", clause["change"])):
        paragraph = ElementTree.SubElement(details, "p")
        _words(paragraph, "strong", "", label).tail = f" {text}"
    paragraph = ElementTree.SubElement(details, "p")
    source = clause["facts"] or "our own proposal; no source that we read has it. Have it checked by someone qualified."
    _words(paragraph, "strong", "", "Source:").tail = f" {source}"


def _append_pieces(parent: Element, pieces: list[list[str]]) -> None:
    for kind, name, text in pieces:
        if kind == "text":
            last = parent[-1] if len(parent) else None
            if last is None:
                parent.text = AtomicString((parent.text or "") + text)
            else:
                last.tail = AtomicString((last.tail or "") + text)
        elif kind == "field":
            _words(parent, "span", "slot slot--empty", text, {"data-slot": name, "data-empty": text})
        else:
            _words(parent, "a", "clause__reference", text, {"href": f"#clause-{name}", "data-clause": name})


def _condition(item: Any, tag: str) -> dict[str, str]:
    return {"data-when": item["when"], "data-tag": tag} if item["when"] else {"data-tag": tag}


def _note(parent: Element, text: str, tag: str = "p") -> None:
    if text:
        _words(parent, tag, "contract__note", f"{text} ")


def _make(parent: Element, tag: str, name: str, attributes: dict[str, str] | None = None) -> Element:
    return ElementTree.SubElement(parent, tag, ({"class": name} if name else {}) | (attributes or {}))


def _words(parent: Element, tag: str, name: str, text: str, attributes: dict[str, str] | None = None) -> Element:
    element = _make(parent, tag, name, attributes)
    element.text = AtomicString(text)
    return element


def _heading(parent: Element, tag: str, id: str, text: str) -> None:
    _words(parent, tag, "", text, {"id": id})
