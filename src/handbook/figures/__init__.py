"""Figures drawn at build from data: accessible SVG in the ink of the text, one drawing for phones, one for desks."""

from handbook.figures.drawing import draw, layouts
from handbook.figures.model import Figure, FigureError, parse_figure

__all__ = ["Figure", "FigureError", "draw", "layouts", "parse_figure"]
