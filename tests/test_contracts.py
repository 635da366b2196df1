"""Templates: conditions are exact, nothing can be signed with a hole in it, and Word, PDF and Markdown say the same."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from itertools import product
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from schema_order import order_faults
from sites import NEST, nest_files, write_site

from handbook.checks import check
from handbook.checks.parsed import parsed_contracts
from handbook.cli import main
from handbook.contracts import (
    Contract,
    ContractError,
    Row,
    as_markdown,
    build_word,
    parse_contract,
    prove,
    read_yardsticks,
    resolve,
)
from handbook.contracts.conditions import both, find_values, holds, names, say
from handbook.contracts.pages import contract_files
from handbook.contracts.pdf import build_pdf
from handbook.contracts.word import word_parts
from handbook.source import load
from handbook.staging import stage

ROOT = Path(__file__).parent.parent
NEST_DATA = yaml.safe_load(NEST.read_text(encoding="utf-8"))
YARDSTICKS = {"nests": tuple(Row(str(number), f"Row {number}", "must") for number in range(1, 5))}
HANDBOOK = load(ROOT)[0]
REAL = parsed_contracts(HANDBOOK)
HARD = "Ünal & Söhne <b>“x”</b> \"y\" 'z' 中文 עברית [w] {#v} \\ $u$ #t *s* _r_ `q` @owl"


def nest() -> Contract:
    return parse_contract("nest", copy.deepcopy(NEST_DATA))


def full_answers(contract: Contract, text: str = HARD) -> dict[str, Any]:
    """Return an answer for every field."""
    answers: dict[str, Any] = {}
    for field in contract.fields.values():
        if field.type == "rows":
            answers[field.id] = [{column: f"{text} {number}" for column, _ in field.columns} for number in range(3)]
        else:
            answers[field.id] = {"date": "2026-12-03", "scale": "4"}.get(field.type, f"{field.id} {text}")
    return answers


# Conditions.
DOMAINS = {"a": (True, False), "b": (True, False), "c": ("x", "y", "z")}
CONDITIONS = st.recursive(
    st.sampled_from(["a", "b", "c = x", "c = y", "c = z"]),
    lambda inner: st.one_of(
        inner.map(lambda part: {"not": part}),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: {"any": parts}),
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(CONDITIONS, CONDITIONS)
def test_conditions_are_exact(first: Any, second: Any) -> None:
    every = [dict(zip(DOMAINS, chosen, strict=True)) for chosen in product(*DOMAINS.values())]
    found = find_values(lambda v: holds(first, v) and not holds(second, v), [first, second], DOMAINS)
    assert (found is not None) == any(holds(first, v) and not holds(second, v) for v in every)
    assert all(holds(both(first, second), v) == (holds(first, v) and holds(second, v)) for v in every)
    assert all(holds({"not": first}, v) != holds(first, v) for v in every)
    assert {name for name, _ in names(first)} <= set(DOMAINS)
    assert "“" in say(first, {"a": "A", "b": "B", "c = x": "X", "c = y": "Y", "c = z": "Z"})


def clause(data: Any, id: str) -> Any:
    return next(clause for clause in data["clauses"] if clause["id"] == id)


NEVER = {"all": ["jay", {"not": "jay"}]}
# What may be planted in a sound template, and the rule that must find it.
FAULTS: dict[str, Any] = {
    "an unknown option": ("contract-option", lambda d: clause(d, "watching").update(when="crow")),
    "an unknown choice": ("contract-option", lambda d: clause(d, "watching").update(when="songs = noon")),
    "a choice used as a flag": ("contract-option", lambda d: clause(d, "watching").update(when="songs")),
    "a flag used as a choice": ("contract-option", lambda d: clause(d, "watching").update(when="jay = yes")),
    "a default that is no choice": ("contract-option", lambda d: d["options"]["songs"].update(default="noon")),
    "an option that changes nothing": ("contract-unused", lambda d: d["options"].update(idle=d["options"]["jay"])),
    "a field that no text holds": ("contract-unused", lambda d: d["fields"].update(idle=d["fields"]["tree"])),
    "an unknown field": ("contract-field", lambda d: clause(d, "end")["body"].append("It is {color}.")),
    "a brace": ("contract-field", lambda d: clause(d, "end")["body"].append("It is {Color}.")),
    "rows in a sentence": ("contract-field", lambda d: clause(d, "end")["body"].append("Bring {twigs}.")),
    "rows of no rows": ("contract-field", lambda d: clause(d, "end")["body"].append({"rows": "tree"})),
    "an unknown clause": ("contract-reference", lambda d: clause(d, "end")["body"].append("See {#moon}.")),
    "a clause that can be absent": ("contract-reference", lambda d: clause(d, "end")["body"].append("See {#songs}.")),
    "a cover that names an absent clause": ("contract-reference", lambda d: d["cover"][1].pop("when")),
    "a clause twice": ("contract-clause", lambda d: clause(d, "end").update(id="purpose")),
    "a heading without text": (
        "contract-clause",
        lambda d: clause(d, "end").update(body=[{"text": "So.", "when": "jay"}]),
    ),
    "a clause that cannot be": ("contract-never", lambda d: clause(d, "watching").update(when=NEVER)),
    "a part that cannot be": ("contract-never", lambda d: clause(d, "songs")["body"][0].update(when="songs = none")),
    "a field where no text can be": (
        "contract-unused",
        lambda d: (
            d["fields"].update(idle=d["fields"]["tree"]),
            clause(d, "songs")["body"].append({"text": "On {idle}.", "when": "songs = none"}),
        ),
    ),
    "a rule that nothing breaks": ("contract-rule", lambda d: d["rules"][0].update(when=NEVER)),
    "defaults that break a rule": ("contract-rule", lambda d: d["rules"][0].update(when="songs = dawn")),
    "a term that nobody uses": ("contract-term", lambda d: d["terms"].append({"term": "Moon", "means": "what shines"})),
    "a term defined twice": ("contract-term", lambda d: d["terms"].append({"term": "Nest", "means": "home"})),
    "a term that is not defined": ("contract-term", lambda d: clause(d, "end")["body"].append("Leave the Branch.")),
    "a row that must be covered": ("contract-yardstick", lambda d: clause(d, "end").pop("covers")),
    "a row that does not exist": ("contract-yardstick", lambda d: clause(d, "end").update(covers=["3", "99"])),
    "a row covered and left out": ("contract-yardstick", lambda d: d["left_out"].update({"3": "Not here."})),
    "an unknown yardstick": ("contract-yardstick", lambda d: d.update(yardstick="trees")),
}  # fmt: skip
BROKEN: dict[str, Any] = {
    "a clause without a source": lambda d: clause(d, "end").pop("facts"),
    "a clause without a reason": lambda d: clause(d, "end").pop("why"),
    "a clause without text": lambda d: clause(d, "end").update(body=[]),
    "an unknown way to change": lambda d: clause(d, "end").update(change="never"),
    "a link in a text": lambda d: clause(d, "end")["body"].append("See [here](a.md)."),
    "markup in a text": lambda d: clause(d, "end")["body"].append("See <b>this</b>."),
    "two things in one part": lambda d: clause(d, "end")["body"].append({"text": "a", "list": ["b"]}),
    "a word that the language lacks": lambda d: clause(d, "end").update(when={"xor": ["jay", "jay"]}),
    "a table that is not even": lambda d: clause(d, "watching")["body"][1]["table"]["rows"].append(["a"]),
    "rows without columns": lambda d: d["fields"]["twigs"].pop("columns"),
    "a scale without ends": lambda d: d["fields"]["noise"].pop("low"),
    "an unknown kind of field": lambda d: d["fields"]["tree"].update(type="number"),
    "a flag without consequences": lambda d: d["options"]["jay"].pop("if_on"),
    "a choice without meaning": lambda d: d["options"]["songs"]["choices"]["dawn"].pop("means"),
    "an unknown key": lambda d: d.update(color="red"),
    "another id": lambda d: d.update(id="tree"),
    "a day that is none": lambda d: d.update(reviewed="2026-02-30"),
    "a version that is none": lambda d: d.update(version="new"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_planted_faults_are_caught(name: str) -> None:
    rule, plant = FAULTS[name]
    data = copy.deepcopy(NEST_DATA)
    assert prove(parse_contract("nest", data), YARDSTICKS) == []
    plant(data)
    found = prove(parse_contract("nest", data), YARDSTICKS)
    assert rule in {fault.rule for fault in found}
    assert all(fault.message and fault.hint for fault in found)


@pytest.mark.parametrize("name", BROKEN)
def test_broken_forms_are_refused(name: str) -> None:
    data = copy.deepcopy(NEST_DATA)
    BROKEN[name](data)
    with pytest.raises(ContractError) as caught:
        parse_contract("nest", data)
    assert caught.value.faults


def test_every_rule_is_planted() -> None:
    source = (ROOT / "src/handbook/contracts/proof.py").read_text(encoding="utf-8")
    assert set(re.findall(r"\"(contract-[a-z]+)\"", source)) == {rule for rule, _ in FAULTS.values()}


def test_a_field_is_asked_for_just_where_a_text_holds_it() -> None:
    contract = nest()
    for values in contract.every_setting():
        asked = {field for field, uses in contract.uses.items() if any(holds(when, values) for when in uses)}
        text = as_markdown(resolve(contract, values, {}))
        for field in contract.fields.values():
            if field.type == "text":
                assert (f"[{field.label}]" in text) == (field.id in asked)


@pytest.mark.parametrize("slug", ["nest", *REAL])
def test_numbers_have_no_gaps_and_nothing_is_left_to_fill(slug: str) -> None:
    contract = nest() if slug == "nest" else REAL[slug]
    answers = full_answers(contract, "answer")
    for values in contract.every_setting():
        document = resolve(contract, values, answers)
        assert document.open == ()
        if contract.numbered:
            assert [c.number for c in document.clauses] == [str(n) for n in range(1, len(document.clauses) + 1)]
        text = as_markdown(document)
        assert not re.search(r"\{|\}|\[|clause \?", text)
        numbers = {clause.number for clause in document.clauses}
        assert set(re.findall(r"clause (\d+)", text)) <= numbers


@pytest.mark.parametrize("slug", REAL)
def test_real_templates_are_proved(slug: str) -> None:
    yardsticks, faults = read_yardsticks(HANDBOOK.yardsticks)
    assert faults == []
    assert prove(REAL[slug], yardsticks) == []
    assert REAL[slug].combinations <= 2**14


def plain(file: bytes) -> str:
    """Return what pandoc reads in a Word file."""
    return str(pypandoc.convert_text(file, "plain", format="docx", extra_args=["--wrap=none"]))


def squeezed(text: str) -> str:
    """Return the letters and digits of a text alone."""
    return re.sub(r"[^\w]", "", text)


@pytest.mark.parametrize("slug", ["nest", *REAL])
def test_blank_word_file_says_what_the_document_says(slug: str) -> None:
    contract = nest() if slug == "nest" else REAL[slug]
    file = contract_files(contract)[f"templates/{slug}.docx"]
    assert file == contract_files(contract)[f"templates/{slug}-{contract.version}.docx"]
    read = squeezed(plain(file))
    document = resolve(contract, None, {})
    for item in document.clauses:
        assert squeezed(item.title) in read
        for block in item.blocks:
            for pieces in getattr(block, "items", ()) or (getattr(block, "pieces", ()),):
                assert squeezed("".join(piece.text for piece in pieces)) in read
    assert "Thisdocumentcontradictsitself" not in read


@pytest.mark.parametrize("slug", ["nest", *REAL])
def test_word_files_keep_the_order_of_elements_and_their_bytes(slug: str) -> None:
    contract = nest() if slug == "nest" else REAL[slug]
    file = build_word(contract)
    assert file == build_word(contract)
    parts = word_parts(file)
    assert order_faults(parts) == []
    root = etree.fromstring(parts["word/document.xml"].encode("utf-8"))
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    tags = [tag.get(f"{{{space['w']}}}val") for tag in root.iterfind(".//w:sdtPr/w:tag", space)]
    assert {f"clause:{clause.id}" for clause in contract.clauses} <= set(tags)
    assert {f"field:{id}" for id, field in contract.fields.items() if field.type != "rows"} <= set(tags)
    assert {f"rows:{id}" for id, field in contract.fields.items() if field.type == "rows"} <= set(tags)
    assert all(table.find(".//w:tblHeader", space) is not None for table in root.iterfind(".//w:tbl", space))
    styles = parts["word/styles.xml"]
    assert 'w:lang w:val="en-US"' in styles
    names = [entry.filename for entry in zipfile.ZipFile(io.BytesIO(file)).infolist()]
    assert names[0] == "[Content_Types].xml" and len(names) == len(set(names))
    for name, text in parts.items():
        if name.endswith(".rels"):
            base = Path(name).parent.parent
            for target in re.findall(r'Target="([^"]+)"', text):
                assert str((base / target).as_posix()).lstrip("/") in names or target.startswith("http")


def test_the_order_check_can_fail() -> None:
    parts = word_parts(build_word(nest()))
    wrong = parts | {
        "word/document.xml": re.sub(r"(<w:alias [^>]*/>)(<w:tag [^>]*/>)", r"\2\1", parts["word/document.xml"])
    }
    assert order_faults(parts) == []
    assert any("sdtPr" in fault for fault in order_faults(wrong))
    text = re.sub(
        r"(<w:tblPr>.*?</w:tblPr>)(<w:tblGrid>.*?</w:tblGrid>)", r"\2\1", parts["word/document.xml"], flags=re.S
    )
    assert any("tbl has tblGrid tblPr" in fault for fault in order_faults(parts | {"word/document.xml": text}))


@pytest.mark.parametrize("slug", ["nest", *REAL])
def test_blank_pdf_is_tagged_and_the_same_each_time(slug: str) -> None:
    contract = nest() if slug == "nest" else REAL[slug]
    blank = resolve(contract, None, {})
    pdf = build_pdf(contract, blank)
    assert pdf == build_pdf(contract, blank)
    assert pdf.startswith(b"%PDF-")
    assert all(mark in pdf for mark in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid"))


def test_hidden_templates_are_not_staged(tmp_path: Path) -> None:
    files = nest_files()
    page = str(files["docs/templates/nest.md"])
    files["docs/templates/nest.md"] = page.replace("audience: public", "audience: internal")
    staged = stage(write_site(tmp_path, files))
    assert not list(staged.docs.rglob("nest*"))
    assert "Nest agreement" not in staged.computed.read_text(encoding="utf-8")


def test_every_problem_at_once_with_its_place(tmp_path: Path) -> None:
    text = NEST.read_text(encoding="utf-8").replace('{tree}"}', '{bush}"}', 1).replace("when: jay\n", "when: crow\n")
    handbook, _ = load(write_site(tmp_path, nest_files() | {"data/contracts/nest.yml": text}))
    found = [f for f in check(handbook) if f.rule.startswith("contract-")]
    assert [f.rule for f in found] == ["contract-option"]
    assert found[0].path == "data/contracts/nest.yml" and "crow" in found[0].message


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = write_site(tmp_path, nest_files())
    assert main(["templates", "--root", str(site)]) == 0
    row = capsys.readouterr().out.splitlines()[1].split()
    assert row[:10] == ["nest", "7", "2", "4", "2", "6", "3/4", "-", "-", "1"]
    changed = tmp_path / "own" / "nest.yml"
    changed.parent.mkdir()
    text = NEST.read_text(encoding="utf-8")
    changed.write_text(text, encoding="utf-8")
    compare = ["compare", "--root", str(site), str(changed)]
    assert main(compare) == 0
    assert "no clause differs" in capsys.readouterr().out
    changed.write_text(text.replace("Either may fly.", "Both must stay."), encoding="utf-8")
    assert main(compare) == 0
    printed = capsys.readouterr().out
    assert "end: was changed\n  - Either may fly." in printed and "  + Both must stay." in printed
    changed.write_text(text.replace("except on Sundays", "every day"), encoding="utf-8")
    assert main(compare) == 1
    assert "purpose: was changed (the handbook advises to keep it)" in capsys.readouterr().out
    changed.write_text("[", encoding="utf-8")
    assert main(compare) == 1
    assert "this is not YAML" in capsys.readouterr().err
    assert main([*compare[:-1], str(tmp_path / "gone.yml")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_old_versions_stay_at_their_address(tmp_path: Path) -> None:
    text = NEST.read_text(encoding="utf-8")
    old = text.replace('version: "2026.01"', 'version: "2025.06"').replace("Either may fly.", "Both must stay.")
    files = nest_files() | {"data/contracts/old/nest-2025.06.yml": old}
    staged = stage(write_site(tmp_path, files))
    folder = staged.docs / "templates"
    assert "Both must stay." in (folder / "nest-2025.06.md.txt").read_text(encoding="utf-8")
    assert "Either may fly." in (folder / "nest-2026.01.md.txt").read_text(encoding="utf-8")
    assert (folder / "nest-2025.06.docx").is_file() and (folder / "nest-2025.06.pdf").is_file()
    assert not (folder / "nest-2025.06.word.js").exists()


def test_clauses_number_themselves() -> None:
    """The styles of clauses, paragraphs and items hang on one numbering of three levels: 1., 1.1, (a)."""
    parts = word_parts(build_word(nest()))
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    name = f"{{{space['w']}}}val"
    numbering = etree.fromstring(parts["word/numbering.xml"].encode("utf-8"))
    levels = {
        level.find("w:pStyle", space).get(name): level.find("w:lvlText", space).get(name)
        for level in numbering.iterfind("w:abstractNum[@w:abstractNumId='77']/w:lvl", space)
    }
    assert levels == {"Clause": "%1.", "Clausetext": "%1.%2", "Clauseitem": "(%3)"}
    styles = etree.fromstring(parts["word/styles.xml"].encode("utf-8"))
    for level, style in enumerate(levels):
        found = styles.find(f"w:style[@w:styleId='{style}']/w:pPr/w:numPr", space)
        assert found.find("w:numId", space).get(name) == "77"
        assert level == 0 or found.find("w:ilvl", space).get(name) == str(level)
    body = etree.fromstring(parts["word/document.xml"].encode("utf-8"))
    used = [style.get(name) for style in body.iterfind(".//w:pPr/w:pStyle", space)]
    assert used.count("Clause") == len(nest().clauses)
    read = str(pypandoc.convert_text(build_word(nest()), "plain", format="docx"))
    assert "1.  The owl and the finch share a Nest" in read and "(b) not in rain" in read
    assert "What clause 1 says" in read and "So does clause 3." in read
