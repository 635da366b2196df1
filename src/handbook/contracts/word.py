"""The Word file of a template: everything in it, clauses and fields as content controls that a browser fills in.

The tag of a content control says what it is: `clause:id`, `part:id.n`, `party:n`, `cover:n`, `note`, `open`, `broken`,
`rows:field`, `field:id`, `ref:clause`. Element order follows ECMA-376, part 1 (WordprocessingML).
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docx import Document as new_document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.run import Run

from handbook.contracts.model import Contract
from handbook.contracts.resolve import Block, Document, Entry, Items, Paragraph, Pieces, resolve
from handbook.contracts.text import BROKEN, COVER, MADE_WITH, OPEN, PARTIES, SIGN, SIGNATURES, TERMS, note

_EPOCH = (1980, 1, 1, 0, 0, 0)
# What the template of python-docx carries and nobody needs: a picture of it, a second set of styles, dates of fonts.
_DROPPED = ("docProps/thumbnail.jpeg", "customXml/", "word/stylesWithEffects.xml", "word/webSettings.xml")
# Three levels that number themselves: 1. clause, 1.1 paragraph, (a) item.
_LEVELS = (
    ("decimal", "%1.", "Clause", 680),
    ("decimal", "%1.%2", "Clause text", 680),
    ("lowerLetter", "(%3)", "Clause item", 1134),
)
_NUMBERING = 77
_TEXT_WIDTH = Mm(160)  # between the margins


def build_word(contract: Contract, marked: bool = False) -> bytes:
    """Return the blank Word file of a template; the same template gives the same bytes.

    `marked`: with the place in which a browser says that the document contradicts itself.
    """
    document = new_document()
    _set_up(document, contract)
    _Writer(document, contract, marked).write(resolve(contract, None, {}))
    stream = io.BytesIO()
    document.save(stream)
    return _freeze(stream.getvalue())


def word_parts(file: bytes) -> dict[str, str]:
    """Return the parts of a Word file by name, all of them XML, as a browser needs them to write a file."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def _freeze(file: bytes) -> bytes:
    """Return a Word file with what it needs alone, its parts in order and without dates."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.startswith(_DROPPED)}
    for name in ("_rels/.rels", "[Content_Types].xml", "word/_rels/document.xml.rels"):
        root = parse_xml(parts[name])
        for element in list(root):
            target = (element.get("Target") or element.get("PartName") or "").lstrip("./")
            if (
                f"word/{target}".startswith(_DROPPED)
                or target.startswith(_DROPPED)
                or element.get("Extension") == "jpeg"
            ):
                root.remove(element)
        parts[name] = _bytes(root)
    parts["word/styles.xml"] = _bytes(_prune_styles(parse_xml(parts["word/styles.xml"]), parts))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), parts[name], zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _prune_styles(styles: Any, parts: Mapping[str, bytes]) -> Any:
    """Return the styles without those that no part of the document uses, directly or by another style."""
    known = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
    used = {id for id, style in known.items() if style.get(qn("w:default")) == "1"}
    for name, data in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and name != "word/styles.xml":
            for element in parse_xml(data).iter(*(qn(f"w:{tag}") for tag in ("pStyle", "rStyle", "tblStyle"))):
                used.add(element.get(qn("w:val")))
    waiting = list(used)
    while waiting:
        style = known.get(waiting.pop())
        for tag in ("basedOn", "next", "link"):
            other = style.find(qn(f"w:{tag}")) if style is not None else None
            if other is not None and other.get(qn("w:val")) not in used:
                used.add(other.get(qn("w:val")))
                waiting.append(other.get(qn("w:val")))
    for id, style in known.items():
        if id not in used:
            styles.remove(style)
    latent = styles.find(qn("w:latentStyles"))
    if latent is not None:
        styles.remove(latent)
    return styles


def _bytes(root: Any) -> bytes:
    for element in root.iter():
        if len(element) and element.text and not element.text.strip():
            element.text = None
        if element.tail and not element.tail.strip():
            element.tail = None
    text = serialize_part_xml(root)
    assert isinstance(text, bytes)
    return text


def _set_up(document: Any, contract: Contract) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = contract.title, "Coaching Handbook contributors", "en-US"
    properties.comments, properties.version = MADE_WITH, contract.version
    day = contract.reviewed
    properties.created = properties.modified = dt.datetime(day.year, day.month, day.day)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Cambria", Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    for name, size in (("Title", 22), ("Heading 1", 14)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = "Calibri", Pt(size), True
        style.font.color.rgb = RGBColor(0x1F, 0x22, 0x26)
        fonts = style.element.rPr.rFonts
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{attribute}"), None)
        border = style.element.pPr.find(qn("w:pBdr"))
        if border is not None:
            style.element.pPr.remove(border)
    for name, base in (
        ("Clause", "Heading 1"),
        ("Clause text", "Normal"),
        ("Clause item", "Normal"),
        ("Option note", "Normal"),
        ("Table text", "Normal"),
        ("Table head", "Table text"),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[base]
        style.quick_style = True
    document.styles["Clause"].paragraph_format.space_before = Pt(14)
    document.styles["Clause"].paragraph_format.space_after = Pt(4)
    document.styles["Clause"].paragraph_format.keep_with_next = True
    quiet = document.styles["Option note"]
    quiet.font.italic, quiet.font.size = True, Pt(9.5)
    quiet.paragraph_format.keep_with_next = True
    cell = document.styles["Table text"]
    document.styles["Table head"].font.bold = True
    cell.font.size, cell.paragraph_format.space_before, cell.paragraph_format.space_after = Pt(10), Pt(2), Pt(2)
    _quiet_grid(document.styles["Table Grid"])
    if contract.numbered:
        _number_styles(document)
    _footer(section, contract)


def _quiet_grid(style: Any) -> None:
    """Give a table's style thin grey rules."""
    for rule in style.element.iter(
        *(qn(f"w:{side}") for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    ):
        if rule.get(qn("w:val")):
            rule.set(qn("w:color"), "999999")


def _number_styles(document: Any) -> None:
    """Give the clause styles a numbering of three levels, so that Word numbers anew whatever is taken out."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style.replace(" ", "")}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{680 if level < 2 else 454}"/></w:pPr></w:lvl>'
        for level, (form, text, style, left) in enumerate(_LEVELS)
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )
    numbering.insert(len(numbering.findall(qn("w:abstractNum"))), abstract)  # before every w:num
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}"><w:abstractNumId w:val="{_NUMBERING}"/></w:num>')
    )
    for level, (_, _, name, _) in enumerate(_LEVELS):
        properties = document.styles[name].element.get_or_add_pPr()
        number = properties.get_or_add_numPr()
        if level:
            number.get_or_add_ilvl().val = level
        number.get_or_add_numId().val = _NUMBERING


def _footer(section: Any, contract: Contract) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{contract.title} · version {contract.version} · page ")
    paragraph._p.extend(_field_code(" PAGE ", "1"))
    for run in paragraph.runs:
        run.font.size = Pt(9)


def _field_code(code: str, text: str) -> list[Any]:
    """Return the runs of a field with the text that it shows until it is updated."""
    inner = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{code}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{text}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return [parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>") for part in inner]


def _control(tag: str, alias: str, content: Iterable[Any]) -> Any:
    """Return a content control around elements."""
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    for name, value in (("w:alias", alias[:64]), ("w:tag", tag)):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)
    inner = OxmlElement("w:sdtContent")
    inner.extend(content)
    control.extend((properties, inner))
    return control


class _Writer:
    def __init__(self, document: Any, contract: Contract, marked: bool) -> None:
        self.document = document
        self.marked = marked
        self.contract = contract
        self.labels = contract.labels()
        self.bookmarks = 0
        default = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        # Looked up once: python-docx searches the styles for each paragraph.
        self.styles = {style.name: None if style == default else style.style_id for style in document.styles}

    def write(self, resolved: Document) -> None:
        body = self.document.element.body
        end = body.sectPr
        for element in self._elements(resolved):
            end.addprevious(element)

    def _elements(self, resolved: Document) -> Iterable[Any]:
        yield self._paragraph(resolved.title, "Title")
        yield self._paragraph(f"Version {resolved.version}. {MADE_WITH}", "Option note")
        broken = [("broken", BROKEN, "…")] if self.marked else []
        for tag, title, text in (*broken, ("open", OPEN, " · ".join(resolved.open))):
            if text:
                yield _control(tag, title, [self._paragraph(title, "Heading 1"), self._paragraph(text, "Normal")])
        yield self._paragraph(PARTIES, "Heading 1")
        yield self._entries("party", ("Role", "Who"), resolved.parties)
        for name, title, head, entries in (
            ("cover", COVER, ("What", "What was decided"), resolved.cover),
            ("term", TERMS, ("Word", "Meaning"), resolved.terms),
        ):
            if entries:
                yield self._paragraph(title, "Heading 1")
                yield self._entries(name, head, entries)
        for clause in resolved.clauses:
            yield self._clause(clause)
        if resolved.signed:
            yield self._paragraph(SIGNATURES, "Heading 1")
            yield self._paragraph(resolved.signed, "Normal")
            yield self._signatures(resolved.parties)
            yield self._paragraph("", "Normal")

    def _clause(self, clause: Any) -> Any:
        heading = self._paragraph(clause.title, "Clause" if self.contract.numbered else "Heading 1")
        self._bookmark(heading, f"clause_{clause.id.replace('-', '_')}")
        content = [heading, *self._note(clause.when)]
        for index, block in enumerate(clause.blocks):
            elements = [*self._note(block.when), *self._block(block)]
            if block.when is not None:
                tag = f"part:{clause.id}.{index}"
                elements = [_control(tag, f"{clause.title}, part {index + 1}", elements)]
            content += elements
        return _control(f"clause:{clause.id}", clause.title, content)

    def _note(self, when: Any) -> list[Any]:
        words = note(when, self.labels)
        return [_control("note", "When this is there", [self._paragraph(words, "Option note")])] if words else []

    def _block(self, block: Block) -> list[Any]:
        numbered = self.contract.numbered
        if isinstance(block, Paragraph):
            return [self._text(block.pieces, "Clause text" if numbered else "Normal")]
        if isinstance(block, Items):
            style = "Clause item" if numbered else "List Bullet"
            return [self._text(pieces, style) for pieces in block.items]
        texts = [[self._text(cell, "Table text") for cell in row] for row in block.rows]
        share = 100 // len(texts[0])
        table = self._table(texts, (share,) * len(texts[0]), height=500 if block.field else 0)
        after = self._paragraph("", "Normal")
        if block.field:
            return [_control(f"rows:{block.field}", self.contract.fields[block.field].label, [table]), after]
        return [table, after]

    def _entries(self, name: str, head: tuple[str, str], entries: Sequence[Entry]) -> Any:
        rows: list[list[Any]] = [[self._paragraph(text, "Table text") for text in head]]
        for entry in entries:
            words = note(entry.when, self.labels)
            label = [self._paragraph(entry.label, "Table text", bold=True)]
            if words:
                label.append(_control("note", "When this is there", [self._paragraph(words, "Option note")]))
            rows.append([label, [self._text(entry.pieces, "Table text")]])
        table = self._table(rows, (28, 72))
        for index, (entry, row) in enumerate(zip(entries, table.findall(qn("w:tr"))[1:], strict=True)):
            if entry.when is not None:
                place = row.getprevious()
                place.addnext(_control(f"{name}:{index}", entry.label, [row]))
        return table

    def _signatures(self, parties: Sequence[Entry]) -> Any:
        rows: list[list[Any]] = [[self._paragraph(text, "Table text") for text in SIGN]]
        for party in parties:
            who = [self._paragraph(party.label, "Table text", bold=True), self._text(party.pieces, "Table text")]
            rows.append([who, self._paragraph("", "Table text"), self._paragraph("", "Table text")])
        table = self._table(rows, (48, 34, 18), height=1000)
        for index, (party, row) in enumerate(zip(parties, table.findall(qn("w:tr"))[1:], strict=True)):
            if party.when is not None:
                row.getprevious().addnext(_control(f"party:{index}", party.label, [row]))
        return table

    def _paragraph(self, text: str, style: str, bold: bool = False) -> Any:
        paragraph = OxmlElement("w:p")
        paragraph.style = self.styles[style]
        if text:
            run = Run(paragraph.add_r(), self.document._body)
            run.text, run.bold = text, True if bold else None
        return paragraph

    def _text(self, pieces: Pieces, style: str) -> Any:
        paragraph = self._paragraph("", style)
        for piece in pieces:
            run = parse_xml(f"<w:r {nsdecls('w')}><w:t/></w:r>")
            text = run[0]
            text.text = piece.text
            text.set(qn("xml:space"), "preserve")
            if piece.field:
                label = self.contract.fields[piece.field].label
                paragraph.append(_control(f"field:{piece.field}", label, [run]))
            elif piece.clause and self.contract.numbered:
                paragraph.extend(self._reference(piece.clause, piece.text))
            else:
                paragraph.append(run)
        return paragraph

    def _reference(self, clause: str, words: str) -> list[Any]:
        """Return `clause 7` whose number Word reads from the clause itself."""
        word, _, number = words.partition(" ")
        before = parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{word} </w:t></w:r>')
        code = _field_code(f" REF clause_{clause.replace('-', '_')} \\r \\h ", number)
        return [before, _control(f"ref:{clause}", "Number of a clause", code)]

    def _bookmark(self, paragraph: Any, name: str) -> None:
        self.bookmarks += 1
        start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{self.bookmarks}" w:name="{name}"/>')
        end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{self.bookmarks}"/>')
        paragraph.insert(1 if paragraph.pPr is not None else 0, start)
        paragraph.append(end)

    def _table(self, rows: Sequence[Sequence[Any]], shares: Sequence[int], height: int = 0) -> Any:
        """Return a table of cells (paragraphs, or lists of elements) whose first row is repeated on each page.

        `shares` are the widths of its columns in percent, `height` the least one of its rows in twentieths of a point.
        """
        table = self.document.add_table(len(rows), len(rows[0]), style="Table Grid")
        table.autofit = False
        widths = [int(_TEXT_WIDTH * share / 100) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, row in enumerate(rows):
            properties = table.rows[number]._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number and height:
                properties.append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="{height}" w:hRule="atLeast"/>'))
            if not number:
                properties.append(OxmlElement("w:tblHeader"))
            for cell, content, width in zip(table.rows[number].cells, row, widths, strict=True):
                cell.width = width
                empty = cell._tc.p_lst[0]
                for element in content if isinstance(content, list) else [content]:
                    empty.addprevious(element)
                cell._tc.remove(empty)
                if not number:
                    for paragraph in cell.paragraphs:
                        paragraph.style = self.document.styles["Table head"]
        element = table._tbl
        element.getparent().remove(element)
        return element
