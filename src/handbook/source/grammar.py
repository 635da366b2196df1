"""Citations as authors write them: Pandoc's grammar with the number of the fact after the key.

    [@jones2016#2; see also @schalk2017#1]   a group
    @oneill2007#5 holds that …               the author in the sentence; `@jones2016#2 [p. 4]` with a locator
    [-@stewartnd#17]                          the author left out

A key is letters, digits and `_`, and inside it also `: . $ % & + ? < > ~ / -`; it never ends in punctuation.
The same two functions serve the checks, which know the place in the file, and the Markdown extension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

KEY = r"[A-Za-z0-9_]\w*(?:[:.$%&+?<>~/-]+\w+)*"
_AT = rf"@(?P<key>{KEY})(?:\#(?P<fact>\d+))?"
# A group may not be followed by "(": that is a link whose text holds an address.
GROUP = re.compile(r"(?<!\\)\[(?P<body>[^\[\]]*?(?<![\w@/\\.])@[\w{][^\[\]]*)\](?!\()")
NARRATIVE = re.compile(rf"(?<![\w@/\\.\[-]){_AT}(?:[ ]\[(?P<locator>[^\[\]@]{{1,60}})\](?![(\[]))?")
_ITEM = re.compile(rf"\s*(?P<prefix>[^@]*?)(?P<suppress>-)?(?<![\w/\\.]){_AT}(?P<suffix>[^@]*)\Z", re.DOTALL)
_LOCATOR = re.compile(
    r"\s*,?\s*(?P<locator>(?:pp?\.|chs?\.|secs?\.|standards?|clauses?|competency|section|chapter|paras?\.)"
    r"\s*[\w.\-–, ]*\w)\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One work in a group: what stands before it, its key and fact, a written locator, what follows."""

    key: str
    fact: int | None
    prefix: str = ""
    locator: str = ""
    suffix: str = ""
    suppress_author: bool = False
    offset: int = 0

    @property
    def fact_id(self) -> str:
        """Return `key#n`, or the bare key where no fact is named."""
        return self.key if self.fact is None else f"{self.key}#{self.fact}"


@dataclass(frozen=True, slots=True)
class Citation:
    """A group of items or one narrative item as it stands in a text; offsets count characters."""

    raw: str
    items: tuple[Item, ...]
    narrative: bool
    start: int
    end: int
    faults: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the text that names this citation in the ledger: the source with white space folded."""
        return " ".join(self.raw.split())


def find_citations(text: str) -> Iterator[Citation]:
    """Yield the citations of a text, in order; the caller has blanked what must not be read, such as code."""
    taken: list[tuple[int, int]] = []
    found: list[Citation] = []
    for match in GROUP.finditer(text):
        found.append(read_group(match))
        taken.append(match.span())
    for match in NARRATIVE.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            found.append(read_narrative(match))
    yield from sorted(found, key=lambda citation: citation.start)


def read_group(match: re.Match[str]) -> Citation:
    """Return the citation of a `GROUP` match; parts that cannot be read are named in `faults`."""
    items: list[Item] = []
    faults: list[str] = []
    offset = match.start("body")
    for part in match["body"].split(";"):
        item = _ITEM.match(part)
        if item is None:
            faults.append(part.strip())
        else:
            items.append(_item(item, offset))
        offset += len(part) + 1
    return Citation(match[0], tuple(items), False, match.start(), match.end(), tuple(faults))


def read_narrative(match: re.Match[str]) -> Citation:
    """Return the citation of a `NARRATIVE` match."""
    item = Item(match["key"], _number(match["fact"]), locator=match["locator"] or "", offset=match.start())
    return Citation(match[0], (item,), True, match.start(), match.end())


def _item(match: re.Match[str], offset: int) -> Item:
    suffix = match["suffix"].strip()
    locator = _LOCATOR.match(suffix)
    return Item(
        key=match["key"],
        fact=_number(match["fact"]),
        prefix=" ".join(match["prefix"].split()),
        locator=" ".join(locator["locator"].split()) if locator else "",
        suffix="" if locator else " ".join(suffix.split()),
        suppress_author=bool(match["suppress"]),
        offset=offset + match.start("key") - 1,
    )


def _number(text: str | None) -> int | None:
    return int(text) if text else None
