"""Writes `data/addresses.yml`: every page and anchor that was ever public, in the order of publication.

The registry only grows. `handbook publish` adds what is new; a page or anchor that is gone must be given a
new place by hand (`moved_to`, `moved_anchors`), and the check `address-gone` fails until it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from handbook.source.anchors import lasting_anchors
from handbook.source.records import Address, Handbook

HEADER = """\
# Every address that was ever published, in the order of publication. Append-only: `make publish` adds what
# is new and changes nothing else. A page that moves keeps its entry and gains `moved_to: new/address/`; an
# anchor that goes gains a line under `moved_anchors: {old: new}`.
"""


def current_addresses(handbook: Handbook) -> dict[str, tuple[str, ...]]:
    """Return the lasting anchors of each page by the page's address; the caller has gated the handbook."""
    return {page.address: tuple(dict.fromkeys(lasting_anchors(handbook, page))) for page in handbook.pages}


def update_registry(
    published: Mapping[str, Address], current: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, Address], int]:
    """Return the registry with what is new at the end, and how many addresses and anchors were added."""
    registry = dict(published)
    added = 0
    for address, anchors in current.items():
        known = registry.get(address, Address(address, (), None, {}, 0))
        fresh = tuple(anchor for anchor in anchors if anchor not in known.anchors)
        added += len(fresh) + (address not in registry)
        registry[address] = replace(known, anchors=known.anchors + fresh)
    return registry, added


def format_registry(registry: Mapping[str, Address]) -> str:
    """Return the registry as YAML, one line a page, so that a merge touches only what changed."""
    lines = [HEADER]
    for entry in registry.values():
        lines.append(f"- address: {json.dumps(entry.address)}\n")
        if entry.moved_to is not None:
            lines.append(f"  moved_to: {json.dumps(entry.moved_to)}\n")
        lines.append("  anchors:" + ("\n" if entry.anchors else " []\n"))
        lines.extend(f"  - {json.dumps(anchor)}\n" for anchor in entry.anchors)
        if entry.moved_anchors:
            lines.append("  moved_anchors:\n")
            lines.extend(f"    {json.dumps(old)}: {json.dumps(new)}\n" for old, new in entry.moved_anchors.items())
    return "".join(lines)
