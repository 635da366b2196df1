"""Reads one Markdown page: front matter, headings, links, blocks, citations, each with its place."""

from __future__ import annotations

import re

from handbook.findings import Finding, FindingsError
from handbook.source.front_matter import read_meta
from handbook.source.grammar import find_citations
from handbook.source.records import Block, Heading, Link, Page
from handbook.source.strict_yaml import Document, load_yaml

_FENCE = re.compile(r"^(?P<indent>[ ]{0,12})(?P<mark>`{3,}|~{3,})")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_ADDRESS = re.compile(
    r"<[A-Za-z][\w+.-]*:[^\s<>]*>"  # <https://…>
    r"|https?://[^\s<>\]]*[^\s<>\]).,;:!?'\"]"
    r"|(?<=\]\()[^\s()]*(?:\([^\s()]*\)[^\s()]*)*"  # the target of a link
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"  # bounded: no mail address is longer
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_HEADING = re.compile(
    r"^(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*(?P<attributes>\{[^{}\n]*\})?[ \t]*#*[ \t]*$", re.MULTILINE
)
_ANCHOR = re.compile(r"\{[:]?[^{}\n]*?#(?P<id>[A-Za-z][\w:.-]*)[^{}\n]*\}|^[ ]{4,}id:[ ]*(?P<block>[\w-]+)", re.M)
_LINK = re.compile(r"(?P<image>!)?\[(?P<text>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\((?P<target>[^()\s]*)")
_BLOCK = re.compile(r"^[ ]{0,3}/{3,}[ \t]+(?P<name>[a-z][\w-]*)[ \t]*(?:\|[ \t]*(?P<argument>[^\n]*?))?[ \t]*$", re.M)


def read_page(text: str, path: str, file: str) -> tuple[Page, list[Finding]]:
    """Return the page at `path` (under `docs/`), whose place for findings is `file`, and its faults."""
    head, body, body_line = split_front_matter(text)
    findings: list[Finding] = []
    document, meta = Document({}, {}), None
    if head is None:
        findings.append(
            Finding(
                file, 1, 1, "front-matter", "the page has no front matter",
                "begin with `---`, the eight keys, `---`; CONTRIBUTING.md shows them",
            )
        )  # fmt: skip
    else:
        try:
            document = load_yaml(head, file, first_line=2)
            meta, faults = read_meta(document, file)
            findings.extend(faults)
        except FindingsError as error:
            findings.extend(error.findings)
    code_free = blank_code(body)
    prose = _blank(_ADDRESS, code_free)
    anchors, repeated = _anchors(code_free)
    page = Page(
        path=path,
        file=file,
        meta=meta,
        front_matter=document,
        body=body,
        body_line=body_line,
        prose=prose,
        citations=tuple(find_citations(_blank(_TAG, prose))),
        headings=tuple(_headings(code_free)),
        links=tuple(_links(code_free)),
        blocks=tuple(
            Block(match["name"], match["argument"] or "", match.start()) for match in _BLOCK.finditer(code_free)
        ),
        anchors=anchors,
        repeated_anchors=repeated,
    )
    return page, findings


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Return front matter (None if there is none), body, and the line on which the body begins."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "".join(lines[1:number]), "".join(lines[number + 1 :]), number + 2
    return None, text, 1


def blank_code(text: str) -> str:
    """Return the text at equal length with fenced code, code spans and comments turned into blanks."""
    lines: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line)
        if fence:
            closes = match and match["mark"].startswith(fence) and not line.strip().strip(fence[0])
            lines.append(_spaces(line))
            fence = "" if closes else fence
        elif match:
            fence = match["mark"]
            lines.append(_spaces(line))
        else:
            lines.append(line)
    return _blank(_CODE_SPAN, _blank(_COMMENT, _blank_indented("".join(lines))))


def _blank_indented(text: str) -> str:
    """Blank indented code: four spaces after a blank line, outside lists and blocks' options."""
    lines = text.splitlines(keepends=True)
    in_list = after_blank = in_code = False
    for number, line in enumerate(lines):
        indented = line.startswith(("    ", "\t"))
        if not line.strip():
            after_blank = True
            continue
        if not indented:
            in_list = bool(re.match(r"[ ]{0,3}(?:[-*+]|\d+[.)])[ ]", line)) or (in_list and line.startswith(" "))
        in_code = indented and not in_list and (after_blank or in_code)
        if in_code:
            lines[number] = _spaces(line)
        after_blank = False
    return "".join(lines)


def _spaces(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: _spaces(match[0]), text)


def _headings(text: str) -> list[Heading]:
    headings = []
    for match in _HEADING.finditer(text):
        identifier = re.search(r"#([A-Za-z][\w:.-]*)", match["attributes"] or "")
        headings.append(
            Heading(len(match["marks"]), match["text"], identifier[1] if identifier else None, match.start())
        )
    return headings


def _links(text: str) -> list[Link]:
    return [
        Link(match["text"], match["target"].strip("<>"), bool(match["image"]), match.start())
        for match in _LINK.finditer(text)
    ]


def _anchors(text: str) -> tuple[dict[str, int], tuple[tuple[str, int], ...]]:
    anchors: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    for match in _ANCHOR.finditer(text):
        name = match["id"] or match["block"]
        if name in anchors:
            repeated.append((name, match.start()))
        else:
            anchors[name] = match.start()
    return anchors, tuple(repeated)
