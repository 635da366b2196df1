"""The ledger: for every citation of the site its label, locator, reference, pages and facts.

It is computed once before any page is rendered and cached by content: pandoc runs again only when a
citation, a work or the style has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from handbook.citations.citeproc import CiteprocError, pandoc, pinpoint_text, run_citeproc
from handbook.citations.styles import Style, load_style
from handbook.findings import Finding, FindingsError
from handbook.source.grammar import Citation, Item
from handbook.source.records import Handbook, Work

FORMAT = 4  # raise when the meaning of a cached ledger changes


@dataclass(frozen=True, slots=True)
class Label:
    """How one citation is printed: `html` holds `<a class="cite" href="#ref-key" data-fact="key#n">`."""

    html: str
    keys: tuple[str, ...]
    facts: tuple[str, ...]
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A work in the list of references: the style's margin (`[3]` or nothing) and its text, as XHTML."""

    margin: str
    html: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """`labels` by the name of the citation, `references` by key in the order of the style.

    `names` says how a work is called outside a citation (`Smith, 2020a`), and `uses` lists, per fact or bare
    key, the pages that cite it, in reading order.
    """

    style: str
    labels: Mapping[str, Label] = field(repr=False)
    references: Mapping[str, Reference] = field(repr=False)
    names: Mapping[str, str] = field(repr=False)
    uses: Mapping[str, tuple[str, ...]] = field(repr=False)

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)


def build_ledger(handbook: Handbook, cache: Path | None = None) -> Ledger:
    """Return the ledger of a handbook whose citations the checks have passed.

    `cache` is a folder for finished runs, or None. Raises `FindingsError` for a style that cannot be used
    and where pandoc fails.
    """
    style = load_style(handbook.settings)
    citations: dict[str, Citation] = {}
    uses: dict[str, dict[str, None]] = {}
    for page in handbook.pages:
        for citation in handbook.citations_on(page):
            if not all(item.key in handbook.works for item in citation.items):
                continue
            citations.setdefault(citation.name, citation)
            for item in citation.items:
                uses.setdefault(item.fact_id, {})[page.path] = None
    bare = [Citation(f"[@{key}]", (Item(key, None),), False, 0, 0) for key in handbook.works]
    labels, entries = _run_cached([*citations.values(), *bare], handbook, style, cache)
    return Ledger(
        style=style.name,
        labels={
            name: _label(citation, label, handbook.works, style)
            for (name, citation), label in zip(citations.items(), labels, strict=False)
        },
        names={
            work.key: _name(work, label, style)
            for work, label in zip(handbook.works.values(), labels[len(citations) :], strict=True)
        },
        references={key: Reference(margin, html) for key, (margin, html) in entries.items()},
        uses={name: tuple(pages) for name, pages in sorted(uses.items())},
    )


def _run_cached(
    citations: list[Citation], handbook: Handbook, style: Style, cache: Path | None
) -> tuple[list[str], dict[str, tuple[str, str]]]:
    bibliography = (handbook.root / handbook.settings.bib_file).read_text(encoding="utf-8-sig")
    names = [
        [citation.name, *(pinpoint_text(item, handbook.works) for item in citation.items)] for citation in citations
    ]
    digest = hashlib.sha256(
        json.dumps([FORMAT, pandoc()[1], style.text, bibliography, names]).encode("utf-8")
    ).hexdigest()
    stored = cache / f"citations-{digest[:32]}.json" if cache else None
    if stored and stored.is_file():
        try:
            labels, entries = json.loads(stored.read_text(encoding="utf-8"))
            return labels, {key: (margin, html) for key, (margin, html) in entries}
        except (ValueError, TypeError):
            stored.unlink()  # a broken cache is no cache
    try:
        labels, entries = run_citeproc(citations, handbook.works, bibliography, style)
    except CiteprocError as error:
        message = f"the citations cannot be formatted: {error}"
        hint = "read the entry that pandoc names in references.bib"
        raise FindingsError([Finding(handbook.settings.bib_file, 1, 1, "citeproc", message, hint)]) from error
    if stored:
        stored.parent.mkdir(parents=True, exist_ok=True)
        partial = stored.with_suffix(".partial")
        partial.write_text(json.dumps([labels, list(entries.items())]), encoding="utf-8")
        partial.replace(stored)
    return labels, entries


def _label(citation: Citation, html: str, works: Mapping[str, Work], style: Style) -> Label:
    """Name the fact of each link, and let the link hold its pinpoint too, which makes it easier to hit."""
    root = ElementTree.fromstring(f"<span>{html}</span>")
    span = root[0] if len(root) and root[0].tag == "span" else root
    locators = [pinpoint_text(item, works) for item in citation.items]
    if citation.narrative:
        _link_whole(span, citation, works, style)
    waiting = list(zip(citation.items, locators, strict=True))
    for link in list(span.iter("a")):
        key = link.attrib["href"].removeprefix("#ref-")
        found = next((entry for entry in waiting if entry[0].key == key), None)
        if found is None:  # a second link of the same item, such as author and year apart
            found = next((entry for entry in zip(citation.items, locators, strict=True) if entry[0].key == key), None)
        else:
            waiting.remove(found)
        if found is None:
            continue
        item, locator = found
        link.attrib.clear()
        link.attrib.update({"class": "cite", "href": f"#ref-{key}", "role": "doc-biblioref", "data-fact": item.fact_id})
        tail = link.tail or ""
        if locator and tail.startswith(f", {locator}"):
            _append(link, f", {locator}")
            link.tail = tail[len(locator) + 2 :]
    span.tag = "span"
    span.attrib.clear()
    span.attrib["class"] = "citation"
    span.tail = None
    return Label(
        ElementTree.tostring(span, encoding="unicode"),
        tuple(item.key for item in citation.items),
        tuple(item.fact_id for item in citation.items if item.fact is not None),
        tuple(locators),
    )


def _link_whole(span: ElementTree.Element, citation: Citation, works: Mapping[str, Work], style: Style) -> None:
    """Make one link of an author in the sentence; numeric styles print no author there, so name one."""
    text = "".join(span.itertext())
    key = citation.items[0].key
    if style.form == "numeric":
        text = f"{short_authors(works[key])} {text}"
    else:  # in a sentence two authors are joined by a word; CSL knows only one form for both places
        names, bracket, rest = text.partition(" (")
        text = names.replace(" & ", " and ") + bracket + rest
    span.clear()
    link = ElementTree.SubElement(span, "a", {"href": f"#ref-{key}"})
    link.text = text


def _append(element: ElementTree.Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _name(work: Work, label: str, style: Style) -> str:
    if style.form == "numeric":
        return f"{short_authors(work)}, {work.fields.get('year', 'n.d.')}"
    text = "".join(ElementTree.fromstring(f"<span>{label}</span>").itertext()).strip()
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def short_authors(work: Work) -> str:
    """Return the family names of a work's authors: one, two joined by `and`, else the first `et al.`."""
    names = [_family(name) for name in (work.fields.get("author") or work.fields.get("editor") or "").split(" and ")]
    names = [name for name in names if name]
    if not names:
        return work.fields.get("title", work.key).replace("{", "").replace("}", "")
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} et al."


def _family(name: str) -> str:
    return re.sub(r"[{}]", "", name.partition(",")[0]).strip()
