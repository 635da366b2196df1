"""A decision tree as a page that works on paper: the picture, every question and outcome as a section, every path."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.util import AtomicString

from handbook.rendering.computed import Computed, relative
from handbook.rendering.tables import build_table

Element = ElementTree.Element
_PARTS = (("Why", "because"), ("First, today", "first"), ("Instead", "instead"), ("Sources", "facts"))


def append_tree(parent: Element, md: Markdown, computed: Computed, page: str, slug: str) -> Element:
    """Append a tree; an empty element where there is no such tree."""
    tree = computed.trees.get(slug)
    if tree is None:
        return ElementTree.SubElement(parent, "div")
    whole = ElementTree.SubElement(parent, "div", {"class": "tree", "data-start": tree["start"]})
    _paragraph(whole, "tree__for", tree["for"])
    whole.append(_picture(md, tree["title"], tree["svg"]))
    _append_heading(whole, "questions-and-outcomes", "Questions and outcomes")
    nodes = ElementTree.SubElement(whole, "div", {"class": "tree__nodes"})
    numbers = {node["id"]: number for number, node in enumerate(tree["nodes"], start=1)}
    for node in tree["nodes"]:
        _append_node(nodes, computed, page, node, numbers)
    _append_heading(whole, "all-paths", "All paths")
    _paragraph(whole, "tree__count", f"{len(tree['paths'])} ways through the tree, each with its outcome.")
    whole.append(_paths(tree["paths"]))
    _append_heading(whole, "files", "Take it with you")
    files = ElementTree.SubElement(whole, "ul", {"class": "tree__files"})
    for end, text in ((".txt", "As plain text"), (".json", "As data (JSON)"), (".svg", "The picture (SVG)")):
        item = ElementTree.SubElement(files, "li")
        link = ElementTree.SubElement(item, "a", {"href": relative(page, f"decision-trees/{slug}{end}")})
        link.text = AtomicString(text)
    return whole


def append_trees(parent: Element, md: Markdown, computed: Computed, page: str) -> Element:
    """Append every tree with the situations that lead to it, and the picture of how trees hang together."""
    whole = ElementTree.SubElement(parent, "div", {"class": "trees"})
    for slug, tree in computed.trees.items():
        section = ElementTree.SubElement(whole, "section", {"class": "trees__one"})
        heading = ElementTree.SubElement(section, "h3", {"id": slug})
        link = ElementTree.SubElement(heading, "a", {"href": relative(page, f"decision-trees/{slug}.md")})
        link.text = AtomicString(tree["title"])
        listing = ElementTree.SubElement(section, "ul")
        for situation in tree["situations"]:
            ElementTree.SubElement(listing, "li").text = situation
    if computed.forest:
        _append_heading(whole, "how-trees-hang-together", "How the trees hang together")
        picture = ElementTree.SubElement(whole, "div", _region("How the trees hang together"))
        picture.text = AtomicString(md.htmlStash.store(computed.forest))
    return whole


def _append_node(parent: Element, computed: Computed, page: str, node: Any, numbers: dict[str, int]) -> None:
    kind = "outcome" if "verdict" in node else "question"
    attributes = {"class": f"node node--{kind}", "data-left": str(node["left"])}
    if kind == "outcome":
        attributes["class"] += f" node--{node['verdict']}"
    section = ElementTree.SubElement(parent, "section", attributes)
    number = numbers[node["id"]]
    label = f"{number} · {node['verdict_text']}" if kind == "outcome" else f"{number} · Question"
    _paragraph(section, "node__label", label)
    heading = ElementTree.SubElement(section, "h3", {"class": "node__title", "id": node["id"], "tabindex": "-1"})
    heading.text = node["title"]
    if kind == "question":
        ElementTree.SubElement(section, "p", {"class": "node__help"}).text = node["help"]
        listing = ElementTree.SubElement(section, "ul", {"class": "node__answers"})
        for answer in node["answers"]:
            item = ElementTree.SubElement(listing, "li")
            link = ElementTree.SubElement(item, "a", {"href": f"#{answer['to']}"})
            link.text = AtomicString(answer["label"])
            link.tail = AtomicString(" ")
            ElementTree.SubElement(item, "span", {"class": "node__to"}).text = AtomicString(
                f"→ {numbers[answer['to']]}"
            )
    else:
        listing = ElementTree.SubElement(section, "dl", {"class": "node__parts"})
        for name, key in _PARTS:
            ElementTree.SubElement(listing, "dt").text = AtomicString(name)
            ElementTree.SubElement(listing, "dd", {"class": f"node__{key}"}).text = node[key]
        _append_next(section, computed, page, node["next"])
    _append_ways(section, node["ways"], numbers)


def _append_next(section: Element, computed: Computed, page: str, leads: list[Any]) -> None:
    listing = ElementTree.SubElement(section, "ul", {"class": "node__next"})
    for lead in leads:
        item = ElementTree.SubElement(listing, "li")
        item.text = AtomicString({"chapter": "Read: ", "template": "Fill in: ", "tree": "Walk on: "}[lead["kind"]])
        link = ElementTree.SubElement(item, "a", {"href": relative(page, lead["target"])})
        link.text = AtomicString(lead["title"])


def _append_ways(section: Element, ways: list[Any], numbers: dict[str, int]) -> None:
    """Say how one gets to a node."""
    paragraph = ElementTree.SubElement(section, "p", {"class": "node__ways"})
    if not ways:
        paragraph.text = AtomicString("The tree begins here.")
        return
    paragraph.text = AtomicString("You get here from ")
    for index, way in enumerate(ways):
        link = ElementTree.SubElement(paragraph, "a", {"href": f"#{way['from']}"})
        link.text = AtomicString(f"{numbers[way['from']]}")
        end = "." if index == len(ways) - 1 else "; "
        link.tail = AtomicString(f" by “{way['label']}”{end}")


def _paths(paths: list[Any]) -> Element:
    rows = [[str(number), *path] for number, path in enumerate(paths, start=1)]
    table = build_table(["Path", "Answers", "Outcome"], rows, cited=True)
    table.set("class", "tree__paths")
    return table


def _picture(md: Markdown, title: str, svg: str) -> Element:
    details = Element("details", {"class": "tree__picture"})
    ElementTree.SubElement(details, "summary").text = AtomicString("See the whole tree at once")
    region = ElementTree.SubElement(details, "div", _region(f"Picture: {title}"))
    region.text = AtomicString(md.htmlStash.store(svg))
    return details


def _region(label: str) -> dict[str, str]:
    return {"class": "tree__drawing", "role": "region", "tabindex": "0", "aria-label": label}


def _append_heading(parent: Element, id: str, text: str) -> None:
    ElementTree.SubElement(parent, "h2", {"id": id}).text = AtomicString(text)


def _paragraph(parent: Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, "p", {"class": name}).text = AtomicString(text)
