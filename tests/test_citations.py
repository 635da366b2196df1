"""Golden citations: each case is a small site and what a reader must see on its pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from golden import write_golden_site
from lxml import html
from markdown import Markdown

from handbook.citations import citeproc
from handbook.findings import FindingsError
from handbook.staging import Staged, stage

CASES = sorted((Path(__file__).parent / "cases" / "citations").glob("*.yml"))
BIRD = "@article{owl, author = {Owl, Ada}, title = {Alpha}, journal = {Hoots}, year = {2020}}\n"


def render(staged: Staged, path: str) -> Any:
    """Return the parsed article of a staged page."""
    markdown = Markdown(
        extensions=["attr_list", "tables", "toc", "pymdownx.superfences", "handbook.rendering"],
        extension_configs={"handbook.rendering": {"computed": str(staged.computed)}},
    )
    text = (staged.docs / path).read_text(encoding="utf-8").split("---\n", 2)[2]
    return html.fromstring(f"<article>{markdown.convert(text)}</article>")


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_golden_case(file: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    staged = stage(write_golden_site(tmp_path, case))
    for path, expected in case["expect"].items():
        article = render(staged, path)
        assert [words(item) for item in article.iterfind(".//span[@class='citation']")] == expected["citations"]
        links = article.findall(".//a[@class='cite']")
        assert [link.get("data-fact") for link in links] == expected["facts"]
        assert [words(item) for item in article.iterfind(".//p[@class='reference__entry']")] == expected["references"]
        identifiers = {element.get("id") for element in article.iter() if element.get("id")}
        assert {link.get("href")[1:] for link in links} <= identifiers
        backs = [link.get("href")[1:] for link in article.iterfind(".//a[@role='doc-backlink']")]
        assert sorted(backs) == sorted(link.get("id") for link in links)
        if "code" in expected:
            assert [words(item) for item in article.iterfind(".//code")] == expected["code"]
        for text in expected.get("text_has", ()):
            assert text in words(article)


def bird_case(**changes: Any) -> dict[str, Any]:
    return {"style": "apa", "bibliography": BIRD, "pages": {"index.md": "Owls hoot [@owl#1]."}} | changes


@pytest.mark.parametrize(
    ("style", "rule"),
    [
        ("chicago-notes-bibliography", "style-form"),
        ("modern-language-association", "style-form"),
        ("no-such-style", "style-unknown"),
        ("../../etc/passwd", "style-unknown"),
    ],
)
def test_style_that_cannot_be_used(style: str, rule: str, tmp_path: Path) -> None:
    site = write_golden_site(tmp_path, bird_case(style=style))
    with pytest.raises(FindingsError) as caught:
        stage(site)
    (finding,) = caught.value.findings
    assert (finding.path, finding.rule) == ("mkdocs.yml", rule)
    assert finding.line > 1


def test_pandoc_runs_once_and_not_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    run = citeproc.subprocess.run

    def count(*args: Any, **settings: Any) -> Any:
        runs.append(1)
        return run(*args, **settings)

    monkeypatch.setattr(citeproc.subprocess, "run", count)
    pages = {"index.md": "Owls [@owl#1].", "other.md": "More owls [@owl#1, p. 3]."}
    site = write_golden_site(tmp_path, bird_case(pages=pages))
    stage(site)
    stage(site)
    assert len(runs) == 1
    (site / "docs/other.md").write_text((site / "docs/other.md").read_text().replace("p. 3", "p. 4"))
    staged = stage(site)
    assert len(runs) == 2
    assert "(Owl, 2020, p. 4)" in words(render(staged, "other.md"))


def test_broken_cache_is_made_anew(tmp_path: Path) -> None:
    site = write_golden_site(tmp_path, bird_case())
    first = stage(site).ledger
    (cached,) = (site / "build/cache").glob("citations-*.json")
    cached.write_text("[", encoding="utf-8")
    assert stage(site).ledger == first


ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}


def mkdocs_build(site: Path, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(site / "mkdocs.yml"), "-d", str(out)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=ENVIRONMENT | environment, check=False, timeout=120
    )


FAULTS = {
    "cite-unknown-key": ({"docs/index.md": ("[@owl#1]", "[@howl#1]")}, "docs/index.md", 12),
    "cite-unknown-fact": ({"docs/index.md": ("[@owl#1]", "[@owl#7]")}, "docs/index.md", 12),
    "bib-duplicate-key": ({"references.bib": (BIRD, BIRD + BIRD)}, "references.bib", 2),
    "bib-syntax": ({"references.bib": ("{Hoots}", "{Hoots")}, "references.bib", 1),
    "file-encoding": ({"references.bib": ("Alpha", "\udcc4lpha")}, "references.bib", 1),
    "file-missing": ({"references.bib": None}, "references.bib", 1),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_fault_stops_mkdocs_too(rule: str, tmp_path: Path) -> None:
    changes, path, line = FAULTS[rule]
    site = write_golden_site(tmp_path / "site", bird_case())
    for name, change in changes.items():
        file = site / name
        if change is None:
            file.unlink()
        else:
            text = file.read_text(encoding="utf-8").replace(*change)
            file.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = mkdocs_build(site, tmp_path / "out")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    findings = re.findall(r"^(\S+?):(\d+):(\d+) ([\w-]+):", done.stderr, re.MULTILINE)
    assert [(found[0], int(found[1]), found[3]) for found in findings] == [(path, line, rule)]
    assert "hint: " in done.stderr


def test_mkdocs_bibtex_never_touches_text(tmp_path: Path) -> None:
    """Its own syntax passes through as text: the plugin stays configured and its page hook is out."""
    body = "Owls hoot [@owl#1]. \\\\bibliography and `[@owl]` and \\@owl stay."
    site = write_golden_site(tmp_path / "site", bird_case(pages={"index.md": body}))
    done = mkdocs_build(site, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    page = html.fromstring((tmp_path / "out/index.html").read_text(encoding="utf-8"))
    paragraph = next(item for item in page.iter("p") if "Owls" in words(item))
    assert words(paragraph) == "Owls hoot (Owl, 2020). \\bibliography and [@owl] and @owl stay."
    assert not page.findall(".//div[@class='footnote']")


def test_same_bytes_for_every_hash_seed(tmp_path: Path) -> None:
    case = yaml.safe_load((CASES[0].parent / "author-date.yml").read_text(encoding="utf-8"))
    builds = set()
    for seed in range(20):
        site = write_golden_site(tmp_path / "site", case)
        for cached in (site / "build/cache").glob("*"):
            cached.unlink()
        done = mkdocs_build(site, tmp_path / "out", PYTHONHASHSEED=str(seed))
        assert done.returncode == 0, done.stderr
        files = sorted(file for file in (tmp_path / "out").rglob("*") if file.is_file())
        builds.add(tuple((file.relative_to(tmp_path).as_posix(), file.read_bytes()) for file in files))
    assert len(builds) == 1
