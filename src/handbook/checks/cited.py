"""Every cited item of the handbook with the place to report about: in pages, and in the data that blocks print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.findings import Finding
from handbook.source.grammar import Item
from handbook.source.records import Handbook, Page


@dataclass(frozen=True, slots=True)
class Cited:
    """An item of a citation; `page` is None in a data file, whose claims are held to the rules for chapters."""

    item: Item
    page: Page | None
    place: tuple[str, int, int]

    @property
    def in_chapter(self) -> bool:
        """Return whether the rules for chapters hold."""
        return self.page is None or self.page.is_chapter

    def finding(self, rule: str, message: str, hint: str) -> Finding:
        """Return a finding about the item."""
        return Finding(*self.place, rule, message, hint)


def cited_items(handbook: Handbook) -> Iterator[Cited]:
    """Yield the cited items of pages and data; none where the bibliography could not be read."""
    if not handbook.literature_read:
        return
    for page in handbook.pages:
        for citation in page.citations:
            for item in citation.items:
                yield Cited(item, page, (page.file, *page.place(item.offset)))
    for file, found in handbook.data_citations.items():
        for cited in found:
            for item in cited.citation.items:
                yield Cited(item, None, (file, *cited.place))
