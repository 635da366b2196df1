"""What the handbook's files say, as frozen records; each knows the file and line it came from."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from handbook.findings import Finding
from handbook.source.editorial import CONTESTED, FOUNDING, Editorial
from handbook.source.grammar import Citation, find_citations
from handbook.source.strict_yaml import Document

AUDIENCES = ("public", "instructor", "internal")
KINDS = ("concept", "guide", "case", "reference", "page")
BLOCK_DATA = {"contested": CONTESTED, "founding-article": FOUNDING}  # blocks that print a data file
BLOCK_FOLDERS = {
    "figure": "data/figures",
    "decision-tree": "data/trees",
    "contract-template": "data/contracts",
}  # blocks that print a file of a folder
META_KEYS = ("title", "description", "audience", "kind", "questions", "objectives", "reviewed", "id")


@dataclass(frozen=True, slots=True)
class Meta:
    """The eight keys of a page's front matter; see `META_KEYS`."""

    title: str
    description: str
    audience: str
    kind: str
    questions: tuple[str, ...]
    objectives: tuple[str, ...]
    reviewed: dt.date
    id: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `id` is its explicit anchor, None where the author gave none."""

    level: int
    text: str
    id: str | None
    offset: int


@dataclass(frozen=True, slots=True)
class Link:
    """A Markdown link or image; `target` is as written, `offset` where the construct begins in the body."""

    text: str
    target: str
    image: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Block:
    """The opening line of a block, `/// name | argument`."""

    name: str
    argument: str
    offset: int


@dataclass(frozen=True)
class Page:
    """A Markdown page. `path` is its place under `docs/`, `file` its place under the root of the handbook.

    `body` is the text after the front matter, whose first line is `body_line`; `prose` is the body at equal
    length with code, comments and addresses blanked out, which is what rules about words read.
    """

    path: str
    file: str
    meta: Meta | None
    front_matter: Document
    body: str = field(repr=False)
    body_line: int
    prose: str = field(repr=False)
    citations: tuple[Citation, ...] = field(repr=False)
    headings: tuple[Heading, ...] = field(repr=False)
    links: tuple[Link, ...] = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    anchors: Mapping[str, int] = field(repr=False)
    repeated_anchors: tuple[tuple[str, int], ...] = field(repr=False)

    @property
    def address(self) -> str:
        """Return the page's address under the site's base, `executive-vs-personal/` for its index."""
        return page_address(self.path)

    @property
    def is_chapter(self) -> bool:
        """Return whether the page makes claims of its own, so that the rules for chapters hold."""
        return self.meta is not None and self.meta.kind != "page"

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, in the file for an offset in the body."""
        index = bisect_right(self._starts, offset) - 1
        return self.body_line + index, offset - self._starts[index] + 1

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.body.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts

    def finding(self, offset: int, rule: str, message: str, hint: str, severity: Any = "error") -> Finding:
        """Return a finding about a place in the body."""
        return Finding(self.file, *self.place(offset), rule, message, hint, severity)

    def meta_finding(self, rule: str, message: str, hint: str, *key: str | int) -> Finding:
        """Return a finding about a key of the front matter."""
        return Finding(self.file, *self.front_matter.mark(*key), rule, message, hint)


@dataclass(frozen=True, slots=True)
class Fact:
    """What one passage of a work says, in the handbook's words, and how that passage was seen."""

    id: str
    work: str
    claim: str
    pinpoint: str | None
    seen: str
    address: str | None
    audited: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Work:
    """A work of the literature: its BibTeX fields, and what `data/facts.yml` says about it."""

    key: str
    entry_type: str
    fields: Mapping[str, str]
    line: int
    kind: str = ""
    access: str = ""
    note: str = ""
    missing: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    facts_line: int = 0

    @property
    def link(self) -> str | None:
        """Return the address to send a reader to: the DOI, else the recorded address."""
        doi = self.fields.get("doi")
        return f"https://doi.org/{doi}" if doi else self.fields.get("url")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary and the other words that people use for it."""

    id: str
    term: str
    definition: str
    synonyms: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Address:
    """A published page: its anchors, and where it went if it moved."""

    address: str
    anchors: tuple[str, ...]
    moved_to: str | None
    moved_anchors: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class DataCitation:
    """A citation in a data file, with line and column of the text that holds it."""

    citation: Citation
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Settings:
    """What `mkdocs.yml` says that the stages need; `repository` is `owner/name`."""

    site_name: str
    repository: str
    site_url: str
    style: str
    bib_file: str
    navigation: tuple[Any, ...]
    document: Document = field(repr=False)


@dataclass(frozen=True)
class Handbook:
    """Everything that authors wrote, read once. `root` is absolute.

    `figures`, `trees` and `contracts` are the files of these folders by slug. `cited_data` holds, by file, the data
    whose texts may cite: those, the contested questions and the founding article's points. `literature_read` is False
    where the bibliography could not be read: then nothing can be said of citations.
    """

    root: Path
    settings: Settings
    pages: tuple[Page, ...]
    works: Mapping[str, Work]
    glossary: Mapping[str, Term]
    figures: Mapping[str, Document]
    trees: Mapping[str, Document]
    contracts: Mapping[str, Document]
    old_contracts: Mapping[str, Document]  # by `slug-version`: earlier versions, whose files stay at their address
    yardsticks: Document | None
    editorial: Editorial
    cited_data: Mapping[str, Document]
    addresses: Mapping[str, Address]
    assets: tuple[str, ...]
    literature_read: bool = True

    def fact(self, fact_id: str) -> Fact | None:
        """Return the fact `key#n`, or None."""
        work = self.works.get(fact_id.partition("#")[0])
        return next((fact for fact in work.facts if fact.id == fact_id), None) if work else None

    @cached_property
    def data_citations(self) -> dict[str, tuple[DataCitation, ...]]:
        """Return the citations in the texts of each data file, by file."""
        return {file: tuple(_find_in_data(document)) for file, document in self.cited_data.items()}

    def citations_on(self, page: Page) -> tuple[Citation, ...]:
        """Return what a page cites, the data that its blocks print included."""
        found = list(page.citations)
        for block in page.blocks:
            folder = BLOCK_FOLDERS.get(block.name)
            file = f"{folder}/{block.argument}.yml" if folder else BLOCK_DATA.get(block.name, "")
            found += [cited.citation for cited in self.data_citations.get(file, ())]
        return tuple(found)

    def page(self, path: str) -> Page | None:
        """Return the page at a path under `docs/`, or None."""
        return next((page for page in self.pages if page.path == path), None)


def _find_in_data(document: Document) -> Iterator[DataCitation]:
    """Yield the citations of every text in a document, in its order."""
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(document.data, ())]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, dict):
            waiting += [(item, (*path, key)) for key, item in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [(item, (*path, index)) for index, item in reversed(list(enumerate(value)))]
        elif isinstance(value, str) and "@" in value:
            for citation in find_citations(" ".join(value.split())):
                yield DataCitation(citation, document.mark(*path))


def page_address(path: str) -> str:
    """Return the address of a path under `docs/`: `a/index.md` -> `a/`, `a/b.md` -> `a/b/`, `index.md` -> ``."""
    stem = path.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("/index") + "/"
