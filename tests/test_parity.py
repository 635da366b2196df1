"""The comparison of engines sees what must agree and passes over what belongs to a theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import write_site

from handbook.parity import ENGINES, compare_engines, compare_sites
from handbook.parity.reader import Article, read_article

PAGE = """<html><head><title>Birds</title><meta name="description" content="Birds."></head>
<body><nav><a href="x">x</a></nav>
<article><a id="__skip"></a><header class="furniture">theme</header><h2 id="owls">Owls</h2><p>They
hoot <a class="cite" data-fact="owl#1" href="#ref-owl">(Owl, 2020)</a>.</p></article></body></html>"""

CHANGES = [
    ("Owls</h2>", "Finches</h2>"),
    ('id="owls"', 'id="finches"'),
    ("owl#1", "owl#2"),
    ("#ref-owl", "#ref-finch"),
    ('class="cite"', 'class="quote"'),
    ("<title>Birds", "<title>Finches"),
    ('content="Birds."', 'content=""'),
    ("<p>They", "<div>They"),
]


def article(html: str) -> dict[str, Article]:
    return {"": read_article(html, "")}


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_difference_is_seen(old: str, new: str) -> None:
    assert old in PAGE
    assert compare_sites(article(PAGE), article(PAGE.replace(old, new)))


@pytest.mark.parametrize(("old", "new"), [("theme", "another"), ("\nhoot", " hoot"), ('<a id="__skip"></a>', "")])
def test_furniture_is_not(old: str, new: str) -> None:
    assert compare_sites(article(PAGE), article(PAGE.replace(old, new))) == []


def test_missing_page_is_seen() -> None:
    pages = article(PAGE)
    assert compare_sites(pages, {}) == ["the page / is missing"]
    assert compare_sites({}, pages) == ["the page / is there only"]


def test_links_are_compared_by_where_they_lead() -> None:
    deep = PAGE.replace("#ref-owl", "../b/#eggs")
    same = PAGE.replace("#ref-owl", "../../a/b/#eggs")
    left, right = read_article(deep, "a/c/"), read_article(same, "a/c/")
    assert left.parts == right.parts


def test_raw_citation_is_seen() -> None:
    assert read_article(PAGE.replace("Owls", "[@owl#1]"), "").raw == ["[@owl#1]"]
    assert read_article(PAGE.replace("Owls", "<code>[@owl#1]</code>"), "").raw == []
    assert read_article(PAGE.replace(">x<", ">[see @owl#1]<"), "").raw == ["[see @owl#1]"]  # outside the article too


def test_three_engines_agree_and_an_unknown_citation_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write_site(tmp_path)
    config = (site / "mkdocs.yml").read_text(encoding="utf-8").replace("name: mkdocs", "name: material\n  font: false")
    (site / "mkdocs.yml").write_text(config, encoding="utf-8")
    lines, same = compare_engines(site)
    assert same, lines
    assert [line.partition(":")[0] for line in lines] == ["MkDocs and ProperDocs", "MkDocs and Zensical"]
    monkeypatch.setattr("handbook.staging.compute", lambda handbook, ledger: {})
    lines, same = compare_engines(site, ENGINES[2:])
    assert not same
    assert "Zensical: /: raw citation: Owls hoot [@owl#1]." in lines
