"""Prints citations from the ledger and, at the end of a page, its list of references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from handbook.rendering.computed import Computed, relative
from handbook.source.grammar import GROUP, NARRATIVE, read_group, read_narrative

if TYPE_CHECKING:
    from handbook.rendering import HandbookExtension

ACCESS = {"open": "Open access", "free-to-read": "Free to read", "paywalled": "Behind a paywall"}
SEEN = {
    "primary": "This passage was read.",
    "abstract": "Read in the abstract or the publisher’s summary.",
    "secondary": "Not seen itself: as another source reports it.",
}
_Placed = tuple[ElementTree.Element | None, int | None, int | None]


class _CitationProcessor(InlineProcessor):
    """Looks a citation up in the ledger; one that is not there stays as it was written, for verify to find."""

    def __init__(self, md: Markdown, extension: HandbookExtension, pattern: re.Pattern[str]) -> None:
        super().__init__(r"@", md)
        self.compiled_re = pattern
        self.extension = extension

    def find(self, name: str, match: re.Match[str]) -> _Placed:
        """Return the element for the citation of a name, and what of the text it replaces."""
        label = self.extension.computed.labels.get(name)
        if label is None:
            return None, None, None
        element = ElementTree.fromstring(label["html"])
        for part in element.iter():
            part.text = AtomicString(part.text) if part.text else None
            part.tail = AtomicString(part.tail) if part.tail else None
        return element, match.start(), match.end()


class GroupProcessor(_CitationProcessor):
    """`[@jones2016#2; see also @schalk2017#1]`."""

    def __init__(self, md: Markdown, extension: HandbookExtension) -> None:
        super().__init__(md, extension, GROUP)

    def handleMatch(self, m: re.Match[str], data: str) -> _Placed:  # type: ignore[override]
        """Return the element for a group."""
        return self.find(read_group(m).name, m)


class NarrativeProcessor(_CitationProcessor):
    """`@oneill2007#5 holds that …`."""

    def __init__(self, md: Markdown, extension: HandbookExtension) -> None:
        super().__init__(md, extension, NARRATIVE)

    def handleMatch(self, m: re.Match[str], data: str) -> _Placed:  # type: ignore[override]
        """Return the element for a narrative citation, unless it is part of an address."""
        before = re.search(r"\S*\Z", data[: m.start()])
        if before and "://" in before[0]:
            return None, None, None
        return self.find(read_narrative(m).name, m)


class ReferencesProcessor(Treeprocessor):
    """Numbers the citations of a page in reading order and appends its references."""

    def __init__(self, md: Markdown, extension: HandbookExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: ElementTree.Element) -> None:
        """Append the heading and the list, if the page cites anything."""
        cited: dict[str, list[str]] = {}
        facts: dict[str, dict[str, None]] = {}
        for link in root.iter("a"):
            if link.get("class") != "cite":
                continue
            key = link.attrib["href"].removeprefix("#ref-")
            places = cited.setdefault(key, [])
            places.append(f"cite-{key}-{len(places) + 1}")
            link.set("id", places[-1])
            facts.setdefault(key, {})[link.attrib["data-fact"]] = None
        if not cited:
            return
        computed = self.extension.computed
        heading = ElementTree.SubElement(root, "h2", {"id": "references", "data-search-exclude": ""})
        heading.text = AtomicString("References")
        group = ElementTree.SubElement(root, "ul", {"class": "references", "role": "list"})
        for key in computed.references:
            if key in cited:
                group.append(self._reference(computed, key, cited[key], list(facts[key])))

    def _reference(self, computed: Computed, key: str, places: list[str], facts: list[str]) -> ElementTree.Element:
        work = computed.works[key]
        item = ElementTree.Element("li", {"class": "reference", "id": f"ref-{key}"})
        item.append(entry_element(computed, key))
        links = ElementTree.SubElement(item, "p", {"class": "reference__links"})
        append_access(links, work)
        page = computed.lists.get("bibliography")
        if page:
            add_separator(links)
            target = relative(self.extension.page_path, f"{page}#{key}")
            ElementTree.SubElement(links, "a", {"href": target}).text = AtomicString("In the bibliography")
        add_separator(links)
        back = ElementTree.SubElement(links, "span", {"class": "reference__back"})
        back.text = AtomicString("Cited above: ")
        for number, place in enumerate(places, start=1):
            label = f"Back to citation {number} of {work['short']}"
            attributes = {"role": "doc-backlink", "href": f"#{place}", "aria-label": label}
            link = ElementTree.SubElement(back, "a", attributes)
            link.text = AtomicString(str(number))
            link.tail = AtomicString(" ") if number < len(places) else None
        if work["note"]:
            note = ElementTree.SubElement(item, "p", {"class": "reference__note"})
            note.text = AtomicString(work["note"])
        shown = [fact for fact in facts if fact in work["facts"]]
        if shown:
            details = ElementTree.SubElement(item, "details", {"class": "reference__facts"})
            ElementTree.SubElement(details, "summary").text = AtomicString("What the source says")
            listing = ElementTree.SubElement(details, "ul")
            for fact in shown:
                listing.append(fact_element(fact, work["facts"][fact]))
        return item


def entry_element(computed: Computed, key: str) -> ElementTree.Element:
    """Return the formatted reference of a work as a paragraph."""
    reference = computed.references[key]
    entry = ElementTree.fromstring(f"<p>{reference['html']}</p>")
    entry.set("class", "reference__entry")
    for part in entry.iter():
        part.text = AtomicString(part.text) if part.text else None
        part.tail = AtomicString(part.tail) if part.tail else None
    if reference["margin"]:
        margin = ElementTree.Element("span", {"class": "reference__margin"})
        margin.text = AtomicString("".join(ElementTree.fromstring(f"<p>{reference['margin']}</p>").itertext()))
        margin.tail = AtomicString(f" {entry.text or ''}")
        entry.text = None
        entry.insert(0, margin)
    return entry


def append_access(parent: ElementTree.Element, work: Any) -> None:
    """Say whether the work can be read freely, with a link where it can."""
    label = ACCESS.get(work["access"])
    if label is None:
        return
    if work["link"] and work["access"] in ("open", "free-to-read"):
        element = ElementTree.SubElement(parent, "a", {"class": "reference__access", "href": work["link"]})
    else:
        element = ElementTree.SubElement(parent, "span", {"class": "reference__access"})
    element.text = AtomicString(label)


def add_separator(parent: ElementTree.Element) -> None:
    """Put a middle dot behind the last child, if there is one."""
    if len(parent):
        parent[-1].tail = AtomicString((parent[-1].tail or "") + " · ")


def fact_element(fact_id: str, fact: Any) -> ElementTree.Element:
    """Return a fact as a list item: claim, pinpoint, how it was seen."""
    item = ElementTree.Element("li", {"class": "fact", "data-fact": fact_id})
    claim = ElementTree.SubElement(item, "span", {"class": "fact__claim"})
    claim.text = AtomicString(fact["claim"])
    claim.tail = AtomicString(" ")
    if fact["pinpoint"]:
        pinpoint = ElementTree.SubElement(item, "span", {"class": "fact__pinpoint"})
        pinpoint.text = AtomicString(fact["pinpoint"])
        pinpoint.tail = AtomicString(" ")
    seen = ElementTree.SubElement(item, "span", {"class": "fact__seen"})
    lost = " It could not be shown a second time." if fact["audited"] == "not visible again" else ""
    seen.text = AtomicString(SEEN[fact["seen"]] + lost)
    return item
