"""British spelling in a text that is written in American."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "spelling-mixed"
REMEDY = "use the American form; names and titles go into quotation marks or italics and keep theirs"

# British form (or its beginning, with *) -> American.
FORMS = {
    "organis*": "organiz", "behaviour*": "behavior", "programme": "program", "programmes": "programs",
    "recognis*": "recogniz", "realis*": "realiz", "emphasis*e": "emphasize", "summaris*": "summariz",
    "prioritis*": "prioritiz", "analys*e": "analyze", "analysed": "analyzed", "analysing": "analyzing",
    "centre": "center", "centred": "centered", "colour*": "color", "favour*": "favor", "honour*": "honor",
    "labour*": "labor", "neighbour*": "neighbor", "rumour*": "rumor", "judgement*": "judgment",
    "acknowledgement*": "acknowledgment", "practise*": "practice", "licence*": "license", "defence": "defense",
    "offence": "offense", "counsell*": "counsel", "cancell*ed": "canceled", "travell*": "travel",
    "labell*": "label", "modell*": "model", "fulfil": "fulfill", "fulfilment": "fulfillment",
    "enrol": "enroll", "enrolment": "enrollment", "skilful*": "skillful", "wilful*": "willful",
    "learnt": "learned", "whilst": "while", "amongst": "among", "towards": "toward", "sceptic*": "skeptic",
    "grey": "gray", "cheque": "check", "ageing": "aging", "catalogue": "catalog",
    "standardis*": "standardiz", "utilis*": "utiliz", "minimis*": "minimiz", "maximis*": "maximiz",
    "optimis*e": "optimize", "apologis*": "apologiz", "criticis*e": "criticize", "specialis*": "specializ",
    "generalis*": "generaliz", "formalis*": "formaliz", "randomis*": "randomiz", "authoris*": "authoriz",
    "rigour": "rigor", "vigour": "vigor", "instalment*": "installment", "marvellous": "marvelous",
    "per cent": "percent", "aluminium": "aluminum", "tyre": "tire", "storey": "story", "plough": "plow",
}  # fmt: skip


def _pattern() -> re.Pattern[str]:
    parts = []
    for form in FORMS:
        stem, star, ending = form.partition("*")
        parts.append(re.escape(stem) + (r"\w*" + ending if star and ending else r"\w*" if star else ""))
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


_BRITISH = _pattern()
# Words that a stem above catches and that are spelled so on both sides.
_SHARED = frozenset({"specialist", "specialists", "specialism", "realism", "realist", "realistic", "realistically"})
# A run in quotation marks or italics may be a title or a name.
_QUOTED = re.compile(r"“[^”]{0,300}”|\"[^\"\n]*\"|(?<!\*)\*[^*\n]+\*(?!\*)|(?<!_)\b_[^_\n]+_\b")


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each British form in prose, front matter, claims and definitions."""
    for page in handbook.pages:
        text = _QUOTED.sub(lambda match: " " * len(match[0]), page.prose)
        for match in _find(text):
            yield page.finding(match.start(), ID, f"“{match[0]}” is British spelling", REMEDY)
        if page.meta:
            for key in ("title", "description", "questions", "objectives"):
                value = getattr(page.meta, key)
                for match in _find(value if isinstance(value, str) else " ".join(value)):
                    yield page.meta_finding(ID, f"“{match[0]}” is British spelling", REMEDY, key)
    for work in handbook.works.values():
        for fact in work.facts:
            for match in _find(_QUOTED.sub("", fact.claim)):
                yield Finding("data/facts.yml", fact.line, 1, ID, f"“{match[0]}” in {fact.id} is British", REMEDY)
    for term in handbook.glossary.values():
        for match in _find(term.definition):
            yield Finding("data/glossary.yml", term.line, 1, ID, f"“{match[0]}” is British spelling", REMEDY)


def _find(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _BRITISH.finditer(text) if match[0].lower() not in _SHARED)
