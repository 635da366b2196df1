"""What editors keep as data, as blocks: first aid, contested questions, the founding article's points, tools."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from markdown.util import AtomicString

from handbook.rendering.computed import Computed, relative

Element = ElementTree.Element


def append_danger(parent: Element, danger: Any) -> None:
    """Append what to do first; the steps are numbered."""
    ElementTree.SubElement(parent, "p").text = danger["lead"]
    steps = ElementTree.SubElement(parent, "ol")
    for step in danger["steps"]:
        ElementTree.SubElement(steps, "li").text = step


def append_contested(parent: Element, computed: Computed, page: str) -> Element:
    """Append every contested question with both sides and the handbook's wording, each with an anchor."""
    section = ElementTree.SubElement(parent, "div", {"class": "contested"})
    for item in computed.contested:
        ElementTree.SubElement(section, "h2", {"id": item["id"]}).text = AtomicString(item["question"])
        for label, text in (("One side", item["one"]), ("The other", item["other"]), ("So we say", item["wording"])):
            paragraph = ElementTree.SubElement(section, "p")
            ElementTree.SubElement(paragraph, "strong").text = AtomicString(f"{label}:")
            paragraph[0].tail = f" {text}"
        paragraph = ElementTree.SubElement(section, "p", {"class": "contested__where"})
        paragraph.text = AtomicString("Told in ")
        _append_link(paragraph, computed, page, item["where"]).tail = AtomicString(".")
    return section


def append_points(parent: Element, computed: Computed, page: str) -> Element:
    """Append a table of the founding article's points with the places that cover each."""
    table = ElementTree.SubElement(parent, "table")
    head = ElementTree.SubElement(ElementTree.SubElement(table, "thead"), "tr")
    for text in ("Point of the article", "Where we tell it"):
        ElementTree.SubElement(head, "th").text = AtomicString(text)
    body = ElementTree.SubElement(table, "tbody")
    for item in computed.points:
        row = ElementTree.SubElement(body, "tr")
        ElementTree.SubElement(row, "th", {"scope": "row"}).text = f"{item['point']} {item['cite']}"
        cell = ElementTree.SubElement(row, "td")
        for index, target in enumerate(item["covered"]):
            link = _append_link(cell, computed, page, target)
            link.tail = AtomicString("; " if index < len(item["covered"]) - 1 else "")
    return table


def append_tools(parent: Element, computed: Computed, page: str, names: list[str]) -> Element:
    """Append links to the trees and templates that exist; nothing where none does."""
    tools = [computed.tools[name] for name in names if name in computed.tools]
    if not tools:
        return Element("aside")  # stands nowhere
    aside = ElementTree.SubElement(parent, "aside", {"class": "tools", "aria-label": "Act on it"})
    ElementTree.SubElement(aside, "p", {"class": "tools__label"}).text = AtomicString("Act on it")
    listing = ElementTree.SubElement(aside, "ul")
    for tool in tools:
        item = ElementTree.SubElement(listing, "li")
        item.text = AtomicString("Decision tree: " if tool["kind"] == "tree" else "Template: ")
        link = ElementTree.SubElement(item, "a", {"href": relative(page, tool["path"])})
        link.text = AtomicString(tool["title"])
    return aside


def _append_link(parent: Element, computed: Computed, page: str, target: str) -> Element:
    """Append a link named by the page and the heading that it leads to; plain words where a reader may not go."""
    title = computed.pages.get(target.partition("#")[0])
    if title is None:
        return ElementTree.SubElement(parent, "span")
    link = ElementTree.SubElement(parent, "a", {"href": relative(page, target)})
    heading = computed.headings.get(target)
    link.text = AtomicString(f"{heading} ({title})" if heading else title)
    return link
