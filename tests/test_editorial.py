"""What editors keep as data reaches the page: first aid on top, contested questions, the article's points, tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lxml.html
import pytest
from markdown import Markdown
from sites import CONFIG, page_text, write_site

from handbook.staging import stage

DANGER = "lead: Call for help.\nsteps: ['**Stay** there.', Tell someone.]\npages: [birds]\n"
CONTESTED = """\
- id: do-owls-hoot
  question: Do owls hoot?
  one: Yes [@owl#1].
  other: Only finches sing [@finch#1].
  wording: Not settled.
  where: index.md#owls
"""
POINTS = "- point: Owls hoot.\n  cite: '[@owl#1]'\n  covered: ['index.md#owls', 'index.md#do-owls-hoot']\n"
TOOLS = (
    "- {id: may-i-hoot, kind: tree, title: May I hoot?}\n- {id: nest-charter, kind: template, title: Nest charter}\n"
)
BODY = """
/// danger
///

## Owls {#owls}

/// contested
///

/// founding-article
///

/// tools | may-i-hoot, nest-charter
///
"""
DATA = {
    "data/danger.yml": DANGER,
    "data/contested.yml": CONTESTED,
    "data/founding-article.yml": POINTS,
    "data/tools.yml": TOOLS,
}


def render(folder: Path, changes: dict[str, Any]) -> Any:
    files = {"docs/index.md": page_text(BODY, kind="page"), **DATA, **changes}
    staged = stage(write_site(folder, files))
    text = (staged.docs / "index.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    settings = {"handbook.rendering": {"computed": str(staged.computed)}}
    html = Markdown(extensions=["attr_list", "tables", "handbook.rendering"], extension_configs=settings).convert(text)
    return lxml.html.fromstring(f"<main>{html}</main>")


def test_first_aid_stands_above_everything_else(tmp_path: Path) -> None:
    page = render(tmp_path, {"docs/index.md": page_text(BODY, kind="case")})
    first = page[0]
    assert first.get("class") == "danger"
    assert [item.text_content() for item in first.iter("li")] == ["Stay there.", "Tell someone."]
    assert first.find(".//strong").text == "Stay"
    assert [aside.get("class") for aside in page.iter("aside")][:2] == ["danger", "questions"]


def test_contested_questions_have_anchor_sides_and_citations(tmp_path: Path) -> None:
    page = render(tmp_path, {})
    [heading] = page.findall(".//div[@class='contested']/h2")
    assert (heading.get("id"), heading.text) == ("do-owls-hoot", "Do owls hoot?")
    cited = [link.get("data-fact") for link in page.findall(".//div[@class='contested']//a[@class='cite']")]
    assert cited == ["owl#1", "finch#1"]
    assert "index.md#owls" in [link.get("href") for link in page.findall(".//div[@class='contested']//a")]


def test_points_lead_to_their_places(tmp_path: Path) -> None:
    page = render(tmp_path, {})
    [row] = page.findall(".//tbody/tr")
    assert [link.get("href") for link in row[1].iter("a")] == ["index.md#owls", "index.md#do-owls-hoot"]
    assert row[1].findtext("a") == "Owls (Birds)"
    assert row[0].find(".//a[@class='cite']").get("data-fact") == "owl#1"


@pytest.mark.parametrize("written", [False, True])
def test_only_written_tools_are_linked(tmp_path: Path, written: bool) -> None:
    path = "decision-trees/may-i-hoot.md"
    tree = {f"docs/{path}": page_text("\nHoot.\n", id="tree-1"), "mkdocs.yml": f"{CONFIG}- {path}\n"}
    page = render(tmp_path, tree if written else {})
    found = [(link.text, link.get("href")) for link in page.findall(".//aside[@class='tools']//a")]
    assert found == ([("May I hoot?", "decision-trees/may-i-hoot.md")] if written else [])
    assert len(page.findall(".//aside[@class='tools']")) == written
