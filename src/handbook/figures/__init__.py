"""Figures drawn at build from data: accessible SVG in the ink of the text, one drawing for phones, one for desks."""

from handbook.figures.model import Figure, draw, layouts, parse_figure
from handbook.figures.parsing import FigureError

__all__ = ["Figure", "FigureError", "draw", "layouts", "parse_figure"]
