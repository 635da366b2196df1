"""A published address or anchor is gone: somebody's coursework links to it."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.anchors import lasting_anchors
from handbook.source.records import Address, Handbook

ID = "address-gone"
REMEDY = "bring it back, or say in data/addresses.yml where it went (`moved_to`, `moved_anchors`)"
FILE = "data/addresses.yml"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each published address or anchor that leads nowhere."""
    pages = {page.address: frozenset(lasting_anchors(handbook, page)) for page in handbook.pages}
    for entry in handbook.addresses.values():
        if entry.moved_to is not None:
            target, _, anchor = entry.moved_to.partition("#")
            if target not in pages or (anchor and anchor not in pages[target]):
                yield _finding(entry, f"`{entry.address}` moved to `{entry.moved_to}`, which does not exist")
            continue
        anchors = pages.get(entry.address)
        if anchors is None:
            yield _finding(entry, f"the published page `{entry.address or '/'}` is gone")
            continue
        for anchor in entry.anchors:
            now = entry.moved_anchors.get(anchor, anchor)
            if now not in anchors:
                yield _finding(entry, f"the published anchor `{entry.address}#{anchor}` is gone")


def _finding(entry: Address, message: str) -> Finding:
    return Finding(FILE, entry.line, 1, ID, message, REMEDY)
