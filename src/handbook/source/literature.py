"""Reads the literature: `references.bib` says what each work is, `data/facts.yml` what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pybtex.database import BibliographyData, InvalidNameString
from pybtex.database.input.bibtex import DuplicateField, Parser
from pybtex.exceptions import PybtexError

from handbook.findings import Finding
from handbook.source.grammar import KEY
from handbook.source.records import Fact, Work
from handbook.source.strict_yaml import Document, KeyPath

_ENTRY = re.compile(r"^[ \t]*@(?P<type>[A-Za-z]+)[ \t]*\{[ \t]*(?P<key>[^,\s}]*)", re.MULTILINE)
_NOT_ENTRIES = ("comment", "preamble", "string")
SEEN = ("primary", "abstract", "secondary")
_WORK_KEYS = {"work", "kind", "access", "note", "missing", "facts"}
_FACT_KEYS = {"id", "claim", "pinpoint", "seen", "address", "audited"}


def read_bibliography(text: str, file: str) -> tuple[dict[str, Work], list[Finding]]:
    """Return the works of a BibTeX file by key, in file order, and its faults, each with its place."""
    findings: list[Finding] = []
    lines: dict[str, int] = {}
    duplicate = False
    for match in _ENTRY.finditer(text):
        if match["type"].lower() in _NOT_ENTRIES:
            continue
        key, line = match["key"], text.count("\n", 0, match.start("key")) + 1
        column = match.start("key") - (text.rfind("\n", 0, match.start("key")) + 1) + 1
        if not re.fullmatch(KEY, key):
            findings.append(
                Finding(file, line, column, "bib-key", f"`{key}` cannot be cited", "use letters and digits")
            )
        first = next((known for known in lines if known.lower() == key.lower()), None)
        if first is not None:
            duplicate = True
            message = f"the key `{key}` stands here and on line {lines[first]}"
            findings.append(Finding(file, line, column, "bib-duplicate-key", message, "merge the two or rename one"))
        lines.setdefault(key, line)
    if duplicate:
        return {}, findings
    try:
        database = Parser().parse_string(text)
        works = {key: _work(key, database, lines) for key in database.entries}
    except (PybtexError, InvalidNameString) as error:
        findings.append(_syntax_finding(error, text, file, lines))
        return {}, findings
    return works, findings


def _work(key: str, database: BibliographyData, lines: Mapping[str, int]) -> Work:
    entry = database.entries[key]
    fields = {name.lower(): str(value) for name, value in entry.fields.items()}
    for role, people in entry.persons.items():
        fields[role.lower()] = " and ".join(str(person) for person in people)
    return Work(key=key, entry_type=entry.type.lower(), fields=fields, line=lines.get(key, 1))


def _syntax_finding(error: Exception, text: str, file: str, lines: Mapping[str, int]) -> Finding:
    """Name the entry in which the parser lost its way; an open brace is noticed only later in the file."""
    if isinstance(error, DuplicateField):
        key = str(getattr(error, "entry_key", "")) or str(error).split()[3]
        return Finding(file, lines.get(key, 1), 1, "bib-syntax", str(error), "keep one of the two fields")
    noticed = getattr(error, "lineno", None) or text.count("\n") + 1
    starts = sorted((line, key) for key, line in lines.items())
    for (line, key), (end, _) in zip(starts, [*starts[1:], (text.count("\n") + 2, "")], strict=True):
        entry = "\n".join(text.splitlines()[line - 1 : end - 1])
        if entry.count("{") - entry.count("\\{") != entry.count("}") - entry.count("\\}"):
            message = f"the braces of `{key}` do not balance"
            return Finding(file, line, 1, "bib-syntax", message, "close every { of this entry with a }")
    return Finding(
        file, min(noticed, text.count("\n") + 1), 1, "bib-syntax", f"this is not BibTeX: {error}",
        "write each field as `name = {value},`",
    )  # fmt: skip


def read_facts(document: Document, file: str, works: Mapping[str, Work]) -> tuple[dict[str, Work], list[Finding]]:
    """Return the works with their facts, and every disagreement between the two files."""
    reader = _FactsReader(document, file, dict(works))
    entries = document.data
    if not isinstance(entries, list):
        reader.report((), "the facts must be a list of works", "begin each with `- work: key`")
        return reader.works, reader.findings
    keys = [entry.get("work") for entry in entries if isinstance(entry, dict)]
    for index, entry in enumerate(entries):
        reader.read_work(index, entry, keys[:index])
    for key in works:
        if key not in keys:
            reader.findings.append(
                Finding(
                    "references.bib", works[key].line, 1, "facts-disagree", f"`{key}` has no facts",
                    f"add `- work: {key}` to {file}, or remove the work",
                )
            )  # fmt: skip
    return reader.works, reader.findings


class _FactsReader:
    def __init__(self, document: Document, file: str, works: dict[str, Work]) -> None:
        self.document = document
        self.file = file
        self.works = works
        self.findings: list[Finding] = []

    def report(self, path: KeyPath, message: str, hint: str, rule: str = "facts-schema") -> None:
        self.findings.append(Finding(self.file, *self.document.mark(*path), rule, message, hint))

    def read_work(self, index: int, entry: Any, earlier: list[Any]) -> None:
        path: KeyPath = (index,)
        if not isinstance(entry, dict) or not isinstance(entry.get("work"), str):
            self.report(path, "an entry must name its work", "begin with `- work: key`")
            return
        key = entry["work"]
        for name in sorted(set(entry) - _WORK_KEYS):
            self.report((*path, name), f"`{name}` is not a key of a work", f"use {', '.join(sorted(_WORK_KEYS))}")
        if key in earlier:
            self.report(path, f"`{key}` stands here twice", "merge the two entries", "facts-disagree")
            return
        if key not in self.works:
            self.report(path, f"`{key}` is not in references.bib", "add the work there first", "facts-disagree")
            return
        for name in ("kind", "access", "note"):
            if not isinstance(entry.get(name), str):
                self.report(path, f"`{name}` of `{key}` must be text", "say it in one line")
        missing = entry.get("missing", {})
        if not isinstance(missing, dict):
            self.report((*path, "missing"), "`missing` must map a field to a reason", "write `pages: not shown`")
            missing = {}
        raw = entry.get("facts")
        if not isinstance(raw, list) or not raw:
            self.report(path, f"`{key}` has no facts", "a work without a fact cannot be cited: remove it")
            raw = []
        facts = [self._fact((*path, "facts", number), key, item) for number, item in enumerate(raw)]
        seen: set[str] = set()
        for number, fact in enumerate(facts):
            if fact and fact.id in seen:
                self.report(
                    (*path, "facts", number), f"the fact `{fact.id}` stands twice", "give it a number of its own"
                )
            seen.add(fact.id if fact else "")
        self.works[key] = replace(
            self.works[key],
            kind=str(entry.get("kind") or ""),
            access=str(entry.get("access") or ""),
            note=str(entry.get("note") or ""),
            missing={str(name): str(reason) for name, reason in missing.items()},
            facts=tuple(fact for fact in facts if fact),
            facts_line=self.document.mark(*path)[0],
        )

    def _fact(self, path: KeyPath, key: str, item: Any) -> Fact | None:
        if not isinstance(item, dict):
            self.report(path, "a fact must be a mapping", "give id, claim, pinpoint, seen")
            return None
        for name in sorted(set(item) - _FACT_KEYS):
            self.report((*path, name), f"`{name}` is not a key of a fact", f"use {', '.join(sorted(_FACT_KEYS))}")
        identifier, claim, seen = item.get("id"), item.get("claim"), item.get("seen")
        if not isinstance(identifier, str) or not re.fullmatch(rf"{re.escape(key)}#[1-9]\d*", identifier):
            self.report(path, f"a fact of `{key}` has the id {identifier!r}", f"number it: `{key}#1`")
            return None
        if not isinstance(claim, str) or not claim.strip():
            self.report(path, f"`{identifier}` has no claim", "say what the passage says")
            return None
        if seen not in SEEN:
            self.report(path, f"`{identifier}` was seen {seen!r}", f"use one of {', '.join(SEEN)}")
            return None
        pinpoint, address, audited = (item.get(name) for name in ("pinpoint", "address", "audited"))
        return Fact(
            id=identifier,
            work=key,
            claim=" ".join(claim.split()),
            pinpoint=None if pinpoint is None else " ".join(str(pinpoint).split()),
            seen=seen,
            address=None if address is None else str(address),
            audited=None if audited is None else str(audited),
            line=self.document.mark(*path)[0],
        )
