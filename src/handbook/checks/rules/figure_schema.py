"""The data of a figure cannot be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.figures import FigureError, parse_figure
from handbook.findings import Finding
from handbook.source.records import Handbook

ID = "figure-schema"
REMEDY = "compare with data/figures/triangle-of-agreements.yml"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each fault of each figure's data."""
    for slug, document in handbook.figures.items():
        try:
            parse_figure(slug, document.data)
        except FigureError as error:
            for path, message in error.faults:
                yield Finding(f"data/figures/{slug}.yml", *document.mark(*path), ID, message, REMEDY)
