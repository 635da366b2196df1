"""The handbook's blocks, `/// name | argument`, as pymdownx Blocks; staging has checked their arguments."""

from __future__ import annotations

from typing import Any, ClassVar
from xml.etree import ElementTree

from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from handbook.rendering.contracts import append_contract
from handbook.rendering.editorial import append_contested, append_danger, append_points, append_tools
from handbook.rendering.lists import append_bibliography, append_facts, append_glossary
from handbook.rendering.tables import build_table
from handbook.rendering.trees import append_tree, append_trees
from handbook.source.anchors import door_anchor
from handbook.source.editorial import split_names

Element = ElementTree.Element


class _Block(Block):
    """A block with the extension at hand."""

    ARGUMENT: ClassVar[bool | None] = False

    @property
    def extension(self) -> Any:
        """Return the `HandbookExtension`."""
        return self.config["extension"]


class _Aside(_Block):
    """A marked passage with a label of its own."""

    LABEL = ""

    def on_create(self, parent: Element) -> Element:
        """Return the element that takes the block's content."""
        aside = ElementTree.SubElement(parent, "aside", {"class": self.NAME, "role": "note"})
        label = ElementTree.SubElement(aside, "p", {"class": f"{self.NAME}__label"})
        label.text = AtomicString(self.LABEL + (f": {self.argument}" if self.argument else ""))
        return aside


class Judgment(_Aside):
    """What the handbook holds from practice, and no source supports."""

    NAME = "judgment"
    LABEL = "The handbook’s judgment"


class Illustration(_Aside):
    """A made-up case with roles, marked as one."""

    NAME = "illustration"
    ARGUMENT = True
    LABEL = "Illustration"


class Danger(_Aside):
    """What to do first where someone may be in danger."""

    NAME = "danger"
    LABEL = "If someone is in danger now"

    def on_create(self, parent: Element) -> Element:
        """Return the element with the steps that data/danger.yml holds for every page."""
        aside = super().on_create(parent)
        if self.extension.computed.danger:
            append_danger(aside, self.extension.computed.danger)
        return aside


class Unread(_Aside):
    """A warning on a chapter without an evidence reading; staging writes it until the reading is done."""

    NAME = "unread"
    LABEL = "Draft: not yet read against its sources by a second person"


class Check(_Block):
    """A question to check yourself with; the content is the answer and why."""

    NAME = "check"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Return the element that takes the answer."""
        details = ElementTree.SubElement(parent, "details", {"class": "check"})
        ElementTree.SubElement(details, "summary").text = self.argument
        return details


class Questions(_Block):
    """What the page answers; staging writes this block from the front matter."""

    NAME = "questions"

    def on_create(self, parent: Element) -> Element:
        """Return the element that takes the list."""
        aside = ElementTree.SubElement(parent, "aside", {"class": "questions", "aria-label": "This page answers"})
        ElementTree.SubElement(aside, "p", {"class": "questions__label"}).text = AtomicString("This page answers")
        return aside


class Door(_Block):
    """A way in for one kind of reader, on the home page."""

    NAME = "door"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Return the section that takes the content."""
        section = ElementTree.SubElement(parent, "section", {"class": "door"})
        ElementTree.SubElement(section, "h2", {"id": door_anchor(self.argument)}).text = self.argument
        return section


class Comparison(_Block):
    """A table whose rows stack on a phone."""

    NAME = "comparison"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Return the element that takes the table."""
        return ElementTree.SubElement(parent, "div", {"class": "comparison"})

    def on_end(self, block: Element) -> None:
        """Put the argument into the table as its caption."""
        table = block.find("table")
        if table is not None:
            caption = Element("caption")
            caption.text = self.argument
            table.insert(0, caption)


class Figure(_Block):
    """A picture drawn from data, its caption, and the same as a table."""

    NAME = "figure"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Return the figure, or an empty one where there is no such data."""
        figure = ElementTree.SubElement(parent, "figure", {"class": "figure", "id": f"figure-{self.argument}"})
        data = self.extension.computed.figures.get(self.argument)
        if data is None:
            return figure
        label = {"role": "region", "tabindex": "0", "aria-label": f"Figure: {data['title']}"}
        picture = ElementTree.SubElement(figure, "div", {"class": "figure__picture", **label})
        picture.text = AtomicString(self.md.htmlStash.store(data["svg"]))
        ElementTree.SubElement(figure, "figcaption").text = data["caption"]
        details = ElementTree.SubElement(figure, "details", {"class": "figure__table"})
        ElementTree.SubElement(details, "summary").text = AtomicString("The same as a table")
        details.append(build_table(**data["table"]))
        return figure


class Bibliography(_Block):
    """Every work of the handbook."""

    NAME = "bibliography"

    def on_create(self, parent: Element) -> Element:
        """Return the list."""
        return append_bibliography(parent, self.extension.computed, self.extension.page_path)


class Facts(_Block):
    """Every fact of the handbook and where it is used."""

    NAME = "facts"

    def on_create(self, parent: Element) -> Element:
        """Return the list."""
        return append_facts(parent, self.extension.computed, self.extension.page_path)


class Glossary(_Block):
    """Every term of the handbook."""

    NAME = "glossary"

    def on_create(self, parent: Element) -> Element:
        """Return the list."""
        return append_glossary(parent, self.extension.computed)


class Contested(_Block):
    """Every question that the evidence does not settle."""

    NAME = "contested"

    def on_create(self, parent: Element) -> Element:
        """Return the section."""
        return append_contested(parent, self.extension.computed, self.extension.page_path)


class FoundingArticle(_Block):
    """The points of the founding article and the chapters that cover them."""

    NAME = "founding-article"

    def on_create(self, parent: Element) -> Element:
        """Return the table."""
        return append_points(parent, self.extension.computed, self.extension.page_path)


class Tools(_Block):
    """The trees and templates that act on a chapter: `/// tools | id, id`."""

    NAME = "tools"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Return the list of those that exist."""
        names = split_names(self.argument)
        return append_tools(parent, self.extension.computed, self.extension.page_path, names)


class DecisionTree(_Block):
    """A decision tree: `/// decision-tree | slug`."""

    NAME = "decision-tree"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Return the tree."""
        return append_tree(parent, self.md, self.extension.computed, self.extension.page_path, self.argument)


class ContractTemplate(_Block):
    """A contracting template: `/// contract-template | slug`."""

    NAME = "contract-template"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Return the form and the document."""
        return append_contract(parent, self.extension.computed, self.extension.page_path, self.argument)


class DecisionTrees(_Block):
    """Every decision tree by the situations that lead to it."""

    NAME = "decision-trees"

    def on_create(self, parent: Element) -> Element:
        """Return the list."""
        return append_trees(parent, self.md, self.extension.computed, self.extension.page_path)


BLOCKS = (
    Judgment, Illustration, Danger, Unread, Check, Questions, Door, Comparison, Figure, Bibliography, Facts, Glossary,
    Contested, FoundingArticle, Tools, DecisionTree, DecisionTrees,
    ContractTemplate,
)  # fmt: skip
