"""Decision trees: graphs are proved without listing their paths, drawn without a collision, and read back from HTML."""

from __future__ import annotations

import copy
import json
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml.html import fromstring
from sites import OWLS, owl_files, write_site
from test_citations import mkdocs_build

from handbook.checks import check
from handbook.checks.parsed import parsed_trees
from handbook.cli import main
from handbook.figures.shapes import Bar, Curve, Label, Layout, Linked
from handbook.schemas import SCHEMAS
from handbook.site import verify_site
from handbook.source import load
from handbook.staging import stage
from handbook.trees import Tree, TreeError, parse_tree, prove, tree_as_json, tree_as_text, tree_layout
from handbook.trees.picture import GUTTER, PAD, WIDTH
from handbook.verify.walk import read_tree

ROOT = Path(__file__).parent.parent
OWL_DATA = yaml.safe_load(OWLS.read_text(encoding="utf-8"))
REAL = parsed_trees(load(ROOT)[0])


def make(edges: dict[str, list[str]], words: str = "owls hoot by night") -> Tree:
    """Return a tree of a graph; a node that leads nowhere is an outcome."""
    nodes: dict[str, Any] = {}
    for id, targets in edges.items():
        if targets:
            answers = [{"label": f"Answer {number} {words}"[:90], "to": to} for number, to in enumerate(targets)]
            nodes[id] = {"ask": f"{id}: {words}?"[:140], "help": "Look.", "answers": answers}
        else:
            nodes[id] = copy.deepcopy(OWL_DATA["nodes"]["greet"]) | {"title": f"{id} {words}"[:110]}
    data = copy.deepcopy(OWL_DATA) | {"start": next(iter(edges)), "nodes": nodes}
    return parse_tree("owls", data)


@st.composite
def graphs(draw: st.DrawFn, most: int = 24) -> dict[str, list[str]]:
    """Return a random graph without circles in which everything can be reached."""
    size = draw(st.integers(4, most))
    split = draw(st.integers(1, size - 3))
    names = [f"node-{number}" for number in range(size)]
    edges: dict[str, list[str]] = {name: [] for name in names}
    for number in range(split):
        later = st.integers(number + 1, size - 1)
        targets = draw(st.lists(later, min_size=3, max_size=5))
        edges[names[number]] = [names[target] for target in targets]
    reached = {names[0]}
    for number in range(split):
        if names[number] in reached:
            reached.update(edges[names[number]])
    assume(len(reached) >= 3)
    return {name: edges[name] for name in names if name in reached}


@settings(max_examples=200, deadline=None)
@given(graphs(8))
def test_paths_are_counted_as_they_are_listed(edges: dict[str, list[str]]) -> None:
    tree = make(edges)
    paths = list(tree.paths())
    assert len(paths) == tree.path_count
    assert max(len(steps) for steps, _ in paths) == tree.depth
    assert {outcome.id for _, outcome in paths} == {outcome.id for outcome in tree.outcomes}
    assert set(tree.order) == set(tree.nodes)
    before = {id: set(tree.order[:index]) for index, id in enumerate(tree.order)}
    assert all(question.id in before[answer.to] for question in tree.questions for answer in question.answers)


def test_many_paths_cost_nothing() -> None:
    """A ladder of 60 rungs has 3 ** 60 paths: listed, they would never end."""
    names = [f"rung-{number}" for number in range(60)]
    edges = {name: [names[number + 1]] * 3 for number, name in enumerate(names[:-1])} | {names[-1]: []}
    tree = make(edges)
    assert tree.path_count == 3**59
    found = {fault.rule: [f.message for f in prove(tree) if f.rule == fault.rule] for fault in prove(tree)}
    assert found["tree-size"][0] == "the tree has 60 nodes, over 24"
    assert len(found["tree-size"]) == 3


def test_sizes_at_the_limit_pass() -> None:
    seven = {f"q-{number}": [f"q-{number + 1}", f"a-{number}", f"b-{number}"] for number in range(6)}
    seven["q-6"] = ["z-1", "z-2", "z-3"]
    outcomes = {f"{letter}-{number}": [] for number in range(6) for letter in "ab"} | {f"z-{n}": [] for n in (1, 2, 3)}
    tree = make(seven | outcomes)
    assert (len(tree.nodes), tree.depth) == (22, 7)
    assert [fault for fault in prove(tree) if fault.rule == "tree-size"] == []
    deeper = make({"top": ["q-0", "y-1", "y-2"]} | seven | outcomes | {"y-1": [], "y-2": []})
    assert [fault.message for fault in prove(deeper) if fault.rule == "tree-size"] == [
        "the tree has 25 nodes, over 24",
        "the tree has 8 questions one after the other, over 7",
    ]


# What may be planted in a sound tree, and the rule that must find it.
FAULTS = {
    "an unknown target": ("tree-target", lambda d: d["nodes"]["is-it-loud"]["answers"][0].update(to="nowhere")),
    "an unknown start": ("tree-target", lambda d: d.update(start="nowhere")),
    "an orphan": ("tree-orphan", lambda d: d["nodes"].update(alone=copy.deepcopy(d["nodes"]["greet"]))),
    "a circle": ("tree-cycle", lambda d: d["nodes"]["is-it-loud"]["answers"][0].update(to="is-it-night")),
    "no way for the unsure": ("tree-answers", lambda d: d["nodes"]["is-it-loud"]["answers"][2].update(label="Perhaps")),
    "unsure is no": ("tree-answers", lambda d: d["nodes"]["is-it-loud"]["answers"][2].update(to="let-it-sleep")),
    "no difference": ("tree-answers", lambda d: d["nodes"]["is-it-loud"]["answers"][1].update(to="greet")),
    "one label twice": ("tree-answers", lambda d: d["nodes"]["is-it-loud"]["answers"][1].update(label="Yes")),
    "advice that only defers": ("tree-first-step", lambda d: d["nodes"]["greet"].update(first="Call a lawyer.")),
    "an answer without a case": ("tree-cases", lambda d: d["cases"].pop()),
    "a case that ends elsewhere": ("tree-cases", lambda d: d["cases"][0].update(outcome="wait")),
    "a case with an unknown answer": ("tree-cases", lambda d: d["cases"][0].update(answers=["Never"])),
    "too few published cases": ("tree-cases", lambda d: d["cases"][0].update(source="ours")),
}
BROKEN = {
    "a dead end": lambda d: d["nodes"]["is-it-loud"].update(answers=[]),
    "one answer": lambda d: d["nodes"]["is-it-loud"].update(answers=d["nodes"]["is-it-loud"]["answers"][:1]),
    "an outcome without reason": lambda d: d["nodes"]["greet"].pop("because"),
    "an outcome without first step": lambda d: d["nodes"]["greet"].pop("first"),
    "an outcome without facts": lambda d: d["nodes"]["greet"].pop("facts"),
    "an outcome without instead": lambda d: d["nodes"]["greet"].pop("instead"),
    "an outcome that leads nowhere": lambda d: d["nodes"]["greet"].pop("next"),
    "an unknown verdict": lambda d: d["nodes"]["greet"].update(verdict="maybe"),
    "an unknown key": lambda d: d["nodes"]["greet"].update(color="red"),
    "a question without help": lambda d: d["nodes"]["is-it-night"].pop("help"),
    "a bad name": lambda d: d["nodes"].update({"Not A Name": d["nodes"]["greet"]}),
    "a link in a text": lambda d: d["nodes"]["greet"].update(because="See [here](a.md)."),
    "facts that are no citation": lambda d: d["nodes"]["greet"].update(facts="owl#1"),
    "another id": lambda d: d.update(id="mice"),
    "a list": lambda d: d.update(nodes=[]),
    "a day that is none": lambda d: d.update(reviewed="2026-02-30"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_planted_faults_are_caught(name: str) -> None:
    rule, plant = FAULTS[name]
    data = copy.deepcopy(OWL_DATA)
    assert prove(parse_tree("owls", data)) == []
    plant(data)
    assert rule in {fault.rule for fault in prove(parse_tree("owls", data))}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_forms_are_refused(name: str) -> None:
    data = copy.deepcopy(OWL_DATA)
    BROKEN[name](data)
    with pytest.raises(TreeError) as caught:
        parse_tree("owls", data)
    assert caught.value.faults


KEYS = st.sampled_from(["nodes", "start", "id", "cases", "ask", "verdict", "a"])
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(PLAIN)
def test_any_data_is_a_tree_or_is_refused(data: Any) -> None:
    with pytest.raises(TreeError):
        parse_tree("owls", data)


def test_two_trees_that_send_a_reader_back_and_forth(tmp_path: Path) -> None:
    leads = [('next: [{chapter: "index.md#birds"}]', 'next: [{chapter: "index.md#birds"}, {tree: mice}]')]
    files = owl_files(leads)
    owls = str(files["data/trees/owls.yml"])
    files["data/trees/mice.yml"] = owls.replace("id: owls", "id: mice").replace("{tree: mice}", "{tree: owls}")
    files["data/tools.yml"] = "- {id: owls, kind: tree, title: Owls}\n- {id: mice, kind: tree, title: Mice}\n"
    handbook, _ = load(write_site(tmp_path, files))
    messages = [finding.message for finding in check(handbook) if finding.rule == "tree-circle"]
    assert messages == ["trees send a reader round in a circle: mice → owls → mice"]


def parts(layout: Layout) -> tuple[list[tuple[Bar, list[Label]]], list[Curve]]:
    boxes, curves = [], []
    for shape in layout.shapes:
        if isinstance(shape, Linked):
            [box] = [part for part in shape.shapes if isinstance(part, Bar)]
            boxes.append((box, [part for part in shape.shapes if isinstance(part, Label)]))
        elif isinstance(shape, Curve):
            curves.append(shape)
    return boxes, curves


def faults_of(layout: Layout) -> list[str]:
    """Return what is wrong with a drawing: boxes that overlap, lines through boxes, text outside its box."""
    boxes, curves = parts(layout)
    found = []
    for (a, _), (b, _) in combinations(boxes, 2):
        if a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height:
            found.append(f"overlap at {a.x:.0f},{a.y:.0f}")
    for curve in curves:  # a level cubic stays in the rectangle of its ends
        left, right = curve.x1, curve.x2
        top, bottom = sorted((curve.y1, curve.y2))
        for box, _ in boxes:
            if left < box.x + box.width and box.x < right and top < box.y + box.height and box.y < bottom:
                found.append(f"a line through the box at {box.x:.0f},{box.y:.0f}")
    for box, labels in boxes:
        for label in labels:
            x1, y1, x2, y2 = label.bounds
            if x1 < box.x or x2 > box.x + box.width or y1 < box.y or y2 > box.y + box.height + 0.01:
                found.append(f"{label.lines} leaves its box")
        for first, second in combinations(labels, 2):
            if first.y < second.bottom - 0.01 and second.y < first.bottom - 0.01:
                found.append(f"{first.lines} meets {second.lines}")
        if box.x < 0 or box.y < 0 or box.x + box.width > layout.width or box.y + box.height > layout.height:
            found.append("a box leaves the drawing")
    return found


sentences = st.lists(st.text(alphabet="abmwMW-é語", min_size=1, max_size=40), min_size=1, max_size=9).map(" ".join)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(), sentences)
def test_pictures_of_random_graphs_hold(edges: dict[str, list[str]], words: str) -> None:
    tree = make(edges, words)
    layout = tree_layout(tree)
    assert faults_of(layout) == []
    boxes, curves = parts(layout)
    assert len(curves) == len(boxes) - 1  # each box but the first hangs on one line
    assert len(curves) == sum(len(question.answers) for question in tree.questions)


def test_the_picture_checks_can_fail() -> None:
    box = Bar(0, 0, WIDTH, 40, "box box--question")
    label = Label(PAD, 30, WIDTH, ("too low",))
    through = Curve(WIDTH - 1, 20, WIDTH + GUTTER, 20.5)
    found = faults_of(Layout(300, 100, (Linked("#a", (box, label)), Linked("#b", (box,)), through)))
    assert {fault.partition(" ")[0] for fault in found} == {"overlap", "a", "('too"}


@pytest.mark.parametrize("slug", REAL)
def test_pictures_of_real_trees_hold(slug: str) -> None:
    assert faults_of(tree_layout(REAL[slug])) == []


@pytest.mark.parametrize("slug", REAL)
def test_real_trees_offer_the_way_out_and_every_case_arrives(slug: str) -> None:
    tree = REAL[slug]
    assert prove(tree) == []
    assert sum(case.source != "ours" for case in tree.cases) >= 10


def build(folder: Path) -> Path:
    site = write_site(folder, owl_files())
    result = mkdocs_build(site, site / "site")
    assert result.returncode == 0, result.stderr
    return site


def test_a_reader_of_the_page_finds_the_paths_of_the_data(tmp_path: Path) -> None:
    site = build(tmp_path)
    html = (site / "site" / "decision-trees" / "owls" / "index.html").read_text(encoding="utf-8")
    read = read_tree(html)
    tree = parse_tree("owls", OWL_DATA)
    assert read is not None
    assert sorted(read.paths()) == sorted(tree.words(steps, outcome) for steps, outcome in tree.paths())
    lines = fromstring(html).xpath("//table[@class='tree__paths']/tbody/tr")
    rows = [[cell.text_content() for cell in row] for row in lines]
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[0][1:] == ["1 Yes · 2 Yes", "Go on: Greet the owl"]


def test_verify_finds_a_path_that_is_missing_or_more(tmp_path: Path) -> None:
    site = build(tmp_path)
    page = site / "site" / "decision-trees" / "owls" / "index.html"
    sound = page.read_text(encoding="utf-8")

    def found() -> list[str]:
        findings = verify_site(site, site / "site").findings
        return [finding.message for finding in findings if finding.rule == "site-tree"]

    assert found() == []
    page.write_text(sound.replace('href="#greet">Yes', 'href="#wait">Yes'), encoding="utf-8")
    assert found() == ["of 5 paths 1 are missing, and 1 are there that should not be"]
    page.unlink()
    assert found() == ["the page of a decision tree is missing"]


def test_exports_say_the_same(tmp_path: Path) -> None:
    staged = stage(write_site(tmp_path, owl_files()))
    folder = staged.docs / "decision-trees"
    data = json.loads((folder / "owls.json").read_text(encoding="utf-8"))
    assert list(data["nodes"]) == list(OWL_DATA["nodes"])
    assert data["nodes"]["wait"]["sources"] == "Finch, 2021; Owl, 2020, p. 4"
    text = (folder / "owls.txt").read_text(encoding="utf-8")
    assert "3. GO ON: Greet the owl" in text and "   - Yes -> 3" in text
    svg = ElementTree.fromstring((folder / "owls.svg").read_text(encoding="utf-8"))
    links = [link.get("href") for link in svg.iter("{http://www.w3.org/2000/svg}a")]
    assert "https://birds.github.io/nest/decision-trees/owls/#greet" in links
    tree = parse_tree("owls", OWL_DATA)
    assert "[@" not in tree_as_text(tree, "", {}) + tree_as_json(tree, "", {})


def test_a_hidden_tree_is_not_staged(tmp_path: Path) -> None:
    files = owl_files()
    page = str(files["docs/decision-trees/owls.md"])
    files["docs/decision-trees/owls.md"] = page.replace("audience: public", "audience: internal")
    staged = stage(write_site(tmp_path, files))
    assert not list(staged.docs.rglob("owls*"))
    assert "wake the owl" not in staged.computed.read_text(encoding="utf-8")


def test_nodes_are_published_anchors(tmp_path: Path) -> None:
    site = write_site(tmp_path, owl_files())
    assert main(["publish", "--root", str(site)]) == 0
    tree = site / "data" / "trees" / "owls.yml"
    text = tree.read_text(encoding="utf-8")
    tree.write_text(text.replace("greet", "bow"), encoding="utf-8")
    handbook, _ = load(site)
    gone = [finding.message for finding in check(handbook) if finding.rule == "address-gone"]
    assert gone == ["the published anchor `decision-trees/owls/#greet` is gone"]
    registry = site / "data" / "addresses.yml"
    entry = 'decision-trees/owls/"\n  moved_anchors: {"greet": "bow"}\n'
    moved = registry.read_text(encoding="utf-8").replace('decision-trees/owls/"\n', entry)
    registry.write_text(moved, encoding="utf-8")
    assert [finding for finding in check(load(site)[0]) if finding.rule == "address-gone"] == []


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = str(write_site(tmp_path, owl_files()))
    assert main(["trees", "--root", site]) == 0
    row = capsys.readouterr().out.splitlines()[1].split()
    assert row[:9] == ["owls", "6", "6", "5", "2", "12", "10", "6/6", "4/4"]
    assert main(["overdue", "--root", site, "--today", "2027-01-01"]) == 0
    assert capsys.readouterr().out == "nothing is due\n"
    assert main(["overdue", "--root", site, "--today", "2027-01-02"]) == 0
    assert "2026-01-01  data/trees/owls.yml" in capsys.readouterr().out
    assert main(["schemas", "--root", site, "--check"]) == 1
    assert "schemas/tree.json:1:1 schema-stale" in capsys.readouterr().out
    assert main(["schemas", "--root", site]) == 0
    assert main(["schemas", "--root", site, "--check"]) == 0


def test_schemas_for_editors_are_not_stale() -> None:
    assert main(["schemas", "--root", str(ROOT), "--check"]) == 0
    assert set(SCHEMAS) == {file.stem for file in (ROOT / "schemas").glob("*.json")}
