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
from handbook.figures.drawing import Layout
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
