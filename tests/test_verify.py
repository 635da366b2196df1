"""The verifier finds every planted fault in a finished site, and nothing in a clean one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from handbook.verify import verify

PAGE = """<!doctype html>
<html lang="en"><head><title>Birds</title><meta name="description" content="Birds.">
<link rel="canonical" href="https://birds.example/nest/">
<link rel="stylesheet" href="{up}style.css"></head>
<body><h1 id="top-of-page">Birds</h1><p>{body}</p><code>[@owl#1]</code></body></html>
"""
CLEAN = {
    "index.html": PAGE.format(up="", body='<a href="b/#eggs">Eggs</a> <a href="#top-of-page">Up</a>'),
    "b/index.html": PAGE.format(up="../", body='<i id="eggs">Eggs</i> <a href="../">Home</a> <a href="/nest/b/">B</a>'),
    "404.html": PAGE.format(up="/nest/", body="Gone"),
    "style.css": "body { background: url(bird.png) }",
    "bird.png": "png",
    "search/search_index.json": json.dumps({"docs": [{"text": "<ul><li>Who hoots?</li></ul>"}]}),
    "sitemap.xml": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://birds.example/nest/b/</loc></url></urlset>",
}
RULES = set(re.findall(r'"(site-[a-z-]+)"', (Path(verify.__code__.co_filename)).read_text(encoding="utf-8")))

# rule -> file, what to replace, by what
FAULTS = [
    ("site-missing", "index.html", None, None),
    ("site-request", "index.html", "</head>", '<script src="https://cdn.example/x.js"></script></head>'),
    ("site-request", "index.html", "</head>", '<link rel="preconnect" href="https://fonts.example"></head>'),
    ("site-request", "style.css", "url(bird.png)", "url('https://cdn.example/bird.png')"),
    ("site-request", "index.html", "<h1", '<form action="https://out.example"></form><h1'),
    ("site-request", "index.html", "<h1", '<img alt="" src="bird.png" srcset="https://cdn.example/2.png 2x"><h1'),
    ("site-raw-source", "index.html", "Eggs", "Eggs [@owl#1]"),
    ("site-raw-source", "index.html", "Eggs", "Eggs {#eggs}"),
    ("site-raw-source", "index.html", "Eggs</a>", "Eggs</a></p><p>/// judgment"),
    ("site-dead-link", "index.html", 'href="b/#eggs"', 'href="c/"'),
    ("site-dead-link", "b/index.html", 'href="../"', 'href="../../"'),
    ("site-dead-link", "b/index.html", 'href="/nest/b/"', 'href="/b/"'),
    ("site-dead-anchor", "index.html", "b/#eggs", "b/#feet"),
    ("site-dead-asset", "index.html", "style.css", "gone.css"),
    ("site-dead-asset", "style.css", "bird.png", "gone.png"),
    ("site-duplicate-id", "b/index.html", "<p>", '<p id="eggs">'),
    ("site-inline", "index.html", "<p>", '<p style="color: red">'),
    ("site-inline", "index.html", "<p>", '<p onclick="hoot()">'),
    ("site-inline", "index.html", 'href="b/#eggs"', 'href="javascript:hoot()"'),
    ("site-inline", "index.html", "</body>", "<script>hoot()</script></body>"),
    ("site-unnamed", "index.html", "<p>", '<img src="bird.png"><p>'),
    ("site-unnamed", "index.html", "<p>", '<svg role="img"></svg><p>'),
    ("site-weight", "index.html", "Eggs", "Eggs " * 50_000),
    ("site-head", "index.html", ' lang="en"', ""),
    ("site-head", "index.html", "<title>Birds</title>", ""),
    ("site-head", "index.html", '<meta name="description" content="Birds.">', ""),
    ("site-head", "index.html", "h1", "h2"),
    ("site-search", "search/search_index.json", "Who hoots?", "Who sings?"),
    ("site-search", "search/search_index.json", None, None),
    ("site-sitemap", "sitemap.xml", "nest/b/", "nest/c/"),
    ("site-sitemap", "sitemap.xml", None, None),
    ("site-leak", "search/search_index.json", "<ul>", "<a href='secret/'></a><ul>"),
    ("site-leak", "secret/index.html", "", PAGE.format(up="../", body="Secret")),
]


def write(folder: Path, changes: dict[str, str | None]) -> Path:
    for path, text in (CLEAN | changes).items():
        if text is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    return folder


def rules_of(site: Path) -> set[str]:
    report = verify(site, base="/nest/", hidden=["secret/"], questions=["Who hoots?"])
    assert all(finding.hint and finding.line >= 1 for finding in report.findings)
    return {finding.rule for finding in report.findings}


def test_clean_site(tmp_path: Path) -> None:
    report = verify(write(tmp_path, {}), base="/nest/", hidden=["secret/"], questions=["Who hoots?"])
    assert report.findings == ()
    assert (report.pages, report.links, report.anchors) == (3, 4, 4)


@pytest.mark.parametrize(("rule", "path", "old", "new"), FAULTS)
def test_planted_fault(rule: str, path: str, old: str | None, new: str | None, tmp_path: Path) -> None:
    text = CLEAN.get(path, "")
    changed = None if old is None else text.replace(old, new or "", 1) if old else new
    if old == "h1":
        changed = text.replace("h1", "h2")
    assert changed != text
    assert rules_of(write(tmp_path, {path: changed})) == {rule}


def test_every_rule_has_a_planted_fault() -> None:
    elsewhere = {"site-tree"}  # planted in tests/test_trees.py, where a tree is built
    assert {fault[0] for fault in FAULTS} | elsewhere == RULES


def test_heavy_pages_are_named(tmp_path: Path) -> None:
    site = write(tmp_path, {"b/index.html": CLEAN["b/index.html"] + "<!-- egg -->" * 20_000})
    assert {finding.rule for finding in verify(site, base="/nest/").findings} == {"site-weight"}
    assert verify(site, base="/nest/", heavy=["b/"]).findings == ()
