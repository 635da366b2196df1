"""Tables that work on a phone: a scroll region around each, or rows that stack in a comparison."""

from __future__ import annotations

from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString


class TablesProcessor(Treeprocessor):
    """Wraps every table in a region that the keyboard can scroll, and labels the cells of comparisons."""

    def run(self, root: ElementTree.Element) -> None:
        """Wrap and label the tables of a page."""
        for parent in list(root.iter()):
            comparison = parent.get("class") == "comparison"
            for index, child in enumerate(list(parent)):
                if child.tag != "table":
                    continue
                _name_head_cells(child)
                if comparison:
                    _label_cells(child)
                elif parent.get("class") != "table":
                    parent[index] = _region(child)


def _name_head_cells(table: ElementTree.Element) -> None:
    for cell in table.findall("./thead/tr/th"):
        if "".join(cell.itertext()).strip():
            cell.set("scope", "col")
        else:
            cell.tag = "td"  # an empty head names nothing


def _label_cells(table: ElementTree.Element) -> None:
    """Make the first cell of a row its head and repeat the column's head as data on the others."""
    heads = ["".join(cell.itertext()).strip() for cell in table.iterfind("./thead/tr/*")]
    for row in table.iterfind("./tbody/tr"):
        for head, cell in zip(heads, row, strict=False):
            if cell is row[0]:
                cell.tag = "th"
                cell.set("scope", "row")
            else:
                cell.set("data-label", head)


def _region(table: ElementTree.Element) -> ElementTree.Element:
    heads = [" ".join("".join(cell.itertext()).split()) for cell in table.iterfind("./thead/tr/th")]
    label = "Table: " + ", ".join(head for head in heads if head)
    region = ElementTree.Element("div", {"class": "table", "role": "region", "tabindex": "0", "aria-label": label})
    region.append(table)
    region.tail, table.tail = table.tail, None
    return region


def build_table(head: list[str], rows: list[list[str]], cited: bool = False) -> ElementTree.Element:
    """Return a table of plain text whose first column heads its rows; if `cited`, the last column is Markdown."""
    table = ElementTree.Element("table")
    line = ElementTree.SubElement(ElementTree.SubElement(table, "thead"), "tr")
    for text in head:
        ElementTree.SubElement(line, "th", {"scope": "col"}).text = AtomicString(text)
    body = ElementTree.SubElement(table, "tbody")
    for row in rows:
        line = ElementTree.SubElement(body, "tr")
        for index, text in enumerate(row):
            attributes = {} if index else {"scope": "row"}
            cell = ElementTree.SubElement(line, "td" if index else "th", attributes)
            cell.text = text if cited and index == len(row) - 1 else AtomicString(text)
    return table
