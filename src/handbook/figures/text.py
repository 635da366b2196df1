"""Wraps text by the widths of letters. The reader's font is not known, so a margin is added.

Widths are in thousandths of the font size, rounded up from what common sans faces share.
"""

from __future__ import annotations

_GROUPS = {
    "ijl.,:;'|!’‘": 280, "ftrI()[]/-": 370, " ": 290, "sczxkvy": 520, "aeghnopqbdu?“”": 580, "mw": 880,
    "ABCDEFGHJKLNOPQRSTUVXYZ&": 720, "MW": 960, "0123456789": 580, "–": 580, "—": 1000,
}  # fmt: skip
_WIDTHS = {letter: width for letters, width in _GROUPS.items() for letter in letters}
_MARGIN = 1.17  # DejaVu Sans and Verdana are that much wider than Helvetica
_BOLD = 1.08
_WIDE_FROM = "\u2e80"  # letters as wide as the type is high


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a line in the units of `size`, on the safe side."""
    units = sum(_WIDTHS.get(letter, 720 if letter < _WIDE_FROM else 1050) for letter in text)
    return units / 1000 * size * _MARGIN * (_BOLD if bold else 1)


def wrap_text(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Return the lines of a text that fit a width; a word that is wider stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def break_words(text: str, width: float, size: float, bold: bool = False) -> str:
    """Return a text whose words all fit a width: a longer one is cut where it fills the line."""
    pieces: list[str] = []
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and text_width(piece + letter, size, bold) > width:
                pieces.append(piece)
                piece = ""
            piece += letter
        pieces.append(piece)
    return " ".join(pieces)
