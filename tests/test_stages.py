"""Stages: imports go one way, the gate hides everything, staging writes only what changed, the registry only grows."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
import yaml
from golden import write_golden_site
from sites import CONFIG, page_text, write_site
from test_citations import mkdocs_build

from handbook.addresses import current_addresses, format_registry, update_registry
from handbook.cli import main
from handbook.findings import FindingsError
from handbook.firms import gate
from handbook.source import load
from handbook.source.settings import pages_address
from handbook.staging import stage

SOURCE = Path(__file__).parent.parent / "src" / "handbook"
# Each package may import what stands before it. `verify` reads a finished site and knows only findings.
ORDER = [
    "findings", "verify", "figures", "source", "trees", "contracts", "schemas", "firms", "checks", "review",
    "citations", "addresses", "rendering", "staging", "mkdocs_plugin", "parity", "site", "links", "cli",
]  # fmt: skip


def package_of(name: str) -> str:
    return name.split(".")[1] if name.startswith("handbook.") else ""


def imports_of(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "handbook":
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(package_of(node.module) or node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            names |= {package_of(alias.name) or alias.name.split(".")[0] for alias in node.names}
    return names


@pytest.mark.parametrize("file", sorted(SOURCE.rglob("*.py")), ids=lambda file: str(file.relative_to(SOURCE)))
def test_imports_go_one_way(file: Path) -> None:
    package = file.relative_to(SOURCE).parts[0].removesuffix(".py")
    if package == "__init__":
        return
    before = set(ORDER[: ORDER.index(package) + 1])
    imported = imports_of(file)
    assert imported & set(ORDER) <= before
    if package == "verify":
        assert imported & set(ORDER) <= {"findings", "verify"}
    if "mkdocs" in imported:
        assert package in ("mkdocs_plugin", "site")


SECRET = {
    "docs/secret/plan.md": page_text(
        "\n## Plan {#plan}\n\nHidden nest.\n", title="Secret", audience="internal", id="s"
    ),
    "mkdocs.yml": CONFIG + "- Inside:\n  - secret/plan.md\n",
}


def test_gate_hides_everything(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", SECRET)
    done = mkdocs_build(site, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    for file in (tmp_path / "out").rglob("*"):
        assert "secret" not in file.name.lower()
        if file.is_file() and file.suffix in (".html", ".json", ".xml"):
            text = file.read_text(encoding="utf-8").lower()
            assert "secret" not in text and "inside" not in text and "hidden nest" not in text
    staged = stage(site, "internal")
    assert (staged.docs / "secret/plan.md").is_file()
    assert not (stage(site).docs / "secret").exists()


def test_front_matter_cannot_run(tmp_path: Path) -> None:
    for field in ("title: Birds", "description: A page about birds."):
        text = page_text("\nBirds.\n").replace(field, field + " <script>alert(1)</script>")
        with pytest.raises(FindingsError):
            stage(write_site(tmp_path, {"docs/index.md": text}))


def test_staging_writes_only_what_changed(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"docs/bird.svg": "<svg/>"})
    staged = stage(site)
    before = {file: file.stat().st_mtime_ns for file in staged.folder.rglob("*") if file.is_file()}
    stage(site)
    assert {file: file.stat().st_mtime_ns for file in staged.folder.rglob("*") if file.is_file()} == before
    (site / "docs/bird.svg").unlink()
    stage(site)
    assert not (staged.docs / "bird.svg").exists()


def test_questions_and_computed_keys_are_staged(tmp_path: Path) -> None:
    files = {"docs/index.md": page_text("\n## X {#x}\n\nOwls.\n", kind="case")}
    staged = stage(write_site(tmp_path, files))
    head, body = (staged.docs / "index.md").read_text(encoding="utf-8").split("---\n", 2)[1:]
    meta = yaml.safe_load(head)
    assert (meta["reviewed_text"], meta["minutes"], meta["source"]) == ("January 1, 2026", 1, "docs/index.md")
    assert "/// questions\n- Who sings?\n" in body


def test_moved_page_leaves_a_way(tmp_path: Path) -> None:
    files = {"data/addresses.yml": "- address: old/tree/\n  moved_to: ''\n  anchors: []\n"}
    staged = stage(write_site(tmp_path, files))
    assert "moved_to: ../../" in (staged.docs / "old/tree/index.md").read_text(encoding="utf-8")


def test_registry_only_grows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = write_site(tmp_path, {"docs/index.md": page_text("\n## Owls {#owls}\n"), **{}})
    assert main(["publish", "--root", str(site)]) == 0
    first = (site / "data/addresses.yml").read_text(encoding="utf-8")
    assert main(["publish", "--root", str(site)]) == 0
    assert (site / "data/addresses.yml").read_text(encoding="utf-8") == first
    (site / "docs/index.md").write_text(page_text("\n## Finches {#finches}\n"), encoding="utf-8")
    assert main(["check", "--root", str(site)]) == 1
    assert "address-gone: the published anchor `#owls` is gone" in capsys.readouterr().out
    handbook, _ = load(site)
    registry, added = update_registry(handbook.addresses, current_addresses(gate(handbook)))
    assert (added, registry[""].anchors) == (1, ("owls", "finches"))
    assert yaml.safe_load(format_registry(registry))[0]["anchors"] == ["owls", "finches"]


def test_internal_pages_are_not_published(tmp_path: Path) -> None:
    site = write_site(tmp_path, SECRET)
    assert main(["publish", "--root", str(site)]) == 0
    assert "secret" not in (site / "data/addresses.yml").read_text(encoding="utf-8")


def test_a_fork_deploys_unchanged(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    assert load(site, environment={})[0].settings.site_url == "https://birds.github.io/nest/"
    fork = load(site, environment={"GITHUB_REPOSITORY": "Owls/barn"})[0].settings
    assert (fork.repository, fork.site_url) == ("Owls/barn", "https://owls.github.io/barn/")
    named = load(site, environment={"HANDBOOK_SITE_URL": "https://birds.example/"})[0].settings
    assert named.site_url == "https://birds.example/"
    assert pages_address("owls/owls.github.io") == "https://owls.github.io/"


def test_a_strange_date_is_one_finding(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    (finding,) = load(site, environment={"SOURCE_DATE_EPOCH": "yesterday"})[1]
    assert (finding.path, finding.rule) == ("mkdocs.yml", "settings")
    assert load(site, environment={"SOURCE_DATE_EPOCH": "1700000000"})[1] == []
    done = mkdocs_build(site, tmp_path / "out", SOURCE_DATE_EPOCH="yesterday")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_root_is_an_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write_site(tmp_path / "a nest")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert main(["check", "--root", str(site)]) == 0
    assert main(["build", "--root", str(site)]) == 0
    assert (site / "site" / "index.html").is_file()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_build_does_not_wipe_a_strange_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = write_site(tmp_path / "site")
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("Years of work.", encoding="utf-8")
    assert main(["build", "--root", str(site), "--out", str(precious)]) == 1
    assert (precious / "thesis.txt").exists()
    assert "build-folder" in capsys.readouterr().err


def test_bad_usage_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(tmp_path)]) == 2
    assert "holds no mkdocs.yml" in capsys.readouterr().err


def test_golden_facts_are_listed_with_their_uses(tmp_path: Path) -> None:
    case = yaml.safe_load((Path(__file__).parent / "cases/citations/author-date.yml").read_text(encoding="utf-8"))
    computed = json.loads(stage(write_golden_site(tmp_path, case)).computed.read_text(encoding="utf-8"))
    assert computed["uses"]["owl20#1"] == ["index.md", "other.md"]
    assert [computed["works"][key]["short"] for key in ("owl", "owl20")] == ["Owl, 2020a", "Owl, 2020b"]
