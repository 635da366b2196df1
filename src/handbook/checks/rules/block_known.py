"""A block that the handbook does not have, one without its argument, or one that is not closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.editorial import split_names
from handbook.source.records import Handbook

ID = "block"
REMEDY = "open a block by `/// judgment` or `/// check | Question?` and close it by `///`"
WITH_ARGUMENT = frozenset(
    {"illustration", "check", "door", "comparison", "figure", "tools", "decision-tree", "contract-template"}
)
WITHOUT = frozenset(
    {"judgment", "danger", "bibliography", "facts", "glossary", "contested", "founding-article", "decision-trees"}
)
_MARK = re.compile(r"^[ ]{0,3}/{3,}[ \t]*(?P<rest>[^\n]*)$", re.MULTILINE)


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each fault of a block."""
    for page in handbook.pages:
        for block in page.blocks:
            if block.name not in WITH_ARGUMENT | WITHOUT:
                known = ", ".join(sorted(WITH_ARGUMENT | WITHOUT))
                yield page.finding(block.offset, ID, f"there is no block `{block.name}`", f"use one of {known}")
            elif block.name in WITH_ARGUMENT and not block.argument:
                message = f"`/// {block.name}` needs an argument"
                yield page.finding(block.offset, ID, message, f"write `/// {block.name} | …`")
            elif block.name in WITHOUT and block.argument:
                yield page.finding(block.offset, ID, f"`/// {block.name}` takes no argument", "leave it out")
            elif block.name == "figure" and block.argument not in handbook.figures:
                known = ", ".join(sorted(handbook.figures)) or "none yet"
                message = f"there is no data/figures/{block.argument}.yml"
                yield page.finding(block.offset, "figure-unknown", message, f"the figures are: {known}")
            elif block.name == "decision-tree" and block.argument not in handbook.trees:
                known = ", ".join(sorted(handbook.trees)) or "none yet"
                message = f"there is no data/trees/{block.argument}.yml"
                yield page.finding(block.offset, "tree-unknown", message, f"the trees are: {known}")
            elif block.name == "contract-template" and block.argument not in handbook.contracts:
                known = ", ".join(sorted(handbook.contracts)) or "none yet"
                message = f"there is no data/contracts/{block.argument}.yml"
                yield page.finding(block.offset, "contract-unknown", message, f"the templates are: {known}")
            elif block.name == "tools":
                for name in split_names(block.argument):
                    if name not in handbook.editorial.tools:
                        known = ", ".join(handbook.editorial.tools) or "none"
                        message = f"`{name}` is not a planned tree or template"
                        yield page.finding(block.offset, "tool-unknown", message, f"data/tools.yml has: {known}")
        opened: list[int] = []
        for match in _MARK.finditer(page.prose):
            if match["rest"].strip():
                opened.append(match.start())
            elif opened:
                opened.pop()
            else:
                yield page.finding(match.start(), ID, "`///` closes a block that is not open", REMEDY)
        for offset in opened:
            yield page.finding(offset, ID, "the block is not closed", REMEDY)
