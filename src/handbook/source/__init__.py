"""Stage 1: the handbook's files as typed, frozen records."""

from handbook.source.load import load
from handbook.source.records import Handbook, Page

__all__ = ["Handbook", "Page", "load"]
