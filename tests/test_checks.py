"""Every rule has a planted fault that it finds, with its place, and a near miss that it lets pass."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import BIBLIOGRAPHY, CONFIG, FACTS, nest_files, owl_files, page_text, write_site

from handbook.checks import RULES, check
from handbook.checks.prose import count_syllables, read_paragraphs, reading_grade
from handbook.cli import main
from handbook.findings import FindingsError
from handbook.source import load
from handbook.source.literature import read_bibliography
from handbook.source.pages import read_page
from handbook.source.strict_yaml import load_yaml

FOLDER = Path(__file__).parent / "cases" / "checks"
CASES = [
    pytest.param(document["rule"], case, id=f"{document['rule']}-{number}")
    for file in sorted(FOLDER.glob("*.yml"))
    for document in [yaml.safe_load(file.read_text(encoding="utf-8"))]
    for number, case in enumerate(document["cases"])
]
SOURCE = Path(__file__).parent.parent / "src" / "handbook"


def case_files(case: dict[str, Any]) -> dict[str, Any]:
    """Return the files of a case: whole files, the body of the home page, or one replacement in a default."""
    files: dict[str, Any] = dict(case.get("files", {}))
    if "body" in case:
        kind = case.get("kind", "page")
        files["docs/index.md"] = page_text(case["body"], kind=kind, **case.get("meta", {}))
    if "contract" in case:
        files = nest_files(case["contract"]) | files
    if "tree" in case:
        files = owl_files(case["tree"]) | files
    for path, pages in case.get("pages", {}).items():
        files[path] = page_text(pages.pop("body", "\nBirds.\n"), **pages)
    defaults = {"mkdocs.yml": CONFIG, "references.bib": BIBLIOGRAPHY, "data/facts.yml": FACTS}
    for path, (old, new) in case.get("replace", {}).items():
        text = files.get(path) or defaults.get(path) or page_text("\nOwls hoot [@owl#1].\n")
        assert old in text, f"the case replaces {old!r}, which is not there"
        files[path] = text.replace(old, new, 1)
    for path in case.get("remove", ()):
        files[path] = None
    for path, text in case.get("latin1", {}).items():
        files[path] = text.encode("latin-1")
    return files


def findings_of(site: Path) -> list[Any]:
    try:
        handbook, findings = load(site, environment={})
    except FindingsError as error:
        return list(error.findings)
    return [*findings, *check(handbook)]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_rule(rule: str, case: dict[str, Any], tmp_path: Path) -> None:
    site = write_site(tmp_path, case_files(case))
    found = [finding for finding in findings_of(site) if finding.rule == rule]
    assert [f"{finding.path}:{finding.line}:{finding.column}" for finding in found] == case["expect"]
    assert all(finding.message and finding.hint for finding in found)
    if "says" in case:
        assert case["says"] in found[0].message + found[0].hint


def test_default_site_is_clean(tmp_path: Path) -> None:
    assert [finding for finding in findings_of(write_site(tmp_path)) if finding.severity == "error"] == []


def test_every_rule_has_a_planted_fault_and_a_near_miss() -> None:
    """Rules are found where they are written: in the source, as the id of a finding."""
    written = {rule.ID for rule in RULES}
    for file in [
        *(SOURCE / "source").glob("*.py"),
        *(SOURCE / "checks" / "rules").glob("*.py"),
        SOURCE / "trees" / "proof.py",
    ]:
        text = file.read_text(encoding="utf-8")
        written |= set(
            re.findall(
                r"\"((?:yaml|bib|facts|file|front|glossary|addresses|settings|editorial|reading|tree|yardstick)-[a-z-]+)\"",
                text,
            )
        )
        written |= set(re.findall(r"finding\(\s*[\w.]+,\s*\"([a-z]+-[a-z-]+)\"", text))
    written = {rule for rule in written if not rule.endswith("-")} | {"settings", "audience"}
    written -= {"file-outside", "file-size", "file-unreadable"}  # planted in the test below
    written -= {"tree-size"}  # planted in tests/test_trees.py, where graphs are made
    faults = {param.values[0] for param in CASES if param.values[1]["expect"]}
    passes = {param.values[0] for param in CASES if not param.values[1]["expect"]}
    assert written - faults == set()
    assert {rule.ID for rule in RULES} - passes == set()


def test_files_that_are_not_what_they_seem(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(page_text("\nNot yours.\n", id="secret"), encoding="utf-8")
    site = write_site(tmp_path / "site", {"docs/big.md": page_text("owl " * 110_000, id="big"), "references.bib": None})
    (site / "docs/secret.md").symlink_to(tmp_path / "secret.md")
    (site / "docs/secret.svg").symlink_to(tmp_path / "secret.md")
    (site / "references.bib").mkdir()
    found = {(finding.path, finding.rule) for finding in findings_of(site) if finding.rule.startswith("file-")}
    assert found == {
        ("docs/secret.md", "file-outside"),
        ("docs/secret.svg", "file-outside"),
        ("docs/big.md", "file-size"),
        ("references.bib", "file-unreadable"),
    }


def test_every_rule_says_what_to_do() -> None:
    assert len({rule.ID for rule in RULES}) == len(RULES)
    assert all(rule.REMEDY and rule.__doc__ for rule in RULES)


def test_all_problems_at_once_in_three_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = write_site(tmp_path, {"docs/index.md": page_text("\n# Birds\n\n[@howl#1] and [@owl#9].\n")})
    arguments = ["check", "--root", str(site)]
    assert main(arguments) == 1
    text = capsys.readouterr().out
    rules = ["heading-anchor", "heading-order", "cite-unknown-key", "cite-unknown-fact"]
    assert all(f" {rule}: " in text for rule in rules)
    assert main([*arguments, "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert {item["rule"] for item in data} == set(rules)
    assert main([*arguments, "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(data)
    assert all(re.match(r"::error file=docs/index\.md,line=\d+,col=\d+,title=[\w-]+::", line) for line in lines)


HOSTILE = [
    "[",
    "[[] ",
    "`a",
    "@owl#1 ",
    "[@owl ",
    "{#a ",
    "“a ",
    "<img ",
    "https://a.",
    "](",
    "/// a\n",
    "a",
    '"a b c d e f" ',
]


@pytest.mark.parametrize("part", HOSTILE)
def test_hostile_text_is_read_to_its_end(part: str, tmp_path: Path) -> None:
    """A pattern that grows with the square of its text would hold this test for minutes."""
    body = part * (120_000 // len(part))
    handbook, _ = load(write_site(tmp_path, {"docs/index.md": page_text(f"\n{body}\n")}), environment={})
    assert all(finding.hint for finding in check(handbook))


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("coach", 1), ("client", 2), ("agreement", 3), ("organization", 5), ("asked", 1), ("wanted", 2), ("people", 2),
     ("idea", 3), ("confidentiality", 7), ("sponsor", 2), ("used", 1), ("being", 2), ("rule", 1), ("table", 2)],
)  # fmt: skip
def test_syllables(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_reading_grade_follows_the_formula() -> None:
    assert reading_grade(100, 5, 150) == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)


def test_paragraphs_hold_words_only() -> None:
    body = "# T\n\nOwls *hoot* [@owl#1]. They [rest](a.md#b).\n\n- One\n- Two\n\n"
    body += "| a | b |\n|---|---|\n\n/// judgment\nSo.\n///\n"
    page, _ = read_page(page_text(body), "index.md", "docs/index.md")
    assert [paragraph.text for paragraph in read_paragraphs(page)] == ["Owls hoot. They rest.", "One", "Two", "So."]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_strict_yaml_never_fails_otherwise(text: str) -> None:
    try:
        load_yaml(text, "x.yml")
    except FindingsError as error:
        assert error.findings


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="[]@#;:-_ `~\n/|{}()<>!a1é\\.", max_size=200))
def test_pages_and_bibliographies_never_fail(text: str) -> None:
    page, _ = read_page(page_text(text), "index.md", "docs/index.md")
    assert len(page.prose) == len(page.body)
    read_bibliography(f"@article{{{text}", "references.bib")
