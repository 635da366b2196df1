"""Stage 6: one Python-Markdown extension that makes everything of ours on a page, on every engine.

`markdown_extensions: handbook.rendering: {computed: /…/handbook.json}`; the file comes from staging. An
engine makes a new `Markdown` object a page, or keeps one: nothing is carried from one page to the next.
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from handbook.rendering.blocks import BLOCKS
from handbook.rendering.citations import GroupProcessor, NarrativeProcessor, ReferencesProcessor
from handbook.rendering.computed import Computed, load_computed, read_marker
from handbook.rendering.tables import TablesProcessor
from handbook.rendering.terms import TermsProcessor


class HandbookExtension(BlocksExtension):
    """Citations, references, blocks, tables and hover terms."""

    def __init__(self, **settings: Any) -> None:
        """Take `computed`, the path of the staged `handbook.json`; empty renders without data."""
        self.config = {"computed": ["", "path of the handbook.json that staging wrote"]}
        self.page_path = ""
        super().__init__(**settings)

    @property
    def computed(self) -> Computed:
        """Return what was computed before the build."""
        return load_computed(str(self.getConfig("computed")))

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors; their numbers place them among Python-Markdown's own."""
        super().extendMarkdown(md)
        if "@" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS.append("@")  # `\@name` is never a citation
        md.preprocessors.register(MarkerProcessor(md, self), "handbook_marker", 40)
        md.inlinePatterns.register(GroupProcessor(md, self), "handbook_group", 175)  # before links (160)
        md.inlinePatterns.register(NarrativeProcessor(md, self), "handbook_narrative", 85)  # after HTML (90)
        md.treeprocessors.register(TablesProcessor(md), "handbook_tables", 7)
        md.treeprocessors.register(TermsProcessor(md, self), "handbook_terms", 7.5)
        # After attribute lists (8) and typographic quotes (6), before the table of contents (5).
        md.treeprocessors.register(ReferencesProcessor(md, self), "handbook_references", 5.5)
        md.registerExtension(self)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        """Register the handbook's blocks."""
        for block in BLOCKS:
            block_mgr.register(block, {"extension": self})

    def reset(self) -> None:
        """Forget the page."""
        self.page_path = ""


class MarkerProcessor(Preprocessor):
    """Takes the comment that names the page out of the first lines: engines do not tell an extension."""

    def __init__(self, md: Markdown, extension: HandbookExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines without the marker."""
        for index, line in enumerate(lines[:5]):
            path = read_marker(line)
            if path is not None:
                self.extension.page_path = path
                return lines[:index] + lines[index + 1 :]
        return lines


def makeExtension(**settings: Any) -> HandbookExtension:
    """Return the extension, as Python-Markdown asks for it."""
    return HandbookExtension(**settings)
