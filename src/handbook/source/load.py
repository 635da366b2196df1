"""Stage 1: files to records. Every fault of syntax is reported at once, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from handbook.findings import Finding, FindingsError
from handbook.source.editorial import read_editorial
from handbook.source.literature import read_bibliography, read_facts
from handbook.source.pages import read_page
from handbook.source.records import Address, Handbook, Page, Term
from handbook.source.settings import navigation_paths, read_settings
from handbook.source.strict_yaml import Document, load_yaml

CONFIG = "mkdocs.yml"
FACTS = "data/facts.yml"
GLOSSARY = "data/glossary.yml"
ADDRESSES = "data/addresses.yml"
YARDSTICKS = "data/yardsticks.yml"
PAGE_CAP = 400_000  # bytes


class Loader:
    """Reads the files of one root; `findings` grows as it goes."""

    def __init__(self, root: Path) -> None:
        """Begin at `root`, which may be relative to nothing but itself."""
        self.root = root.resolve()
        self.findings: list[Finding] = []

    def report(self, path: str, rule: str, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        """Add a finding about a file."""
        self.findings.append(Finding(path, line, column, rule, message, hint))

    def read_text(self, path: str) -> str | None:
        """Return the text of a file under the root, or None with a finding."""
        file = self.root / path
        try:
            if not file.resolve().is_relative_to(self.root):
                self.report(path, "file-outside", "the file is a link out of the handbook", "copy it in")
                return None
            data = file.read_bytes()
        except FileNotFoundError:
            self.report(path, "file-missing", "the file is missing", f"add {path}, or name another in {CONFIG}")
            return None
        except OSError as error:
            self.report(path, "file-unreadable", f"the file cannot be read: {error.strerror}", "mend its rights")
            return None
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            before = data[: error.start]
            line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
            message = f"byte 0x{data[error.start]:02x} is not UTF-8 (is the file Latin-1?)"
            self.report(path, "file-encoding", message, "save the file as UTF-8", line, column)
            return None

    def read_document(self, path: str, optional: bool = False) -> Document | None:
        """Return a YAML file as plain data, or None with findings; nothing is said of a missing optional one."""
        if optional and not (self.root / path).exists():
            return None
        text = self.read_text(path)
        if text is None:
            return None
        try:
            return load_yaml(text, path)
        except FindingsError as error:
            self.findings.extend(error.findings)
            return None

    def read_folder(self, folder: str) -> dict[str, Document]:
        """Return the YAML files of a folder by the stem of their name; a folder that is missing has none."""
        files = sorted((self.root / folder).glob("*.yml")) if (self.root / folder).is_dir() else []
        found = {file.stem: self.read_document(f"{folder}/{file.name}") for file in files}
        return {slug: document for slug, document in found.items() if document is not None}

    def read_pages(self, order: Mapping[str, int]) -> tuple[list[Page], list[str]]:
        """Return the pages in reading order, and the other files under `docs/`."""
        pages: list[Page] = []
        assets: list[str] = []
        docs = self.root / "docs"
        if not docs.is_dir():
            self.report("docs", "file-missing", "the folder is missing", "add docs/index.md")
            return pages, assets
        for file in sorted(docs.rglob("*")):
            path = file.relative_to(docs).as_posix()
            if any(part.startswith(".") for part in PurePosixPath(path).parts) or file.is_dir():
                continue
            if file.suffix != ".md":
                if file.is_symlink():
                    self.report(f"docs/{path}", "file-outside", "a link to another file is not published", "copy it in")
                assets.append(path)
                continue
            text = self.read_text(f"docs/{path}")
            if text is None:
                continue
            if len(text) > PAGE_CAP:
                self.report(f"docs/{path}", "file-size", f"the page is over {PAGE_CAP:,} characters", "split it")
                continue
            page, faults = read_page(text, path, f"docs/{path}")
            pages.append(page)
            self.findings.extend(faults)
        pages.sort(key=lambda page: (order.get(page.path, len(order)), page.path))
        return pages, assets


def load(root: Path, environment: Mapping[str, str] | None = None) -> tuple[Handbook, list[Finding]]:
    """Read the handbook at `root` and return it with every fault of syntax, sorted.

    Raises `FindingsError` where so much is missing that nothing else can be said.
    """
    loader = Loader(root)
    document = loader.read_document(CONFIG)
    if document is None:
        raise FindingsError(loader.findings)
    settings, faults = read_settings(document, CONFIG, environment)
    loader.findings.extend(faults)
    order: dict[str, int] = {}
    for path, _ in navigation_paths(settings.navigation):
        order.setdefault(path, len(order))
    pages, assets = loader.read_pages(order)
    bib = loader.read_text(settings.bib_file)
    works, faults = read_bibliography(bib, settings.bib_file) if bib is not None else ({}, [])
    literature_read = bib is not None and not faults
    loader.findings.extend(faults)
    facts = loader.read_document(FACTS)
    if facts is not None and works:
        works, faults = read_facts(facts, FACTS, works)
        loader.findings.extend(faults)
    figures, trees = loader.read_folder("data/figures"), loader.read_folder("data/trees")
    contracts = loader.read_folder("data/contracts")
    editorial, documents, faults = read_editorial(lambda path: loader.read_document(path, optional=True))
    loader.findings.extend(faults)
    documents |= {f"data/figures/{slug}.yml": figure for slug, figure in figures.items()}
    documents |= {f"data/trees/{slug}.yml": tree for slug, tree in trees.items()}
    documents |= {f"data/contracts/{slug}.yml": contract for slug, contract in contracts.items()}
    handbook = Handbook(
        root=loader.root,
        settings=settings,
        pages=tuple(pages),
        works=works,
        glossary=_read_glossary(loader),
        figures=figures,
        trees=trees,
        contracts=contracts,
        old_contracts=loader.read_folder("data/contracts/old"),
        yardsticks=loader.read_document(YARDSTICKS, optional=True),
        editorial=editorial,
        cited_data=documents,
        addresses=_read_addresses(loader),
        assets=tuple(assets),
        literature_read=literature_read,
    )
    return handbook, sorted(loader.findings)


def _read_glossary(loader: Loader) -> dict[str, Term]:
    document = loader.read_document(GLOSSARY, optional=True)
    terms: dict[str, Term] = {}
    for index, item in enumerate(_entries(loader, document, GLOSSARY)):
        line, column = document.mark(index) if document else (1, 1)
        if not isinstance(item, dict) or not {"id", "term", "definition"} <= set(item) <= {
            "id", "term", "definition", "synonyms",
        }:  # fmt: skip
            loader.report(GLOSSARY, "glossary-schema", "a term needs id, term, definition, synonyms", "add them", line)
            continue
        if item["id"] in terms:
            loader.report(GLOSSARY, "duplicate-id", f"the term `{item['id']}` stands twice", "merge them", line, column)
            continue
        synonyms = item.get("synonyms") or []
        terms[str(item["id"])] = Term(
            str(item["id"]),
            str(item["term"]),
            " ".join(str(item["definition"]).split()),
            tuple(map(str, synonyms)),
            line,
        )
    return terms


def _read_addresses(loader: Loader) -> dict[str, Address]:
    document = loader.read_document(ADDRESSES, optional=True)
    known = {"address", "anchors", "moved_to", "moved_anchors"}
    addresses: dict[str, Address] = {}
    for index, item in enumerate(_entries(loader, document, ADDRESSES)):
        line = document.mark(index)[0] if document else 1
        if not isinstance(item, dict) or "address" not in item or not set(item) <= known:
            message = "an entry needs `address` and `anchors`, and may have `moved_to` and `moved_anchors`"
            loader.report(ADDRESSES, "addresses-schema", message, "restore the entry that was published", line)
            continue
        address = str(item["address"] or "")
        if address in addresses:
            loader.report(ADDRESSES, "duplicate-id", f"`{address}` stands twice", "merge the two", line)
        addresses[address] = Address(
            address,
            tuple(map(str, item.get("anchors") or ())),
            None if item.get("moved_to") is None else str(item["moved_to"]),
            {str(old): str(new) for old, new in (item.get("moved_anchors") or {}).items()},
            line,
        )
    return addresses


def _entries(loader: Loader, document: Document | None, file: str) -> list[Any]:
    if document is None or document.data is None:
        return []
    if not isinstance(document.data, list):
        loader.report(file, "yaml-strict", "the file must hold a list", "begin each entry with `- `")
        return []
    return document.data
