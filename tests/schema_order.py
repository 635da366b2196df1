"""Holds the parts of a Word file to the order of child elements that ECMA-376 (part 1, section 17) prescribes.

Word refuses a file, or drops what it meets too late, where the order is wrong; LibreOffice and pandoc do not mind.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

# Of each sequence the elements that may occur, in their order.
SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tr": "tblPrEx trPr",
    "numPr": "ilvl numId",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
}
# Of `w:trPr` the children may stand in any order (a choice), so it has no sequence. After these come others, freely.
OPEN = {"tbl", "tr"}


def order_faults(parts: Mapping[str, str]) -> list[str]:
    """Return each element of the parts whose children do not stand in their order, or are not known to it."""
    found = []
    for name, text in parts.items():
        if not name.startswith("word/") or not name.endswith(".xml") or "theme" in name:
            continue
        for element in etree.fromstring(text.encode("utf-8")).iter():
            tag = etree.QName(element)
            if tag.namespace != W or tag.localname not in SEQUENCES:
                continue
            order = {child: place for place, child in enumerate(SEQUENCES[tag.localname].split())}
            children = [etree.QName(child).localname for child in element if etree.QName(child).namespace == W]
            if tag.localname in OPEN:
                children = [child if child in order else "" for child in children]
                order[""] = len(order)
            places = [order.get(child, -1) for child in children]
            if -1 in places or places != sorted(places):
                found.append(f"{name}: {tag.localname} has {' '.join(children)}")
    return found
