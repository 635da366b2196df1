"""Gives links to the glossary their definition, so that a card can show it without leaving the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from handbook.rendering import HandbookExtension


class TermsProcessor(Treeprocessor):
    """Adds `class="term"` and `data-definition` to links such as `../about/glossary.md#sponsor`."""

    def __init__(self, md: Markdown, extension: HandbookExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: ElementTree.Element) -> None:
        """Mark the terms of a page."""
        page = self.extension.computed.lists.get("glossary")
        if not page or self.extension.page_path == page:
            return
        name = page.rpartition("/")[2]
        for link in root.iter("a"):
            path, _, term = link.get("href", "").partition("#")
            if path.rpartition("/")[2] == name and term in self.extension.computed.glossary:
                link.set("class", "term")
                link.set("data-definition", self.extension.computed.glossary[term]["definition"])
