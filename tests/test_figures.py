"""Figures: no text leaves its drawing or meets another, for real figures and for long words."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.figures import Figure, FigureError, draw, layouts, parse_figure
from handbook.figures.shapes import Dot, Layout, Stroke
from handbook.figures.text import text_width, wrap_text

FOLDER = Path(__file__).parent.parent / "data" / "figures"
FIGURES = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yml"))}


def collisions(layout: Layout) -> list[tuple[str, str]]:
    """Return the pairs of texts that overlap, and texts that leave the drawing (paired with `edge`)."""
    found = []
    boxes = [(label.lines[0], label.bounds) for label in layout.labels if label.lines]
    for (first, a), (second, b) in combinations(boxes, 2):
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
            found.append((first, second))
    for text, (left, top, right, bottom) in boxes:
        if left < 0 or top < 0 or right > layout.width or bottom > layout.height:
            found.append((text, "edge"))
    return found


@pytest.mark.parametrize("slug", FIGURES)
def test_real_figures_hold_their_text(slug: str) -> None:
    figure = parse_figure(slug, FIGURES[slug])
    for layout in layouts(figure):
        assert collisions(layout) == []


@pytest.mark.parametrize("slug", FIGURES)
def test_drawing_is_accessible_and_carries_no_style(slug: str) -> None:
    figure = parse_figure(slug, FIGURES[slug])
    root = ElementTree.fromstring(f"<div>{draw(figure)}</div>")
    assert [svg.get("class") for svg in root] == ["figure__wide", "figure__narrow"]
    identifiers = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers)) == 4
    for svg in root:
        assert svg.get("role") == "img"
        named = [svg.find(f".//*[@id='{name}']") for name in (svg.get("aria-labelledby") or "").split()]
        assert [element.text for element in named if element is not None] == [figure.title, figure.description]
        assert not [element for element in svg.iter() if "style" in element.attrib or "fill" in element.attrib]
        text = " ".join("".join(svg.itertext()).split())
        words = [step for row in figure.table.rows for step in row[:1]]
        assert all(word in text for word in words if word != "All three")


def test_same_drawing_each_time() -> None:
    for slug, data in FIGURES.items():
        assert draw(parse_figure(slug, data)) == draw(parse_figure(slug, data))


words = st.text(alphabet="abcdefghmwW", min_size=1, max_size=12)
sentences = st.lists(words, min_size=1, max_size=18).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(sentences, sentences, st.booleans()), min_size=2, max_size=5))
def test_random_timelines_hold_their_text(steps: list[tuple[str, str, bool]]) -> None:
    data = {
        "kind": "timeline",
        "title": "T",
        "description": "D",
        "caption": "C",
        "table": {"head": ["a"], "rows": [["b"]]},
        "steps": [{"label": label, "text": text, "meeting": meeting} for label, text, meeting in steps],
    }
    for layout in layouts(parse_figure("random", data)):
        assert collisions(layout) == []


@settings(max_examples=100, deadline=None)
@given(sentences, st.floats(min_value=60, max_value=400))
def test_wrapped_lines_fit(text: str, width: float) -> None:
    lines = wrap_text(text, width, 14)
    assert " ".join(lines) == text
    assert all(text_width(line, 14) <= width or " " not in line for line in lines)


def test_markup_in_data_is_text() -> None:
    data = dict(FIGURES["engagement-timeline"], title="<script>alert(1)</script> & co")
    figure: Figure = parse_figure("x", data)
    assert "<script>" not in draw(figure)


def test_faults_are_reported_together() -> None:
    with pytest.raises(FigureError) as caught:
        parse_figure("x", {"kind": "triangle", "title": "T", "parties": [{"id": "a"}]})
    paths = {path[0] for path, _ in caught.value.faults}
    assert paths == {"description", "caption", "table", "parties", "agreements", "shared"}


CITE = "[@owl#1]"
KINDS = {
    "forest": {
        "axis": {"to": 1.4, "step": 0.2, "label": "Effect"},
        "rows": [
            {"label": "Owls 2020", "outcome": "hoots", "measure": "g", "effect": 0.59, "interval": [0.4, 0.8],
             "studies": "37", "people": "2,528", "coaches": "any", "cite": CITE},
            {"label": "Finches 2021", "outcome": "songs", "measure": "g", "range": [0.43, 0.74], "cite": CITE},
        ],
    },
    "bars": {"unit": "of owls", "rows": [{"label": "Owls that hoot", "note": "at night", "value": 57, "cite": CITE}]},
    "matrix": {
        "head": "When", "columns": ["Owl", "Finch"], "legend": {"full": "Yes", "none": "No"},
        "rows": [{"label": "Night", "cells": ["full: hoots", "none"], "cite": CITE}],
    },
    "flow": {
        "from": {"label": "A hoot", "note": "of an owl"},
        "legend": {"open": "always", "condition": "if asked", "closed": "never"},
        "ways": [
            {"label": "Owls", "text": "hear it", "way": "open", "cite": CITE},
            {"label": "Finches", "text": "may hear it", "way": "condition", "cite": CITE},
            {"label": "Mice", "text": "had better not", "way": "closed", "cite": CITE},
        ],
    },
    "map": {
        "across": ["day", "night"], "up": ["ground", "tree"],
        "points": [
            {"label": "Owl", "note": "hoots", "x": 0.9, "y": 0.9, "cite": CITE},
            {"label": "Hen", "note": "clucks", "x": 0.5, "y": 0.1, "cite": CITE},
        ],
    },
}  # fmt: skip
WORDS = {"title": "T", "description": "D", "caption": "C"}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_say_the_same_as_their_table(kind: str) -> None:
    figure = parse_figure("owls", {"kind": kind, **WORDS, **KINDS[kind]})
    assert figure.table.cited
    assert all(len(row) == len(figure.table.head) and row[-1] == CITE for row in figure.table.rows)
    svg = ElementTree.fromstring(f"<div>{draw(figure)}</div>")
    for drawing in svg:
        text = " ".join("".join(drawing.itertext()).split())
        assert all(row[0] in text for row in figure.table.rows)
    for layout in layouts(figure):
        assert collisions(layout) == []


def test_forest_says_what_was_not_shown_and_draws_to_scale() -> None:
    figure = parse_figure("owls", {"kind": "forest", **WORDS, **KINDS["forest"]})
    assert figure.table.rows[0][3:7] == ("0.59", "0.40–0.80", "37", "2,528")
    assert figure.table.rows[1][3:8] == ("0.43–0.74", "not shown", "not shown", "not shown", "not shown")
    wide = layouts(figure)[0]
    [point] = [shape for shape in wide.shapes if isinstance(shape, Dot) and "accent" in shape.name]
    low, high = next((s.x1, s.x2) for s in wide.shapes if isinstance(s, Stroke) and s.name == "figure__interval")
    zero = next(shape.x1 for shape in wide.shapes if isinstance(shape, Stroke))
    assert (point.x - zero) / (high - zero) == pytest.approx(0.59 / 0.8)
    assert (low - zero) / (high - zero) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("kind", "change", "path"),
    [
        ("forest", {"axis": {"to": 0, "step": 1, "label": "x"}}, ("axis", "to")),
        ("forest", {"rows": [{"label": "a", "outcome": "b", "measure": "g", "cite": CITE}]}, ("rows", 0)),
        ("forest", {"rows": [{**KINDS["forest"]["rows"][0], "interval": [0.8, 0.4]}]}, ("rows", 0, "interval")),  # type: ignore[index,dict-item]
        ("bars", {"rows": [{"label": "a", "note": "b", "value": 101, "cite": CITE}]}, ("rows", 0, "value")),
        ("matrix", {"columns": ["Owl"]}, ("columns",)),
        ("matrix", {"legend": {}}, ("rows", 0, "cells", 0)),
        ("matrix", {"legend": {"half": "x"}}, ("legend",)),
        ("flow", {"ways": [{"label": "a", "text": "b", "way": "maybe", "cite": CITE}]}, ("ways", 0, "way")),
        ("flow", {"legend": {"open": "x"}}, ("legend",)),
        ("map", {"across": ["left"]}, ("across",)),
        ("map", {"color": "red"}, ("color",)),
    ],
)  # fmt: skip
def test_faults_of_kinds_have_a_place(kind: str, change: dict[str, object], path: tuple[str | int, ...]) -> None:
    with pytest.raises(FigureError) as caught:
        parse_figure("owls", {"kind": kind, **WORDS, **KINDS[kind], **change})
    assert path in [found for found, _ in caught.value.faults]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["matrix", "flow", "map"]), st.lists(st.tuples(sentences, sentences), min_size=2, max_size=5))
def test_random_words_fit_their_figures(kind: str, pairs: list[tuple[str, str]]) -> None:
    data = {key: value for key, value in KINDS[kind].items()}
    if kind == "matrix":
        data["rows"] = [{"label": a, "cells": [f"full: {b}", a], "cite": CITE} for a, b in pairs]
    elif kind == "flow":
        data["ways"] = [{"label": a, "text": b, "way": "open", "cite": CITE} for a, b in pairs]
    else:
        data["points"] = [{"label": a, "note": b, "x": 0.5, "y": 0.5, "cite": CITE} for a, b in pairs]
    for layout in layouts(parse_figure("random", {"kind": kind, **WORDS, **data})):
        assert collisions(layout) == []
