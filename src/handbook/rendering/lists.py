"""The generated lists: bibliography, facts, glossary."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from markdown.util import AtomicString

from handbook.rendering.citations import add_separator, append_access, entry_element, fact_element
from handbook.rendering.computed import Computed, relative
from handbook.source.anchors import fact_anchor

Element = ElementTree.Element

KINDS = {
    "primary-research": "Research",
    "meta-analysis": "Meta-analysis",
    "review": "Review or concept paper",
    "professional-code": "Professional code",
    "practitioner-book": "Practitioner’s book",
    "practitioner-article": "Practitioner’s article",
    "organisation-scheme": "An organization’s own scheme",
    "organization-scheme": "An organization’s own scheme",
    "report": "Report",
    "law": "Law",
}


def append_bibliography(parent: Element, computed: Computed, page: str) -> Element:
    """Append every work: reference, kind, note, what is missing, the chapters that cite it."""
    listing = ElementTree.SubElement(parent, "ul", {"class": "references bibliography", "role": "list"})
    for key in computed.references:
        work = computed.works[key]
        item = ElementTree.SubElement(listing, "li", {"class": "reference", "id": key})
        item.append(entry_element(computed, key))
        links = ElementTree.SubElement(item, "p", {"class": "reference__links"})
        _span(links, "reference__kind", KINDS.get(work["kind"], work["kind"]))
        if work["access"] != "unknown":
            add_separator(links)
            append_access(links, work)
        facts_page = computed.lists.get("facts")
        if facts_page:
            add_separator(links)
            count = len(work["facts"])
            target = relative(page, f"{facts_page}#{fact_anchor(next(iter(work['facts']), key))}")
            _link(links, target, f"{count} fact" + ("s" if count != 1 else ""))
        if work["note"]:
            _paragraph(item, "reference__note", work["note"])
        if work["missing"]:
            missing = "; ".join(f"{name} ({reason})" for name, reason in work["missing"].items())
            _paragraph(item, "reference__missing", f"Missing or not confirmed: {missing}.")
        used = ElementTree.SubElement(item, "p", {"class": "reference__uses"})
        _append_uses(used, computed, page, _pages_of(computed, work, key), f"ref-{key}")
    return listing


def append_facts(parent: Element, computed: Computed, page: str) -> Element:
    """Append every fact under its work, with the pages that use it."""
    section = ElementTree.SubElement(parent, "div", {"class": "facts"})
    bibliography = computed.lists.get("bibliography")
    for key in sorted(computed.works):
        work = computed.works[key]
        title = ElementTree.SubElement(section, "p", {"class": "facts__work"})
        if bibliography:
            _link(title, relative(page, f"{bibliography}#{key}"), work["short"])
        else:
            title.text = AtomicString(work["short"])
        listing = ElementTree.SubElement(section, "ul", {"class": "facts__list", "role": "list"})
        for fact_id, fact in work["facts"].items():
            item = fact_element(fact_id, fact)
            item.set("id", fact_anchor(fact_id))
            name = Element("code", {"class": "fact__id"})
            name.text, name.tail = AtomicString(fact_id), AtomicString(" ")
            item.insert(0, name)
            pages = computed.uses.get(fact_id, ())
            if pages:
                used = ElementTree.SubElement(item, "span", {"class": "fact__uses"})
                item[-2].tail = AtomicString(" ")
                _append_uses(used, computed, page, list(pages), f"ref-{key}")
            listing.append(item)
    return section


def append_glossary(parent: Element, computed: Computed) -> Element:
    """Append every term as a definition list with permanent anchors."""
    listing = ElementTree.SubElement(parent, "dl", {"class": "glossary"})
    for identifier, term in computed.glossary.items():
        ElementTree.SubElement(listing, "dt", {"id": identifier}).text = AtomicString(term["term"])
        ElementTree.SubElement(listing, "dd").text = AtomicString(term["definition"])
        if term["synonyms"]:
            words = ElementTree.SubElement(listing, "dd", {"class": "glossary__synonyms"})
            words.text = AtomicString(f"Also: {', '.join(term['synonyms'])}")
    return listing


def _pages_of(computed: Computed, work: Any, key: str) -> list[str]:
    cited = {path for name in (key, *work["facts"]) for path in computed.uses.get(name, ())}
    return [path for path in computed.pages if path in cited]


def _append_uses(parent: Element, computed: Computed, page: str, pages: list[str], place: str) -> None:
    parent.text = AtomicString("Cited in " if pages else "Not cited yet.")
    for index, path in enumerate(pages):
        link = _link(parent, relative(page, f"{path}#{place}"), computed.pages[path])
        link.tail = AtomicString(", " if index < len(pages) - 1 else ".")


def _link(parent: Element, target: str, text: str) -> Element:
    link = ElementTree.SubElement(parent, "a", {"href": target})
    link.text = AtomicString(text)
    return link


def _span(parent: Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, "span", {"class": name}).text = AtomicString(text)


def _paragraph(parent: Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, "p", {"class": name}).text = AtomicString(text)
